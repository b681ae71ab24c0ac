"""Guards of automations: what is not understood, not ours alone, or still names what would go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.automation.references import STATUS, references
from pipelinectl.model import Kind
from pipelinectl.plan.model import Action, Block
from pipelinectl.plan.scene import Held, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.model import LiveObject
    from pipelinectl.plan.model import Change
    from pipelinectl.plan.scene import Scene


def opaque(scene: Scene) -> Iterator[Held]:
    """A workflow that cannot be put into help-desk terms is never touched."""
    for change in _automations(scene):
        found = scene.live.get(Kind.AUTOMATION, scene.ids[change.address])
        if found is not None and found.opaque is not None:
            yield Held(
                change.address,
                Block.REFUSED,
                f'The workflow "{name_of(change)}" (id {found.id}) is not understood well enough '
                f"to be changed: {found.opaque}",
                "It stays as it is. Take it out of the files, or rebuild it in the help desk.",
            )


def taken(scene: Scene) -> Iterator[Held]:
    """A create where something bears the mark or the name already: nothing is made twice."""
    for change in _automations(scene):
        if change.action is not Action.CREATE:
            continue
        marked = scene.live.marked(change.address)
        named = _namesakes(change, scene)
        if marked:
            yield _several(change, marked)
        elif named:
            yield Held(
                change.address,
                Block.LABEL_TAKEN,
                f'The account has a workflow "{name_of(change)}" already (id {named[0].id}), which '
                "pipelinectl did not make.",
                _adopting(change, named[0]),
            )


def cloned(scene: Scene) -> Iterator[Held]:
    """A replace where something else bears the mark too: it may be the new one already.

    A run that died may have made it, and its journal may be lost; then a second new one would be
    on beside it.
    """
    for change in scene.changes:
        if change.action is not Action.REPLACE:
            continue
        for each in scene.live.objects.get(Kind.AUTOMATION, {}).values():
            if each.clone_of == str(change.address):
                yield Held(
                    change.address,
                    Block.LABEL_TAKEN,
                    f'"{name_of(change)}" would be replaced, and the workflow '
                    f'"{each.fields.get("name")}" (id {each.id}) bears the mark of '
                    f"{change.address} too: a run that died may have made it.",
                    "Look at it in the help desk. Delete it, or take the line that begins with "
                    "managed-by: out of its description; then plan again.",
                )


def adopted_replaced(scene: Scene) -> Iterator[Held]:
    """A replace deletes the old workflow: one that others made is not deleted in passing."""
    for change in scene.changes:
        if change.action is Action.REPLACE and change.address in scene.adopted:
            fields = ", ".join(each.path for each in change.paths)
            yield Held(
                change.address,
                Block.REFUSED,
                f'"{name_of(change)}" was not made by pipelinectl, and a change of {fields} would '
                "replace it: a new workflow first, then the old one deleted.",
                "Give the automation another key and no id:, so that it is created anew; then name "
                f'the old one under removed: {{automation: ..., id: "{scene.ids[change.address]}"}}'
                ", or switch it off by hand.",
            )


def names_status(scene: Scene) -> Iterator[Held]:
    """A status that goes while a workflow names it, which nothing in the plan changes."""
    going = {
        identifier: change
        for change in scene.changes
        if change.action is Action.DELETE
        for identifier in _statuses(change, scene)
    }
    if not going:
        return
    changed = {scene.ids[each.address] for each in scene.changes if each.writes}
    for kind in (Kind.AUTOMATION, Kind.AUTOMATE):
        for found in scene.live.objects.get(kind, {}).values():
            if found.id not in changed:
                yield from _held_by(found, going)


def _automations(scene: Scene) -> Iterator[Change]:
    return (each for each in scene.changes if each.address.kind is Kind.AUTOMATION and each.writes)


def _namesakes(change: Change, scene: Scene) -> list[LiveObject]:
    ours = set(scene.ids.values())
    return [
        each
        for each in scene.live.objects.get(Kind.AUTOMATION, {}).values()
        if each.fields.get("name") == (change.after or {}).get("name")
        and each.id not in ours
        and each.mark is None
    ]


def _several(change: Change, marked: tuple[LiveObject, ...]) -> Held:
    ids = ", ".join(each.id for each in marked)
    return Held(
        change.address,
        Block.LABEL_TAKEN,
        f"{len(marked)} workflows bear the mark of {change.address} (ids {ids}), and nothing tells "
        "which one is meant.",
        "Look at them in the help desk. Delete those that are not needed, or take the line that "
        "begins with managed-by: out of their descriptions.",
    )


def _adopting(change: Change, found: LiveObject) -> str:
    if len(change.address.keys) > 1:
        return "Rename that workflow in the help desk, or delete it there, and plan again."
    return (
        f'To manage that one as {change.address}, add the line id: "{found.id}" to it; else choose '
        "another name."
    )


def _statuses(change: Change, scene: Scene) -> list[str]:
    identifier = scene.ids[change.address]
    if change.address.kind is Kind.PIPELINE:
        return [each.id for each in scene.live.statuses_of(identifier)]
    return [identifier] if change.address.kind is Kind.STATUS else []


def _held_by(found: LiveObject, going: dict[str, Change]) -> Iterator[Held]:
    named = {name for kind, name in references(tuple(found.fields.values())) if kind == STATUS}
    for identifier in sorted(named & going.keys()):
        change = going[identifier]
        if found.kind is Kind.AUTOMATE:
            what = f"the pipeline's automation {found.id.rpartition('/')[2]}"
        else:
            what = f'the workflow "{found.fields.get("name")}" (id {found.id})'
        yield Held(
            change.address,
            Block.IN_USE,
            f'"{name_of(change)}" is named by {what}, which this plan does not change.',
            "Take the status out of it in the help desk, or manage it in the files.",
        )
