"""The workflows of the files by key and name, and which of them leads into which."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from pipelinectl.model import Address, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelinectl.language.models.automations import AutomationModel
    from pipelinectl.language.spec import Place


class Workflows:
    """What can be enrolled in: by the texts of their addresses.

    `places` has where each is declared. `faulty` are declared but could not be read.
    """

    def __init__(
        self,
        declared: Mapping[str, tuple[Place, AutomationModel | None]],
        reactions: Mapping[Address, Place],
    ) -> None:
        """Take the workflows by key, and the places of the actions of statuses."""
        self.places = {str(address): place for address, place in reactions.items()}
        self.faulty: set[str] = set()
        self._texts: dict[str, list[str]] = {}
        for key, (place, model) in declared.items():
            address = str(Address(Kind.AUTOMATION, (key,)))
            self.places[address] = place
            if model is None:
                self.faulty.add(address)
            for text in {key, key if model is None else model.name.strip()}:
                self._texts.setdefault(text, []).append(address)

    def find(self, text: str) -> tuple[str, ...]:
        """The workflows of their own that a text may mean, by key or name."""
        return tuple(self._texts.get(text, ()))

    def reaction(self, pipeline: str, status: str) -> str | None:
        """The actions of a status; None where it has none."""
        address = str(Address(Kind.AUTOMATION, (pipeline, status)))
        return address if address in self.places else None


def cycles(leads: Mapping[str, set[str]]) -> list[list[str]]:
    """Ways through workflows that come back to their beginning, none of which share one."""
    found = []
    left = {name: set(targets) for name, targets in leads.items()}
    while True:
        try:
            TopologicalSorter(left).prepare()
        except CycleError as error:
            # graphlib goes from what comes first to what needs it: against the arrows
            cycle = error.args[1][:0:-1]
            first = cycle.index(min(cycle))
            found.append([*cycle[first:], *cycle[:first]])
            left = {name: targets - set(cycle) for name, targets in left.items()}
            left = {name: targets for name, targets in left.items() if name not in cycle}
        else:
            return found
