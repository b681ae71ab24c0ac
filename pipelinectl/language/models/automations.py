"""Automations: switches of a pipeline, the actions of its statuses, and workflows of their own."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Discriminator, Field, Tag

from pipelinectl.language.models.actions import ActionModel
from pipelinectl.language.models.base import (
    LIST,
    LONG,
    SHORT,
    SWITCH,
    Id,
    Json,
    Lines,
    Part,
    PropertyName,
    Text,
    list_or_mapping,
    text_or_list,
    text_or_mapping,
    word,
)
from pipelinectl.language.models.conditions import ConditionModel, Values

SOURCE = "^[a-z][a-z0-9_]*$"
"""The form of the words for where a ticket came from."""

TriggerWord = Literal["manual", "ticket_created"]
Realisation = Literal["manual", "workflow"]


def _switch_or_text(value: object) -> str:
    return SWITCH if isinstance(value, bool) else SHORT


StatusOrOff = Annotated[
    Annotated[Text, Tag(SHORT)] | Annotated[Literal[False], Tag(SWITCH)],
    Discriminator(_switch_or_text),
]


class UpdateStatusModel(Part):
    """The status that a ticket gets by an e-mail."""

    PHRASE: ClassVar[str] = "update_status"

    email_sent_to_customer: StatusOrOff | None = Field(
        None,
        description="The status that a ticket gets when somebody sends its customer an e-mail "
        "from the ticket. `false` switches that off.",
        examples=["Waiting on contact", False],
    )
    customer_replies: StatusOrOff | None = Field(
        None,
        description="The status that a ticket gets when its customer answers an e-mail. `false` "
        "switches that off.",
        examples=["Waiting on us", False],
    )


class RealiseModel(Part):
    """How each switch is brought about."""

    PHRASE: ClassVar[str] = "realise"

    set_close_date: Realisation | None = Field(None, description="How `set_close_date` is.")
    update_status: Realisation | None = Field(None, description="How `update_status` is.")


Realise = Annotated[
    Annotated[Realisation, Tag(SHORT)] | Annotated[RealiseModel, Tag(LONG)],
    Discriminator(text_or_mapping),
]


class AutomateModel(Part):
    """The switches of a pipeline's Automate page. A person sets them; the plan says how."""

    PHRASE: ClassVar[str] = "automate"

    set_close_date: bool | None = Field(
        None,
        description="Whether a ticket gets its close date when it moves to a closed status.",
    )
    update_status: UpdateStatusModel | None = Field(
        None, description="The status that a ticket gets by an e-mail."
    )
    realise: Realise | None = Field(
        None,
        description="How the switches are brought about. `manual` is all that HubSpot allows.",
        examples=["manual"],
    )


class StatusActionsModel(Part):
    """The actions of a status in their long form."""

    PHRASE: ClassVar[str] = "the entry"

    include_chat: bool | None = Field(
        None,
        description="Whether tickets from live chat and Messenger take part.",
        json_schema_extra={"default": False},
    )
    re_enroll: bool | None = Field(
        None,
        description="Whether a ticket that reaches the status again takes part again.",
        json_schema_extra={"default": False},
    )
    enabled: bool | None = Field(
        None,
        description="Whether the actions are switched on.",
        json_schema_extra={"default": True},
    )
    actions: list[ActionModel] = Field(
        min_length=1,
        description="The actions, in their order.",
        examples=[[{"send_email": "Ticket closed"}]],
    )


StatusActions = Annotated[
    Annotated[list[ActionModel], Tag(LIST), Field(min_length=1)]
    | Annotated[StatusActionsModel, Tag(LONG)],
    Discriminator(list_or_mapping),
]

Statuses = Annotated[
    Annotated[Text, Tag(SHORT)] | Annotated[list[Text], Tag(LIST), Field(min_length=1)],
    Discriminator(text_or_list),
]
Source = Annotated[str, Field(pattern=SOURCE)]
Sources = Annotated[
    Annotated[Source, Tag(SHORT)] | Annotated[list[Source], Tag(LIST), Field(min_length=1)],
    Discriminator(text_or_list),
]


class CreatedModel(Part):
    """Which new tickets."""

    PHRASE: ClassVar[str] = "ticket_created"

    source: Sources | None = Field(
        None,
        description="Where the ticket came from, such as `email`, `chat` (Messenger too), `form` "
        "or `phone`. Anywhere where it is omitted.",
        examples=[["chat", "email"]],
    )


class TriggerModel(Part):
    """What puts a ticket into a workflow: exactly one of these."""

    PHRASE: ClassVar[str] = "a trigger"

    model_config = ConfigDict(json_schema_extra={"minProperties": 1, "maxProperties": 1})

    status_reaches: Statuses = word(
        "A ticket reaches this status, or one of these, as `pipeline/Status`.",
        examples=["support/Waiting on us", ["support/New", "support/Waiting on us"]],
    )
    property_changes: Changes = word(
        "A property changes: its name, or its name with the values that count.",
        examples=["priority", {"priority": ["HIGH", "URGENT"]}],
    )
    ticket_created: CreatedModel = word(
        "A ticket is created. `{}` for every ticket.", examples=[{"source": ["email"]}]
    )
    ticket_matches: ConditionModel = word(
        "A ticket is like this, however it came to be.",
        examples=[{"pipeline": "support", "priority": "URGENT"}],
    )
    raw: Json = word("Enrollment criteria in HubSpot's own JSON.")


_ChangesTo = dict[
    PropertyName, Annotated[Values, Field(description="The value, or the values, that count.")]
]
Changes = Annotated[
    Annotated[PropertyName, Tag(SHORT)]
    | Annotated[_ChangesTo, Tag(LONG), Field(min_length=1, max_length=1)],
    Discriminator(text_or_mapping),
]

Trigger = Annotated[
    Annotated[TriggerWord, Tag(SHORT)] | Annotated[TriggerModel, Tag(LONG)],
    Discriminator(text_or_mapping),
]


class AutomationModel(Part):
    """A workflow: what puts tickets into it, and what happens to them then."""

    name: Text = Field(description="The name that people see.", examples=["Escalate stale tickets"])
    description: Lines | None = Field(
        None, description="What it is for. Not managed where it is omitted."
    )
    id: Id | None = Field(
        None,
        description="The workflow's id in the account, in quotes, where it existed before these "
        "files. One text, or one for each environment.",
        examples=["123456", {"sandbox": "123456", "production": "654321"}],
    )
    enabled: bool | None = Field(
        None,
        description="Whether the workflow is switched on.",
        json_schema_extra={"default": True},
    )
    re_enroll: bool | None = Field(
        None,
        description="Whether a ticket that meets the trigger again takes part again.",
        json_schema_extra={"default": False},
    )
    when: Trigger = Field(
        description="What puts a ticket into the workflow: a mapping with one trigger, or the "
        "word `manual` or `ticket_created`.",
        examples=[{"status_reaches": "support/Waiting on us"}, "manual"],
    )
    only_if: ConditionModel | None = Field(
        None,
        description="What a ticket must be like besides. It narrows `status_reaches`, "
        "`property_changes` and `ticket_created`.",
        examples=[{"priority": ["HIGH", "URGENT"]}],
    )
    actions: list[ActionModel] = Field(
        min_length=1,
        description="The actions, in their order.",
        examples=[[{"set": {"priority": "HIGH"}}]],
    )
