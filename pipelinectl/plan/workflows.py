"""Guards of automations: what is not understood, not ours alone, or still names what would go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.automation.references import STATUS, WORKFLOW, references
from pipelinectl.model import Kind
from pipelinectl.plan.model import Action, Block, effective
from pipelinectl.plan.scene import Held, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.model import LiveObject
    from pipelinectl.plan.model import Change
    from pipelinectl.plan.scene import Scene


_ENABLED = "enabled"


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


def cloned_enabled(scene: Scene) -> Iterator[Held]:
    """A switch to on while something else that bears the mark is on: both would act.

    A run that died may have made it, and its journal may be lost; then the files were put back.
    """
    for change in _automations(scene):
        turns_on = any(each.path == _ENABLED for each in change.paths)
        if change.action is Action.REPLACE or not turns_on or not (change.after or {})[_ENABLED]:
            continue
        for each in scene.live.objects.get(Kind.AUTOMATION, {}).values():
            if each.clone_of == str(change.address) and each.fields.get(_ENABLED) is True:
                yield Held(
                    change.address,
                    Block.LABEL_TAKEN,
                    f'"{name_of(change)}" would be switched on beside the workflow '
                    f'"{each.fields.get("name")}" (id {each.id}), which is on and bears the mark '
                    f"of {change.address} too: a run that died may have made it.",
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


def in_use(scene: Scene) -> Iterator[Held]:
    """A status or workflow that goes while a workflow names it, which nothing in the plan changes.

    A replace deletes the old workflow: what enrolled in it would lead nowhere.
    """
    going = {
        named: change
        for change in scene.changes
        if change.action in {Action.DELETE, Action.REPLACE} and not change.blocked_by
        for named in _named(change, scene)
    }
    if not going:
        return
    taken = effective(scene.changes)
    changed = {scene.ids[each.address] for each in taken}
    changed |= {one.id for each in taken for one in scene.live.marked(each.address)}
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
    if len(marked) == 1:
        return Held(
            change.address,
            Block.LABEL_TAKEN,
            f'The workflow "{marked[0].fields.get("name")}" (id {ids}) bears the mark of '
            f"{change.address}, and this ledger knows nothing of it: it may belong to another "
            "project on this account, or be a clone of one that is gone.",
            _taking_over(change, ids) + " Two projects on one account need different keys.",
        )
    return Held(
        change.address,
        Block.LABEL_TAKEN,
        f"{len(marked)} workflows bear the mark of {change.address} (ids {ids}), and nothing tells "
        "which one is meant.",
        "Look at them in the help desk. Delete those that are not needed, or take the line that "
        "begins with managed-by: out of their descriptions.",
    )


def _taking_over(change: Change, identifier: str) -> str:
    if len(change.address.keys) > 1:
        return "If nobody needs it, delete it in the help desk."
    return f'To take it over, add the line id: "{identifier}" to it.'


def _adopting(change: Change, found: LiveObject) -> str:
    if len(change.address.keys) > 1:
        return "Rename that workflow in the help desk, or delete it there, and plan again."
    return (
        f'To manage that one as {change.address}, add the line id: "{found.id}" to it; else choose '
        "another name."
    )


def _named(change: Change, scene: Scene) -> list[tuple[str, str]]:
    """What references call that which goes."""
    identifier = scene.ids[change.address]
    if change.address.kind is Kind.PIPELINE:
        return [(STATUS, each.id) for each in scene.live.statuses_of(identifier)]
    kinds = {Kind.STATUS: STATUS, Kind.AUTOMATION: WORKFLOW}
    kind = kinds.get(change.address.kind)
    return [] if kind is None else [(kind, identifier)]


def _held_by(found: LiveObject, going: dict[tuple[str, str], Change]) -> Iterator[Held]:
    for kind, identifier in sorted({*references(tuple(found.fields.values()))} & going.keys()):
        change = going[kind, identifier]
        if found.kind is Kind.AUTOMATE:
            what = f"the pipeline's automation {found.id.rpartition('/')[2]}"
        else:
            what = f'the workflow "{found.fields.get("name")}" (id {found.id})'
        yield Held(
            change.address,
            Block.IN_USE,
            f'"{name_of(change)}" is named by {what}, which this plan does not change.',
            f"Take the {kind} out of it in the help desk, or manage it in the files.",
        )
