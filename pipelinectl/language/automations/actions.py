"""Chains of actions: from the YAML form to `automation.model.Action`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.automation.model import Action, Branch
from pipelinectl.language.automations.conditions import condition
from pipelinectl.language.automations.steps import Steps
from pipelinectl.language.models.actions import ElseModel
from pipelinectl.language.models.base import words_in
from pipelinectl.model import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelinectl.language.automations.names import Names
    from pipelinectl.language.models.actions import ActionModel, BranchModel, SwitchModel
    from pipelinectl.language.spec import Place

_BY_REFERENCE = frozenset({"owner", "status", "pipeline", "channel"})


class Chains:
    """Makes the chains of one automation. `inside` is the pipeline whose statuses have names."""

    def __init__(self, names: Names, inside: str | None) -> None:
        self._names = names
        self._inside = inside
        self._steps = Steps(names, inside)

    def of(self, models: Sequence[ActionModel], place: Place) -> tuple[Action, ...]:
        """The actions of a list that stands at `place`."""
        found: list[Action] = []
        for index, model in enumerate(models):
            found += self._actions(model, place.at(index))
        return tuple(found)

    def _actions(self, model: ActionModel, place: Place) -> Sequence[Action]:
        """What one item of a list stands for: one action, but of `set` one for each property."""
        match words_in(model):
            case ("if",) | ("if", "else"):
                return [self._if(model, place)]
            case ("switch",):
                return [self._switch(model.switch, place.at("switch"))]
            case ("else",):
                self._names.refuse(
                    "PC141",
                    "`else` stands without `if`.",
                    place,
                    "Write it into the item of the `if`, below it and without a dash.",
                )
            case (word,):
                return self._steps.of(word, getattr(model, word), place.at(word))
            case words:
                self._refuse(words, place)
        return []

    def _refuse(self, words: Sequence[str], place: Place) -> None:
        if not words:
            message, hint = "An action is empty.", "Delete it, or say what it does."
        else:
            there = f"{words[0]} and {' and '.join(words[1:])}"
            message = f"An item of actions holds one action; here are {there}."
            hint = "Begin each action with a dash of its own."
        self._names.refuse("PC141", message, place, hint)

    def _if(self, model: ActionModel, place: Place) -> Action:
        at = place.at("if")
        branches = tuple(
            self._branch(branch, at.at(number)) for number, branch in enumerate(model.if_)
        )
        other = self._otherwise(model.else_, place.at("else"))
        return Action("if", Record(), branches, other, at.key_span)

    def _branch(self, model: BranchModel, place: Place) -> Branch:
        return Branch(
            self.of(model.then, place.at("then")),
            model.name.strip() if model.name else None,
            condition(model.when, place.at("when"), self._names, self._inside),
            place.span,
        )

    def _switch(self, model: SwitchModel, place: Place) -> Action:
        if model.property in _BY_REFERENCE:
            self._names.refuse(
                "PC150",
                f"switch cannot part tickets by {model.property}.",
                place.at("property"),
                f"Write an `if` with `when: {{{model.property}: ...}}` for each way.",
            )
        at = place.at("cases")
        branches = tuple(
            Branch(self.of(actions, at.at(value)), None, value.strip(), at.at(value).key_span)
            for value, actions in model.cases.items()
        )
        other = self._otherwise(model.else_, place.at("else"))
        return Action("switch", Record(property=model.property), branches, other, place.key_span)

    def _otherwise(
        self, model: ElseModel | list[ActionModel] | None, place: Place
    ) -> Branch | None:
        name = None
        if isinstance(model, ElseModel):
            name = model.name.strip() if model.name else None
            actions = self.of(model.then, place.at("then"))
        else:
            actions = self.of(model or (), place)
        if not actions and name is None:
            return None
        return Branch(actions, name, span=place.key_span)
