"""Where tickets of an account run: every write of one, by whomever, goes through here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.emulator.tickets import clock, worlds
from pipelinectl.emulator.tickets.desks import BY_API, TERMS, desk_of
from pipelinectl.engine.happenings import Message, TicketChanged, TicketMade, TimePasses
from pipelinectl.engine.run import step

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import timedelta

    from pipelinectl.emulator.account import Account
    from pipelinectl.engine.happenings import Happening
    from pipelinectl.engine.world import Event

_REQUEST = "api"


def make(account: Account, *described: Mapping[str, str]) -> list[str]:
    """Make the tickets that a request describes, and return their ids."""
    wanted = (TicketMade({TERMS.made_by: BY_API, **each}, by=_REQUEST) for each in described)
    return [
        each.ticket
        for each in happen(account, *wanted)
        if each.kind == "ticket_created" and each.ticket and each.detail["by"] == _REQUEST
    ]


def change(account: Account, *asked: tuple[str, Mapping[str, str]]) -> None:
    """Write properties of tickets, each named by its id, as a request asks."""
    happen(account, *(TicketChanged(ticket, values, by=_REQUEST) for ticket, values in asked))


def happen(account: Account, *happenings: Happening) -> tuple[Event, ...]:
    """Let one thing after another happen to an account, after what was due before."""
    catch_up(account)
    account.index.before_write()
    desk = desk_of(account)
    told: list[Event] = []
    for each in happenings:
        before = worlds.load(account, desk, _tickets(account, each), _addresses(each))
        after, events = step(desk, before, each)
        worlds.keep(account, before, after, events)
        told.extend(events)
    return tuple(told)


def catch_up(account: Account) -> None:
    """Let happen what is due by now. Every read of a ticket calls it first."""
    now = clock.present(account)
    due = [each.ticket for each in worlds.waits_of(account) if each.at <= now]
    if not due:
        return
    account.index.before_write()
    desk = desk_of(account)
    before = worlds.load(account, desk, due)
    after, events = step(desk, before, TimePasses(now))
    worlds.keep(account, before, after, events)


def advance(account: Account, span: timedelta) -> None:
    """Make it later, and let happen what is due until then."""
    clock.advance(account, span)
    catch_up(account)


def _tickets(account: Account, happening: Happening) -> list[str]:
    if isinstance(happening, Message):
        thread = account.store.get(worlds.THREAD, happening.thread) if happening.thread else None
        return [thread["ticket"]] if thread and thread["ticket"] else []
    if isinstance(happening, TicketMade | TimePasses):
        return []
    return [happening.ticket]


def _addresses(happening: Happening) -> list[str]:
    """The addresses whose contact a message may belong to."""
    if not isinstance(happening, Message):
        return []
    return [each for each in (happening.sender, happening.forwarded_from) if each]
