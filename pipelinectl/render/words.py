"""The plain words for actions, reasons, blocks and results: one table each, for all renderers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelinectl.model import ORDER, Address, Kind
from pipelinectl.plan.model import Action, Block, Reason, Side
from pipelinectl.render.escape import quoted, visible

if TYPE_CHECKING:
    from pipelinectl.diagnostics import Span

SYMBOLS = {
    Action.CREATE: "+",
    Action.UPDATE: "~",
    Action.REPLACE: "!",
    Action.DELETE: "-",
    Action.ADOPT: "<",
    Action.RELEASE: ".",
    Action.NONE: "=",
}

REASONS = {
    Reason.NEW: "new in the files",
    Reason.CHANGED: "changed in the files",
    Reason.CHANGED_IN_ACCOUNT: "put back as the files say",
    Reason.CHANGED_ON_BOTH_SIDES: "changed in the files and in the account",
    Reason.SIDE_UNKNOWN: "differs from the files; which side changed is not known",
    Reason.REORDERED: "its statuses stand in another order",
    Reason.MISSING_IN_ACCOUNT: "deleted in the account, made again as the files say",
    Reason.REMOVED: "listed under removed:",
    Reason.ABSENT: "no longer in the files",
    Reason.EXCLUSIVE: "not in the files, and its pipeline is exclusive",
    Reason.ADOPTED: "managed from now on",
    Reason.RELEASED: "no longer in the files",
    Reason.CANNOT_CHANGE_IN_PLACE: "the help desk cannot change this in place",
    Reason.REFERENCE_CHANGED: "something that it names changed",
    Reason.MANUAL: "only a person can do this",
}
"""Why a change happens."""

_REASONS_OF_A_CREATE = {Reason.SIDE_UNKNOWN: "whether the account has it is not known"}
"""Where a create asks for other words: what could not be read is not compared with anything."""

SIDES = {
    Side.CONFIG: "changed in the files",
    Side.LIVE: "changed in the account",
    Side.BOTH: "changed in the files and in the account",
    Side.UNKNOWN: "differs; which side changed is not known",
}
"""Which side moved a single field."""

BLOCKS = {
    Block.PROTECTED: "it is protected",
    Block.LIMIT: "the plan deletes more than the limits allow",
    Block.TICKETS: "it still holds tickets",
    Block.CONFLICT: "the files and the account both changed",
    Block.LOOKS_LIKE_RENAME: "what leaves and what is created look like a rename",
    Block.IRREVERSIBLE: "it cannot be undone",
    Block.INCOMPLETE_READ: "the account could not be read completely",
    Block.UNPROVEN_READ: "the read of the account proves nothing",
    Block.LABEL_TAKEN: "the name is taken in the account",
    Block.IN_USE: "something that is not managed here refers to it",
    Block.REFUSED: "the help desk is known to refuse it",
    Block.UNREVIEWED: "the delete was not reviewed",
    Block.DEPENDENCY: "another change must come first",
}
"""What holds a change back."""


_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|\+00:00)", re.ASCII)


def where(span: Span) -> str:
    """File and line of a declaration: `pipelines/support.yaml:12`."""
    return f"{visible(span.file)}:{span.line}"


def title(address: Address, name: str | None) -> str:
    """An address, with the name that people know it by where it has one of its own."""
    shown = visible(str(address))
    return shown if name is None or address.kind is Kind.RULES else f"{shown} {quoted(name)}"


def reason(action: Action, why: Reason) -> str:
    """Why this happens."""
    other = _REASONS_OF_A_CREATE if action is Action.CREATE else {}
    return other.get(why) or REASONS[why]


_FIELDS = {
    ORDER: "order of statuses",
    "trigger": "starts when",
    "only_if": "only if",
    "include_chat": "include chat",
    "re_enroll": "enrols again",
    "enabled": "switched on",
    "copies": "workflows for it",
}


def field_name(path: str) -> str:
    """The field as a reader calls it."""
    return _FIELDS.get(path) or visible(path)


def moment(text: str) -> str:
    """An ISO 8601 time in UTC as `2026-03-01 09:30 UTC`; anything else as it is."""
    found = _MOMENT.fullmatch(text)
    return f"{found[1]} {found[2]} UTC" if found else visible(text)


def last_edit(who: str | None, when: str | None) -> str | None:
    """Who changed something last, and when, as far as both are known."""
    if who is None and when is None:
        return None
    by = f" by {visible(who)}" if who is not None else ""
    at = f" on {moment(when)}" if when is not None else ""
    return f"Last changed{by}{at}."
