"""What is wrong with the shape of a document: pydantic's findings as coded diagnostics."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, get_args

from pipelinectl import names
from pipelinectl.diagnostics import Diagnostic, diagnostic
from pipelinectl.language import models
from pipelinectl.language.models.base import written
from pipelinectl.language.owners import (
    OF_CHANNELS,
    Owner,
    owner_at,
    pipeline_title,
    status_title,
    value_at,
)
from pipelinectl.language.wording import capital, either, excerpt, kind_of, plain, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pipelinectl.language.fault import Fault
    from pipelinectl.source.document import Path

LATER = frozenset(("ask_for", "reopen"))
"""Words of the language that a later release will read."""

_REMOVABLE = frozenset(("pipeline", "status", "automation", "channel"))
"""What an entry of `removed` may name."""

_SWITCH_WORDS = {
    word: switch
    for switch, words in {"true": ("yes", "on", "true"), "false": ("no", "off", "false")}.items()
    for word in words
}
_QUOTES = "\"'"
_VARIABLE = re.compile(r"(?<!\$)\$\{")


def explain(faults: Iterable[Fault]) -> list[Diagnostic]:
    """Say in the language's own words what is wrong. One diagnostic for each cause."""
    listed = [found for found in faults if not _said_already(found)]
    misspelt = {
        (*found.path[:-1], meant)
        for found in listed
        if found.type == "extra_forbidden" and (meant := _near_field(found)) is not None
    }
    said = [
        _wording_of(found)(found)
        for found in listed
        if not (found.type == "missing" and found.path in misspelt)
    ]
    first: dict[object, Diagnostic] = {}
    for number, each in enumerate(said):
        first.setdefault(_cause(number, each), each)
    return list(first.values())


def _cause(number: int, said: Diagnostic) -> object:
    """What two diagnostics share if they speak of one cause: all of `consent:` is one."""
    return (said.code, said.address) if said.code == "PC158" else number


def _said_already(found: Fault) -> bool:
    """Whether the source has refused the value, or the variable in the key."""
    if found.on_key:
        return bool(_VARIABLE.search(str(found.path[-1])))
    return found.document.is_refused(found.path)


def _near_field(found: Fault) -> str | None:
    return names.near(str(found.path[-1]), written(found.owner.model))


def _unknown(found: Fault) -> Diagnostic:
    owner, word = found.owner, str(found.path[-1])
    hint: str | None
    if found.path[0] == "removed" and word in _REMOVABLE:
        message, hint = (
            "An entry of removed names one thing: a pipeline, a status, a workflow or a channel.",
            "Write an entry for each.",
        )
    else:
        near = None if word in LATER else _near_field(found)
        within = f" in {owner.phrase}" if owner.phrase else ""
        meant = f' Did you mean "{near}"?' if near else ""
        message = f'Unknown field "{excerpt(word)}"{within}.{meant}'
        hint = None if near else _unknown_hint(word, owner)
    return diagnostic("PC101", message, span=found.key_span, hint=hint, address=owner.address)


def _unknown_hint(word: str, owner: Owner) -> str:
    if word in LATER:
        return "This release does not read it yet."
    if word.startswith("x-"):
        return "Keys that start with x- stand at the top level of a file."
    return f"Known here: {', '.join(written(owner.model))}."


def _missing(found: Fault) -> Diagnostic:
    owner = found.owner
    return diagnostic(
        "PC102",
        f'{capital(owner.phrase)} has no "{found.path[-1]}".',
        span=found.document.key_span(found.path[:-1]),
        hint=f"Add `{found.path[-1]}:`.",
        address=owner.address,
    )


def _no_statuses(found: Fault) -> bool:
    return len(found.path) == 3 and (found.type in {"missing", "too_short"} or found.value is None)


def _without_statuses(found: Fault) -> Diagnostic:
    title = pipeline_title(found.document, str(found.path[1]))
    return diagnostic(
        "PC301",
        f'Pipeline "{title}" has no statuses; a pipeline needs at least one.',
        span=found.document.key_span(found.path[:-1] if found.type == "missing" else found.path),
        hint="Add `statuses: [New, {name: Closed, state: closed}]`.",
        address=found.owner.address,
    )


