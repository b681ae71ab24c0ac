"""Holds back what must not be applied as it stands. A guard blocks a change; the rest goes on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelinectl.diagnostics import diagnostic
from pipelinectl.model import ORDER, Address, Kind, Read, Record, as_list
from pipelinectl.plan import migrations, outcome, renames, takeovers, workflows
from pipelinectl.plan.identity import quoted
from pipelinectl.plan.model import Action, Block, Change, Reason, Side, connects
from pipelinectl.plan.scene import HOLDS_TICKETS, Held, Scene, name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pipelinectl.diagnostics import Diagnostic, Span
    from pipelinectl.model import Value

_KINDS = {
    Kind.PIPELINE: "Pipeline",
    Kind.STATUS: "Status",
    Kind.AUTOMATION: "Workflow",
    Kind.CHANNEL: "Channel",
}

_PROOF = (
    "Look at the workflows in the help desk. If it is there, this token cannot read it: use "
    "another one, or delete it there. Then, or if it is not there, make any workflow by hand, "
    "switched off: once the list shows that one, the list is believed."
)
"""How an empty list of workflows comes to prove something again."""

_STRUCTURED = frozenset({"trigger", "only_if", "actions"})
_VALUE = "value"
"""The one field of a setting, whose name is the last key of its address."""

CODES = {
    Block.PROTECTED: "PC601",
    Block.LIMIT: "PC602",
    Block.TICKETS: "PC603",
    Block.CONFLICT: "PC604",
    Block.LOOKS_LIKE_RENAME: "PC605",
    Block.IRREVERSIBLE: "PC606",
    Block.INCOMPLETE_READ: "PC607",
    Block.UNPROVEN_READ: "PC608",
    Block.LABEL_TAKEN: "PC609",
    Block.IN_USE: "PC610",
    Block.REFUSED: "PC611",
    Block.UNREVIEWED: "PC612",
    Block.DEPENDENCY: "PC613",
}


def guard(scene: Scene) -> tuple[tuple[Change, ...], tuple[Diagnostic, ...]]:
    """The changes with what blocks them, and one diagnostic for each block.

    What depends on a blocked change is blocked too, until nothing more is. What merely waits for a
    channel has no diagnostic: nothing is wrong with it.
    """
    found: dict[tuple[Address, Block], Held] = {}
    for rule in _RULES:
        for held in rule(scene):
            found.setdefault((held.address, held.block), held)
    changes = _apply(scene.changes, found)
    while True:
        standing = replace(scene, changes=changes)
        more = [
            *_dependencies(changes),
            *outcome.refusals(standing),
            *workflows.in_use(standing),
            *takeovers.served_twice(standing),
        ]
        fresh = {(each.address, each.block): each for each in more}
        fresh = {key: each for key, each in fresh.items() if key not in found}
        if not fresh:
            break
        found |= fresh
        changes = _apply(scene.changes, found)
    declared = {each.address: each.declared_at for each in changes}
    return changes, tuple(
        _diagnostic(held, declared[held.address]) for held in found.values() if not held.waits
    )


def forbidden(scene: Scene) -> tuple[Diagnostic, ...]:
    """What protection and limits say now of the deletes of a plan that was made earlier."""
    held = [*_protected(scene), *_limit(scene)]
    return tuple(_diagnostic(each, None) for each in held)


def _apply(
    changes: tuple[Change, ...],
    found: Mapping[tuple[Address, Block], Held],
) -> tuple[Change, ...]:
    blocks: dict[Address, list[Block]] = {}
    for address, block in found:
        blocks.setdefault(address, []).append(block)
    rank = {block: place for place, block in enumerate(Block)}
    return tuple(
        replace(each, blocked_by=tuple(sorted(blocks[each.address], key=rank.__getitem__)))
        if each.address in blocks
        else each
        for each in changes
    )


def _diagnostic(held: Held, declared: Span | None) -> Diagnostic:
    return diagnostic(
        CODES[held.block],
        held.message,
        span=declared,
        hint=held.hint,
        address=str(held.address),
    )


def _deletes(scene: Scene) -> Iterator[Change]:
    return (each for each in scene.changes if each.action is Action.DELETE)


def _replaces(scene: Scene) -> Iterator[Change]:
    return (each for each in scene.changes if each.action is Action.REPLACE)


def _going(change: Change) -> str:
    return "deleted" if change.action is Action.DELETE else "replaced by a new one and deleted"


def _protected(scene: Scene) -> Iterator[Held]:
    protected = scene.policy.protect
    for change in (*_deletes(scene), *_replaces(scene)):
        for address in sorted(each for each in protected if _protects(each, change, scene)):
            yield Held(
                change.address,
                Block.PROTECTED,
                f'{_titled(change)} would be {_going(change)}, but "{address}" is protected.',
                "Only a change of protect: in pipelinectl.yaml lifts this.",
            )


def _protects(protected: str, change: Change, scene: Scene) -> bool:
    """Whether an address of `protect:` is what goes, or something in it.

    Objects are compared by their own form of id too: without a ledger the address of what left
    the files is made up from what the account tells.
    """
    address = Address.parse(protected)
    if change.address.of_a_channel and change.reason is Reason.REMOVED:
        return address in {change.address, change.address.root}
    goes = scene.ids[change.address]
    pipeline = address.root
    if change.address.kind is Kind.PIPELINE:
        return pipeline == change.address or scene.own_id(pipeline, None) == goes
    parent = scene.own_id(pipeline, None)
    return address == change.address or (
        address.kind is change.address.kind and scene.own_id(address, parent) == goes
    )


def _limit(scene: Scene) -> Iterator[Held]:
    policy = scene.policy
    deletes = list(_deletes(scene))
    count = sum(1 + len(as_list((each.before or {}).get(ORDER))) for each in deletes)
    words = []
    if policy.max_delete is not None and count > policy.max_delete:
        words.append(f"the limit is {policy.max_delete} (max_delete)")
    percent = policy.max_delete_percent
    if percent is not None and count * 100 > percent * max(scene.managed, 1):
        words.append(
            f"the limit is {percent} % of {scene.managed} managed objects (max_delete_percent)",
        )
    if not words:
        return
    for change in deletes:
        if str(change.address) not in policy.allowed:
            yield Held(
                change.address,
                Block.LIMIT,
                f"The plan deletes {_count(count, 'object')}, but {' and '.join(words)}.",
                f"After review, permit this one with --allow {change.address}.",
            )


def _tickets(scene: Scene) -> Iterator[Held]:
    for change in _deletes(scene):
        if change.address.kind not in HOLDS_TICKETS:
            continue
        held = tickets_of(change, scene)
        if held is None:
            yield Held(
                change.address,
                Block.INCOMPLETE_READ,
                f"The tickets in {_titled(change)} could not be counted.",
                "The token needs the scope tickets.",
            )
        elif held:
            yield Held(
                change.address,
                Block.TICKETS,
                f"{_titled(change)} still holds {_count(held, 'ticket')}.",
                "Move them by hand, which this release does not do (not with move_tickets_to "
                "either): in the help desk filter the tickets by this status, select them all, "
                "and edit their status. Then plan again.",
            )


def tickets_of(change: Change, scene: Scene) -> int | None:
    """How many tickets a delete concerns; None where they could not be counted."""
    identifier = scene.ids[change.address]
    if change.address.kind is Kind.PIPELINE:
        statuses = [each.id for each in scene.live.statuses_of(identifier)]
    else:
        statuses = [identifier]
    counts = [scene.facts.tickets.get(each) for each in statuses]
    known = [each for each in counts if each is not None]
    return sum(known) if len(known) == len(counts) else None


def _conflict(scene: Scene) -> Iterator[Held]:
    for change in scene.changes:
        if change.is_manual:
            continue
        both = [each.path for each in change.paths if each.side is Side.BOTH]
        if both and str(change.address) not in scene.policy.allowed:
            yield Held(
                change.address,
                Block.CONFLICT,
                f"{change.address}: {', '.join(both)} changed in the files and in the account.",
                f"To keep the account's value, {_to_keep(change, both[0])}. "
                f"To overwrite it, plan with --allow {change.address}.",
            )


def _to_keep(change: Change, path: str) -> str:
    """How the files take a value of the account; of what has structure, where to read it."""
    if change.address.kind is Kind.AUTOMATION and path in _STRUCTURED:
        return "take its entry from what `pipelinectl import --out FOLDER` writes"
    name = change.address.keys[-1] if path == _VALUE else path
    value = (change.before or {}).get(path)
    if isinstance(value, Record) or any(isinstance(each, Record) for each in as_list(value)):
        return f"write {name} as the plan shows it for the account"
    return f"write {name}: {_yaml(value)}"


def _yaml(value: Value) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(_yaml(each) for each in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return quoted(str(value))


def _incomplete(scene: Scene) -> Iterator[Held]:
    for change in scene.changes:
        read = scene.live.reads.get(change.address.kind, Read.UNREADABLE)
        if read is not Read.COMPLETE and change.writes:
            why = scene.live.why.get(change.address.kind, "the read was not complete")
            unproven = read is Read.UNPROVEN
            yield Held(
                change.address,
                Block.UNPROVEN_READ if unproven else Block.INCOMPLETE_READ,
                f"{change.address} cannot be compared with the account: {why}",
                _PROOF
                if unproven and change.address.kind is Kind.AUTOMATION
                else "Nothing is created, changed or deleted where the account could not be read.",
            )


def _unreviewed(scene: Scene) -> Iterator[Held]:
    if scene.policy.reviewed:
        return
    for change in _deletes(scene):
        if change.reason is not Reason.REMOVED and (
            str(change.address) not in scene.policy.allowed
        ):
            yield Held(
                change.address,
                Block.UNREVIEWED,
                f"{_titled(change)} would be deleted because it is not in the files any more.",
                f"Review it first: plan with --out and apply that file, or use --expect, or "
                f"permit it with --allow {change.address}.",
            )


def _in_use(scene: Scene) -> Iterator[Held]:
    """A status that a rule still names, where the rule is not managed or not changed in time."""
    leaving = outcome.unmanaged_rule_references(scene)
    unread = scene.live.reads.get(Kind.RULES) is not Read.COMPLETE and scene.policy.has_rules
    for change in _deletes(scene):
        if change.address.kind is Kind.STATUS and unread:
            yield Held(
                change.address,
                Block.INCOMPLETE_READ,
                f"Whether a pipeline rule names {_titled(change)} could not be read: "
                f"{scene.live.why.get(Kind.RULES)}",
                "Give the token the scope crm.pipelines.governance.read; or, where the account "
                "has no pipeline rules, declare its subscriptions under account:.",
            )
        field_name = leaving.get(scene.ids[change.address])
        if change.address.kind is Kind.STATUS and field_name:
            yield Held(
                change.address,
                Block.IN_USE,
                f"{_titled(change)} is named by the pipeline rule {field_name}, "
                "which the files do not manage.",
                "Take it out of the rule in the help desk, or manage the rule under rules:.",
            )


def _dependencies(changes: tuple[Change, ...]) -> Iterator[Held]:
    planned = {each.address: each for each in changes}
    for change in changes:
        for needed in change.depends_on:
            other = planned.get(needed)
            if other is not None and change.writes and connects(other) and not other.blocked_by:
                yield Held(
                    change.address,
                    Block.DEPENDENCY,
                    f"{change.address} waits until {needed} is there.",
                    waits=True,
                )
                break
            if other is None or other.blocked_by:
                why = "is not part of the selection" if other is None else "is blocked"
                yield Held(
                    change.address,
                    Block.DEPENDENCY,
                    f"{change.address} needs {needed}, which {why}.",
                )
                break


def _titled(change: Change) -> str:
    return f'{_KINDS.get(change.address.kind, "")} "{name_of(change)}"'


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


_RULES: tuple[Callable[[Scene], Iterator[Held]], ...] = (
    _protected,
    _limit,
    _tickets,
    _conflict,
    renames.held,
    _incomplete,
    _unreviewed,
    _in_use,
    workflows.opaque,
    workflows.taken,
    workflows.cloned,
    workflows.cloned_enabled,
    workflows.adopted_replaced,
    migrations.moves,
    takeovers.forms,
)
