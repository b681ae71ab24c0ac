"""Puts a plan together: a draft from the states, then the finished plan with what was asked."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipelinectl.diagnostics import diagnostic, has_errors, in_order
from pipelinectl.ledger.model import Origin
from pipelinectl.model import ORDER, Address, Kind, Read, as_list
from pipelinectl.plan import channelnotes, notes
from pipelinectl.plan.absence import absences
from pipelinectl.plan.automations import ByHand, by_hand, completed, disconnecting, realised
from pipelinectl.plan.diff import depends, diff
from pipelinectl.plan.drift import drift
from pipelinectl.plan.fingerprints import fingerprints
from pipelinectl.plan.guards import guard, tickets_of
from pipelinectl.plan.identity import bind
from pipelinectl.plan.linked import named_by_workflows
from pipelinectl.plan.lookalikes import pairs
from pipelinectl.plan.marks import clone_notes
from pipelinectl.plan.model import Action, Change, Plan, exit_of
from pipelinectl.plan.scene import HOLDS_TICKETS, Facts, Policy, Scene
from pipelinectl.plan.terms import Settle, Terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pipelinectl.diagnostics import Diagnostic
    from pipelinectl.ledger.journal import Written
    from pipelinectl.ledger.model import Ledger
    from pipelinectl.model import Desired, Live
    from pipelinectl.plan.automations import Step
    from pipelinectl.plan.model import DriftRow, ManualStep, Selection


@dataclass(frozen=True, slots=True)
class States:
    """What a plan is made from."""

    desired: Desired
    live: Live
    ledger: Ledger | None
    written: Written
    own_id: Callable[[Address, str | None], str]
    fixed: frozenset[str] = frozenset()
    by_hand: ByHand = field(default_factory=ByHand)
    settle: Settle | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """Changes in order, before guards; `ids` has every address that the changes concern.

    `steps` are the settings that a person makes true, open or not.
    """

    states: States
    changes: tuple[Change, ...]
    unchanged: int
    ids: Mapping[Address, str]
    drift: tuple[DriftRow, ...]
    diagnostics: tuple[Diagnostic, ...]
    managed: int
    withheld: bool
    renames: tuple[tuple[Change, Change], ...]
    steps: tuple[Step, ...] = ()
    adopted: frozenset[Address] = frozenset()

    @property
    def counted_statuses(self) -> tuple[str, ...]:
        """The ids of the statuses whose tickets must be counted: those that would go."""
        live = self.states.live
        found: list[str] = []
        for change in self.changes:
            if change.action is not Action.DELETE:
                continue
            identifier = self.ids[change.address]
            if change.address.kind is Kind.PIPELINE:
                found += [each.id for each in live.statuses_of(identifier)]
            elif change.address.kind is Kind.STATUS:
                found.append(identifier)
        return tuple(found)

    @property
    def creates_pipelines(self) -> bool:
        """Whether the account's limit of pipelines matters."""
        return any(
            each.action is Action.CREATE and each.address.kind is Kind.PIPELINE
            for each in self.changes
        )


@dataclass(frozen=True, slots=True)
class Frame:
    """What a plan says of itself, beside its changes."""

    tool_version: str
    environment: str
    created_at: str
    configuration_digest: str
    selection: Selection
    policy: Policy
    diagnostics: tuple[Diagnostic, ...]


