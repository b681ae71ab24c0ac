"""What can be done with channels, their settings and their forms."""

from __future__ import annotations

from dataclasses import replace

from pipelinectl.adapters.hubspot.capabilities.ways import (
    ADMIN,
    CHANNEL_ADMIN,
    CHANNELS_PAGE,
    DOCS,
    KB,
    SEAT,
    api,
    manual,
    workflow,
)
from pipelinectl.capabilities import Capability, Way
from pipelinectl.channels import (
    CALLING,
    CHAT,
    CUSTOM,
    EMAIL,
    FORM,
    MESSENGER,
    TYPES,
    WHATSAPP,
)
from pipelinectl.model import Kind

_AUTOMATION = f"Automation ({EMAIL} only)"
"""A tab that only channels of this type have; of the others the setting stands under Edit."""
_KB_CHANNELS = f"{KB}, connect channels to help desk, 2025"
_BY_HAND = manual(_KB_CHANNELS)
_ACCOUNTS = "the conversations API: the list of channel accounts"
_MESSENGER_ADMIN = "Account Access, and admin of the Facebook page"
_META_ADMIN = f"{CHANNEL_ADMIN}, and admin in Meta Business Manager"
_CHATFLOWS = "Automation ▸ Chatflows"
_NOT_FORM = tuple(each for each in TYPES if each != FORM)

_WORKFLOW = workflow(
    "others' programs and exports, 2026",
    confirmed=False,
    note="started by the id of the channel that tickets bear",
)
"""That tickets bear the id is known; whether a workflow can be started by it is not."""
_ROUTING_WORKFLOW = replace(_WORKFLOW, note="without skills and without who is available")

FORMS = (
    Capability(
        Kind.FORM,
        "",
        "The form that a form channel brings along: its fields and the values of hidden ones",
        (
            api(
                f"{DOCS}, forms v3 and 2026-09-beta",
                note="a form that exists keeps the fields that it has",
            ),
        ),
        "Marketing ▸ Forms",
        "the permission to edit and publish forms",
        shown="the forms API",
        types=(FORM,),
        rows="CH-FORM-02 CH-FORM-03 CH-FORM-04 B-FORM-01",
    ),
)


def _connection(
    channel_type: str, what: str, rows: str, who: str = CHANNEL_ADMIN, *ways: Way
) -> Capability:
    """How a channel of this type is connected: a person signs in, whatever the type."""
    return Capability(
        Kind.CHANNEL,
        "",
        what,
        ways or (_BY_HAND,),
        CHANNELS_PAGE,
        who,
        shown=_ACCOUNTS,
        types=(channel_type,),
        rows=f"CH-GEN-01 CH-GEN-03 B-API-01 {rows}",
    )


CONNECTIONS = (
    _connection(EMAIL, "The connection of a team email address", "CH-EMAIL-01 CH-EMAIL-08"),
    _connection(CHAT, "The connection of a chat", "CH-CHAT-01"),
    _connection(
        MESSENGER,
        "The connection of a Facebook page",
        "CH-MSGR-01 CH-MSGR-13 PERM-03",
        _MESSENGER_ADMIN,
    ),
    _connection(FORM, "The connection of a form", "CH-FORM-02"),
    _connection(WHATSAPP, "The connection of a WhatsApp number", "CH-WA-01", _META_ADMIN),
    _connection(CALLING, "The connection of a phone number", "CH-CALL-01 B-CALL-01"),
    _connection(
        CUSTOM,
        "The connection of a messaging app",
        "CH-CUST-01 B-CUST-01",
        CHANNEL_ADMIN,
        _BY_HAND,
        api(
            f"{DOCS}, custom channels 2026-09",
            chosen=False,
            note="only for the channel of one's own app, with a token of that app",
        ),
    ),
)


def _setting(  # noqa: PLR0913 - the fields of a row
    setting: str,
    what: str,
    rows: str,
    types: tuple[str, ...] = (),
    *,
    ways: tuple[Way, ...] = (_BY_HAND,),
    tab: str = "",
    who: str = CHANNEL_ADMIN,
    shown: str = "",
) -> Capability:
    page = f"{CHANNELS_PAGE} ▸ a channel ▸ Edit{f' ▸ {tab}' if tab else ''}"
    return Capability(Kind.CHANNEL, setting, what, ways, page, who, shown, types, rows)


