"""Pydantic models of channels: each type with the settings that it has."""

# ruff: noqa: TC001 - pydantic reads the annotations

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Discriminator, Field, Tag, WithJsonSchema

from pipelinectl.channels import CALLING, CHAT, CUSTOM, EMAIL, FORM, MESSENGER, WHATSAPP
from pipelinectl.language.models.base import (
    LONG,
    SHORT,
    SWITCH,
    TYPE_TAGS,
    HyphenedKey,
    Id,
    Lines,
    Part,
    PropertyName,
    Scalar,
    Text,
    or_variable,
    switch_or_mapping,
    text_or_mapping,
    word,
)
from pipelinectl.language.models.forms import NewFormModel
from pipelinectl.language.models.hours import Availability
from pipelinectl.language.models.routing import Routing

COLOUR = r"^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$"
"""The form of colours."""

PHONE = r"^\+[1-9]([ -]?[0-9]){6,14}$"
"""The form of phone numbers: the country first, spaces and hyphens as one likes."""

TYPE = "channel_type"
"""The type of the error where a channel's type is none that there is."""

Phone = Annotated[
    str, Field(pattern=PHONE), WithJsonSchema({"pattern": or_variable(PHONE), "type": "string"})
]
Colour = Annotated[
    str, Field(pattern=COLOUR), WithJsonSchema({"pattern": or_variable(COLOUR), "type": "string"})
]
Realisation = Literal["api", "workflow", "manual", "read_only"]


class RealiseChannelModel(Part):
    """How each setting of a channel becomes true."""

    PHRASE: ClassVar[str] = "realise"

    connection: Realisation | None = Field(None, description="How the channel is connected.")
    mailbox: Realisation | None = Field(None, description="How `mailbox` is.")
    create_tickets: Realisation | None = Field(None, description="How `create_tickets` is.")
    ticket_properties: Realisation | None = Field(None, description="How `ticket_properties` is.")
    routing: Realisation | None = Field(None, description="How `routing` is.")
    from_: Realisation | None = Field(None, alias="from", description="How `from` is.")
    signature: Realisation | None = Field(None, description="How `signature` is.")
    forwarded_emails_from: Realisation | None = Field(
        None, description="How `forwarded_emails_from` is."
    )
    appearance: Realisation | None = Field(None, description="How `appearance` is.")
    availability: Realisation | None = Field(None, description="How `availability` is.")
    chatflows: Realisation | None = Field(None, description="How `chatflows` is.")
    greeting: Realisation | None = Field(None, description="How `greeting` is.")
    instant_reply: Realisation | None = Field(None, description="How `instant_reply` is.")
    consent: Realisation | None = Field(None, description="How `consent` is.")
    form: Realisation | None = Field(None, description="How a new form is made.")


RealiseChannel = Annotated[
    Annotated[Realisation, Tag(SHORT)] | Annotated[RealiseChannelModel, Tag(LONG)],
    Discriminator(text_or_mapping),
]


class ChannelModel(Part):
    """What all channels have in common."""

    id: Id | None = Field(
        None,
        description="The channel's id in the account, in quotes, where its address or name does "
        "not tell it apart. One text, or one for each environment.",
    )
    connected_to: Text | None = Field(
        None,
        description="Where its conversations go: `help_desk`, or the name of an inbox.",
        examples=["help_desk", "Billing inbox"],
    )
    enabled: bool | None = Field(
        None, description="Whether the channel's switch in the list of channels is on."
    )
    create_tickets: bool | None = Field(
        None, description="Whether a new conversation becomes a ticket."
    )
    ticket_properties: (
        dict[PropertyName, Annotated[Scalar | None, Field(description="The value.")]] | None
    ) = Field(
        None,
        min_length=1,
        description="What new tickets of the channel get, by property: `pipeline`, `status`, "
        "`priority`, `owner`, or the help desk's internal name of another one.",
        examples=[{"pipeline": "support", "status": "New", "priority": "HIGH"}],
    )
    routing: Routing | None = Field(
        None,
        description="Whom new tickets are assigned to. `false` switches it off.",
        examples=[{"assign_to": {"teams": ["Tier 1"]}, "only_available_users": True}, False],
    )
    realise: RealiseChannel | None = Field(
        None,
        description="How settings become true, where there is a choice: one word for all of "
        "them, or one for each.",
        examples=["manual", {"routing": "workflow", "ticket_properties": "manual"}],
    )


