"""What a ticket makes happen: an action is a mapping with one word that says what it does."""

# ruff: noqa: TC001 - pydantic reads the annotations

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import ConfigDict, Discriminator, Field, Tag

from pipelinectl.language.models.base import (
    LIST,
    LONG,
    Json,
    Part,
    PropertyName,
    Text,
    list_or_mapping,
    word,
)
from pipelinectl.language.models.conditions import ConditionModel
from pipelinectl.language.models.steps import (
    CustomCodeModel,
    Delay,
    Email,
    NewValue,
    NotificationModel,
    RotateModel,
    TaskModel,
    WebhookModel,
)


class BranchModel(Part):
    """One way of an `if`: tickets take the first whose condition holds."""

    PHRASE: ClassVar[str] = "a branch"

    name: Text | None = Field(
        None,
        description="The name that people see.",
        examples=["Still waiting"],
    )
    when: ConditionModel = Field(
        description="Which tickets take this way.", examples=[{"priority": "HIGH"}]
    )
    then: list[ActionModel] = Field(
        description="The actions of this way. `[]` for none.",
        examples=[[{"assign_owner": "ana@acme.example"}]],
    )


class ElseModel(Part):
    """The way of the tickets that no branch takes, with a name."""

    PHRASE: ClassVar[str] = "else"

    name: Text | None = Field(None, description="The name that people see.", examples=["Moved on"])
    then: list[ActionModel] = Field(
        description="The actions of this way.", examples=[[{"set": {"priority": "MEDIUM"}}]]
    )


Else = Annotated[
    Annotated[list["ActionModel"], Tag(LIST)] | Annotated[ElseModel, Tag(LONG)],
    Discriminator(list_or_mapping),
]


class SwitchModel(Part):
    """Ways by the value of one property."""

    PHRASE: ClassVar[str] = "a switch"

    property: PropertyName = Field(
        description="The property whose value decides.", examples=["category"]
    )
    cases: dict[
        Text,
        Annotated[list[ActionModel], Field(description="The actions for this value.")],
    ] = Field(
        min_length=1,
        description="The actions for each value. `[]` for none.",
        examples=[{"BUG": [{"create_task": {"title": "Reproduce"}}]}],
    )
    else_: Else | None = Field(
        None,
        alias="else",
        description="The actions for every other value: a list, or `{name: Others, then: [...]}`.",
        examples=[[]],
    )


def _one_word(schema: dict[str, Any]) -> None:
    """Say in the schema that an action has one word, and `else` stands beside `if` only."""
    schema["minProperties"] = 1
    schema["dependentSchemas"] = {
        name: {"maxProperties": 2 if name == "if" else 1}
        for name in schema["properties"]
        if name != "else"
    }
    schema["dependentRequired"] = {"else": ["if"]}


class ActionModel(Part):
    """An action: exactly one of these words, and `else` beside `if`."""

    PHRASE: ClassVar[str] = "an action"

    model_config = ConfigDict(json_schema_extra=_one_word)

    send_email: Email = word(
        "Sends the customer an e-mail: `Ticket received`, `Ticket closed`, or an automated "
        "e-mail of the account as `{custom: NAME}`.",
        examples=["Ticket received", {"custom": "CSAT follow-up"}],
    )
    send_internal_email_notification: NotificationModel = word(
        "Sends your own people an e-mail.",
        examples=[{"to": "owner"}, {"to": {"teams": ["Tier 1"]}, "subject": "New ticket"}],
    )
    send_in_app_notification: NotificationModel = word(
        "Shows your own people a notification in HubSpot. HubSpot takes users here; its form for "
        "teams and the owner is not known.",
        examples=[{"to": {"users": ["ana@acme.example"]}}],
    )
    set: dict[
        PropertyName,
        Annotated[NewValue, Field(description="What the property becomes.")],
    ] = word(
        'Sets properties of the ticket, in this order: a value, `""` for none, '
        "`{copy: property}`, `{now: true}` or `{increase_by: 1}`.",
        min_length=1,
        examples=[{"priority": "HIGH"}, {"status": "Waiting on us"}],
    )
    assign_owner: Text = word(
        "Gives the ticket this owner: a user by e-mail address, `contact_owner` for the owner of "
        "the ticket's contact, or `none`.",
        examples=["ana@acme.example", "contact_owner", "none"],
    )
    rotate_owner: RotateModel = word(
        "Gives the ticket an owner in turn.", examples=[{"teams": ["Tier 2"]}]
    )
    create_task: TaskModel = word(
        "Makes a task.", examples=[{"title": "Reproduce", "due": "2 days", "assign_to": "owner"}]
    )
    delay: Delay = word(
        "Waits: for a time such as `60 minutes`, `2 hours` or `3 days`, or until a moment.",
        examples=["60 minutes", {"until": {"property": "due_date"}}],
    )
    if_: list[BranchModel] = word(
        "Ways that part by conditions. A ticket takes the first whose condition holds, else the "
        "way of `else`.",
        alias="if",
        min_length=1,
        examples=[[{"name": "Urgent", "when": {"priority": "URGENT"}, "then": []}]],
    )
    else_: Else = word(
        "Beside `if`: the way of all other tickets. A list, or `{name: Moved on, then: [...]}`.",
        alias="else",
        examples=[[{"set": {"priority": "MEDIUM"}}]],
    )
    switch: SwitchModel = word(
        "Ways that part by the value of one property.",
        examples=[{"property": "category", "cases": {"BUG": []}}],
    )
    enroll_in: Text = word(
        "Puts the ticket into another workflow: one of these files by key or name, the actions of "
        "a status as `pipeline/Status`, or one of the account by name.",
        examples=["close-silent-tickets"],
    )
    custom_code: CustomCodeModel = word(
        "Runs a program.", examples=[{"file": "code/score.js", "runtime": "NODE20X"}]
    )
    webhook: WebhookModel = word(
        "Calls an address of yours.", examples=[{"url": "https://hooks.acme.example/t"}]
    )
    raw: Json = word(
        "An action in HubSpot's own JSON, for what the language cannot say. `{$status: ...}` and "
        "its like stand for ids.",
        examples=[{"actionTypeId": "1-2825058", "actionTypeVersion": 0, "fields": {}}],
    )


WORDS = tuple(
    field.alias or name for name, field in ActionModel.model_fields.items() if name != "else_"
)
"""The words of actions."""