def draft(states: States, selects: Callable[[str], bool]) -> Draft:
    """Bind, compare, and find what is absent; keep what `selects` says of an address. Pure."""
    found = states.live
    states = replace(states, live=_believed(states))
    desired, live, ledger = states.desired, states.live, states.ledger
    binding = bind(desired, live, ledger, states.written, states.own_id)
    terms = Terms(desired, live, binding, states.settle)
    compared = diff(terms, ledger, states.written, states.fixed)
    absent = absences(desired, live, ledger, binding, states.own_id, written=states.written)
    ids = {address: bound.id for address, bound in binding.bound.items()} | absent.ids
    wanted = completed(compared, live, terms)
    wanted, steps = by_hand(wanted, desired, binding, states.by_hand)
    unchanged = len(desired.resources) - len(wanted)
    leaving, goodbyes = disconnecting(absent.changes)
    changes = _ordered((*realised(wanted), *leaving), desired)
    changes = _placed(changes, desired, live, ids)
    changes = _with_dependencies(changes, live, ids)
    renames = tuple(pairs(changes))
    changes = tuple(each for each in changes if selects(str(each.address)))
    moved = drift(ledger, live, states.written) if ledger else ()
    return Draft(
        states=states,
        changes=changes,
        unchanged=unchanged,
        ids=ids,
        drift=tuple(each for each in moved if selects(str(each.address))),
        diagnostics=(
            *binding.diagnostics,
            *absent.diagnostics,
            *clone_notes(live),
            *notes.unproven_workflows(changes, found, live),
            *notes.notes(desired, live, ledger, binding, changes),
            *notes.replaced(changes, states.fixed),
            *channelnotes.notes(changes, desired, live, binding, ledger),
        ),
        managed=len(ledger.entries) if ledger else len(desired.resources),
        withheld=absent.withheld,
        renames=renames,
        steps=tuple(each for each in (*steps, *goodbyes) if selects(str(each.address))),
        adopted=frozenset(
            address
            for address, bound in binding.bound.items()
            if bound.origin is Origin.ADOPTED and bound.live is not None
        ),
    )


def _believed(states: States) -> Live:
    """The live state, empty lists believed where they can be.

    An empty list of pipelines is believed where nothing was ever applied. One of workflows is,
    unless a run that died may have created some: what is created next is read back by its id
    before anything else is, and what the ledger knows was asked for by its id already.
    """
    live, ledger = states.live, states.ledger
    fresh = ledger is None or not ledger.entries
    believed = {Kind.PIPELINE, Kind.STATUS, Kind.RULES} if fresh else set()
    if not states.written.uncertain:
        believed |= {Kind.AUTOMATION, Kind.AUTOMATE}
    reads = {
        kind: Read.COMPLETE if read is Read.UNPROVEN and kind in believed else read
        for kind, read in live.reads.items()
    }
    return replace(live, reads=reads, why={**live.why, **_unknown_ends(states)})


def _unknown_ends(states: States) -> dict[Kind, str]:
    """Why an empty list of workflows is not believed after a create whose end nobody knows."""
    live, waiting = states.live, ", ".join(sorted(states.written.uncertain))
    if not waiting or live.reads.get(Kind.AUTOMATION) is not Read.UNPROVEN:
        return {}
    first = min(states.written.uncertain)
    why = (
        f"the list of workflows is empty, and an earlier run may have created {waiting}. Look in "
        "the help desk under Automation > Workflows; if it is there, delete it. Then run "
        f"`pipelinectl ledger confirm {first}`."
    )
    return {Kind.AUTOMATION: why, Kind.AUTOMATE: why}


def finish(
    drafted: Draft,
    facts: Facts,
    frame: Frame,
    drifted: Iterable[DriftRow],
    manual_steps: Iterable[ManualStep] = (),
) -> Plan:
    """Guard the draft and make it a plan.

    `drifted` is the draft's drift with who and when, `manual_steps` its steps in words.
    """
    states = drafted.states
    scene = Scene(
        changes=drafted.changes,
        ids=drafted.ids,
        live=states.live,
        desired=states.desired,
        managed=drafted.managed,
        policy=frame.policy,
        facts=facts,
        own_id=states.own_id,
        renames=drafted.renames,
        adopted=drafted.adopted,
    )
    changes, blocks = guard(scene)
    changes = tuple(_counted(each, scene) for each in changes)
    selection = frame.selection
    covers_all = selection.whole and not selection.only and not selection.excluded
    found = in_order(
        (*frame.diagnostics, *drafted.diagnostics, *blocks, *_limits(scene)),
    )
    plan = Plan(
        tool_version=frame.tool_version,
        account=states.live.account,
        environment=frame.environment,
        created_at=frame.created_at,
        configuration_digest=frame.configuration_digest,
        selection=frame.selection,
        allowed=tuple(sorted(frame.policy.allowed)),
        changes=changes,
        drift=tuple(drifted),
        manual_steps=_not_held(manual_steps, changes),
        unchanged=drafted.unchanged,
        fingerprints=fingerprints(changes, drafted.ids, states.live),
        diagnostics=found,
        complete=not has_errors(found)
        and covers_all
        and not drafted.withheld
        and not any(each.blocked_by or each.is_manual for each in changes),
        errored=has_errors(found),
    )
    return replace(plan, exit=exit_of(plan, detailed=False))


