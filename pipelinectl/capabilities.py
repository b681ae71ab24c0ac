"""What a help desk lets a tool do with each setting: the form of an adapter's table.

The adapter fills it, with the source of each line; realisations are chosen from it, pages of the
docs and `pipelinectl explain` are made from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelinectl.model import Kind, Realisation


@dataclass(frozen=True, slots=True)
class Way:
    """One way to make a setting true, and who says that it works.

    `needs` is the feature of the subscription that it takes (`checks.tiers`), empty for none.
    `confirmed` is False where nobody has seen it on a real account. `chosen` is False where it is
    only taken when the files ask for it by `realise:`.
    """

    realisation: Realisation
    source: str
    needs: str = ""
    confirmed: bool = True
    chosen: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Capability:
    """What can be done with one setting.

    `setting` is empty for the object itself. `types` are the types of channels that have it; all
    where none is named. `shown` says by which read the account shows it, empty where none does.
    `page` is the settings page, `who` may change it there. `rows` are those of the feature
    inventory.
    """

    kind: Kind
    setting: str
    what: str
    ways: tuple[Way, ...]
    page: str
    who: str
    shown: str = ""
    types: tuple[str, ...] = ()
    rows: str = ""

    def way(self, realisation: Realisation) -> Way | None:
        """The way by this realisation, if there is one."""
        return next((each for each in self.ways if each.realisation is realisation), None)


@dataclass(frozen=True, slots=True)
class Means:
    """What can be done in one account: the adapter's table, less what the subscription lacks."""

    capabilities: tuple[Capability, ...] = ()
    lacking: frozenset[str] = frozenset()

    def of(self, kind: Kind, setting: str, channel_type: str = "") -> Capability | None:
        """The line of a setting; of a channel's, the one that fits its type."""
        return find(self.capabilities, kind, setting, channel_type)

    def usable(self, way: Way) -> bool:
        """Whether the subscription has what the way takes, as far as it is declared."""
        return way.needs not in self.lacking


def find(
    capabilities: Iterable[Capability], kind: Kind, setting: str, channel_type: str = ""
) -> Capability | None:
    """The first line of a kind and setting that is for this type of channel."""
    return next(
        (
            each
            for each in capabilities
            if each.kind is kind
            and each.setting == setting
            and (not each.types or channel_type in each.types)
        ),
        None,
    )
