"""What is wrong with the shape of a channel, a user or the SLA: findings as coded diagnostics.

What they have in common with those of other parts is in `language.faults` and, for conditions and
the forms of texts, in `language.automation_faults`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl import names
from pipelinectl.channels import TYPES
from pipelinectl.diagnostics import Diagnostic, diagnostic
from pipelinectl.language.fault import said
from pipelinectl.language.models import channels, forms, hours, routing
from pipelinectl.language.models.base import HYPHENED, written
from pipelinectl.language.owners import owner_at
from pipelinectl.language.wording import either, excerpt, kind_of, plain, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pipelinectl.language.fault import Fault
    from pipelinectl.source.document import Path

_NUMBER, _COLOUR = "+46701234567", "#0B8A6A"
_PREFIX = len("00")
_FORBIDDEN = "extra_forbidden"

_OTHER_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("owner", "contact owner", "contact's owner"), "contact_owner"),
    **dict.fromkeys(("nobody", "no one", "unassigned"), "none"),
    **dict.fromkeys(("outlook", "exchange", "microsoft", "microsoft 365", "o365"), "office_365"),
    **dict.fromkeys(("office365", "office 365", "hotmail"), "office_365"),
    **dict.fromkeys(("google", "google workspace", "gsuite", "googlemail"), "gmail"),
    **dict.fromkeys(("messenger", "facebook", "fb_messenger"), "facebook_messenger"),
    **dict.fromkeys(("live_chat", "livechat", "live chat", "live-chat", "web_chat"), "chat"),
    **dict.fromkeys(("phone", "call", "calls", "voice"), "calling"),
    "mail": "email",
}
"""What people write for a word of the language, in lower case."""


def wording_of(found: Fault) -> Callable[[Fault], Diagnostic] | None:
    """What says a fault of these sections; None where nothing special is to be said."""
    if found.type == _FORBIDDEN:
        return _unknown(found)
    if found.pattern is not None and (own := _FORMS.get(found.pattern)) is not None:
        return own
    own = _of_a_field(found)
    return own or _WORDINGS.get(found.type)


def _of_a_field(found: Fault) -> Callable[[Fault], Diagnostic] | None:
    """What says a fault of a field that has words of its own."""
    match found.path:
        case ("channels", _, "consent") | ("channels", _, "consent", "type" | "text"):
            return _no_consent
        case ("channels", _, "realise", *_) if found.type == "literal_error":
            return _no_realisation
        case ("channels", _, name) | ("channels", _, "appearance", name) if name in _FIELDS:
            return _FIELDS[str(name)]
        case (*_, "assign_to", "users" | "teams") if found.type == "too_short":
            return _nobody
        case (*_, str(name)) if found.type == "literal_error":
            return _WORDS.get(name)
    return _no_times if _is_in_hours(found.path) and found.type != "too_short" else None


def _is_in_hours(path: Path) -> bool:
    """Whether a place is one of the times of a day."""
    match path:
        case ("users", _, "working_hours", *rest):
            return bool(rest)
        case ("channels", _, "availability", "hours", *rest) | ("sla", "schedule", "hours", *rest):
            return bool(rest)
    return False


def _unknown(found: Fault) -> Callable[[Fault], Diagnostic] | None:
    word, model = str(found.path[-1]), found.owner.model
    if model is routing.AssigneesModel and word in {"none", "contact_owner"}:
        return _several
    if issubclass(model, channels.ChannelModel) and _types_with(word):
        return _of_another_type
    return None


def _types_with(word: str) -> list[str]:
    """The types of channels that have a setting."""
    return [name for name, model in channels.BY_TYPE.items() if word in written(model)]


def _of_another_type(found: Fault) -> Diagnostic:
    word = str(found.path[-1])
    own = next(name for name, each in channels.BY_TYPE.items() if each is found.owner.model)
    return said(
        found,
        "PC154",
        f'"{word}" is a setting of {" and ".join(_types_with(word))} channels; '
        f"{found.owner.phrase} is {own}.",
        f"Known here: {', '.join(written(found.owner.model))}.",
        key=True,
    )


def _no_type(found: Fault) -> Diagnostic:
    title = f'Channel "{excerpt(str(found.path[-1]))}"'
    listed = ", ".join(TYPES)
    if not isinstance(found.value, dict):
        what = "nothing stands there" if found.value is None else f"not {kind_of(found.value)}"
        glue = "but " if found.value is None else ""
        return said(found, "PC103", f"{title} takes a mapping, {glue}{what}.", "Add `type:`.")
    given = found.value.get("type")
    if given is None:
        return diagnostic(
            "PC102",
            f'{title} has no "type".',
            span=found.key_span,
            hint=f"Add `type:`, one of {listed}.",
            address=owner_at(found.document, found.path).address,
        )
    near = _meant(given, TYPES)
    return diagnostic(
        "PC153",
        f"Unknown channel type {quoted(given)}.",
        span=found.document.span((*found.path, "type")),
        hint=f'Did you mean "{near}"?' if near else f"Use {either(TYPES)}.",
        address=owner_at(found.document, found.path).address,
    )


def _meant(given: object, known: Sequence[str]) -> str | None:
    """The word that was probably meant: what people call it, or one that is spelt alike."""
    if not isinstance(given, str):
        return None
    other = _OTHER_WORDS.get(names.label_key(given))
    return other if other in known else names.near(given, known)


def _no_mailbox(found: Fault) -> Diagnostic:
    cloud = str(found.value).casefold()
    if "gcc" in cloud or "dod" in cloud:
        return said(
            found,
            "PC155",
            "Office 365 GCC High and DoD mailboxes cannot be connected.",
            "Use an address of another mailbox, or another channel.",
        )
    near = _meant(found.value, ("gmail", "office_365", "other"))
    refused = "; IMAP is not supported" if "imap" in cloud else ""
    return said(
        found,
        "PC155",
        f"mailbox must be gmail, office_365 or other, not {quoted(found.value)}{refused}.",
        f"Did you mean `{near}`?"
        if near and not refused
        else "Use `other` with forwarding for any mailbox that is neither.",
    )


def _no_colour(found: Fault) -> Diagnostic:
    if found.value is None:
        comment = found.document.comment_after(found.path)
        hint = (
            "A # after a space starts a comment; write the colour in quotes: "
            f'"{excerpt(comment or _COLOUR)}".'
        )
    else:
        hint = f'Write # and six digits from 0 to f, in quotes: "{_COLOUR}".'
    instead = "but nothing stands there" if found.value is None else f"not {quoted(found.value)}"
    return said(found, "PC156", f"accent_color must be a quoted hex colour, {instead}.", hint)


def _no_number(found: Fault) -> Diagnostic:
    given = found.document.written(found.path) or plain(found.value)
    begins = given.startswith("+")
    hint = f'Put it in quotes: "{given}".' if begins else f'Write it like "{_NUMBER}".'
    if isinstance(found.value, str) and begins:
        hint = f'After + come 7 to 15 digits, such as "{_NUMBER}".'
    elif isinstance(found.value, str):
        abroad = given.startswith("00")
        example = f"+{given[2:]}" if abroad and len(given) > _PREFIX else _NUMBER
        hint = f'Begin with + and the country: "{excerpt(example)}".'
    shown = f"not {given}"
    if not isinstance(found.value, int | float | str):
        what = "nothing" if found.value is None else kind_of(found.value)
        shown = f"not {what}"
    form = "" if isinstance(found.value, str) else "quoted, "
    return said(found, "PC157", f"Phone numbers must be {form}in +country form, {shown}.", hint)


def _no_consent(found: Fault) -> Diagnostic:
    missing = found.type == "missing"
    return diagnostic(
        "PC158",
        "consent.type must be explicit or implicit, with a text.",
        span=found.document.key_span(found.path[:-1]) if missing else found.span,
        hint="Write `{type: explicit, text: We store your messages.}`, or `false` for none.",
        address=found.owner.address,
    )


def _no_realisation(found: Fault) -> Diagnostic:
    return said(
        found,
        "PC164",
        f"{found.subject} must be api, workflow, manual or read_only, not {quoted(found.value)}.",
        "Leave it out: the best way is taken by itself."
        if found.value in {"auto", "automatic", "best", "default"}
        else "Where the help desk offers one way only, leave it out.",
    )


def _nobody(found: Fault) -> Diagnostic:
    return said(
        found,
        "PC159",
        "assign_to needs at least one user or team.",
        "Write `{teams: [Tier 1]}`, or the word `none`.",
    )


def _several(found: Fault) -> Diagnostic:
    return said(
        found,
        "PC160",
        "assign_to: choose users and teams, contact_owner or none, not several.",
        "Write a mapping of `users` and `teams`, or one of the two words.",
        key=found.type == _FORBIDDEN,
    )


def _no_assignee(found: Fault) -> Diagnostic:
    listed = found.value
    if isinstance(listed, list):
        if not listed:
            return _nobody(found)
        if not all(isinstance(each, str) and each != "none" for each in listed):
            return _several(found)
        if "contact_owner" in listed:
            return _several(found)
        group = "users" if all("@" in each for each in listed) else "teams"
        form = f"{{{group}: [{', '.join(excerpt(each) for each in listed)}]}}"
        return said(
            found,
            "PC103",
            f"{found.subject} takes a word or a mapping, not a list.",
            f"Write `{form}`.",
        )
    return said(
        found, "PC103", f"{found.subject} takes a word or a mapping, not {kind_of(listed)}."
    )


def _no_word_for_people(found: Fault) -> Diagnostic:
    text = found.value if isinstance(found.value, str) else ""
    near = _meant(text, ("none", "contact_owner"))
    return said(
        found,
        "PC105",
        f"{found.subject} must be none, contact_owner, or users and teams, not "
        f"{quoted(found.value)}.",
        f"Did you mean `{near}`?" if near else f"Write `{_group(text)}`.",
    )


def _group(text: str) -> str:
    """The mapping that names one user or team."""
    return f"{{{'users' if '@' in text else 'teams'}: [{excerpt(text)}]}}"


def _no_switch(found: Fault) -> Diagnostic:
    return said(
        found,
        "PC105",
        f"{found.subject} takes a mapping, or false to switch it off, not {quoted(found.value)}.",
        _instead_of_a_switch(found),
    )


def _instead_of_a_switch(found: Fault) -> str | None:
    text = found.value
    if not isinstance(text, str):
        return None
    if names.label_key(text) in _OFF:
        return "Write `false`."
    if names.label_key(text) in {"true", "on", "yes"}:
        return None
    if found.path[-1] == "access":
        return f"Write `{_group(text)}`."
    word = _meant(text, ("contact_owner",))
    return f"Write `{{assign_to: {word or _group(text)}}}`."


def _no_schedule(found: Fault) -> Diagnostic:
    known = ("always",) if found.path[-1] == "schedule" else ("user_availability", "always")
    near = names.near(found.value, known) if isinstance(found.value, str) else None
    return said(
        found,
        "PC105",
        f"{found.subject} must be {', '.join(known)} or hours, not {quoted(found.value)}.",
        f'Did you mean "{near}"?'
        if near
        else 'Hours are `{hours: {mon-fri: "09:00-17:00"}, time_zone: Europe/Stockholm}`.',
    )


def _no_days(found: Fault) -> Diagnostic:
    return said(
        found,
        "PC162",
        f'"{excerpt(str(found.path[-1]))}" does not name days of the week.',
        "Write `mon`, `monday`, `mon-fri` or `mon, wed`, in lower case.",
        key=True,
    )


def _no_times(found: Fault) -> Diagnostic:
    return said(
        found,
        "PC162",
        f"{found.subject} takes hours, not {quoted(found.value)}.",
        "Leave the day out: one that is not named has no hours."
        if isinstance(found.value, str) and names.label_key(found.value) in _OFF
        else 'Write from when to when with four digits each: "09:00-17:00", or a list of such '
        "texts.",
    )


def _no_key(found: Fault) -> Diagnostic:
    word = str(found.path[-1])
    suggestion = names.key_from_name(word).replace("_", "-")
    return said(
        found,
        "PC106",
        f'The channel key "{excerpt(word)}" has a wrong form; keys are lower case letters, '
        "digits, _ and -, and begin with a letter.",
        f"Write `{suggestion}`." if suggestion else None,
        key=True,
    )


def _no_field(found: Fault) -> Diagnostic:
    return said(
        found,
        "PC106",
        f'"{excerpt(str(found.value))}" is not the name of a field; it is that of a property, '
        "with `ticket.` before it for one of tickets.",
        "Write the internal name, such as `email` or `ticket.subject`.",
    )


def _too_small(found: Fault) -> Diagnostic:
    return said(
        found,
        "PC105",
        f"{found.subject} takes a whole number from 1, not {plain(found.value)}.",
        "Leave it out for no limit.",
    )


def _no_whole_number(found: Fault) -> Diagnostic:
    instead = plain(found.value) if isinstance(found.value, float) else kind_of(found.value)
    return said(found, "PC103", f"{found.subject} takes a whole number, not {instead}.")


_OFF = frozenset({"none", "off", "no", "false", "closed", "disabled"})
"""What people write where nothing shall be."""

_FIELDS: Mapping[str, Callable[[Fault], Diagnostic]] = {
    "mailbox": _no_mailbox,
    "number": _no_number,
    "accent_color": _no_colour,
}
_WORDS: Mapping[str, Callable[[Fault], Diagnostic]] = {
    "assign_to": _no_word_for_people,
    "routing": _no_switch,
    "access": _no_switch,
    "availability": _no_schedule,
    "schedule": _no_schedule,
}
_FORMS: Mapping[str, Callable[[Fault], Diagnostic]] = {
    channels.COLOUR: _no_colour,
    channels.PHONE: _no_number,
    forms.FORM_FIELD: _no_field,
    hours.DAYS: _no_days,
    hours.FROM_TO: _no_times,
    HYPHENED: _no_key,
}
_WORDINGS: Mapping[str, Callable[[Fault], Diagnostic]] = {
    channels.TYPE: _no_type,
    routing.ASSIGNEE: _no_assignee,
    "greater_than_equal": _too_small,
    "int_type": _no_whole_number,
}
