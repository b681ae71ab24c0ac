"""Values of settings in plain English: people, hours, durations, lists and long texts."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from pipelinectl.model import Record, as_list
from pipelinectl.render.escape import quoted, visible
from pipelinectl.render.excerpts import opening
from pipelinectl.render.phrases import amount, count, listed
from pipelinectl.render.references import Speech

if TYPE_CHECKING:
    from pipelinectl.model import Value

NOTHING = "nothing"
_YES = {True: "yes", False: "no"}

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_FEW = 6
"""A list with more entries is shown as what is in it and not in the other list."""


def plain(found: Value, speech: Speech) -> str:
    """A switch as yes or no, a long text by its beginning, the rest as it is said elsewhere."""
    if found is None:
        return NOTHING
    if isinstance(found, bool):
        return _YES[found]
    return quoted(opening(found)) if isinstance(found, str) else speech.value(found)


def people(found: Value, speech: Speech) -> str:
    """`team "Tier 1" and ana@acme.example`; of `{users, teams}` or a list of references."""
    given = found if isinstance(found, Record) else Record(users=found)
    teams = [f"team {speech.value(each)}" for each in as_list(given.get("teams"))]
    users = [speech.value(each) for each in as_list(given.get("users"))]
    return listed([*teams, *users]) or "nobody"


def hours(found: Value) -> str:
    """`mon-fri 09:00-17:00, sat 10:00-12:00`: days in a row with the same hours as one."""
    if not isinstance(found, Record):
        return NOTHING if found is None else plain(found, Speech())
    known = [(day, found[day]) for day in DAYS if found.get(day)]
    more = [f"{visible(day)} {_times(each)}" for day, each in found.items() if day not in DAYS]
    rows = [f"{days} {_times(each)}" for days, each in in_a_row(known)]
    return ", ".join([*rows, *more]) or "closed on all days"


def in_a_row(days: list[tuple[str, Value]]) -> list[tuple[str, Value]]:
    """Days that follow each other and have the same value as one, such as `mon-fri`."""
    numbered = [(DAYS.index(day), each) for day, each in days]
    places = {number: place for place, (number, _) in enumerate(numbered)}
    rows = groupby(numbered, lambda each: (each[0] - places[each[0]], each[1]))
    found = []
    for (_, value), members in rows:
        numbers = [number for number, _ in members]
        ends = dict.fromkeys((numbers[0], numbers[-1]))
        found.append(("-".join(DAYS[each][:3] for each in ends), value))
    return found


def _times(found: Value) -> str:
    return listed([visible(str(each)) for each in as_list(found)]) or visible(str(found))


def duration(found: Value) -> str:
    """`2 hours`."""
    return amount(found) if isinstance(found, Record) else plain(found, Speech())


def names(found: Value, *others: Value) -> str:
    """A list of texts; of a long one, what the other lists do not have."""
    entries, kept = as_list(found), [as_list(each) for each in others]
    shown = entries
    if len(entries) > _FEW and kept:
        shown = tuple(each for each in entries if not all(each in other for other in kept))
    cut = shown[:_FEW]
    said = [plain(each, Speech()) for each in cut]
    hidden = len(entries) - len(cut)
    if hidden:
        said.append(count(hidden, "other") if said else count(hidden, "entry", "entries"))
    return listed(said) or "none"
