"""Pydantic models of a file with everything in it: what is published, and what faults speak of.

Files are read in two parts (see `language.structure`): to build the models of automations takes
half as long again as to build all others, and most files of most runs hold none.
"""

# ruff: noqa: TC001 - pydantic reads the annotations

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field

from pipelinectl.language.models import file, pipelines
from pipelinectl.language.models.automations import AutomateModel, AutomationModel, StatusActions
from pipelinectl.language.models.base import HyphenedKey, Key, Text
from pipelinectl.language.models.channels import Channels
from pipelinectl.language.models.people import Skills, Teams, Users
from pipelinectl.language.models.service import MigrationModel, SlaModel, SpamModel

Automations = dict[HyphenedKey, AutomationModel]
WhenStatusReaches = dict[
    Text,
    Annotated[StatusActions | None, Field(description="What happens to the ticket then.")],
]


class PipelineModel(pipelines.PipelineModel):
    """A ticket pipeline."""

    model_config = ConfigDict(defer_build=True)

    automate: AutomateModel | None = Field(
        None,
        description="What happens to every ticket of the pipeline by a switch. What is omitted "
        "is not managed.",
        examples=[{"set_close_date": True}],
    )
    when_status_reaches: WhenStatusReaches | None = Field(
        None,
        description="What happens when a ticket reaches a status, by the status's key or name: a "
        "list of actions, or `{include_chat: true, actions: [...]}`.",
        examples=[{"New": [{"send_email": "Ticket received"}]}],
    )


class FileModel(file.FileModel):
    """The configuration of a help desk: pipelines, automations, channels, and who works them."""

    model_config = ConfigDict(defer_build=True)

    pipelines: dict[Key, PipelineModel] | None = Field(  # type: ignore[assignment]  # read only
        None, description=file.FileModel.model_fields["pipelines"].description
    )
    automations: Automations | None = Field(
        None,
        description="Workflows of their own, by key. A key is lower case letters, digits, `_` and "
        "`-`; it does not change. No pipeline has the same.",
    )
    channels: Channels | None = Field(
        None,
        description="Channels by key. A key is lower case letters, digits, `_` and `-`; it does "
        "not change.",
        examples=[{"support-email": {"type": "email", "address": "support@acme.example"}}],
    )
    migrate: list[MigrationModel] | None = Field(
        None,
        description="Channels that move from an inbox into the help desk. That cannot be undone.",
    )
    users: Users | None = Field(
        None,
        description="What is set of users, by e-mail address.",
        examples=[{"ana@acme.example": {"skills": ["Swedish"]}}],
    )
    teams: Teams | None = Field(
        None,
        description="Who is in a team, by the team's name.",
        examples=[{"Tier 1": {"main_members": ["ana@acme.example"]}}],
    )
    skills: Skills | None = Field(
        None,
        description="The skills that there are, by category. Each list is whole.",
        examples=[{"Languages": ["Swedish", "German"]}],
    )
    sla: SlaModel | None = Field(
        None,
        description="Goals for replying and closing.",
        examples=[{"goals": [{"first_reply": "1h"}]}, {"enabled": False}],
    )
    spam: SpamModel | None = Field(
        None,
        description="Whose e-mails are never, and whose are always, taken for spam.",
        examples=[{"allow": ["partner.example"]}],
    )
