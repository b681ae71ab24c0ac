"""What actions of a single way hold: e-mails, people, values, tasks, moments, calls, programs."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Discriminator, Field, Tag

from pipelinectl.language.models.base import (
    LONG,
    SHORT,
    VALUE,
    Lines,
    Part,
    PropertyName,
    Scalar,
    Text,
    text_or_mapping,
    value_or_mapping,
    word,
)
from pipelinectl.language.models.conditions import Duration

HTTPS = r"^https://\S+$"
"""The form of the address of a webhook."""

DATE, TIME = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
"""The forms of dates and times of day."""

CAPITALS = r"^[A-Z][A-Z0-9_]*$"
"""The form of the help desk's words in capitals: runtimes, and types of values."""

ONE_EMAIL, RECIPIENT = "one_email", "recipient"
"""Types of errors: more than one e-mail to send, and nobody who could get a notification."""


def _one_email(value: object) -> str | None:
    return None if isinstance(value, list) else text_or_mapping(value)


def _recipient(value: object) -> str | None:
    if isinstance(value, dict):
        return LONG
    return SHORT if value == "owner" else None


class CustomEmailModel(Part):
    """An automated e-mail of the account."""

    PHRASE: ClassVar[str] = "an e-mail"

    custom: Text = Field(
        description="The name of an automated e-mail of the account, or `id:` and its id.",
        examples=["CSAT follow-up", "id:1234"],
    )


Email = Annotated[
    Annotated[Literal["Ticket received", "Ticket closed"], Tag(SHORT)]
    | Annotated[CustomEmailModel, Tag(LONG)],
    Discriminator(_one_email, custom_error_type=ONE_EMAIL, custom_error_message="one e-mail"),
]


class PeopleModel(Part):
    """Users or teams: exactly one of the two."""

    PHRASE: ClassVar[str] = "the recipients"

    model_config = ConfigDict(json_schema_extra={"minProperties": 1, "maxProperties": 1})

    users: list[Text] = word(
        "Users by e-mail address, or `id:` and an id.",
        min_length=1,
        examples=[["ana@acme.example"]],
    )
    teams: list[Text] = word(
        "Teams by name, or `id:` and an id.", min_length=1, examples=[["Tier 1"]]
    )


Recipient = Annotated[
    Annotated[Literal["owner"], Tag(SHORT)] | Annotated[PeopleModel, Tag(LONG)],
    Discriminator(_recipient, custom_error_type=RECIPIENT, custom_error_message="nobody"),
]


class NotificationModel(Part):
    """A notification to people of your own."""

    PHRASE: ClassVar[str] = "a notification"

    to: Recipient = Field(
        description="Who gets it: `owner` (the ticket's), `{users: [...]}` or `{teams: [...]}`.",
        examples=["owner", {"teams": ["Tier 1"]}],
    )
    subject: Text | None = Field(
        None,
        description="The subject. `{{ticket.subject}}` stands for a property of the ticket.",
        json_schema_extra={"default": "Ticket: {{ticket.subject}}"},
        examples=["New: {{ticket.subject}}"],
    )
    body: Lines | None = Field(
        None,
        description="The text.",
        json_schema_extra={"default": "{{ticket.content}}"},
        examples=["Please look."],
    )


class NewValueModel(Part):
    """A value that is not known beforehand: exactly one of these."""

    PHRASE: ClassVar[str] = "a new value"

    model_config = ConfigDict(json_schema_extra={"minProperties": 1, "maxProperties": 1})

    copy_: PropertyName = word(
        "The value of this property of the ticket.", alias="copy", examples=["subject"]
    )
    now: Literal[True] = word("The time at which the action runs: `{now: true}`.")
    increase_by: int = word("The number that it is, and this many more.", examples=[1])


NewValue = Annotated[
    Annotated[Scalar, Tag(VALUE)] | Annotated[NewValueModel, Tag(LONG)],
    Discriminator(value_or_mapping),
]


class RotateModel(Part):
    """The ticket gets an owner in turn, from users or from teams."""

    PHRASE: ClassVar[str] = "rotate_owner"

    users: list[Text] = word(
        "Users by e-mail address, or `id:` and an id.",
        min_length=1,
        examples=[["ana@acme.example"]],
    )
    teams: list[Text] = word(
        "Teams by name, or `id:` and an id.", min_length=1, examples=[["Tier 2"]]
    )
    overwrite: bool | None = Field(
        None,
        description="Whether a ticket that has an owner gets another one.",
        json_schema_extra={"default": False},
    )