class SenderModel(Part):
    """Whom e-mails come from."""

    PHRASE: ClassVar[str] = "the sender"

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    name: Literal["agent_and_company", "company"] | None = Field(
        None, description="The name that customers see. Office 365 has no choice."
    )
    company: Text | None = Field(
        None, description="The company's name, which `name` is made with.", examples=["Acme"]
    )
    address: Text | None = Field(
        None,
        description="The address that customers see.",
        examples=["support@acme.example"],
    )


class EmailChannelModel(ChannelModel):
    """A team e-mail address."""

    type: Literal["email"] = Field(description="The type of channel.")
    address: Text | None = Field(
        None, description="The team's address.", examples=["support@acme.example"]
    )
    mailbox: Literal["gmail", "office_365", "other"] | None = Field(
        None,
        description="Whose account it is. `other` is any that forwards its mail, Google Groups "
        "and aliases included; there is no IMAP.",
    )
    from_: SenderModel | None = Field(
        None,
        alias="from",
        description="Whom e-mails come from.",
        examples=[{"name": "agent_and_company", "company": "Acme"}],
    )
    signature: Lines | None = Field(
        None,
        description="The team's signature, as text or HTML. `{{sender.full_name}}`, "
        "`{{sender.first_name}}` and `{{sender.last_name}}` stand for whoever writes.",
        examples=["{{sender.full_name}} · Acme Support"],
    )
    forwarded_emails_from: Literal["original_sender", "forwarder"] | None = Field(
        None, description="Whose contact a forwarded e-mail is logged to."
    )


class AppearanceModel(Part):
    """How the chat widget looks."""

    PHRASE: ClassVar[str] = "appearance"

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    accent_color: Colour = word("The colour, in quotes.", examples=["#0B8A6A"])
    font: Text | None = Field(None, description="The font.", examples=["Lato"])
    avatar: Text | None = Field(None, description="Whose picture visitors see.", examples=["team"])


class ChatflowModel(Part):
    """A chatflow of a channel."""

    PHRASE: ClassVar[str] = "a chatflow"

    name: Text = Field(description="Its name.", examples=["Support bot"])
    type: Literal["bot", "live_chat"] = Field(description="Whether a bot answers, or people do.")


class ChatChannelModel(ChannelModel):
    """A chat on websites."""

    type: Literal["chat"] = Field(description="The type of channel.")
    name: Text | None = Field(
        None,
        description="The channel's name in the account, where there is more than one chat.",
        examples=["Chat"],
    )
    appearance: AppearanceModel | None = Field(
        None, description="How the widget looks.", examples=[{"accent_color": "#0B8A6A"}]
    )
    availability: Availability | None = Field(
        None,
        description="When visitors find somebody: `user_availability`, `always`, or in the hours "
        "of a time zone.",
        examples=[
            "user_availability",
            {"hours": {"mon-fri": "09:00-17:00"}, "time_zone": "Europe/Stockholm"},
        ],
    )
    chatflows: list[ChatflowModel] | None = Field(
        None,
        description="The chatflows that are connected.",
        examples=[[{"name": "Support bot", "type": "bot"}]],
    )


class ConsentModel(Part):
    """Consent that visitors give before they write."""

    PHRASE: ClassVar[str] = "consent"

    type: Literal["explicit", "implicit"] = Field(
        description="Whether visitors press a button, or consent by writing."
    )
    text: Lines = Field(
        description="What is stored, and what for.",
        examples=["We store your messages to answer you."],
    )


