"""Pydantic models of routing: whom the tickets of a channel are assigned to."""

# ruff: noqa: TC001 - pydantic reads the annotations

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Discriminator, Field, Tag

from pipelinectl.language.models.base import (
    LONG,
    SHORT,
    SWITCH,
    Part,
    Text,
    switch_or_mapping,
)
from pipelinectl.language.models.conditions import ConditionModel

ASSIGNEE = "assignee"
"""The type of the error where neither a word nor users and teams stand."""


def _assignee(value: object) -> str | None:
    if isinstance(value, dict):
        return LONG
    return SHORT if isinstance(value, str) else None


class AssigneesModel(Part):
    """Users, teams, or both: all of them are in one rotation."""

    PHRASE: ClassVar[str] = "assign_to"

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    users: list[Text] | None = Field(
        None,
        min_length=1,
        description="Users by e-mail address, or `id:` and an id.",
        examples=[["ana@acme.example"]],
    )
    teams: list[Text] | None = Field(
        None,
        min_length=1,
        description="Teams by name, or `id:` and an id.",
        examples=[["Tier 1"]],
    )


AssignTo = Annotated[
    Annotated[Literal["none", "contact_owner"], Tag(SHORT)] | Annotated[AssigneesModel, Tag(LONG)],
    Discriminator(_assignee, custom_error_type=ASSIGNEE, custom_error_message="nobody"),
]


class RuleModel(Part):
    """Tickets that go to users with a skill."""

    PHRASE: ClassVar[str] = "a rule"

    when: ConditionModel = Field(
        description="What a ticket must be like.", examples=[{"language": "sv"}]
    )
    skill: Text = Field(
        description="The skill, by a name under the top level `skills`.", examples=["Swedish"]
    )


class RoutingModel(Part):
    """Whom tickets are assigned to when they come in."""

    PHRASE: ClassVar[str] = "routing"

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    assign_to: AssignTo | None = Field(
        None,
        description="Whom: `none`, `contact_owner` (the owner of the customer's contact), or "
        "users and teams in turn. Messenger has no `none`.",
        examples=[{"teams": ["Tier 1"], "users": ["ana@acme.example"]}, "contact_owner"],
    )
    only_available_users: bool | None = Field(
        None,
        description="Whether a ticket stays unassigned while nobody is available.",
    )
    rules: list[RuleModel] | None = Field(
        None,
        description="Tickets that go to users with a skill, before `assign_to`.",
        examples=[[{"when": {"language": "sv"}, "skill": "Swedish"}]],
    )


Routing = Annotated[
    Annotated[Literal[False], Tag(SWITCH)] | Annotated[RoutingModel, Tag(LONG)],
    Discriminator(switch_or_mapping),
]
