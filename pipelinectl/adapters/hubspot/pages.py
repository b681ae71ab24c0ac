"""Where a person clicks for what no public API writes: HubSpot's pages as data.

Source: HubSpot's knowledge base, "Set up ticket pipeline automation" and its earlier versions,
read in 2025. The rows of the feature inventory stand beside each path.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.automation.model import from_value, walk
from pipelinectl.automation.references import STATUS, named
from pipelinectl.model import Kind, Record, as_list
from pipelinectl.ports import Instruction

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelinectl.automation.model import Action
    from pipelinectl.model import Address, Value
    from pipelinectl.ports import Names

_PAGE = "Pipelines of tickets, tab Automate"
_TAB = (
    'Settings ▸ Objects ▸ Tickets ▸ Pipelines ▸ Select a pipeline ▸ "{pipeline}" ▸ Automate ▸ '
    "{section}"
)

_SWITCHES = {
    "set_close_date": (  # CDATE-03
        (
            "Templated automations ▸ Set the close date to today when ticket moved to a closed "
            "status ▸ switch"
        ),
        "The switch is {state}.",
    ),
}
_TRIGGERS = {
    "email_sent_to_customer": "An email is sent to a customer",  # SAUT-01
    "customer_replies": "A customer replies to an email",  # SAUT-04
}
_TRIGGER_ON = (  # SAUT-14
    'Templated automations ▸ Update ticket status ▸ tick "{trigger}" ▸ hover over it ▸ '
    "Edit action ▸ Select status ▸ Save"
)
_TRIGGER_OFF = 'Templated automations ▸ Update ticket status ▸ untick "{trigger}"'

_ON_STATUS = (  # ACT-01
    "Create workflows from scratch ▸ Trigger actions when a ticket reaches a certain status ▸ "
    '+ at "{status}" ▸ {actions} ▸ switch the workflow {state}'
)
_READY_MADE = (  # ACT-04, ACT-05, ACT-10
    'Send email ▸ Automations ▸ {email} ▸ Save ("Edit" beside it changes the text that all '
    "pipelines send)"
)
_CUSTOM = "Send email ▸ Automations ▸ {email} ▸ Save"  # ACT-11
_NOTIFY = "Send internal email notification ▸ recipients, subject and text ▸ Save"  # ACT-16
_OTHER = "Open in workflows ▸ add the action there"  # ACT-26

_OWN_PAGE = "Workflows"
_OWN = "Automation ▸ Workflows ▸ create a ticket-based workflow ▸ enrollment trigger ▸ actions"


def instruction(
    address: Address, fields: Mapping[str, Value], names: Names, link: str | None
) -> Instruction:
    """How a person sets this up, `fields` being what it shall be in the terms of the files."""
    if len(address.keys) == 1:
        return Instruction(_OWN_PAGE, _OWN, None, _chain(fields))
    pipeline = names.pipeline(address.keys[0])
    if address.kind is Kind.AUTOMATE:
        section, expected = _templated(address.keys[1], fields["value"], names)
    else:
        status = names.status(*address.keys)
        section = _ON_STATUS.format(
            status=status,
            actions=" ▸ ".join(dict.fromkeys(_clicks(each) for _, each in walk(_actions(fields)))),
            state=_state(fields.get("enabled")),
        )
        expected = f'At "{status}": {_chain(fields)}'
    return Instruction(_PAGE, _TAB.format(pipeline=pipeline, section=section), link, expected)


def _templated(setting: str, value: Value, names: Names) -> tuple[str, str]:
    """The clicks for a fixed switch, and what it shows in the end."""
    if setting in _SWITCHES:
        clicks, expected = _SWITCHES[setting]
        return clicks, expected.format(state=_state(value))
    trigger = _TRIGGERS[setting]
    target = named(value, STATUS)
    if target is None:
        return _TRIGGER_OFF.format(trigger=trigger), f'"{trigger}" is not ticked.'
    status = names.status(*target.split("/", 1))
    return (
        _TRIGGER_ON.format(trigger=trigger),
        f'"{trigger}" is ticked and sets the status "{status}".',
    )


def _actions(fields: Mapping[str, Value]) -> tuple[Action, ...]:
    return from_value(fields.get("actions", ()))


def _clicks(action: Action) -> str:
    if action.kind == "send_email":
        template = _CUSTOM if action.settings.get("custom") else _READY_MADE
        return template.format(email=_words(action.settings.get("email")))
    return _NOTIFY if action.kind == "send_internal_email_notification" else _OTHER


def _chain(fields: Mapping[str, Value]) -> str:
    """What the workflow holds in the end, action by action."""
    listed = [
        f"{'.'.join(str(each + 1) for each in way)}. {_said(action)}"
        for way, action in walk(_actions(fields))
    ]
    again = " Re-enrollment is on." if fields.get("re_enroll") is True else ""
    return f"{'; '.join(listed)}. The workflow is {_state(fields.get('enabled'))}.{again}"


def _said(action: Action) -> str:
    settings = action.settings
    if action.kind == "send_email":
        return f"send email {_words(settings['email'])}"
    if action.kind == "send_internal_email_notification":
        return (
            f"send internal email notification to {_words(settings['to'])}, subject "
            f"{_words(settings['subject'])}, text {_words(settings['body'])}"
        )
    return _plainly(action)


def _plainly(action: Action) -> str:
    settings = [
        f"{name} {_words(value)}"
        for name, value in action.settings.items()
        if value is not False and name != "custom"
    ]
    return " ".join((action.kind.replace("_", " "), ", ".join(settings))).strip()


def _words(value: Value) -> str:
    """A setting in one line: names in quotes, lists with commas."""
    if isinstance(value, tuple):
        return ", ".join(_words(each) for each in as_list(value))
    if isinstance(value, Record):
        if value.keys() == {"ref", "name"}:
            return f'"{value["name"]}"'
        if value == Record(owner=True):
            return "the owner"
        return ", ".join(f"{name} {_words(each)}" for name, each in value.items())
    return f'"{value}"' if isinstance(value, str) else str(value)


def _state(value: Value) -> str:
    return "off" if value is False else "on"
