"""What is wrong with the shape of an automation: pydantic's findings as coded diagnostics.

What they have in common with those of the rest of a file is in `language.faults`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelinectl import names
from pipelinectl.diagnostics import Diagnostic, diagnostic
from pipelinectl.language.fault import said
from pipelinectl.language.models import actions, automations, conditions, steps
from pipelinectl.language.models.base import HYPHENED, LINES, NO_VALUE, PROPERTY, written
from pipelinectl.language.owners import owner_at, subject
from pipelinectl.language.wording import either, excerpt, kind_of, plain, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pipelinectl.language.fault import Fault

_DURATIONS = frozenset(
    (
        *("delay", "due", "changed_within", "not_changed_within", "older_than", "newer_than"),
        *("first_reply", "next_reply", "close", "due_soon"),
    )
)
_PEOPLE = frozenset(("users", "teams"))
_WORD = re.compile(r"'([^']*)'")


def is_in_automation(found: Fault) -> bool:
    """Whether a fault lies in an automation."""
    match found.path:
        case ("automations", _, *_):
            return True
        case ("pipelines", _, "automate" | "when_status_reaches", _, *_):
            return True
        case ("pipelines", _, "when_status_reaches"):
            return found.on_key
    return False


def wording_of(found: Fault) -> Callable[[Fault], Diagnostic] | None:
    """What says a fault of an automation; None where nothing special is to be said."""
    if found.type == "extra_forbidden":
        return _UNKNOWN.get(found.owner.model)
    if found.pattern is not None:
        return _FORMS.get(found.pattern)
    if found.type == "string_type":
        return _instead_of_a_text(found)
    return _WORDINGS.get(found.type)


def _instead_of_a_text(found: Fault) -> Callable[[Fault], Diagnostic] | None:
    if found.path[-2:] == ("send_email", "custom") and isinstance(found.value, list):
        return _several_emails
    if found.path[-1] in _DURATIONS and found.value is not None:
        return _no_duration
    return None


def _unknown_action(found: Fault) -> Diagnostic:
    word = str(found.path[-1])
    near = names.near(word, actions.WORDS)
    meant = f' Did you mean "{near}"?' if near else ""
    title = found.owner.phrase.removeprefix("an action of ")
    return said(
        found,
        "PC140",
        f'Unknown action "{excerpt(word)}" in {title}.{meant}',
        None if near else f"Known: {', '.join(actions.WORDS)}.",
        key=True,
    )


def _unknown_trigger(found: Fault) -> Diagnostic:
    word = str(found.path[-1])
    known = written(automations.TriggerModel)
    near = names.near(word, known)
    meant = f' Did you mean "{near}"?' if near else ""
    title = found.owner.phrase.removeprefix("a trigger of ")
    return said(
        found,
        "PC146",
        f'Unknown trigger "{excerpt(word)}" of {title}.{meant}',
        None if near else f"Known: {', '.join(known)}, and the words manual and ticket_created.",
        key=True,
    )


def _no_recipient(found: Fault) -> Diagnostic:
    if found.type == "extra_forbidden":
        wrong = f'"{excerpt(str(found.path[-1]))}"'
    elif isinstance(found.value, list) and not found.value:
        wrong = "an empty list"
    else:
        wrong = "nothing" if found.value is None else quoted(found.value)
    text = found.value if isinstance(found.value, str) else ""
    return said(
        found,
        "PC143",
        f"A recipient is a user, a team or the owner, not {wrong}.",
        f"Write `{{users: [{excerpt(text)}]}}`."
        if "@" in text
        else "Write `owner`, `{users: [ana@acme.example]}` or `{teams: [Tier 1]}`.",
        key=found.type == "extra_forbidden",
    )


def _several_emails(found: Fault) -> Diagnostic:
    listed = found.value if isinstance(found.value, list) else []
    form = "{custom: NAME}" if found.path[-1] == "custom" else "NAME"
    return said(
        found,
        "PC142",
        "send_email takes one e-mail; split it into several actions.",
        f"Write `- send_email: {form}` for each of the {len(listed)}."
        if len(listed) > 1
        else f"Write `send_email: {form}` without the brackets.",
    )


def _no_value(found: Fault) -> Diagnostic:
    instead = "nothing stands there" if found.value is None else f"not {kind_of(found.value)}"
    glue = "but " if found.value is None else ""
    return said(
        found,
        "PC103",
        f"{found.subject} takes a text, a number, true or false, {glue}{instead}.",
        'Write `""` for an empty text.' if found.value is None else None,
    )


def _empty_collection(found: Fault) -> Diagnostic:
    last = found.path[-1]
    if last == "actions" or found.path[2:-1] == ("when_status_reaches",):
        owner = found.owner.phrase if last == "actions" else subject(found.document, found.path)
        title = owner.removeprefix("The entry for ").removeprefix("the entry of ")
        return diagnostic(
            "PC144",
            f"The list of actions for {title} is empty.",
            span=found.key_span,
            hint="Delete it, or write actions below it.",
            address=owner_at(found.document, found.path).address,
        )
    if last in _PEOPLE:
        return _no_recipient(found)
    return said(found, "PC141", f"{found.subject} is empty.", "Delete it, or fill it.")


def _several_properties(found: Fault) -> Diagnostic:
    return said(
        found,
        "PC146",
        "property_changes takes one property.",
        "Write a workflow for each, or leave the other to `only_if`.",
    )


def _no_duration(found: Fault) -> Diagnostic:
    text = plain(found.value)
    hint = "Write an amount and a unit, such as `60 minutes`, `2 hours` or `3 days`."
    if isinstance(found.value, int) and not isinstance(found.value, bool):
        hint = f"Say of what: `{text} minutes`, `{text} hours` or `{text} days`."
    return said(
        found, "PC145", f"{found.subject} takes a duration, not {quoted(found.value)}.", hint
    )


def _no_day(found: Fault) -> Diagnostic:
    return said(
        found,
        "PC145",
        f"{found.subject} takes a date, not {quoted(found.value)}.",
        'Write year, month and day, such as `"2026-12-24"`.',
    )


def _no_time(found: Fault) -> Diagnostic:
    return said(
        found,
        "PC145",
        f"{found.subject} takes a time of day, not {quoted(found.value)}.",
        'Write it with four digits, such as `"09:00"`.',
    )


def _no_https(found: Fault) -> Diagnostic:
    return said(
        found, "PC151", f"{found.subject} does not begin with https://.", "Write the whole address."
    )


def _no_property(found: Fault) -> Diagnostic:
    word = str(found.path[-1] if found.on_key else found.value)
    return said(
        found,
        "PC106",
        f'"{excerpt(word)}" is not the name of a property; it is letters, digits and _, and '
        "begins with a letter.",
        "Write the internal name, which the settings of the property show.",
        key=found.on_key,
    )


def _no_key(found: Fault) -> Diagnostic:
    word = str(found.path[-1])
    suggestion = names.key_from_name(word).replace("_", "-")
    return said(
        found,
        "PC106",
        f'The workflow key "{excerpt(word)}" has a wrong form; keys are lower case letters, '
        "digits, _ and -, and begin with a letter.",
        f"Write `{suggestion}`." if suggestion else None,
        key=True,
    )


def _no_word(found: Fault) -> Diagnostic:
    what, hint = "a word in capitals, such as NODE20X or NUMBER", None
    if found.pattern == automations.SOURCE:
        what, hint = "a word in lower case", f"Write `{names.key_from_name(found.value)}`."
    return said(found, "PC105", f"{found.subject} takes {what}, not {quoted(found.value)}.", hint)


def _blank(found: Fault) -> Diagnostic:
    return said(found, "PC112", f"{found.subject} is empty.")


def _no_number(found: Fault) -> Diagnostic:
    whole = "a whole number" if found.path[-1] == "increase_by" else "a number"
    if found.value is None:
        return said(found, "PC103", f"{found.subject} takes {whole}, but nothing stands there.")
    is_number = isinstance(found.value, float)
    instead = plain(found.value) if is_number else kind_of(found.value)
    return said(found, "PC103", f"{found.subject} takes {whole}, not {instead}.")


def _not_a_word(found: Fault) -> Diagnostic:
    allowed = _WORD.findall(found.expected or "")
    if not allowed:
        return _not_a_switch(found)
    near = names.near(found.value, allowed) if isinstance(found.value, str) else None
    hint = f'Did you mean "{near}"?' if near else None
    if found.path[-1] == "send_email" and near is None and isinstance(found.value, str):
        hint = f"Write `send_email: {{custom: {excerpt(found.value)}}}` for an e-mail of your own."
    if found.path[-1] == "when":
        return _no_trigger(found, hint)
    return said(
        found,
        "PC105",
        f"{found.subject} must be {either(allowed)}, not {quoted(found.value)}.",
        hint,
    )


def _no_trigger(found: Fault, hint: str | None) -> Diagnostic:
    known = written(automations.TriggerModel)
    text = found.value if isinstance(found.value, str) else ""
    near = names.near(text, known)
    return said(
        found,
        "PC146",
        f'"when" of {found.owner.phrase} takes a trigger, not {quoted(found.value)}.',
        hint or f"Write a mapping such as `{{{near or known[0]}: ...}}`, or the word `manual`.",
    )


def _not_a_switch(found: Fault) -> Diagnostic:
    if found.path[-1] == "now":
        return said(found, "PC105", "now is true, or is not there.", "Write `{now: true}`.")
    return said(
        found,
        "PC105",
        f"{found.subject} takes a status, or false to switch it off.",
        "Write the status that a ticket gets.",
    )


_UNKNOWN: Mapping[object, Callable[[Fault], Diagnostic]] = {
    actions.ActionModel: _unknown_action,
    steps.PeopleModel: _no_recipient,
    automations.TriggerModel: _unknown_trigger,
}
_FORMS = {
    conditions.DURATION: _no_duration,
    steps.DATE: _no_day,
    steps.TIME: _no_time,
    steps.HTTPS: _no_https,
    steps.CAPITALS: _no_word,
    automations.SOURCE: _no_word,
    PROPERTY: _no_property,
    HYPHENED: _no_key,
    LINES: _blank,
}
_WORDINGS = {
    steps.ONE_EMAIL: _several_emails,
    steps.RECIPIENT: _no_recipient,
    NO_VALUE: _no_value,
    "too_short": _empty_collection,
    "too_long": _several_properties,
    "string_too_short": _blank,
    "literal_error": _not_a_word,
    "int_type": _no_number,
    "float_type": _no_number,
    "finite_number": _no_number,
}
