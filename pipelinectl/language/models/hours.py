"""Pydantic models of hours: which days, from when to when, in which time zone."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Discriminator, Field, Tag, WithJsonSchema

from pipelinectl.language.models.base import (
    LIST,
    LONG,
    SHORT,
    Part,
    Text,
    or_variable,
    text_or_list,
    text_or_mapping,
)

_DAY = "(mon|monday|tue|tuesday|wed|wednesday|thu|thursday|fri|friday|sat|saturday|sun|sunday)"
_RANGE = rf"{_DAY}(-{_DAY})?"

DAYS = rf"^{_RANGE}(, ?{_RANGE})*$"
"""The form of days: one, from one to another, or several of both."""

_TIME = "([01][0-9]|2[0-3]):[0-5][0-9]"
FROM_TO = rf"^{_TIME} ?- ?({_TIME}|24:00)$"
"""The form of a time of day to another."""

FromTo = Annotated[
    str, Field(pattern=FROM_TO), WithJsonSchema({"pattern": or_variable(FROM_TO), "type": "string"})
]
Times = Annotated[
    Annotated[FromTo, Tag(SHORT)] | Annotated[list[FromTo], Tag(LIST), Field(min_length=1)],
    Discriminator(text_or_list),
]
_Hours = dict[
    Annotated[str, Field(pattern=DAYS)],
    Annotated[Times | None, Field(description="From when to when, or several such times.")],
]
Hours = Annotated[_Hours, Field(min_length=1)]
"""Hours by days."""

Zone = Text


class ScheduleModel(Part):
    """Hours of the week in a time zone."""

    PHRASE: ClassVar[str] = "the schedule"

    hours: Hours = Field(
        description="The hours by days: `mon`, `monday`, `mon-fri` or `mon, wed`. A day that is "
        "not named has none.",
        examples=[{"mon-fri": "09:00-17:00"}, {"mon-thu": ["09:00-12:00", "13:00-17:00"]}],
    )
    time_zone: Zone = Field(
        description="The time zone by its IANA name.", examples=["Europe/Stockholm"]
    )


Availability = Annotated[
    Annotated[Literal["user_availability", "always"], Tag(SHORT)]
    | Annotated[ScheduleModel, Tag(LONG)],
    Discriminator(text_or_mapping),
]
"""When visitors find somebody: while users are available, always, or in fixed hours."""

Schedule = Annotated[
    Annotated[Literal["always"], Tag(SHORT)] | Annotated[ScheduleModel, Tag(LONG)],
    Discriminator(text_or_mapping),
]
"""When time counts."""
