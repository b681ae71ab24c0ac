"""Settings as they would read back once they were written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.adapters.hubspot.settings import teams
from pipelinectl.adapters.hubspot.settings.formbodies import label_of
from pipelinectl.adapters.hubspot.settings.forms import FIELDS
from pipelinectl.adapters.hubspot.settings.hours import is_hours, lowered_hours, raised_hours
from pipelinectl.model import Kind, Record, as_list
from pipelinectl.names import label_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelinectl.model import Live, Value

_VALUE = "value"


def settled(kind: Kind, fields: Mapping[str, Value], live: Live) -> Mapping[str, Value]:
    """The fields of a form, a team or a user as a read would show them.

    Members stand in the order of their names, absences and hours in that of the calendar.
    """
    if kind is Kind.FORM and FIELDS in fields:
        return {**fields, FIELDS: _whole(fields, live)}
    value = fields.get(_VALUE)
    if kind is Kind.TEAM and isinstance(value, tuple):
        return {**fields, _VALUE: teams.as_shown(value, live)}
    if kind is Kind.USER and isinstance(value, tuple) and all(map(_is_absence, value)):
        return {**fields, _VALUE: tuple(sorted(value, key=_first_day))}
    if kind is Kind.USER and isinstance(value, Record) and is_hours(value):
        return {**fields, _VALUE: raised_hours(lowered_hours(value))}
    return fields


def _whole(fields: Mapping[str, Value], live: Live) -> tuple[Value, ...]:
    """What the declaration of a field leaves out stays as it is, or gets its default."""
    standing = _standing(str(fields.get("name", "")), live)
    return tuple(
        Record({**_default(each), **standing.get(str(each["name"]), {}), **each})
        for each in as_list(fields[FIELDS])
        if isinstance(each, Record)
    )


def _standing(name: str, live: Live) -> dict[str, Record]:
    """The fields of the form of this name, by their names."""
    return {
        str(row["name"]): row
        for form in live.objects.get(Kind.FORM, {}).values()
        if label_key(str(form.fields["name"])) == label_key(name)
        for row in as_list(form.fields.get(FIELDS))
        if isinstance(row, Record)
    }


def _default(declared: Record) -> dict[str, Value]:
    return {"label": label_of(str(declared["name"])), "required": False, "hidden": False}


def _is_absence(value: Value) -> bool:
    return isinstance(value, Record) and value.keys() == {"from", "to"}


def _first_day(value: Value) -> tuple[str, str]:
    assert isinstance(value, Record), "only absences are put in order"
    return str(value["from"]), str(value["to"])