def _names_nothing(found: Fault) -> Diagnostic:
    return diagnostic(
        "PC102",
        "An entry of removed names no pipeline, status, workflow or channel.",
        span=found.span,
        hint="Write `{pipeline: old}`, `{status: support/On hold}`, `{automation: old-rule}` or "
        "`{channel: old-form}`.",
    )


def _not_a_word(found: Fault) -> Diagnostic:
    allowed = _allowed(found.path)
    near = names.near(found.value, allowed) if isinstance(found.value, str) else None
    if found.field == "state":
        status = value_at(found.document.value, found.path[:-1])
        code, what = "PC304", f"state of {status_title(status)}"
    else:
        code, what = "PC105", found.subject
    return diagnostic(
        code,
        f"{what} must be {either(allowed)}, not {quoted(found.value)}.",
        span=found.span,
        hint=f'Did you mean "{near}"?' if near else None,
        address=found.owner.address,
    )


def _version(found: Fault) -> Diagnostic:
    match found.value:
        case bool() | list() | dict():
            message = f"version takes the number 1, not {kind_of(found.value)}."
        case str():
            message = "version takes the number 1, not a text."
        case _:
            message = (
                f"Version {plain(found.value)} is not supported; this release reads version 1."
            )
    return diagnostic("PC107", message, span=found.span, hint="Write `version: 1`.")


def _allowed(path: Path) -> tuple[str, ...]:
    match path:
        case ("account", "subscriptions", *_):
            return get_args(models.Tier)
        case ("account", *_):
            return get_args(models.AddOn)
    return get_args(models.State)


def _wrong_form(found: Fault) -> Diagnostic:
    if found.pattern == models.KEY:
        return _key_form(found)
    return _control_character(found) if found.value.strip() else _empty(found)


def _key_form(found: Fault) -> Diagnostic:
    word = str(found.path[-1] if found.on_key else found.value)
    kind = "pipeline" if found.on_key else "status"
    suggestion = names.key_from_name(word)
    return diagnostic(
        "PC106",
        f'The {kind} key "{excerpt(word)}" has a wrong form; keys are lower case letters, '
        "digits and _, and begin with a letter.",
        span=found.key_span if found.on_key else found.span,
        hint=f"Write `{suggestion}`." if suggestion else None,
    )


def _empty(found: Fault) -> Diagnostic:
    return diagnostic(
        "PC112",
        f"{found.subject} is empty.",
        span=found.span,
        address=owner_at(found.document, found.path).address,
    )


def _control_character(found: Fault) -> Diagnostic:
    return diagnostic(
        "PC114",
        f"{found.subject} holds a line break or another control character.",
        span=found.span,
        hint="Write it on one line, without `|` or `>`."
        if {"\n", "\r"} & set(found.value)
        else "Delete that character, or the escape that makes it.",
        address=owner_at(found.document, found.path).address,
    )


def _wrong_type(found: Fault) -> Diagnostic:
    address = owner_at(found.document, found.path).address
    if found.type == "string_type" and not isinstance(found.value, str | list | dict):
        return _needs_quotes(found, address)
    instead = "but nothing stands there" if found.value is None else f"not {kind_of(found.value)}"
    return diagnostic(
        "PC103",
        f"{found.subject} takes {_wanted(found)}, {instead}.",
        span=found.span,
        hint=_type_hint(found),
        address=address,
    )


def _needs_quotes(found: Fault, address: str | None) -> Diagnostic:
    written = found.document.written(found.path) or plain(found.value)
    kind = kind_of(found.value)
    if found.value is None:
        comment = found.document.comment_after(found.path) or "#1"
        message = f"{found.subject} takes a text, but nothing stands there."
        hint = (
            "A # after a space starts a comment; a text that begins with # needs quotes: "
            f'"{excerpt(comment)}".'
        )
    elif "${" in written:
        message = f"{found.subject} takes a text, but {written.strip(_QUOTES)} is {kind}."
        hint = "Put the variable's value in quotes, where pipelinectl.yaml sets it."
    else:
        message = f"{found.subject} takes a text, but YAML reads {written} as {kind}."
        hint = f'Put it in quotes: "{written}".'
    return diagnostic("PC104", message, span=found.span, hint=hint, address=address)


