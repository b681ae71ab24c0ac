"""Pydantic models of users, teams and skills."""

# ruff: noqa: TC001 - pydantic reads the annotations

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field

from pipelinectl.language.models.base import Part, Text
from pipelinectl.language.models.hours import Hours, Zone
from pipelinectl.language.models.steps import DATE

Day = Annotated[str, Field(pattern=DATE)]
Tickets = Annotated[int, Field(ge=1)]


class CapacityModel(Part):
    """How many open tickets a user may have before routing leaves them out."""

    PHRASE: ClassVar[str] = "capacity"

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    total: Tickets | None = Field(None, description="Of every kind.", examples=[20])
    calling: Tickets | None = Field(None, description="Of calls.", examples=[2])
    messaging: Tickets | None = Field(None, description="Of chats and messages.", examples=[5])
    email: Tickets | None = Field(None, description="Of e-mail and everything else.", examples=[15])


class AbsenceModel(Part):
    """Days on which a user is away."""

    PHRASE: ClassVar[str] = "an absence"

    from_: Day = Field(alias="from", description="The first day.", examples=["2026-12-24"])
    to: Day = Field(description="The last day.", examples=["2026-12-31"])


class UserModel(Part):
    """What is set of a user. What is omitted is not managed."""

    working_hours: Hours | None = Field(
        None,
        description="When the user works, by days: `mon`, `monday`, `mon-fri` or `mon, wed`. "
        "Outside of them HubSpot shows the user as away.",
        examples=[{"mon-fri": "08:00-16:00"}],
    )
    time_zone: Zone | None = Field(
        None, description="The user's time zone by its IANA name.", examples=["Europe/Stockholm"]
    )
    out_of_office: list[AbsenceModel] | None = Field(
        None,
        description="When the user is away for days.",
        examples=[[{"from": "2026-12-24", "to": "2026-12-31"}]],
    )
    capacity: CapacityModel | None = Field(
        None,
        description="How many open tickets the user may have before routing leaves them out.",
        examples=[{"total": 20}],
    )
    skills: list[Text] | None = Field(
        None,
        description="The user's skills, by the names under the top level `skills`.",
        examples=[["Swedish"]],
    )


class TeamModel(Part):
    """Who is in a team. Each list is whole; one that is omitted is not managed."""

    main_members: list[Text] | None = Field(
        None,
        description="Those whose main team it is, by e-mail address. Routing to a team reaches "
        "these only.",
        examples=[["ana@acme.example"]],
    )
    extra_members: list[Text] | None = Field(
        None,
        description="Those who belong to it besides their main team.",
        examples=[["ben@acme.example"]],
    )


Users = dict[Text, Annotated[UserModel, Field(description="What is set of the user.")]]
Teams = dict[Text, Annotated[TeamModel, Field(description="Who is in the team.")]]
Skills = dict[Text, Annotated[list[Text], Field(description="The names of the skills.")]]
