"""Pydantic models of settings of the help desk as a whole: SLA, spam, and what moves into it."""

# ruff: noqa: TC001 - pydantic reads the annotations

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import ConfigDict, Field

from pipelinectl.language.models.base import Part, Text
from pipelinectl.language.models.conditions import ConditionModel, Duration
from pipelinectl.language.models.hours import Schedule


class GoalModel(Part):
    """Times within which something shall have happened."""

    PHRASE: ClassVar[str] = "a goal"

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    when: ConditionModel | None = Field(
        None,
        description="What a ticket must be like. Every ticket where it is omitted.",
        examples=[{"priority": "URGENT"}],
    )
    first_reply: Duration | None = Field(
        None, description="The time to the first reply.", examples=["1h"]
    )
    next_reply: Duration | None = Field(
        None, description="The time to each reply after it.", examples=["4h"]
    )
    close: Duration | None = Field(
        None, description="The time until the ticket is closed.", examples=["2d"]
    )
    due_soon: Duration | None = Field(
        None,
        description="How long before the end of each the ticket is marked as due soon.",
        examples=["15m"],
    )


class SlaModel(Part):
    """Goals for replying and closing. What is omitted is not managed."""

    enabled: bool | None = Field(None, description="Whether there are goals at all.")
    schedule: Schedule | None = Field(
        None,
        description="When time counts: `always`, or in the hours of a time zone.",
        examples=[
            "always",
            {"hours": {"mon-fri": "09:00-17:00"}, "time_zone": "Europe/Stockholm"},
        ],
    )
    pause_in: list[Text] | None = Field(
        None,
        description="The statuses in which time stands still, as `pipeline/Status`.",
        examples=[["support/Waiting on contact"]],
    )
    goals: list[GoalModel] | None = Field(
        None,
        description="The goals: one for all tickets, and others for those that `when` describes.",
        examples=[[{"first_reply": "1h", "next_reply": "4h", "close": "2d", "due_soon": "15m"}]],
    )


class SpamModel(Part):
    """Whose e-mails are never, and whose are always, taken for spam. Each list is whole."""

    allow: list[Text] | None = Field(
        None, description="Addresses or domains that are no spam.", examples=[["partner.example"]]
    )
    deny: list[Text] | None = Field(
        None, description="Addresses or domains that are spam.", examples=[["noise@ads.example"]]
    )


class MigrationModel(Part):
    """A channel that moves from an inbox into the help desk. It cannot be moved back."""

    PHRASE: ClassVar[str] = "an entry of migrate"

    channel: Text = Field(description="The channel, by its key.", examples=["billing-email"])
    from_: Text = Field(
        alias="from", description="The inbox that it is in.", examples=["Billing inbox"]
    )
    to: Literal["help_desk"] | None = Field(
        None,
        description="Where it goes. There is one answer.",
        json_schema_extra={"default": "help_desk"},
    )
    history: bool | None = Field(
        None,
        description="Whether earlier conversations and their tickets go along. Not said where it "
        "is omitted: then it is asked by hand.",
    )
