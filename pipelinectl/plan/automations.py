"""What is particular to automations among changes: copies, replaced targets, steps by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipelinectl.canonical import digest_of, fields_to_json
from pipelinectl.model import Kind, Realisation
from pipelinectl.plan.linked import named_after
from pipelinectl.plan.model import Action, Change, Moved, Reason, Side, StepState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from pipelinectl.model import Address, Desired, Live, Resource, Value
    from pipelinectl.plan.identity import Binding, Bound
    from pipelinectl.plan.terms import Terms

BY_A_PERSON = frozenset({Realisation.MANUAL, Realisation.READ_ONLY})
"""The realisations of what a person makes true, or has made true already."""

COPIES = "copies"
"""How many workflows bear the mark of an address. More than one is left by an interrupted run."""


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """Somebody says that a manual step was done: who, when, and the digest of what was expected."""

    by: str
    at: str
    value: str


@dataclass(frozen=True, slots=True)
class Step:
    """A setting that a person makes true, and how far that is known.

    `paths` are the fields that the account shows to differ. `gone` means that it shall go.
    """

    address: Address
    fields: Mapping[str, Value]
    state: StepState
    acknowledgement: Acknowledgement | None = None
    paths: tuple[str, ...] = ()
    gone: bool = False


@dataclass(frozen=True, slots=True)
class ByHand:
    """Which declared settings a person makes true, and what was acknowledged."""

    addresses: AbstractSet[Address] = frozenset()
    acknowledged: Mapping[Address, Acknowledgement] | None = None

    def covers(self, resource: Resource, bound: Bound) -> bool:
        """Whether the setting is a manual step. What the tool made as a workflow stays one."""
        address = resource.address
        made = bound.live is not None and bound.live.opaque is None
        if address.kind is Kind.AUTOMATE or resource.realisation in BY_A_PERSON:
            return True
        return address in self.addresses and not made


def expected_digest(fields: Mapping[str, Value]) -> str:
    """What an acknowledgement is of: the digest of the expected values."""
    return digest_of(fields_to_json(fields))


def completed(
    changes: Iterable[Change],
    live: Live,
    terms: Terms,
) -> tuple[Change, ...]:
    """The changes, with those that other changes and earlier runs make necessary."""
    found = {each.address: each for each in changes}
    moving = {each.address for each in found.values() if each.action is Action.REPLACE}
    moving |= {address for address in terms.desired.resources if _copies(address, live, terms) > 1}
    for address, resource in terms.desired.resources.items():
        bound = terms.binding.bound[address]
        if address.kind is not Kind.AUTOMATION or bound.live is None or bound.live.opaque:
            continue
        paths: tuple[str, ...] = ()
        wanted = terms.wanted(address, resource.fields)
        if not moving.isdisjoint(_targets(address, wanted)):
            paths += ("actions",)
        copies = _copies(address, live, terms)
        if copies > 1:
            paths += (COPIES,)
        known = found.get(address)
        if paths and (known is None or known.action in {Action.NONE, Action.UPDATE}):
            before = {**terms.in_keys(address, bound.live.fields), COPIES: copies}
            found[address] = _extended(known, address, paths, before, {**wanted, COPIES: 1})
    return tuple(found.values())


def _copies(address: Address, live: Live, terms: Terms) -> int:
    """How many workflows there are of a declaration that has one: those that bear its mark too."""
    bound = terms.binding.bound[address]
    if address.kind is not Kind.AUTOMATION or bound.live is None:
        return 0
    return 1 + sum(each.id != bound.id for each in live.marked(address))


def _targets(address: Address, fields: Mapping[str, Value]) -> tuple[Address, ...]:
    return named_after(Change(address, Action.NONE, Reason.CHANGED, after=fields))


def _extended(
    known: Change | None,
    address: Address,
    paths: tuple[str, ...],
    before: Mapping[str, Value],
    after: Mapping[str, Value],
) -> Change:
    names = [name for name in after if name != COPIES or COPIES in paths]
    moved = known.paths if known else ()
    present = {each.path for each in moved}
    added = tuple(Moved(each, Side.CONFIG) for each in paths if each not in present)
    changed = known is not None and known.action is Action.UPDATE
    return Change(
        address,
        Action.UPDATE,
        known.reason if known and changed else Reason.REFERENCE_CHANGED,
        before={name: before.get(name) for name in names},
        after={name: after[name] for name in names},
        paths=(*moved, *added) if changed else added,
        declared_at=known.declared_at if known else None,
    )


def by_hand(
    changes: Iterable[Change],
    desired: Desired,
    binding: Binding,
    given: ByHand,
) -> tuple[tuple[Change, ...], tuple[Step, ...]]:
    """The changes, manual ones marked as such, and a step for each setting that is set by hand.

    A step is open while the account shows another value, or shows none and nobody acknowledged
    this value. What is acknowledged or seen to be so is no change any more. Whether a channel is
    connected is seen, so that nobody's word counts for it.
    """
    found = {each.address: each for each in changes}
    steps = []
    for address, resource in desired.resources.items():
        bound = binding.bound[address]
        if not given.covers(resource, bound):
            continue
        change = found.get(address)
        seen = is_connection(address)
        said = None if seen else (given.acknowledged or {}).get(address)
        state = _state(change, bound, said, resource.fields)
        paths = tuple(each.path for each in change.paths) if change else ()
        said = said if _counts(state) else None
        steps.append(Step(address, resource.fields, state, said, paths))
        if change is None or change.action in {Action.NONE, Action.RELEASE}:
            continue
        if state is StepState.OPEN:
            found[address] = replace(
                change,
                action=Action.UPDATE if bound.live is not None else Action.CREATE,
                reason=Reason.MANUAL,
                realisation=Realisation.MANUAL,
            )
        else:
            del found[address]
    return tuple(found.values()), tuple(steps)


def is_connection(address: Address) -> bool:
    """Whether it is a channel itself, and no setting of one."""
    return address.kind is Kind.CHANNEL and len(address.keys) == 1


def disconnecting(changes: Iterable[Change]) -> tuple[tuple[Change, ...], tuple[Step, ...]]:
    """Deletes, those of channels as steps: no API disconnects one."""
    found, steps = [], []
    for change in changes:
        if change.address.kind is Kind.CHANNEL and change.action is Action.DELETE:
            found.append(replace(change, realisation=Realisation.MANUAL))
            steps.append(Step(change.address, change.before or {}, StepState.OPEN, gone=True))
        else:
            found.append(change)
    return tuple(found), tuple(steps)


def _counts(state: StepState) -> bool:
    return state is StepState.ACKNOWLEDGED


def _state(
    change: Change | None,
    bound: Bound,
    said: Acknowledgement | None,
    fields: Mapping[str, Value],
) -> StepState:
    if bound.live is not None and bound.live.opaque is None:
        settled = change is None or change.action is Action.NONE
        return StepState.VERIFIED if settled else StepState.OPEN
    if said is not None and said.value == expected_digest(fields):
        return StepState.ACKNOWLEDGED
    return StepState.OPEN


def realised(changes: Iterable[Change]) -> Iterator[Change]:
    """The changes with how each becomes true: automations as workflows, manual ones as they are."""
    for change in changes:
        api = change.realisation is Realisation.API
        if api and change.address.kind is Kind.AUTOMATION:
            yield replace(change, realisation=Realisation.WORKFLOW)
        else:
            yield change