_WANTED = {
    "string_type": "a text",
    "string_unicode": "a text of valid characters",
    "bool_type": "true or false",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
}


def _wanted(found: Fault) -> str:
    match found.path:
        case (*_, "no_skipping" | "no_moving_backward"):
            return "true, false or a list of statuses"
        case ("pipelines", _, "when_status_reaches", str()) | (*_, "else"):
            return "a list or a mapping"
        case (*_, "id") | ("pipelines", _, "statuses", int()):
            return "a text or a mapping"
    return _WANTED.get(found.type, "another value")


_INSTEAD = {
    "rules": "Write `rule: value`, for example `no_skipping: true`.",
    "create_only_in": "Write a list of statuses such as `[New]`; `[]` lifts the limit.",
    "removed": "Begin each entry with a dash: `- {pipeline: old}`.",
    "sla": "Write `{enabled: false}` to switch it off.",
    "working_hours": 'Write days with their hours: `{mon-fri: "09:00-17:00"}`.',
    "capacity": "Write `{total: 20}`, or `calling`, `messaging` and `email`.",
    "goals": "Begin each goal with a dash: `- {first_reply: 1h}`.",
    "spam": "Write `{allow: [partner.example]}`, or `deny` with such a list.",
    "migrate": "Begin each entry with a dash: `- {channel: billing-email, from: Billing inbox}`.",
    "account": "Write `subscriptions:` below it, for example `{service_hub: professional}`.",
}
"""What to write for a field that holds a collection, where the value gives no better answer."""


def _form_of_an_entry(found: Fault) -> str | None:
    """What to write for a mapping, from the single value that stands there."""
    match found.path:
        case ("removed", int()):
            text = excerpt(found.value) if isinstance(found.value, str) else "old"
            return f"Write `{{pipeline: {text}}}`, or `status`, `automation` or `channel`."
        case ("channels", _, "from") if isinstance(found.value, str):
            return f"Write `{{company: {excerpt(found.value)}}}`."
        case (_, _, "capacity") if type(found.value) is int:
            return f"Write `{{total: {found.value}}}`."
    return None


def _type_hint(found: Fault) -> str | None:
    """What to write instead, from the value where it is a text, else from the field."""
    own = _form_of_an_entry(found)
    if own is not None:
        return own
    if not isinstance(found.value, str):
        return _INSTEAD.get(str(found.path[-1]))
    word = _SWITCH_WORDS.get(found.value.lower())
    if found.type == "bool_type" and word:
        return f"Write `{word}`."
    if found.type == "list_type" or _wanted(found).endswith("a list of statuses"):
        return f"Write `[{excerpt(found.value)}]`."
    return _INSTEAD.get(str(found.path[-1]))


_WITH_AUTOMATIONS = (("automate",), ("when_status_reaches",))

_WORDINGS = {
    "extra_forbidden": _unknown,
    "missing": _missing,
    "union_tag_not_found": _names_nothing,
    "literal_error": _not_a_word,
    "string_pattern_mismatch": _wrong_form,
}


def _wording_of(found: Fault) -> Callable[[Fault], Diagnostic]:
    if found.path[:1] and (found.path[0] in OF_CHANNELS or found.path[2:3] == ("access",)):
        # these import models that faults of other parts need not wait for
        from pipelinectl.language import automation_faults  # noqa: PLC0415
        from pipelinectl.language.channels import faults  # noqa: PLC0415

        own = faults.wording_of(found) or automation_faults.wording_of(found)
        return own or _WORDINGS.get(found.type, _wrong_type)
    if found.path[:1] == ("automations",) or found.path[2:3] in _WITH_AUTOMATIONS:
        # imports the models of automations, which faults of other parts need not wait for
        from pipelinectl.language import automation_faults as special  # noqa: PLC0415

        own = special.wording_of(found) if special.is_in_automation(found) else None
        if own is not None:
            return own
    if found.path == ("version",):
        return _version
    if found.path[::2] == ("pipelines", "statuses") and _no_statuses(found):
        return _without_statuses
    return _WORDINGS.get(found.type, _wrong_type)
