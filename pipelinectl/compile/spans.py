"""Where the fields of a resource stand in the files, looked up when somebody asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pipelinectl.automation.model import walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipelinectl.diagnostics import Span
    from pipelinectl.language.spec import Automation, Place

ACTIONS = "actions"
_WRITTEN = {"trigger": "when"}
_WRITTEN_OF_STATUSES = {"trigger": None, "name": None, "only_if": "include_chat"}
"""What the fields of automations are called in files; None stands for the key of the whole."""


class FieldSpans(Mapping[str, "Span"]):
    """The places of the fields of one resource, looked up when somebody asks."""

    __slots__ = ("_names", "_place")

    def __init__(self, place: Place, names: Mapping[str, object]) -> None:
        self._place = place
        self._names = names

    def __getitem__(self, name: str) -> Span:
        if name not in self._names:
            raise KeyError(name)
        return self._place.at(name).span

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class AutomationSpans(Mapping[str, "Span"]):
    """The places of the fields of an automation, and of its actions.

    An action is named by `actions` and its way (`automation.model.Way`): `actions.2.0.1`.
    """

    __slots__ = ("_actions", "_automation", "_names")

    def __init__(self, automation: Automation, names: Iterable[str]) -> None:
        self._automation = automation
        self._names = tuple(names)
        self._actions: dict[str, Span] | None = None

    def __getitem__(self, name: str) -> Span:
        if name not in self._names:
            return self._by_way[name]
        place = self._automation.place
        if self._automation.include_chat is None:
            return place.at(_WRITTEN.get(name, name)).span
        written = _WRITTEN_OF_STATUSES.get(name, name)
        return place.key_span if written is None else place.at(written).span

    def __iter__(self) -> Iterator[str]:
        yield from self._names
        yield from self._by_way

    def __len__(self) -> int:
        return len(self._names) + len(self._by_way)

    @property
    def _by_way(self) -> Mapping[str, Span]:
        if self._actions is None:
            self._actions = {
                ".".join(map(str, (ACTIONS, *way))): action.span
                for way, action in walk(self._automation.actions)
                if action.span is not None
            }
        return self._actions