Consent = Annotated[
    Annotated[Literal[False], Tag(SWITCH)] | Annotated[ConsentModel, Tag(LONG)],
    Discriminator(switch_or_mapping),
]


class MessengerChannelModel(ChannelModel):
    """A page's Facebook Messenger."""

    type: Literal["facebook_messenger"] = Field(description="The type of channel.")
    page: Text | None = Field(None, description="The page's name.", examples=["Acme Support"])
    greeting: Lines | None = Field(
        None,
        description="What visitors read before they write first.",
        examples=["Hi! How can we help?"],
    )
    instant_reply: Lines | None = Field(
        None,
        description="What visitors read after their first message.",
        examples=["Thanks, we answer within a day."],
    )
    consent: Consent | None = Field(
        None,
        description="The consent that visitors give. `false` asks for none.",
        examples=[{"type": "explicit", "text": "We store your messages."}, False],
    )
    chatflows: list[ChatflowModel] | None = Field(
        None,
        description="The chatflows that are connected, the one that HubSpot makes included.",
        examples=[[{"name": "Acme Support", "type": "bot"}]],
    )


Form = Annotated[
    Annotated[Text, Tag(SHORT)] | Annotated[NewFormModel, Tag(LONG)],
    Discriminator(text_or_mapping),
]


class FormChannelModel(ChannelModel):
    """A form, whose submissions become conversations."""

    type: Literal["form"] = Field(description="The type of channel.")
    form: Form | None = Field(
        None,
        description="The form, by name; `{new: NAME, fields: [...]}` for one that these files "
        "create.",
        examples=["Contact support", {"new": "Contact support", "fields": ["email"]}],
    )


class WhatsappChannelModel(ChannelModel):
    """A WhatsApp Business number."""

    type: Literal["whatsapp"] = Field(description="The type of channel.")
    number: Phone | None = Field(
        None, description="The number, in quotes.", examples=["+46701234567"]
    )


class CallingChannelModel(ChannelModel):
    """A phone number."""

    type: Literal["calling"] = Field(description="The type of channel.")
    number: Phone | None = Field(
        None, description="The number, in quotes.", examples=["+4684000000"]
    )


class CustomChannelModel(ChannelModel):
    """A channel of an app."""

    type: Literal["custom"] = Field(description="The type of channel.")
    app: Text | None = Field(None, description="The app's name.", examples=["Telegram for HubSpot"])


BY_TYPE: dict[str, type[ChannelModel]] = {
    EMAIL: EmailChannelModel,
    CHAT: ChatChannelModel,
    MESSENGER: MessengerChannelModel,
    FORM: FormChannelModel,
    WHATSAPP: WhatsappChannelModel,
    CALLING: CallingChannelModel,
    CUSTOM: CustomChannelModel,
}
"""The model of each type of channel."""


def _type(value: object) -> str | None:
    found = value.get("type") if isinstance(value, dict) else None
    return TYPE_TAGS.get(found) if isinstance(found, str) else None


Channel = Annotated[
    Annotated[EmailChannelModel, Tag(TYPE_TAGS[EMAIL])]
    | Annotated[ChatChannelModel, Tag(TYPE_TAGS[CHAT])]
    | Annotated[MessengerChannelModel, Tag(TYPE_TAGS[MESSENGER])]
    | Annotated[FormChannelModel, Tag(TYPE_TAGS[FORM])]
    | Annotated[WhatsappChannelModel, Tag(TYPE_TAGS[WHATSAPP])]
    | Annotated[CallingChannelModel, Tag(TYPE_TAGS[CALLING])]
    | Annotated[CustomChannelModel, Tag(TYPE_TAGS[CUSTOM])],
    Discriminator(_type, custom_error_type=TYPE, custom_error_message="no type"),
]
Channels = dict[
    HyphenedKey, Annotated[Channel, Field(description="A channel, with the fields of its type.")]
]
"""All channels by key."""
