"""Pydantic models of pipelines, statuses, rules, and the account."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from pipelinectl.language.models.base import (
    LONG,
    SHORT,
    SWITCH,
    AddOn,
    Id,
    Key,
    Model,
    State,
    Statuses,
    Text,
    Tier,
    switch_or_mapping,
    text_or_mapping,
)


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
    Discriminator(text_or_mapping),
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


class AccessModel(Model):
    """Who may see a pipeline. Both lists are whole: who stands in neither may not."""

    users: list[Text] | None = Field(
        None,
        description="Users by e-mail address, or `id:` and an id.",
        examples=[["ana@acme.example"]],
    )
    teams: list[Text] | None = Field(
        None, description="Teams by name, or `id:` and an id.", examples=[["Tier 1", "Billing"]]
    )


Access = Annotated[
    Annotated[Literal[False], Tag(SWITCH)] | Annotated[AccessModel, Tag(LONG)],
    Discriminator(switch_or_mapping),
]


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
    access: Access | None = Field(
        None,
        description="Who may see the pipeline and its tickets. `false` lets everybody. It needs a "
        "Professional or Enterprise subscription.",
        examples=[{"teams": ["Tier 1", "Billing"]}, False],
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
