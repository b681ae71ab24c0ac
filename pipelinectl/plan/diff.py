"""Compares desired, live and base, field by field, and says which side moved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelinectl.automation.inplace import fixed_among
from pipelinectl.channels import AS_WORKFLOW
from pipelinectl.ledger.model import Origin
from pipelinectl.model import ORDER, Address, Kind, as_list
from pipelinectl.plan.linked import named_after
from pipelinectl.plan.model import Action, Change, Moved, Reason, Side
from pipelinectl.plan.terms import common

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from pipelinectl.diagnostics import Span
    from pipelinectl.ledger.journal import Written
    from pipelinectl.ledger.model import Ledger
    from pipelinectl.model import LiveObject, Resource, Value
    from pipelinectl.plan.identity import Bound
    from pipelinectl.plan.terms import Terms

    Keys = tuple[Value, ...]


def diff(
    terms: Terms,
    ledger: Ledger | None,
    written: Written,
    fixed: AbstractSet[str] = frozenset(),
) -> tuple[Change, ...]:
    """One change for each declared resource that differs from the account or from the ledger.

    `fixed` are the fields of an automation that do not change in place.
    """
    changes = []
    for address, resource in terms.desired.resources.items():
        comparer = _Comparison(resource, terms.binding.bound[address], terms, written, ledger)
        change = comparer.change(fixed)
        if change is not None:
            changes.append(change)
    return tuple(changes)


class _Comparison:
    """One declared resource beside its object and what the ledger remembers of it."""

    def __init__(
        self,
        resource: Resource,
        bound: Bound,
        terms: Terms,
        written: Written,
        ledger: Ledger | None,
    ) -> None:
        self._resource = resource
        self._address = resource.address
        self._bound = bound
        self._terms = terms
        self._written = written
        self._ledger = ledger
        self._wanted = terms.wanted(self._address, resource.fields)
        self._found = terms.live_fields(self._address, bound.live)
        self._base = terms.in_keys(self._address, bound.entry.base) if bound.entry else {}

    def change(self, fixed: AbstractSet[str]) -> Change | None:
        """What is to happen; nothing where the account and the ledger have it so already."""
        if self._bound.live is not None and self._bound.live.opaque is not None:
            return self._cannot_be_said(self._bound.live)
        if self._found is None:
            return self._create()
        paths = self._paths(self._found)
        if paths:
            change = self._update(self._found, paths)
            return _replaced(change) if self._must_go(change, fixed) else change
        return None if self._remembered(self._found) else self._record(self._found)

    def _cannot_be_said(self, found: LiveObject) -> Change:
        """An object that is not understood: a guard holds whatever is wanted of it."""
        return Change(
            self._address,
            Action.UPDATE,
            Reason.SIDE_UNKNOWN,
            before=dict(found.fields),
            after=self._wanted,
            declared_at=self._resource.span,
        )

    def _create(self) -> Change:
        known = self._ledger is not None and self._address in self._ledger.entries
        reason = Reason.MISSING_IN_ACCOUNT if known else Reason.NEW
        read = self._terms.was_read(self._address.kind)
        return Change(
            self._address,
            Action.CREATE,
            reason if read else Reason.SIDE_UNKNOWN,
            after=self._wanted,
            declared_at=self._resource.span,
        )

    def _update(self, found: Mapping[str, Value], paths: tuple[Moved, ...]) -> Change:
        action, reason = self._action(paths)
        return Change(
            self._address,
            action,
            reason,
            before=self._managed(found) if action is not Action.CREATE else None,
            after=self._wanted,
            paths=paths if action is not Action.CREATE else (),
            declared_at=self._declared(paths),
        )

    def _action(self, paths: tuple[Moved, ...]) -> tuple[Action, Reason]:
        if self._bound.live is None and not self._are_switched_off:
            return Action.CREATE, Reason.MISSING_IN_ACCOUNT if self._bound.entry else Reason.NEW
        if self._is_adopted_now:
            return Action.ADOPT, Reason.ADOPTED
        return Action.UPDATE, _reason(paths)

    @property
    def _are_switched_off(self) -> bool:
        """Whether these are rules that were set, and that a standing pipeline has no more.

        Rules that are gone and rules that are all off are one state.
        """
        return self._bound.entry is not None and self._terms.stands(self._address.root)

    @property
    def _is_adopted_now(self) -> bool:
        return self._bound.entry is None and self._bound.origin is Origin.ADOPTED

    def _must_go(self, change: Change, fixed: AbstractSet[str]) -> bool:
        """Whether what differs cannot change in place."""
        names = (each.path for each in change.paths)
        return self._address.kind is Kind.AUTOMATION and any(
            fixed_among(names, change.before, change.after, fixed)
        )

    def _record(self, found: Mapping[str, Value]) -> Change:
        known = Reason.CHANGED if self._bound.entry else Reason.SIDE_UNKNOWN
        return Change(
            self._address,
            Action.NONE,
            Reason.ADOPTED if self._is_adopted_now else known,
            before=self._managed(found),
            after=self._wanted,
            declared_at=self._resource.span,
        )

    def _declared(self, paths: tuple[Moved, ...]) -> Span | None:
        first = self._resource.field_spans.get(paths[0].path) if len(paths) == 1 else None
        return first or self._resource.span

    def _managed(self, found: Mapping[str, Value]) -> dict[str, Value]:
        return {name: found.get(name) for name in self._wanted}

    def _paths(self, found: Mapping[str, Value]) -> tuple[Moved, ...]:
        return tuple(
            Moved(name, side)
            for name, wanted in self._wanted.items()
            if (side := self._side(name, wanted, found.get(name))) is not None
        )

    def _side(self, name: str, wanted: Value, found: Value) -> Side | None:
        base = self._base.get(name)
        if name == ORDER:
            return self._order_side(as_list(wanted), as_list(found), base)
        if wanted == found:
            return None
        if name not in self._base:
            return Side.UNKNOWN
        if base == found or self._is_ours(name):
            return Side.CONFIG
        return Side.LIVE if base == wanted else Side.BOTH

    def _order_side(self, wanted: Keys, found: Keys, base: Value) -> Side | None:
        """Orders are compared over the statuses that all know: no others can be out of order."""
        wanted, found = common(wanted, found), common(found, wanted)
        if wanted == found:
            return None
        if not isinstance(base, tuple):
            return Side.UNKNOWN
        base = common(base, wanted)
        wanted, found = common(wanted, base), common(found, base)
        if found in {base, wanted} or self._is_ours(ORDER):
            return Side.CONFIG
        return Side.LIVE if base == wanted else Side.BOTH

    def _is_ours(self, name: str) -> bool:
        """Whether the journal says that we wrote the live value.

        Orders are renumbered by the help desk as they are written, one status at a time, so any
        order that an unsettled run left behind counts as ours.
        """
        live = self._bound.live
        kind, identifier = self._address.kind, self._bound.id
        if live is None:
            return (kind, identifier) in self._written.deleted
        if name == ORDER:
            return (kind, identifier, name) in self._written.values
        return self._terms.wrote(self._written, live, name)

    def _remembered(self, found: Mapping[str, Value]) -> bool:
        entry = self._bound.entry
        if entry is None or self._ledger is None or self._address not in self._ledger.entries:
            return False
        return entry.id == self._bound.id and self._base == self._managed(found)


def _replaced(change: Change) -> Change:
    return replace(change, action=Action.REPLACE, reason=Reason.CANNOT_CHANGE_IN_PLACE)


def _reason(paths: tuple[Moved, ...]) -> Reason:
    sides = {each.side for each in paths}
    for side, reason in (
        (Side.BOTH, Reason.CHANGED_ON_BOTH_SIDES),
        (Side.LIVE, Reason.CHANGED_IN_ACCOUNT),
        (Side.UNKNOWN, Reason.SIDE_UNKNOWN),
    ):
        if side in sides:
            return reason
    return Reason.REORDERED if all(each.path == ORDER for each in paths) else Reason.CHANGED


def depends(changes: tuple[Change, ...]) -> dict[Address, tuple[Address, ...]]:
    """What must be carried out before each change: its pipeline, and what it names."""
    new = {Action.CREATE, Action.REPLACE}
    appearing = {each.address for each in changes if each.action in new or _moves(each)}
    found: dict[Address, tuple[Address, ...]] = {}
    for change in changes:
        needs = []
        root = change.address.root
        if root != change.address and root in appearing:
            needs.append(root)
        if change.action is Action.DELETE:
            needs += [each for each in _in_its_place(change) if each in appearing]
        else:
            needs += [each for each in named_after(change) if each in appearing]
        found[change.address] = tuple(dict.fromkeys(needs))
    return found


def _moves(change: Change) -> bool:
    """Whether a channel goes to another place: its workflow is made once it is there."""
    is_channel = change.address.kind is Kind.CHANNEL
    return is_channel and any(each.path == "connected_to" for each in change.paths)


def _in_its_place(change: Change) -> Iterator[Address]:
    """The steps that take the place of a channel's workflow: it goes once they are done."""
    if change.address.of_a_channel:
        key = change.address.keys[1]
        yield from (Address(Kind.CHANNEL, (key, setting)) for setting in AS_WORKFLOW)
