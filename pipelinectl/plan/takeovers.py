"""Guards of what others made: their forms keep what they have, and no channel is served twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.automation.references import CHANNEL, references
from pipelinectl.model import OF_A_CHANNEL, Kind, Record
from pipelinectl.names import label_key
from pipelinectl.plan.linked import named_after
from pipelinectl.plan.model import Action, Block, effective
from pipelinectl.plan.scene import Held, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.model import LiveObject, Value
    from pipelinectl.plan.model import Change
    from pipelinectl.plan.scene import Scene

_FIELDS, _PROPERTIES = "fields", "ticket_properties"


def forms(scene: Scene) -> Iterator[Held]:
    """A form that others made and that would lose something, or that nothing tells apart.

    What the ledger does not know is theirs. It may get more than it has; what it has stays.
    """
    for change in scene.changes:
        if change.address.kind is not Kind.FORM or not change.writes:
            continue
        if change.action is Action.CREATE:
            yield from _several(change, scene)
        elif change.action is Action.ADOPT:
            yield from _overwritten(change)
            yield from _dropped(change)


def _several(change: Change, scene: Scene) -> Iterator[Held]:
    name = label_key(name_of(change))
    listed = scene.live.objects.get(Kind.FORM, {}).values()
    ids = [each.id for each in listed if label_key(str(each.fields.get("name"))) == name]
    if ids:
        count = "a form" if len(ids) == 1 else f"{len(ids)} forms"
        yield Held(
            change.address,
            Block.LABEL_TAKEN,
            f'The account has {count} of the name "{name_of(change)}" already (ids '
            f"{', '.join(sorted(ids))}).",
            "Choose another name, or rename them in the help desk until one is left.",
        )


def _overwritten(change: Change) -> Iterator[Held]:
    if any(each.path == _FIELDS for each in change.paths):
        name = name_of(change)
        yield Held(
            change.address,
            Block.LABEL_TAKEN,
            f'The account has a form "{name}" already, with other fields, and nothing tells that '
            "pipelinectl made it: its fields would be replaced.",
            f'To use that form as it is, write form: "{name}" instead of {{new: …}}. To manage its '
            "fields, declare them as they are and apply; then change them. Else choose another "
            "name.",
        )


def _dropped(change: Change) -> Iterator[Held]:
    before, after = change.before or {}, change.after or {}
    lost = sorted(_names(before.get(_PROPERTIES)) - _names(after.get(_PROPERTIES)))
    if lost:
        yield Held(
            change.address,
            Block.LABEL_TAKEN,
            f'The form "{name_of(change)}" sets {", ".join(lost)} of its tickets too, and nothing '
            "tells that pipelinectl made it so: they would go.",
            f"Add {', '.join(lost)} under ticket_properties with the values that the plan shows "
            "for the account, and apply; then take out what shall go.",
        )


def _names(value: Value) -> set[str]:
    return set(value) if isinstance(value, Record) else set()


def served_twice(scene: Scene) -> Iterator[Held]:
    """A new workflow for a channel's tickets beside another one of ours that is on and stays.

    The key of the channel changed and the delete of the old one is held back, or another project
    on this account declares the same channel: both would act on every ticket.
    """
    taken = effective(scene.changes)
    goes = {Action.DELETE, Action.REPLACE}
    going = {scene.ids[each.address] for each in taken if each.action in goes}
    for change in taken:
        new = change.action in {Action.CREATE, Action.REPLACE}
        if not (change.address.of_a_channel and new):
            continue
        ids = {scene.ids.get(each) for each in named_after(change) if each.kind is Kind.CHANNEL}
        for other in scene.live.objects.get(Kind.AUTOMATION, {}).values():
            if other.id not in going and other.id != scene.ids[change.address]:
                yield from _beside(change, other, ids)


def _beside(change: Change, other: LiveObject, channels: set[str | None]) -> Iterator[Held]:
    begins = references((other.fields.get("trigger"),))
    if (
        other.mark is not None
        and other.mark != str(change.address)
        and other.mark.startswith(f"{Kind.AUTOMATION}.{OF_A_CHANNEL}.")
        and other.fields.get("enabled") is True
        and any(kind == CHANNEL and name in channels for kind, name in begins)
    ):
        yield Held(
            change.address,
            Block.LABEL_TAKEN,
            f'The workflow "{other.fields.get("name")}" (id {other.id}, {other.mark}) acts on the '
            "tickets of this channel already, and this plan does not delete it: both would act.",
            "Where the channel got another key, review the plan and apply it whole, with "
            "--out or --expect, so that the old one goes. Else delete it in the help desk, or "
            "declare the channel in one project only.",
        )
