"""Working hours, time zone and absences of users: the CRM records of users as settings.

A record is joined to a user by `hs_internal_user_id`; its own id is that of a record (users
guide). Each setting is a live object of its own, `<e-mail address>/<setting>`.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from pipelinectl.adapters.hubspot.settings.hours import (
    lowered_absences,
    lowered_hours,
    raised_absences,
    raised_hours,
)
from pipelinectl.adapters.hubspot.settings.part import Part, lacking, part_of
from pipelinectl.model import Kind, LiveObject

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipelinectl.adapters.hubspot.directory import Directory
    from pipelinectl.adapters.hubspot.listing import Listing
    from pipelinectl.model import Value

SCOPE = "crm.objects.users.read"
USER_ID, _EMAIL = "hs_internal_user_id", "hs_email"
TIME_ZONE, HOURS, ABSENCES = "time_zone", "working_hours", "out_of_office"
PROPERTIES = {
    TIME_ZONE: "hs_standard_time_zone",
    HOURS: "hs_working_hours",
    ABSENCES: "hs_out_of_office_hours",
}
"""The settings that a record shows, in the order in which they can be set: HubSpot wants a time
zone before working hours (users guide; others saw it refuse)."""

ASKED = ",".join((USER_ID, _EMAIL, *PROPERTIES.values()))
"""The properties to ask for: a record shows no other of them."""

_NOT_UNDERSTOOD = "HubSpot shows this in a form that is not known."
_AMBIGUOUS = "Several users of the account have this e-mail address."


def people_part(rows: Listing[Any], directory: Directory) -> Part:
    """The settings of all users."""
    unreadable = lacking(SCOPE, rows)
    return unreadable or part_of(raised(rows.items, directory))


def raised(rows: Iterable[Mapping[str, Any]], directory: Directory) -> list[LiveObject]:
    """What records show; the list of users is only read where a record has no address."""
    named = [(email, each) for each in rows if (email := _email(each, directory))]
    times = Counter(email for email, _ in named)
    return [
        setting
        for email, each in named
        for setting in settings_of(email, each, ambiguous=times[email] > 1)
    ]


def settings_of(
    email: str, row: Mapping[str, Any], *, ambiguous: bool = False
) -> Iterable[LiveObject]:
    """The settings of one user."""
    for setting in PROPERTIES:
        value, opaque = _understood(setting, row)
        yield LiveObject(
            Kind.USER,
            f"{email}/{setting}",
            None,
            {"value": value},
            opaque=_AMBIGUOUS if ambiguous else opaque,
            native=dict(row),
        )


def lowered(setting: str, value: Value, time_zone: str) -> str:
    """The text that HubSpot keeps for a setting.

    Raises:
        ValueError: the time zone is not known here.
    """
    if setting == HOURS:
        return lowered_hours(value)
    return lowered_absences(value, time_zone) if setting == ABSENCES else str(value)


def raised_value(setting: str, text: str, time_zone: str) -> Value:
    """The value of a setting that HubSpot keeps as this text.

    Raises:
        ValueError: the text is not what HubSpot documents, or the time zone is not known here.
    """
    if setting == HOURS:
        return raised_hours(text)
    return raised_absences(text, time_zone) if setting == ABSENCES else text


def text_in(row: Mapping[str, Any], setting: str) -> str:
    """The text that a record holds for a setting; empty where it has none."""
    return str((row.get("properties") or {}).get(PROPERTIES[setting]) or "")


def _understood(setting: str, row: Mapping[str, Any]) -> tuple[Value, str | None]:
    """The value of a setting, or its text with why it is not understood."""
    text = text_in(row, setting)
    try:
        return raised_value(setting, text, text_in(row, TIME_ZONE)), None
    except ValueError:
        return text, _NOT_UNDERSTOOD


def _email(row: Mapping[str, Any], directory: Directory) -> str | None:
    properties = row.get("properties") or {}
    shown = properties.get(_EMAIL)
    if not shown:
        user = str(properties.get(USER_ID) or "")
        people = (each.email for each in directory.people.items if each.user == user)
        shown = next(people, None)
    return str(shown).strip().lower() if shown else None