class TaskModel(Part):
    """A task for one of your own people."""

    PHRASE: ClassVar[str] = "a task"

    title: Text = Field(description="What is to be done.", examples=["Call the customer"])
    notes: Lines | None = Field(None, description="What else there is to say.")
    due: Duration | None = Field(
        None, description="How long after the action it is due.", examples=["2 days"]
    )
    assign_to: Text | None = Field(
        None,
        description="`owner` (the ticket's), or a user by e-mail address.",
        examples=["owner", "ana@acme.example"],
    )
    priority: Literal["LOW", "MEDIUM", "HIGH"] | None = Field(
        None, description="The priority of the task."
    )


class MomentModel(Part):
    """A moment: a date with a time, or a date that the ticket has."""

    PHRASE: ClassVar[str] = "a moment"

    date: Annotated[str, Field(pattern=DATE)] = word(
        "The date, in quotes.", examples=["2026-12-24"]
    )
    at: Annotated[str, Field(pattern=TIME)] = word(
        "The time of that day, in quotes, in the account's time zone.", examples=["09:00"]
    )
    property: PropertyName = word(
        "A property of the ticket that holds a date.", examples=["due_date"]
    )


class UntilModel(Part):
    """A delay until a moment."""

    PHRASE: ClassVar[str] = "a delay"

    until: MomentModel = Field(
        description='`{date: "2026-12-24", at: "09:00"}` or `{property: due_date}`.',
        examples=[{"date": "2026-12-24", "at": "09:00"}, {"property": "due_date"}],
    )


Delay = Annotated[
    Annotated[Duration, Tag(SHORT)] | Annotated[UntilModel, Tag(LONG)],
    Discriminator(text_or_mapping),
]


class KeyAuthModel(Part):
    """A key that goes along with a call, or the signature of an app: one of the two."""

    PHRASE: ClassVar[str] = "auth"

    key: Text = word("The name of the header or parameter.", examples=["X-Api-Key"])
    in_: Literal["header", "query"] = word("Where the key goes.", alias="in")
    secret: Text = word(
        "The name of the secret, as HubSpot's settings have it. Its value never stands here.",
        examples=["HOOK_KEY"],
    )
    signature: Text = word(
        "Instead of a key: the id of the app that signs the call, in quotes.", examples=["12345"]
    )


class WebhookModel(Part):
    """A call of an address of yours."""

    PHRASE: ClassVar[str] = "a webhook"

    url: Annotated[str, Field(pattern=HTTPS)] = Field(
        description="The address. It begins with `https://`.",
        examples=["https://hooks.acme.example/t"],
    )
    method: Literal["POST", "GET", "PUT", "PATCH", "DELETE"] | None = Field(
        None, description="How it is called.", json_schema_extra={"default": "POST"}
    )
    auth: KeyAuthModel | None = Field(
        None,
        description="What shows who calls.",
        examples=[{"key": "X-Api-Key", "in": "header", "secret": "HOOK_KEY"}],
    )


class CustomCodeModel(Part):
    """A program that HubSpot runs."""

    PHRASE: ClassVar[str] = "custom code"

    file: Text = Field(
        description="The file with the program, as a path from the folder of this YAML file. It "
        "lies inside the project folder.",
        examples=["code/score.js"],
    )
    runtime: Annotated[str, Field(pattern=CAPITALS)] = Field(
        description="What runs it, as HubSpot calls it.", examples=["NODE20X", "PYTHON39"]
    )
    secrets: list[Text] | None = Field(
        None,
        description="The names of the secrets that it may read. Their values never stand here.",
        examples=[["SCORE_KEY"]],
    )
    inputs: (
        dict[Text, Annotated[PropertyName, Field(description="A property of the ticket.")]] | None
    ) = Field(
        None,
        description="What it gets: a name of its own, and the property of the ticket.",
        examples=[{"text": "content"}],
    )
    outputs: (
        dict[Text, Annotated[str, Field(pattern=CAPITALS, description="The type of it.")]] | None
    ) = Field(
        None,
        description="What it gives back: a name, and its type as HubSpot calls it.",
        examples=[{"score": "NUMBER"}],
    )
