"""The time in an emulated account: the real one, and as much later as somebody has put it.

`/_ui/clock` is the emulator's own: GET tells the time, POST `{advance: "2 hours"}`, or a number of
seconds, makes it later, and what was to happen until then happens.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from pipelinectl.emulator.errors import invalid
from pipelinectl.engine.times import text_of

if TYPE_CHECKING:
    from pipelinectl.emulator.account import Account

_KIND, _KEY = "clock", "ahead"
_SPAN = re.compile(r"(\d{1,9}) ?(second|minute|hour|day|week)s?")
_MOST = timedelta(days=3660)


def present(account: Account) -> datetime:
    """The time in an account."""
    stored = account.store.get(_KIND, _KEY)
    return datetime.now(UTC) + timedelta(seconds=stored["seconds"] if stored else 0)


def present_text(account: Account) -> str:
    """The time in an account, as HubSpot writes it."""
    return text_of(present(account))


def advance(account: Account, span: timedelta) -> None:
    """Make it later, from now on."""
    stored = account.store.get(_KIND, _KEY) or {"seconds": 0}
    seconds = stored["seconds"] + span.total_seconds()
    if seconds > _MOST.total_seconds():
        raise invalid("The clock can be put ten years ahead at most")
    account.store.put(_KIND, _KEY, {"seconds": seconds})


def span_of(value: object) -> timedelta:
    """A span of time that a request names: "2 hours", or seconds.

    Raises:
        RefusedError: 400; it names none.
    """
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9:
        return timedelta(seconds=value)
    found = _SPAN.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise invalid("'advance' is a number of seconds, or a text like '2 hours'")
    return timedelta(**{f"{found[2]}s": min(int(found[1]), 10**6)})
