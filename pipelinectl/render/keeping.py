"""How to keep what somebody did in the account: the lines to write, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.model import ORDER, Kind, Record, as_list
from pipelinectl.render.automation_fields import ACTIONS, INCLUDE_CHAT, ONLY_IF, includes_chat
from pipelinectl.render.escape import value, visible, word
from pipelinectl.render.phrases import listed
from pipelinectl.render.setting_words import SETTINGS, setting_of
from pipelinectl.render.words import where
from pipelinectl.render.written import as_written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipelinectl.model import Address, Value
    from pipelinectl.plan.model import Change, Moved

_CHAINS = {"trigger": "trigger", ONLY_IF: "conditions", ACTIONS: "actions"}
"""The fields of an automation that take more than a line to write."""

_OF_THE_STATUS = frozenset({"name", "trigger", ONLY_IF})
"""Fields of the actions of a status that stand in no file."""

_FOUND_ONLY = frozenset({"authorized", "fields", "name", "team"})
"""Fields of settings that follow from the account, or from how a new form is written."""

_VALUE = "value"
_AS_YAML = "; `pipelinectl import --out FOLDER` shows it as YAML"


def deleted(change: Change) -> str:
    """How to leave something deleted that somebody deleted in the account."""
    if change.address.of_a_channel:
        what = "the channel's ticket_properties and routing"
        return f"To leave it deleted, take {what} out of {_place(change)}."
    return f"To leave it deleted, take it out of {_place(change)}."


def live(change: Change, paths: tuple[Moved, ...]) -> str | None:
    """How to keep what the account has; None where the files cannot say it."""
    if change.address.of_a_channel:
        return None
    if change.address.kind is Kind.USER and _is_bare(change):
        return f"To keep it, take {setting_of(change.address, _VALUE)} out of {_place(change)}."
    found = _written(change, {each.path: (change.before or {}).get(each.path) for each in paths})
    longer = _CHAINS if change.address.kind is Kind.AUTOMATION else {}
    short = {name: each for name, each in found.items() if name not in {ORDER, *longer}}
    lines = _lines(change, short)
    chains = [longer[name] for name in found if name in longer]
    if chains:
        lines.append(f"the account's {listed(chains)}{_AS_YAML}")
    if ORDER in found:
        order = ", ".join(map(word, as_list(found[ORDER])))
        lines.append(f"the statuses in the order {order}")
    return f"To keep it, write in {_place(change)}: {' and '.join(lines)}" if lines else None


def _is_bare(change: Change) -> bool:
    """Whether the account has nothing where files cannot say so: no hours, no time zone."""
    found = (change.before or {}).get(_VALUE)
    return found == "" or (isinstance(found, Record) and not found)


def _written(change: Change, found: Mapping[str, Value]) -> dict[str, Value]:
    """The fields as the files have them: those of the actions of a status follow from the status.

    Only whether they include chat is written, where the condition says no more than that.
    """
    if not change.address.of_a_status:
        return dict(found)
    written = {name: each for name, each in found.items() if name not in _OF_THE_STATUS}
    chat = includes_chat(change.address, found.get(ONLY_IF)) if ONLY_IF in found else None
    return written if chat is None else {INCLUDE_CHAT: chat, **written}


def _lines(change: Change, found: Mapping[str, Value]) -> list[str]:
    """The YAML that says what the account has. A status is shown with its key, so it stays one."""
    if change.address.kind is Kind.STATUS and found:
        pairs = [("key", word(change.address.keys[-1])), *_pairs({**(change.after or {}), **found})]
        return ["{" + ", ".join(f"{name}: {text}" for name, text in pairs) + "}"]
    if change.address.kind in SETTINGS:
        return list(_settings(change.address, found))
    return [f"{name}: {text}" for name, text in _pairs(found)]


def _settings(address: Address, found: Mapping[str, Value]) -> Iterator[str]:
    """Those of the fields that a line of the files can say; `value` is what the address names."""
    for path, each in found.items():
        text = as_written(each)
        if text is not None and path not in _FOUND_ONLY:
            yield f"{visible(setting_of(address, path))}: {text}"


def _pairs(fields: Mapping[str, Value]) -> list[tuple[str, str]]:
    return [
        (visible(name), word(found) if name == "state" else value(found))
        for name, found in fields.items()
    ]


def _place(change: Change) -> str:
    return where(change.declared_at) if change.declared_at else "the files"
