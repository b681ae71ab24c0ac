"""Which addresses a command covers: `--only` and `--except`, with what lies below each."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from pipelinectl.model import Address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pipelinectl.plan.model import Selection


def selector(selection: Selection) -> Callable[[str], bool]:
    """A test of addresses: inside `only` (where given) and outside `excluded`."""

    def selects(address: str) -> bool:
        inside = not selection.only or any(covers(each, address) for each in selection.only)
        return inside and not any(covers(each, address) for each in selection.excluded)

    return selects


def covers(pattern: str, address: str) -> bool:
    """Whether an address, or a glob of addresses, takes this address or one above it."""
    if fnmatchcase(address, pattern):
        return True
    found = Address.parse(address)
    above = {found.root, Address(found.kind, found.keys[:1])} - {found}
    return any(fnmatchcase(str(each), pattern) for each in above)


def without_a_match(patterns: Iterable[str], addresses: Iterable[str]) -> tuple[str, ...]:
    """The patterns that select none of the addresses."""
    known = tuple(addresses)
    return tuple(each for each in patterns if not any(covers(each, one) for one in known))