CHANNELS = (
    Capability(
        Kind.CHANNEL,
        "connected_to",
        "Whether a channel feeds the help desk or an inbox; a move to the help desk is final",
        (manual(f"{KB}, migrate channels to help desk, 2025-05", "one channel at a time"),),
        f"{CHANNELS_PAGE} ▸ the migration page",
        ADMIN,
        shown=_ACCOUNTS,
        rows="TCRE-06 MIG-01 MIG-02 B-MIG-01 PERM-04",
    ),
    Capability(
        Kind.CHANNEL,
        "enabled",
        "The switch of a channel in the list of channels",
        (_BY_HAND,),
        CHANNELS_PAGE,
        CHANNEL_ADMIN,
        shown=_ACCOUNTS,
        rows="CH-GEN-05",
    ),
    Capability(
        Kind.CHANNEL,
        "mailbox",
        "What kind of mailbox an address has: it decides how the address is connected",
        (_BY_HAND,),
        CHANNELS_PAGE,
        CHANNEL_ADMIN,
        types=(EMAIL,),
        rows="CH-EMAIL-02 CH-EMAIL-03 CH-EMAIL-04",
    ),
    _setting(
        "create_tickets",
        "Whether messages of a channel become tickets",
        "TCRE-01 TCRE-04 TCRE-07",
        tab=_AUTOMATION,
    ),
    _setting(
        "ticket_properties",
        "The values that tickets of a form get: pipeline, status and others",
        "CH-GEN-06 CH-FORM-05 B-FORM-01",
        (FORM,),
        ways=(
            api(
                f"{DOCS}, forms: hidden fields of tickets with a default value",
                confirmed=False,
                note="that a form channel takes its tickets' values from them is how the knowledge "
                "base describes it",
            ),
            _WORKFLOW,
            _BY_HAND,
        ),
    ),
    _setting(
        "ticket_properties",
        "The values that tickets of a channel get: pipeline, status and others",
        "CH-GEN-06 CH-EMAIL-18 PIPE-06",
        _NOT_FORM,
        ways=(_WORKFLOW, _BY_HAND),
        tab=_AUTOMATION,
    ),
    _setting(
        "routing",
        "Whom tickets of a channel are assigned to",
        "ROUTE-01 ROUTE-02 ASSIGN-01 ASSIGN-02 ASSIGN-03 ASSIGN-06 CH-MSGR-08 CH-FORM-08",
        ways=(
            _ROUTING_WORKFLOW,
            manual(f"{KB}, route tickets in help desk, 2025-07"),
        ),
        tab=_AUTOMATION,
        who=f"{CHANNEL_ADMIN}; {SEAT}",
    ),
    _setting(
        "from",
        "The name and the address that emails come from",
        "CH-EMAIL-09 CH-EMAIL-10 CH-EMAIL-11 CH-EMAIL-12",
        (EMAIL,),
        tab="Configuration",
    ),
    _setting(
        "signature",
        "The team's signature under emails",
        "CH-EMAIL-13 CH-EMAIL-14",
        (EMAIL,),
        tab="Configuration",
    ),
    _setting(
        "forwarded_emails_from",
        "Whose contact forwarded emails are logged to: the original sender's or the forwarder's",
        "CH-EMAIL-16",
        (EMAIL,),
        tab="Configuration",
    ),
    _setting(
        "appearance",
        "How the chat looks: accent color, font, avatar",
        "CH-CHAT-03",
        (CHAT,),
        tab="Configure",
    ),
    _setting(
        "availability",
        "When the chat is open",
        "CH-CHAT-04 CH-CHAT-07 B-CHAT-01",
        (CHAT,),
        tab="Availability",
    ),
    Capability(
        Kind.CHANNEL,
        "chatflows",
        "The chatflows of a channel, live chats and bots",
        (_BY_HAND,),
        _CHATFLOWS,
        CHANNEL_ADMIN,
        types=(CHAT, MESSENGER),
        rows="CH-CHAT-02 CH-CHAT-05 CH-MSGR-02 CH-MSGR-03",
    ),
    _setting(
        "greeting",
        "The text that a visitor of Messenger sees first",
        "CH-MSGR-05",
        (MESSENGER,),
        who=_MESSENGER_ADMIN,
    ),
    Capability(
        Kind.CHANNEL,
        "instant_reply",
        "The text that answers a visitor's first message at once",
        (_BY_HAND,),
        _CHATFLOWS,
        _MESSENGER_ADMIN,
        types=(MESSENGER,),
        rows="CH-MSGR-06",
    ),
    _setting(
        "consent",
        "How visitors of Messenger agree that their data are kept",
        "CONSENT-01 CONSENT-02 CONSENT-03 CONSENT-04 CONSENT-05",
        (MESSENGER,),
        who=_MESSENGER_ADMIN,
    ),
)
