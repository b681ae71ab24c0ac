"""Pydantic models of what a person may write; the published JSON Schema is made from them.

They hold the shape only: one value, one field, one mapping. What concerns several values
together (references, ids, names that must differ) is checked on the `Spec`. `None` stands for
a field that is omitted: YAML's `null` means the same.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, WithJsonSchema

KEY = "^[a-z][a-z0-9_]*$"
"""The form of the keys of pipelines and statuses."""

_ANY = r"[^\x00-\x1f\x7f-\x9f\u2028\u2029]*"
FILLED = rf"^{_ANY}\S{_ANY}$"
"""The form of names, ids and references, as it is published: one line, and not empty."""

_READ = rf"^{_ANY}[^\s\x00-\x1f\x7f-\x9f]{_ANY}$"
"""The form as it is read. `\\S` alone would let one control character pass."""

SHORT, LONG = "<text>", "<mapping>"
SWITCH, LIST = "<switch>", "<list>"
PIPELINE, STATUS = "<pipeline>", "<status>"
TAGS = frozenset({SHORT, LONG, SWITCH, LIST, PIPELINE, STATUS})
"""Names of branches. Pydantic puts them into the place of an error, where no file has them."""


def _text_or_mapping(value: object) -> str:
    return LONG if isinstance(value, dict) else SHORT


def _switch_or_list(value: object) -> str:
    return LIST if isinstance(value, list) else SWITCH


def _pipeline_or_status(value: object) -> str | None:
    if not isinstance(value, dict) or value.get("status") is not None:
        return STATUS
    return PIPELINE if value.get("pipeline") is not None else None


Text = Annotated[str, Field(pattern=_READ), WithJsonSchema({"pattern": FILLED, "type": "string"})]
Key = Annotated[str, Field(pattern=KEY)]
ById = dict[str, Text | None]
Id = Annotated[
    Annotated[Text, Tag(SHORT)] | Annotated[ById, Tag(LONG)],
    Discriminator(_text_or_mapping),
]
Statuses = Annotated[
    Annotated[bool, Tag(SWITCH)] | Annotated[list[Text], Tag(LIST)],
    Discriminator(_switch_or_list),
]
Version = Annotated[
    int, Field(ge=1, le=1), WithJsonSchema({"const": 1, "type": "integer"})
]  # a Literal would take `true` for 1
State = Literal["open", "closed"]
Tier = Literal["free", "starter", "professional", "enterprise"]
AddOn = Literal["transactional_email"]


class Model(BaseModel):
    """What all mappings of the language have in common."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class StatusModel(Model):
    """A status in its long form."""

    key: Key | None = Field(
        None,
        description="The status's stable key: lower case letters, digits and `_`. Made from the "
        "name where it is omitted. Keep it when the name changes.",
        examples=["waiting_on_us"],
    )
    name: Text = Field(
        description="The name that people see. It is unique inside the pipeline, without regard "
        "to case.",
        examples=["Waiting on us"],
    )
    state: State | None = Field(
        None,
        description="Whether tickets in this status are open or closed. Open where it is omitted.",
        json_schema_extra={"default": "open"},
    )
    id: Id | None = Field(
        None,
        description="The status's id in the account, in quotes, where the object existed before "
        "these files. One text, or one for each environment.",
        examples=["4", {"sandbox": "4", "production": "81240"}],
    )


Status = Annotated[
    Annotated[Text, Tag(SHORT)] | Annotated[StatusModel, Tag(LONG)],
    Discriminator(_text_or_mapping),
]


class RulesModel(Model):
    """The rules of a pipeline. They need a Professional or Enterprise subscription."""

    create_only_in: list[Text] | None = Field(
        None,
        description="The statuses in which new tickets may be created. `[]` lifts the limit.",
        examples=[["New"]],
    )
    no_skipping: Statuses | None = Field(
        None,
        description="Whether tickets may not skip statuses: true, false, or the statuses for "
        "which the rule holds.",
    )
    no_moving_backward: Statuses | None = Field(
        None,
        description="Whether tickets may not move back: true, false, or the statuses for which "
        "the rule holds. Workflows, Super Admins and API calls without a user are not bound.",
    )


class PipelineModel(Model):
    """A ticket pipeline."""

    name: Text = Field(
        description="The name that people see. It is unique in the account, without regard to "
        "case.",
        examples=["Support Pipeline"],
    )
    default: bool | None = Field(
        None,
        description="True for the account's own default pipeline, which exists already and is "
        "taken over.",
    )
    id: Id | None = Field(
        None,
        description="The pipeline's id in the account, in quotes, where the object existed "
        "before these files. One text, or one for each environment.",
        examples=["0", {"sandbox": "0", "production": "81234"}],
    )
    exclusive: bool | None = Field(
        None,
        description="True where statuses that the files do not name shall be deleted. Without "
        "it they stay untouched.",
    )
    statuses: list[Status] = Field(
        min_length=1,
        description="The statuses in their order. The first open one receives reopened tickets. "
        "A text is an open status; the long form is `{name: Closed, state: closed}`.",
        examples=[["New", "Waiting on us", {"name": "Closed", "state": "closed"}]],
    )
    rules: RulesModel | None = Field(
        None,
        description="The rules of the pipeline. A rule that is omitted is not managed; `false` "
        "or `[]` switches it off.",
    )


class SubscriptionsModel(Model):
    """The account's subscriptions, which decide what the help desk allows."""

    service_hub: Tier | None = Field(None, description="The edition of Service Hub.")
    marketing_hub: Tier | None = Field(None, description="The edition of Marketing Hub.")
    sales_hub: Tier | None = Field(None, description="The edition of Sales Hub.")
    content_hub: Tier | None = Field(None, description="The edition of Content Hub.")
    data_hub: Tier | None = Field(None, description="The edition of Data Hub.")
    operations_hub: Tier | None = Field(
        None, description="The edition of Operations Hub, as Data Hub was called before."
    )


class AccountModel(Model):
    """What is known of the account. It is checked against, never written."""

    subscriptions: SubscriptionsModel | None = Field(
        None,
        description="The account's subscriptions. What they do not allow is found before "
        "anything is sent.",
        examples=[{"service_hub": "professional"}],
    )
    add_ons: list[AddOn] | None = Field(None, description="Add-ons that the account has.")
    data_privacy: bool | None = Field(
        None, description="Whether the account's data privacy settings are turned on."
    )


class _RemovedModel(Model):
    id: Id | None = Field(
        None,
        description="The object's id in the account, in quotes, where its name does not tell it "
        "apart. One text, or one for each environment.",
    )
    move_tickets_to: Text | None = Field(
        None,
        description="Where its tickets shall go, as `pipeline/Status`. "
        "Checked now; moving comes later.",
        examples=["support/Waiting on us"],
    )


class RemovedPipelineModel(_RemovedModel):
    """A pipeline that may be deleted."""

    pipeline: Text = Field(
        description="The pipeline that may be deleted: its key, name or id.", examples=["old"]
    )


class RemovedStatusModel(_RemovedModel):
    """A status that may be deleted."""

    status: Text = Field(
        description="The status that may be deleted, as `pipeline/Status`.",
        examples=["support/On hold"],
    )


Removed = Annotated[
    Annotated[RemovedPipelineModel, Tag(PIPELINE)] | Annotated[RemovedStatusModel, Tag(STATUS)],
    Discriminator(_pipeline_or_status),
]


class FileModel(Model):
    """The configuration of a help desk: ticket pipelines, their statuses and rules."""

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
