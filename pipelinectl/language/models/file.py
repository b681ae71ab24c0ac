"""Pydantic models of a whole file, and of what it says may be deleted."""

# ruff: noqa: TC001 - pydantic reads the annotations

from __future__ import annotations

from typing import Annotated

from pydantic import Discriminator, Field, Tag

from pipelinectl.language.models.base import (
    CHANNEL,
    PIPELINE,
    STATUS,
    WORKFLOW,
    Id,
    Key,
    Model,
    Text,
    Version,
)
from pipelinectl.language.models.pipelines import AccountModel, PipelineModel


def _what_goes(value: object) -> str | None:
    if not isinstance(value, dict) or value.get("status") is not None:
        return STATUS
    if value.get("pipeline") is not None:
        return PIPELINE
    if value.get("channel") is not None:
        return CHANNEL
    return WORKFLOW if value.get("automation") is not None else None


class _RemovedModel(Model):
    id: Id | None = Field(
        None,
        description="The object's id in the account, in quotes, where its name does not tell it "
        "apart. One text, or one for each environment.",
    )


class _WithTicketsModel(_RemovedModel):
    move_tickets_to: Text | None = Field(
        None,
        description="Where its tickets shall go, as `pipeline/Status`. "
        "Checked now; moving comes later.",
        examples=["support/Waiting on us"],
    )


class RemovedPipelineModel(_WithTicketsModel):
    """A pipeline that may be deleted."""

    pipeline: Text = Field(
        description="The pipeline that may be deleted: its key, name or id.", examples=["old"]
    )


class RemovedStatusModel(_WithTicketsModel):
    """A status that may be deleted."""

    status: Text = Field(
        description="The status that may be deleted, as `pipeline/Status`.",
        examples=["support/On hold"],
    )


class RemovedAutomationModel(_RemovedModel):
    """A workflow that may be deleted."""

    automation: Text = Field(
        description="The workflow that may be deleted: its key or name, or `pipeline/Status` for "
        "the actions of a status.",
        examples=["escalate-stale", "support/New"],
    )


class RemovedChannelModel(_RemovedModel):
    """A channel that may be disconnected."""

    channel: Text = Field(
        description="The channel that may be disconnected: its key or name.", examples=["old-form"]
    )


RemovedModel = (
    RemovedPipelineModel | RemovedStatusModel | RemovedAutomationModel | RemovedChannelModel
)
Removed = Annotated[
    Annotated[RemovedPipelineModel, Tag(PIPELINE)]
    | Annotated[RemovedStatusModel, Tag(STATUS)]
    | Annotated[RemovedAutomationModel, Tag(WORKFLOW)]
    | Annotated[RemovedChannelModel, Tag(CHANNEL)],
    Discriminator(_what_goes),
]


class FileModel(Model):
    """A file without its automations and channels, which are read for themselves."""

    version: Version | None = Field(
        None, description="The version of the language. It may stand in every file."
    )
    account: AccountModel | None = Field(
        None, description="What is known of the account. It may stand in one file."
    )
    pipelines: dict[Key, PipelineModel] | None = Field(
        None,
        description="The ticket pipelines by key. A key is lower case letters, digits and `_`; "
        "it becomes the pipeline's id and does not change.",
    )
    removed: list[Removed] | None = Field(
        None,
        description="What may be deleted from the account. Without an entry here, nothing that "
        "these files did not create is deleted.",
    )