def _not_held(steps: Iterable[ManualStep], changes: Iterable[Change]) -> tuple[ManualStep, ...]:
    """The steps without those that a guard holds back: nobody is to take them yet."""
    held = {str(each.address) for each in changes if each.blocked_by}
    return tuple(each for each in steps if each.address not in held)


def _counted(change: Change, scene: Scene) -> Change:
    counts = change.action is Action.DELETE and change.address.kind in HOLDS_TICKETS
    return replace(change, tickets=tickets_of(change, scene)) if counts else change


def _ordered(changes: Iterable[Change], desired: Desired) -> tuple[Change, ...]:
    """By pipeline in the order of the files, each before what it holds; deletes come last.

    Workflows of their own stand behind the pipelines.
    """
    rank = {address: place for place, address in enumerate(desired.resources)}
    kinds = {kind: place for place, kind in enumerate(Kind)}

    def key(change: Change) -> tuple[object, ...]:
        address = change.address
        kind = kinds[address.kind]
        goes = change.action is Action.DELETE
        return (
            goes,
            address.root.kind is Kind.AUTOMATION,
            rank.get(address.root, len(rank)),
            address.keys[0],
            -kind if goes else kind,
            rank.get(address, len(rank)),
            str(address),
        )

    return tuple(sorted(changes, key=key))


def _placed(
    changes: tuple[Change, ...],
    desired: Desired,
    live: Live,
    ids: Mapping[Address, str],
) -> tuple[Change, ...]:
    """Give each status that is created in an existing pipeline the order that it belongs to."""

    def placed(change: Change) -> Change:
        pipeline = change.address.root
        if change.address.kind is not Kind.STATUS or change.action is not Action.CREATE:
            return change
        if live.get(Kind.PIPELINE, ids[pipeline]) is None:
            return change
        keys = as_list(desired.resources[pipeline].fields[ORDER])
        return replace(change, order=tuple(str(key) for key in keys))

    return tuple(placed(each) for each in changes)


def _with_dependencies(
    changes: tuple[Change, ...],
    live: Live,
    ids: Mapping[Address, str],
) -> tuple[Change, ...]:
    needs = depends(changes)
    leaving = named_by_workflows(changes, live, ids)
    rules = {each.address: each for each in changes if each.address.kind is Kind.RULES}

    def complete(change: Change) -> Change:
        needed = (*needs[change.address], *leaving.get(change.address, ()))
        rule = rules.get(Address(Kind.RULES, change.address.keys[:1]))
        if change.action is Action.DELETE and change.address.kind is Kind.STATUS and rule:
            found = live.get(Kind.RULES, ids[rule.address])
            named = {
                each
                for value in (found.fields if found else {}).values()
                for each in as_list(value)
            }
            if ids[change.address] in named and rule.writes:
                needed = (*needed, rule.address)
        return replace(change, depends_on=needed) if needed else change

    return tuple(complete(each) for each in changes)


def _limits(scene: Scene) -> Iterable[Diagnostic]:
    """V008: more pipelines than the account allows. The default pipeline does not count."""
    limit = scene.facts.limits.pipelines
    creates = [
        each
        for each in scene.changes
        if each.address.kind is Kind.PIPELINE and each.action is Action.CREATE
    ]
    if limit is None or not creates:
        return
    standing = sum(not each.builtin for each in scene.live.objects.get(Kind.PIPELINE, {}).values())
    going = sum(
        each.address.kind is Kind.PIPELINE and each.action is Action.DELETE and not each.blocked_by
        for each in scene.changes
    )
    wanted = standing - going + len(creates)
    if wanted > limit:
        yield diagnostic(
            "PC511",
            f"This account allows {limit} ticket pipelines; with the files it would have {wanted}.",
            span=creates[-1].declared_at,
            hint="Remove pipelines that are not needed, or use a larger subscription.",
            address=str(creates[-1].address),
        )
