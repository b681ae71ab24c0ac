"""Where a person clicks for templated automations, the actions of a status, and workflows.

Source: HubSpot's knowledge base, "Set up ticket pipeline automation" and its earlier versions,
read in 2025. The rows of the feature inventory stand beside each path.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.adapters.hubspot.pages.where import NAV_PIPELINE, setting_of, who
from pipelinectl.adapters.hubspot.pages.words import plain, state
from pipelinectl.automation.model import from_value, walk
from pipelinectl.automation.references import STATUS, named
from pipelinectl.model import Kind
from pipelinectl.ports import Instruction

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelinectl.adapters.hubspot.pages.words import Words
    from pipelinectl.automation.model import Action
    from pipelinectl.model import Value
    from pipelinectl.ports import Task

_PAGE = "Pipelines of tickets, tab Automate"
_TAB = f'{NAV_PIPELINE}"{{pipeline}}" ▸ Automate ▸ {{section}}'

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

_STATUS_GONE = (  # ACT-24
    "Create workflows from scratch ▸ Trigger actions when a ticket reaches a certain status ▸ "
    'the first action at "{status}" ▸ delete ▸ This action and all after it'
)
_OWN_PAGE = "Workflows"
_OWN = "Automation ▸ Workflows ▸ create a ticket-based workflow ▸ enrollment trigger ▸ actions"
_OWN_GONE = 'Automation ▸ Workflows ▸ hover over "{name}" ▸ Delete'


def instruction(task: Task, words: Words, link: str) -> Instruction:
    """How a person sets this up; of actions and workflows that go, how they are taken away."""
    address, fields = task.address, task.fields
    may = who(address.kind, setting_of(address))
    if address.kind is Kind.AUTOMATION and not address.of_a_status:
        path, expected = _own(fields, words, gone=task.gone)
        return Instruction(_OWN_PAGE, path, None, expected, may)
    pipeline = words.names.pipeline(address.keys[0])
    if address.kind is Kind.AUTOMATE:
        section, expected = _templated(address.keys[1], fields["value"], words)
    else:
        status = words.names.status(*address.keys)
        section, expected = _on_status(status, fields, words, gone=task.gone)
    path = _TAB.format(pipeline=pipeline, section=section)
    return Instruction(_PAGE, path, link, expected, may)


def _own(fields: Mapping[str, Value], words: Words, *, gone: bool) -> tuple[str, str]:
    """The clicks for a workflow of its own, and what it holds in the end."""
    if gone:
        name = fields.get("name")
        return _OWN_GONE.format(name=name), f'There is no workflow "{name}".'
    return _OWN, _chain(fields, words)


def _on_status(
    status: str, fields: Mapping[str, Value], words: Words, *, gone: bool
) -> tuple[str, str]:
    """The clicks for the actions of a status, and what they are in the end."""
    if gone:
        return _STATUS_GONE.format(status=status), f'At "{status}" there are no actions.'
    clicks = dict.fromkeys(_clicks(each, words) for _, each in walk(_actions(fields)))
    section = _ON_STATUS.format(
        status=status, actions=" ▸ ".join(clicks), state=state(fields.get("enabled"))
    )
    return section, f'At "{status}": {_chain(fields, words)}'


def _templated(setting: str, value: Value, words: Words) -> tuple[str, str]:
    """The clicks for a fixed switch, and what it shows in the end."""
    if setting in _SWITCHES:
        clicks, expected = _SWITCHES[setting]
        return clicks, expected.format(state=state(value))
    trigger = _TRIGGERS[setting]
    if named(value, STATUS) is None:
        return _TRIGGER_OFF.format(trigger=trigger), f'"{trigger}" is not ticked.'
    return (
        _TRIGGER_ON.format(trigger=trigger),
        f'"{trigger}" is ticked and sets the status {words.value(value)}.',
    )


def _actions(fields: Mapping[str, Value]) -> tuple[Action, ...]:
    return from_value(fields.get("actions", ()))


def _clicks(action: Action, words: Words) -> str:
    if action.kind == "send_email":
        template = _CUSTOM if action.settings.get("custom") else _READY_MADE
        return template.format(email=words.value(action.settings.get("email")))
    return _NOTIFY if action.kind == "send_internal_email_notification" else _OTHER


def _chain(fields: Mapping[str, Value], words: Words) -> str:
    """What the workflow holds in the end, action by action."""
    listed = [
        f"{'.'.join(str(each + 1) for each in way)}. {_said(action, words)}"
        for way, action in walk(_actions(fields))
    ]
    again = " Re-enrollment is on." if fields.get("re_enroll") is True else ""
    return f"{'; '.join(listed)}. The workflow is {state(fields.get('enabled'))}.{again}"


def _said(action: Action, words: Words) -> str:
    settings = action.settings
    if action.kind == "send_email":
        return f"send email {words.value(settings['email'])}"
    if action.kind == "send_internal_email_notification":
        return (
            f"send internal email notification to {words.value(settings['to'])}, subject "
            f"{words.value(settings['subject'])}, text {words.value(settings['body'])}"
        )
    return _plainly(action, words)


def _plainly(action: Action, words: Words) -> str:
    settings = [
        f"{name} {words.value(value)}"
        for name, value in action.settings.items()
        if value is not False and name != "custom"
    ]
    return " ".join((plain(action.kind), ", ".join(settings))).strip()
