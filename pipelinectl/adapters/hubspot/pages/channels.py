"""How a person sets up each setting of a channel that is connected.

Source: HubSpot's knowledge base, "Connect channels to help desk" (2025) and "Route tickets in help
desk" (2025-07). The tabs of a channel's settings are described for team emails and chats only: of
the other types the settings are named without one. The rows of the feature inventory stand beside
each path.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelinectl.adapters.hubspot.pages.connecting import mailbox
from pipelinectl.adapters.hubspot.pages.where import NAV_CHATFLOWS, Place, Told, who
from pipelinectl.adapters.hubspot.pages.words import (
    Words,
    listed,
    one_line,
    plain,
    quoted,
    schedule,
    state,
)
from pipelinectl.channels import EMAIL, FORM, MESSENGER
from pipelinectl.model import Kind, Record, as_list

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pipelinectl.model import Value
    from pipelinectl.ports import Instruction

_TOKENS = {"full_name": "Full name", "first_name": "First name", "last_name": "Last name"}
_TOKEN = re.compile(r"{{\s*sender\.(\w+)\s*}}")
_FROM_NAMES = {"agent_and_company": "Agent and company name", "company": "Company name"}
_AVAILABLE = {
    "user_availability": "the chat is open while a user is available",
    "always": "the chat is always open",
}
_CHATFLOW_TYPES = {"live_chat": "live chat", "bot": "bot"}


def instruction(setting: str, place: Place, value: Value, words: Words, link: str) -> Instruction:
    """How a person gives a setting of a channel its value."""
    if setting == "mailbox":
        return mailbox(place, value, link)
    told = _SETTINGS[setting](place, value, words)
    return told.by(who(Kind.CHANNEL, setting, place.type), link)


def _tab(place: Place, tab: str) -> str:
    """The tab of the settings, where the type has been described with tabs."""
    return tab if place.type == EMAIL else ""


def _create_tickets(place: Place, value: Value, _: Words) -> Told:
    """TCRE-04: the pipeline's page shows the switch, the channel's settings own it."""
    tab = _tab(place, "Automation")
    new = "no ticket" if value is False else "a ticket"
    return Told(
        place.page(tab),
        f"{place.edit(tab)} ▸ ticket automation ▸ turn it {state(value)} ▸ Save (the tab Automate "
        "of a pipeline leads there, too: Connected channels ▸ the channel)",
        f"A new conversation of {place.name} creates {new}.",
    )


def _ticket_properties(place: Place, value: Value, words: Words) -> Told:
    """CH-GEN-06, CH-EMAIL-18, CH-FORM-05, CH-FORM-09."""
    tab = _tab(place, "Automation")
    form = " (HubSpot keeps them in the form, as hidden fields)" if place.type == FORM else ""
    properties = value if isinstance(value, Record) else Record()
    first = [name for name in ("pipeline", "status") if name in properties]
    names = (*first, *(each for each in properties if each not in first))
    values = [f"{name} {words.of_a_ticket(name, properties[name])}" for name in names]
    return Told(
        place.page(tab),
        f"{place.edit(tab)} ▸ Set ticket properties for this channel ▸ choose each value ▸ Save"
        f"{form}",
        f"New tickets of {place.name} get: {', '.join(values) or 'nothing'}.",
    )


def _routing(place: Place, value: Value, words: Words) -> Told:
    """ROUTE-01, ASSIGN-01..03, ASSIGN-06; CH-MSGR-08, CH-MSGR-09, CH-FORM-08."""
    tab = _tab(place, "Automation")
    clicks = _switched_off(place) if value is False else _assigning(place, value, words)
    return Told(
        place.page(tab),
        f"{place.edit(tab)} ▸ {' ▸ '.join(clicks)} ▸ Save",
        " ".join(_assigned(place, value, words)),
    )


def _switched_off(place: Place) -> Iterator[str]:
    if place.type in {MESSENGER, FORM}:
        yield "turn Automatically assign conversations off"
        return
    yield "remove every routing rule"
    yield "Assign incoming tickets to: None"


def _assigning(place: Place, value: Value, words: Words) -> Iterator[str]:
    routing = value if isinstance(value, Record) else Record()
    if place.type in {MESSENGER, FORM}:
        yield "turn Automatically assign conversations on"
    if routing.get("rules"):
        yield "Add routing rules: one for each rule below"
    to = "Assign to" if place.type == MESSENGER else "Assign incoming tickets to"
    people = words.assigned_to(routing)
    if people:
        yield f"{to}: Specific users and teams ▸ {people}"
    elif "assign_to" in routing:
        choice = "Contact's owner" if routing["assign_to"] == "contact_owner" else "None"
        yield f"{to}: {choice}"
    if "only_available_users" in routing:
        tick = "untick" if routing["only_available_users"] is False else "tick"
        yield f"{tick} Only assign to available users"


def _assigned(place: Place, value: Value, words: Words) -> Iterator[str]:
    """What routing does in the end, in whole sentences."""
    routing = value if isinstance(value, Record) else Record()
    rules = as_list(routing.get("rules"))
    for number, rule in enumerate(rules, 1):
        if isinstance(rule, Record):
            when = words.condition(rule.get("when"))
            yield f"Rule {number}: {when}, to users with the skill {quoted(rule.get('skill'))}."
    people = words.assigned_to(routing)
    whose = f"{'All other new' if rules else 'New'} tickets of {place.name} are assigned to"
    if people:
        yield f"{whose} {people}{_if_available(routing)}."
    elif routing.get("assign_to") == "contact_owner":
        yield f"{whose} the contact's owner{_if_available(routing)}."
    elif value is False or "assign_to" in routing:
        yield f"{whose} nobody."
    elif not rules:
        yield f"{whose} the same people as before{_if_available(routing)}."


def _if_available(routing: Record) -> str:
    only = routing.get("only_available_users")
    if only is None:
        return ""
    return ", to available users only" if only else ", whether available or not"


def _from(place: Place, value: Value, _: Words) -> Told:
    """CH-EMAIL-09, CH-EMAIL-10, CH-EMAIL-12."""
    sender = value if isinstance(value, Record) else Record()
    name = _FROM_NAMES.get(str(sender.get("name")), "")
    clicks = [
        f"From name {quoted(name)}" if name else "",
        f"company name {quoted(sender['company'])}" if "company" in sender else "",
        f"From address {sender['address']}" if "address" in sender else "",
    ]
    said = [each for each in clicks if each]
    return Told(
        place.page("Configuration"),
        f"{place.edit('Configuration')} ▸ {' ▸ '.join(said)} ▸ Save",
        f"Emails go out with {listed(said)}.",
    )


def _signature(place: Place, value: Value, _: Words) -> Told:
    """CH-EMAIL-13, CH-EMAIL-14."""
    text = str(value).strip()
    used = dict.fromkeys(_TOKEN.findall(text))
    tokens = [f"{{{{sender.{each}}}}} stands for {_TOKENS.get(each, each)}" for each in used]
    note = f" (insert tokens of the sender: {listed(tokens)})" if tokens else ""
    editor = "HTML" if text.startswith("<") else "simple editor"
    return Told(
        place.page("Configuration"),
        f"{place.edit('Configuration')} ▸ Team signature ▸ {editor} ▸ enter the text{note} ▸ Save",
        f"The team signature is {one_line(text)}." if text else "The team signature is empty.",
    )


def _forwarded(place: Place, value: Value, _: Words) -> Told:
    """CH-EMAIL-16."""
    original = value == "original_sender"
    whose = "of the original sender" if original else "of whoever forwards them"
    return Told(
        place.page("Configuration"),
        f"{place.edit('Configuration')} ▸ turn Select original sender for forwarded emails "
        f"{state(original)} ▸ Save",
        f"The switch is {state(original)}: forwarded emails are logged to the contact {whose}.",
    )


def _appearance(place: Place, value: Value, words: Words) -> Told:
    """CH-CHAT-03."""
    look = value if isinstance(value, Record) else Record()
    parts = [f"{plain(name)} {words.value(each)}" for name, each in look.items()]
    return Told(
        place.page("Configure"),
        f"{place.edit('Configure')} ▸ {' ▸ '.join(parts)} ▸ Save",
        f"The chat shows {listed(parts)}.",
    )


def _availability(place: Place, value: Value, _: Words) -> Told:
    """CH-CHAT-04, CH-CHAT-07."""
    open_when = _AVAILABLE.get(str(value)) or f"the chat is open {schedule(value)}"
    return Told(
        place.page("Availability"),
        f"{place.edit('Availability')} ▸ choose when the chat is open ▸ Save",
        f"{open_when[0].upper()}{open_when[1:]}.",
    )


def _chatflows(place: Place, value: Value, _: Words) -> Told:
    """CH-CHAT-05, CH-CHAT-06, CH-MSGR-02, CH-MSGR-03."""
    flows = [_chatflow(each) for each in as_list(value) if isinstance(each, Record)]
    kind = "Messenger" if place.type == MESSENGER else "website"
    return Told(
        f"Chatflows: {place.name}",
        f"{NAV_CHATFLOWS} ▸ for each chatflow that is missing: Create chatflow ▸ {kind} ▸ its type "
        f'▸ the channel "{place.name}" ▸ its content (Edit ▸ Build, Options) ▸ switch it on',
        f"{place.name} has the chatflows {listed(flows)}."
        if flows
        else f"{place.name} has no chatflow.",
    )


def _chatflow(flow: Mapping[str, Value]) -> str:
    kind = _CHATFLOW_TYPES.get(str(flow.get("type")))
    return f"{quoted(flow.get('name'))}{f' ({kind})' if kind else ''}"


def _greeting(place: Place, value: Value, _: Words) -> Told:
    """CH-MSGR-05."""
    return Told(
        place.page(),
        f"{place.edit()} ▸ Greeting text ▸ enter the text ▸ Save",
        f"The greeting text is {one_line(value)}.",
    )


def _instant_reply(place: Place, value: Value, _: Words) -> Told:
    """CH-MSGR-06: once the page is connected, only its primary chatflow has it."""
    return Told(
        f"Chatflows: {place.name}",
        f'{NAV_CHATFLOWS} ▸ hover over the primary Messenger chatflow of "{place.name}" ▸ Edit ▸ '
        "instant reply ▸ Save",
        f"The first message of a visitor is answered at once with {one_line(value)}.",
    )


def _consent(place: Place, value: Value, _: Words) -> Told:
    """CONSENT-02..05."""
    switch = f"{place.edit()} ▸ turn Apply GDPR to Facebook Messenger {state(value)}"
    if not isinstance(value, Record):
        return Told(
            place.page(), f"{switch} ▸ Save", "The switch is off: nobody is asked to agree."
        )
    explicit = value.get("type") == "explicit"
    kind = "explicit" if explicit else "implicit"
    meaning = "visitors agree before they write" if explicit else "whoever writes agrees by it"
    return Told(
        place.page(),
        f"{switch} ▸ {kind} consent ▸ enter the consent text ▸ Save",
        f"The switch is on, with {kind} consent: {meaning}. The text is "
        f"{one_line(value.get('text'))}.",
    )


_SETTINGS: Mapping[str, Callable[[Place, Value, Words], Told]] = {
    "create_tickets": _create_tickets,
    "ticket_properties": _ticket_properties,
    "routing": _routing,
    "from": _from,
    "signature": _signature,
    "forwarded_emails_from": _forwarded,
    "appearance": _appearance,
    "availability": _availability,
    "chatflows": _chatflows,
    "greeting": _greeting,
    "instant_reply": _instant_reply,
    "consent": _consent,
}
