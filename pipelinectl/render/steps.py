"""Chains of actions as lines: all steps of a new one, only what differs of a changed one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipelinectl.automation.edits import Edit, Sort, edits
from pipelinectl.automation.model import Action, Branch, from_value
from pipelinectl.canonical import text_of, to_json
from pipelinectl.model import Record
from pipelinectl.render import action_words
from pipelinectl.render.condition_words import condition
from pipelinectl.render.escape import quoted, visible
from pipelinectl.render.excerpts import excerpts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.automation.edits import Setting
    from pipelinectl.model import Value
    from pipelinectl.render.references import Speech

_SHORT = 80
"""So long may an action before and after be to stand in one line."""

_SIGNS = {Sort.INSERT: "+", Sort.DELETE: "-", Sort.CHANGE: "~"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line about an action, a branch or a setting.

    `sign` is `+`, `-` or `~` where it differs, `place` the number of the action or where it
    stands; `depth` says how far the line is indented. What differs has `values`, before and after:
    those of the setting that `text` names, or of the whole where there is no text.
    """

    text: str
    place: str = ""
    sign: str = ""
    depth: int = 0
    values: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Steps:
    """The lines of a chain under their heading."""

    heading: str
    lines: tuple[Line, ...]


def listed(chain: Value, speech: Speech) -> tuple[Line, ...]:
    """Every step of a chain, numbered, branches indented."""
    return tuple(_chain(_actions(chain), speech, 0))


def edited(before: Value, after: Value, speech: Speech) -> tuple[Line, ...]:
    """What differs between two chains, each with the place where it differs."""
    found = edits(_actions(before), _actions(after))
    return tuple(line for each in found for line in _edit(each, speech))


def _actions(value: Value) -> tuple[Action, ...]:
    """The chain; of what is none, from a plan that somebody wrote, nothing."""
    try:
        return from_value(value)
    except ValueError:
        return ()


def _chain(actions: tuple[Action, ...], speech: Speech, depth: int) -> Iterator[Line]:
    for number, each in enumerate(actions, 1):
        yield from _action(each, str(number), speech, depth)


def _action(found: Action, place: str, speech: Speech, depth: int) -> Iterator[Line]:
    yield Line(action_words.action(found, speech), place, depth=depth)
    ways = (*found.branches, *([found.otherwise] if found.otherwise else []))
    for each in ways:
        yield from _branch(each, "", speech, depth + 1)


def _branch(found: Branch, place: str, speech: Speech, depth: int) -> Iterator[Line]:
    nothing = "" if found.actions else ": nothing"
    yield Line(f"{action_words.branch(found, speech)}{nothing}", place, depth=depth)
    yield from _chain(found.actions, speech, depth + 1)


def _edit(edit: Edit, speech: Speech) -> Iterator[Line]:
    whole = edit.before if edit.sort is Sort.DELETE else edit.after
    if whole is None:
        return
    sign, place = _SIGNS[edit.sort], visible(edit.place)
    if edit.sort is not Sort.CHANGE:
        yield from (replace(each, sign=sign) for each in _whole(whole, place, speech))
        return
    values = _in_short(edit, speech)
    if values is not None:
        yield Line("", place, sign, values=values)
        return
    yield replace(next(_whole(whole, place, speech)), sign=sign)
    for setting in edit.settings:
        yield from _setting(setting, speech)


def _whole(found: Action | Branch, place: str, speech: Speech) -> Iterator[Line]:
    if isinstance(found, Action):
        return _action(found, place, speech, 0)
    return _branch(found, place, speech, 0)


def _in_short(edit: Edit, speech: Speech) -> tuple[str, str] | None:
    """The whole before and after, where that is short and shows every setting that differs."""
    before, after = edit.before, edit.after
    if not isinstance(before, Action) or not isinstance(after, Action):
        return None
    texts = action_words.action(before, speech), action_words.action(after, speech)
    if len(" -> ".join(texts)) > _SHORT:
        return None
    told = all(
        action_words.action(_with(before, each), speech) != texts[0] for each in edit.settings
    )
    return texts if told else None


def _with(action: Action, setting: Setting) -> Action:
    """The action with this setting as it is afterwards."""
    others = {name: each for name, each in action.settings.items() if name != setting.name}
    given = {} if setting.after is None else {setting.name: setting.after}
    return replace(action, settings=Record({**others, **given}))


def _setting(setting: Setting, speech: Speech) -> Iterator[Line]:
    before, after = setting.before, setting.after
    if setting.name == "json":
        yield from _json(setting.name, before, after)
        return
    say = _condition if setting.name == "when" else _value
    values = say(before, speech), say(after, speech)
    if isinstance(before, str) and isinstance(after, str):
        old, new = excerpts(before, after)
        values = quoted(old), quoted(new)
    yield Line(visible(setting.name), depth=1, values=values)


def _condition(found: Value, speech: Speech) -> str:
    return condition(found, speech) if isinstance(found, Record) else _value(found, speech)


def _value(found: Value, speech: Speech) -> str:
    return "nothing" if found is None else speech.value(found)


def _json(name: str, before: Value, after: Value) -> Iterator[Line]:
    """The places of the vendor's own JSON that differ."""
    if isinstance(before, Record) and isinstance(after, Record):
        for key in sorted({*before, *after}):
            yield from _json(f"{name}.{key}", before.get(key), after.get(key))
        return
    texts = text_of(to_json(before)), text_of(to_json(after))
    if texts[0] != texts[1]:
        old, new = excerpts(*texts)
        yield Line(visible(name), depth=1, values=(visible(old), visible(new)))
