"""What leaves and what is created look alike: a question, and the very line that answers it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.model import Address, Kind
from pipelinectl.plan.identity import quoted
from pipelinectl.plan.model import Action, Block
from pipelinectl.plan.scene import Held, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.plan.model import Change
    from pipelinectl.plan.scene import Scene


def held(scene: Scene) -> Iterator[Held]:
    """Both sides of each pair that looks like a rename, unless the delete is permitted."""
    present = {each.address for each in scene.changes}
    for gone, new in scene.renames:
        if str(gone.address) in scene.policy.allowed:
            continue
        going = "Deleting" if gone.action is Action.DELETE else "Releasing"
        for address in (gone.address, new.address, *_actions_of(gone)):
            if address not in present:
                continue
            yield Held(
                address,
                Block.LOOKS_LIKE_RENAME,
                f'{going} "{name_of(gone)}" and creating "{name_of(new)}" looks like a rename.',
                f"To keep {_what_stays(gone)}, write {_kept_line(gone, new, scene)}. "
                + _other_way(gone),
            )


def _actions_of(gone: Change) -> tuple[Address, ...]:
    """The workflow of a status that may stay: it must not go without it."""
    if gone.address.kind is not Kind.STATUS:
        return ()
    return (Address(Kind.AUTOMATION, gone.address.keys),)


def _what_stays(gone: Change) -> str:
    of_workflow = gone.address.kind is Kind.AUTOMATION
    return "the workflow" if of_workflow else "the object and its tickets"


def _kept_line(gone: Change, new: Change, scene: Scene) -> str:
    if gone.address.kind in {Kind.PIPELINE, Kind.AUTOMATION}:
        return f"id: {quoted(scene.ids[gone.address])}"
    closed = ", state: closed" if (new.after or {}).get("state") == "closed" else ""
    name = quoted(name_of(new))
    if name_of(gone) == name_of(new):
        identifier = quoted(scene.ids[gone.address])
        return f"{{key: {new.address.keys[-1]}, name: {name}, id: {identifier}{closed}}}"
    return f"{{key: {gone.address.keys[-1]}, name: {name}{closed}}}"


def _other_way(gone: Change) -> str:
    if gone.action is Action.RELEASE:
        return f"To leave the old one in the account, unmanaged, plan with --allow {gone.address}."
    return f"To delete it all the same, add under removed: {_removal_line(gone)}."


def _removal_line(change: Change) -> str:
    return f"- {{{change.address.kind}: {'/'.join(change.address.keys)}}}"
