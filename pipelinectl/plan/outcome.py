"""What the account would hold after the changes that are not blocked, and what it would refuse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelinectl.model import How, Kind, as_list
from pipelinectl.names import label_key
from pipelinectl.plan.identity import quoted
from pipelinectl.plan.linked import REFERRING
from pipelinectl.plan.model import Action, Block, Change
from pipelinectl.plan.scene import Held, Scene, name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pipelinectl.model import Address, LiveObject, Value


@dataclass(frozen=True, slots=True)
class _After:
    """One object as it would be, with the change that makes it so."""

    id: str
    fields: Mapping[str, Value]
    change: Change | None


def refusals(scene: Scene) -> Iterator[Held]:
    """What the help desk is known to refuse, given the changes that are not blocked so far."""
    index = _Index(scene)
    pipelines = index.after(Kind.PIPELINE, None)
    yield from _taken_labels(pipelines, index)
    yield from _taken_ids(scene)
    yield from _default_pipeline(scene)
    for pipeline in index.below:
        statuses = index.after(Kind.STATUS, pipeline)
        yield from _taken_labels(statuses, index)
        yield from _no_closed_status(pipeline, statuses, index)
        yield from _too_many(statuses, scene)


def unmanaged_rule_references(scene: Scene) -> dict[str, str]:
    """Ids of statuses that a pipeline rule names, with the field, where files do not manage it."""
    found: dict[str, str] = {}
    rules = {
        scene.ids[address]: resource
        for address, resource in scene.desired.resources.items()
        if address.kind is Kind.RULES
    }
    for identifier, live in scene.live.objects.get(Kind.RULES, {}).items():
        managed = rules[identifier].fields if identifier in rules else {}
        for name, value in live.fields.items():
            if name not in managed:
                found |= {str(each): name for each in as_list(value)}
    return found


class _Index:
    """The changes that would be carried out, by the object that they concern."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.changes: dict[tuple[Kind, str], Change] = {}
        self.creates: dict[str | None, list[Change]] = {}
        self.below: dict[str, list[Change]] = {}
        for change in scene.changes:
            if not change.writes or change.blocked_by or change.address.kind in REFERRING:
                continue
            self.changes[change.address.kind, scene.ids[change.address]] = change
            parent = self._parent(change.address)
            if parent is not None:
                self.below.setdefault(parent, []).append(change)
            if change.action is Action.CREATE and change.address.kind is not Kind.RULES:
                self.creates.setdefault(parent, []).append(change)

    def _parent(self, address: Address) -> str | None:
        if address.kind is Kind.PIPELINE:
            return None
        return self.scene.ids.get(address.root)

    def after(self, kind: Kind, parent: str | None) -> list[_After]:
        """The objects of one parent as they would be."""
        live = self.scene.live
        standing: Iterable[LiveObject] = (
            live.objects.get(kind, {}).values() if parent is None else live.statuses_of(parent)
        )
        result = []
        for found in standing:
            change = self.changes.get((kind, found.id))
            if change is None:
                result.append(_After(found.id, found.fields, None))
            elif change.action is not Action.DELETE:
                result.append(_After(found.id, {**found.fields, **(change.after or {})}, change))
        result.extend(
            _After(self.scene.ids[change.address], change.after or {}, change)
            for change in self.creates.get(parent, ())
        )
        return result


def _taken_labels(objects: list[_After], index: _Index) -> Iterator[Held]:
    by_label: dict[str, list[_After]] = {}
    for each in objects:
        by_label.setdefault(label_key(str(each.fields["name"])), []).append(each)
    for group in by_label.values():
        for each in group if len(group) > 1 else ():
            if each.change is not None and _takes_the_name(each.change, index):
                holder = next(other for other in group if other is not each)
                yield _label_taken(each.change, holder)


def _takes_the_name(change: Change, index: _Index) -> bool:
    """Whether the change makes this name, rather than only touching an object that has it."""
    kind = change.address.kind
    found = index.scene.live.get(kind, index.scene.ids[change.address])
    before = label_key(str(found.fields["name"])) if found else None
    return bool(before != label_key(str((change.after or {}).get("name"))))


def _label_taken(change: Change, holder: _After) -> Held:
    name = str((change.after or {})["name"])
    return Held(
        change.address,
        Block.LABEL_TAKEN,
        f'The name "{name}" is taken in the account by the object with the id {quoted(holder.id)}.',
        f"To manage that object as {change.address}, add the line id: {quoted(holder.id)} "
        "to it; else choose another name.",
    )


def _taken_ids(scene: Scene) -> Iterator[Held]:
    for change in scene.changes:
        if change.action is not Action.CREATE or change.address.kind is not Kind.STATUS:
            continue
        identifier = scene.ids[change.address]
        found = scene.live.get(Kind.STATUS, identifier)
        if found is not None:
            yield Held(
                change.address,
                Block.REFUSED,
                f"The id {quoted(identifier)} belongs to a status of the pipeline with the id "
                f"{quoted(str(found.parent))}.",
                "Give the status another key or id: ids of statuses are unique in an account.",
            )


def _default_pipeline(scene: Scene) -> Iterator[Held]:
    for change in scene.changes:
        if change.address.kind is not Kind.PIPELINE:
            continue
        declared = scene.desired.resources.get(change.address)
        found = scene.live.get(Kind.PIPELINE, scene.ids[change.address])
        if change.action is Action.CREATE and declared and declared.how is How.DEFAULT:
            yield Held(
                change.address,
                Block.REFUSED,
                "The account's own default pipeline was not found, and none can be created.",
                "Adopt the pipeline with id: and take out default: true.",
            )
        if change.action is Action.DELETE and found is not None and found.builtin:
            yield Held(
                change.address,
                Block.REFUSED,
                f'"{name_of(change)}" is the account\'s own default pipeline.',
                "Whether HubSpot lets it be deleted is not known, so it is not tried.",
            )


def _no_closed_status(pipeline: str, after: list[_After], index: _Index) -> Iterator[Held]:
    scene = index.scene
    if not scene.facts.limits.needs_closed_status or any(map(_is_closed, after)):
        return
    created = index.changes.get((Kind.PIPELINE, pipeline))
    if created is not None and created.action is Action.CREATE:
        yield _refused(created, "HubSpot refuses to create a pipeline without a closed status.")
    for change in index.below.get(pipeline, ()):
        before = scene.live.get(Kind.STATUS, scene.ids[change.address])
        if (
            before is not None
            and change.address.kind is Kind.STATUS
            and before.fields["state"] == "closed"
        ):
            yield _refused(change, "A pipeline must keep at least one closed status.")


def _is_closed(each: _After) -> bool:
    return each.fields["state"] == "closed"


def _refused(change: Change, message: str) -> Held:
    return Held(
        change.address,
        Block.REFUSED,
        f"{change.address}: {message}",
        "Give the pipeline a status with state: closed.",
    )


def _too_many(after: list[_After], scene: Scene) -> Iterator[Held]:
    limit = scene.facts.limits.statuses_per_pipeline
    if limit is None or len(after) <= limit:
        return
    for each in after:
        if each.change is not None and each.change.action is Action.CREATE:
            yield Held(
                each.change.address,
                Block.REFUSED,
                f"The pipeline would hold {len(after)} statuses, with those that the files do "
                f"not name; it can hold {limit}.",
                "Remove statuses first.",
            )
