"""`delay` and HubSpot's delays: for a time (0-1), until a date (0-35).

Sources: HubSpot's reference of workflow actions; `date` and `time_of_day` of 0-35 as in public
code that is run against it: a date is its first millisecond in UTC. In which time zone the time
of day counts is unverified (the account's is likely).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from pipelinectl.adapters.hubspot.flows import terms
from pipelinectl.model import Record

if TYPE_CHECKING:
    from pipelinectl.adapters.hubspot.flows.lookup import Lookup

Json = dict[str, Any]


def lower_delay(settings: Record, _: Lookup) -> Json:
    """0-1."""
    return {"delta": str(settings["amount"]), "time_unit": str(settings["unit"]).upper()}


def guess_delay(fields: Json, _: Lookup) -> Record:
    """The opposite, for the units that files know."""
    unit = fields["time_unit"].lower()
    if unit not in {"minutes", "hours", "days"}:
        raise ValueError(unit)
    return Record(amount=int(fields["delta"]), unit=unit)


def lower_until(settings: Record, _: Lookup) -> Json:
    """0-35, by a date of its own or by a property that holds one."""
    until = settings["until"]
    assert isinstance(until, Record)
    if "property" in until:
        name = terms.internal(str(until["property"]))
        return {"date": {"type": "OBJECT_PROPERTY", "propertyName": name}, **_SAME_DAY}
    at = time.fromisoformat(str(until["at"]))
    start = datetime.combine(date.fromisoformat(str(until["date"])), time(), UTC)
    milliseconds = int(start.timestamp()) * 1000
    return {
        "date": {"type": "STATIC_VALUE", "staticValue": str(milliseconds)},
        **_SAME_DAY,
        "time_of_day": {"hour": at.hour, "minute": at.minute},
    }


def guess_until(fields: Json, _: Lookup) -> Record:
    """The opposite."""
    day = fields["date"]
    if day["type"] == "OBJECT_PROPERTY":
        return Record(until=Record(property=terms.own(day["propertyName"])))
    start = datetime.fromtimestamp(int(day["staticValue"]) // 1000, UTC)
    at = time(fields["time_of_day"]["hour"], fields["time_of_day"]["minute"])
    return Record(until=Record(date=start.date().isoformat(), at=at.strftime("%H:%M")))


_SAME_DAY: Json = {"delta": "0", "time_unit": "DAYS"}
