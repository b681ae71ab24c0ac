"""Reads an account as far as a command needs it, and says whose marks can be believed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelinectl.apply.goal import ids_of
from pipelinectl.model import Address, Desired, Kind, Read
from pipelinectl.plan.marks import proven
from pipelinectl.ports import Scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipelinectl.ledger.journal import Written
    from pipelinectl.ledger.model import Ledger
    from pipelinectl.model import Live
    from pipelinectl.operations.session import Session
    from pipelinectl.plan.model import Plan

ALWAYS = frozenset({Kind.PIPELINE, Kind.STATUS, Kind.RULES})
AUTOMATIONS = frozenset({Kind.AUTOMATE, Kind.AUTOMATION})
SETTINGS = frozenset({Kind.CHANNEL, Kind.FORM, Kind.TEAM, Kind.USER})
"""The kinds beside pipelines and automations of which an account shows something."""


def read_for(
    session: Session, ledger: Ledger | None, kinds: Iterable[Kind], named: Iterable[str] = ()
) -> Live:
    """The live state of these kinds and of what the ledger knows; of pipelines always.

    Workflows that the ledger or the journal knows, or that the files name by `id:` (`named`), are
    asked for by their ids: a list that does not show them proves nothing.

    Raises:
        RemoteError: the account cannot be read.
    """
    written = written_by(session, ledger)
    wanted = {*kinds, *((each.kind for each in ledger.entries) if ledger else ())}
    covers = ALWAYS | (AUTOMATIONS if wanted & AUTOMATIONS else frozenset()) | (wanted & SETTINGS)
    known = {identifier for kind, identifier in written.created if kind is Kind.AUTOMATION}
    known.update(named)
    if ledger is not None:
        known |= {
            entry.id for each, entry in ledger.entries.items() if each.kind is Kind.AUTOMATION
        }
    chosen = frozenset(each for each in known if not is_stand_in(each))
    live = session.desk.read(Scope(covers, {Kind.AUTOMATION: chosen}))
    return proven(_naming_unread(live, ledger), ledger, written)


def written_by(session: Session, ledger: Ledger | None) -> Written:
    """What unsettled runs wrote, as the journal and the ledger know it together.

    The journal of another machine is not here: of its creates the ledger tells, those of a run
    that died with its claim.
    """
    journal = session.memory.journal
    written = journal.written()
    if ledger is None:
        return written
    claim = ledger.claim
    others = claim.creates if claim is not None and not journal.knows(claim.run) else ()
    return replace(written, uncertain=written.uncertain | {*ledger.uncertain, *others})


def _naming_unread(live: Live, ledger: Ledger | None) -> Live:
    """The live state; why workflows cannot be read names those that the ledger knows."""
    why = live.why.get(Kind.AUTOMATION)
    if why is None or live.reads.get(Kind.AUTOMATION) is not Read.UNREADABLE:
        return live
    known = [
        f'{entry.id} is "{entry.base["name"]}" ({address}).'
        for address, entry in (ledger.entries.items() if ledger else ())
        if address.kind is Kind.AUTOMATION
        and live.get(Kind.AUTOMATION, entry.id) is None
        and "name" in entry.base
    ]
    named = " ".join([why, *known])
    return replace(live, why={**live.why, **dict.fromkeys(AUTOMATIONS & live.why.keys(), named)})


def kinds_of(desired: Desired) -> Iterator[Kind]:
    """The kinds that a configuration speaks of; workflows too where something is removed.

    A pipeline takes the workflows of its statuses along, and others may name what goes.
    """
    yield from (each.kind for each in desired.resources)
    for removal in desired.removals:
        yield Kind.AUTOMATION
        if removal.channel is not None:
            yield Kind.CHANNEL


def workflows_in(desired: Desired) -> Iterator[str]:
    """The ids of workflows that a configuration names."""
    for address, resource in desired.resources.items():
        if address.kind is Kind.AUTOMATION and resource.id is not None:
            yield resource.id


def kinds_in(plan: Plan) -> Iterator[Kind]:
    """The kinds that a saved plan speaks of, those of what its changes refer to too."""
    yield from (each.address.kind for each in plan.changes)
    yield from (each.kind for each in ids_of(plan))


def workflows_of(plan: Plan) -> Iterator[str]:
    """The ids of the workflows that a saved plan speaks of."""
    ids = ids_of(plan)
    return (each for address, each in ids.items() if address.kind is Kind.AUTOMATION)


def is_stand_in(identifier: str) -> bool:
    """Whether an id is an address, which stands for what was not created yet."""
    try:
        return Address.parse(identifier).kind is Kind.AUTOMATION
    except ValueError:
        return False
