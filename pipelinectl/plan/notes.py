"""What a reader of a plan should know beside the changes themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.automation.inplace import fixed_among
from pipelinectl.diagnostics import diagnostic
from pipelinectl.model import ORDER, Address, Kind, Read, as_list
from pipelinectl.plan.identity import quoted
from pipelinectl.plan.model import Action

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from pipelinectl.diagnostics import Diagnostic
    from pipelinectl.ledger.model import Ledger
    from pipelinectl.model import Desired, Live
    from pipelinectl.plan.identity import Binding
    from pipelinectl.plan.model import Change


def notes(
    desired: Desired,
    live: Live,
    ledger: Ledger | None,
    binding: Binding,
    changes: Iterable[Change],
) -> Iterator[Diagnostic]:
    """Findings that need files and account together, none of which stops anything."""
    if ledger is None:
        yield diagnostic(
            "PC614",
            "There is no ledger yet: nothing is deleted for being absent from the files, and it "
            "cannot be told who changed what.",
            hint="The first apply writes it.",
        )
    if not desired.whole:
        yield diagnostic(
            "PC624",
            "Only a part of the configuration was read: nothing is deleted or released by absence.",
        )
    changes = tuple(changes)
    yield from _unnamed(changes, desired, live, binding)
    for change in changes:
        yield from _reopening(change, desired, live, binding)
        yield from _reused(change, binding)


def unproven_workflows(
    changes: Iterable[Change], live: Live, believed: Live
) -> Iterator[Diagnostic]:
    """An empty list of workflows proves nothing: how the first create finds out.

    `live` is what was read, `believed` what the plan is made from: nothing is created from a list
    that is not believed.
    """
    creates = any(
        each.address.kind is Kind.AUTOMATION and each.action is Action.CREATE for each in changes
    )
    read, taken = (each.reads.get(Kind.AUTOMATION) for each in (live, believed))
    if creates and read is Read.UNPROVEN and taken is Read.COMPLETE:
        yield diagnostic(
            "PC631",
            "The account shows no workflow at all: there is none, or the token cannot read them.",
            hint="The first one is made switched off and read back by its id. If it cannot be "
            "read it is deleted again, and no other is made.",
        )


def _unnamed(
    changes: Iterable[Change], desired: Desired, live: Live, binding: Binding
) -> Iterator[Diagnostic]:
    """What stands beside a new status, not in the files: it may be the same under its old name.

    Once the ledger knows a status, a guard asks instead.
    """
    leaving = {each.address for each in changes if each.action in {Action.DELETE, Action.RELEASE}}
    created: dict[Address, list[Change]] = {}
    for change in changes:
        if change.address.kind is Kind.STATUS and change.action is Action.CREATE:
            created.setdefault(change.address.root, []).append(change)
    for pipeline, new in created.items():
        others = [
            each
            for each in live.statuses_of(binding.bound[pipeline].id)
            if (Kind.STATUS, each.id) not in binding.owners
        ]
        if not others or any(each.root == pipeline for each in leaving):
            continue
        listed = ", ".join(f"{quoted(str(each.fields['name']))} (id {each.id})" for each in others)
        first, name = new[0].address.keys[1], quoted(str((new[0].after or {}).get("name")))
        yield diagnostic(
            "PC628",
            f"The account has, and the files do not name: {listed}. They are left alone.",
            span=desired.resources[pipeline].span,
            hint=f"If {name} is the new name of one of them, write {{key: {first}, name: {name}, "
            f"id: {quoted(others[0].id)}}}.",
            address=str(pipeline),
        )


def _reopening(
    change: Change,
    desired: Desired,
    live: Live,
    binding: Binding,
) -> Iterator[Diagnostic]:
    """V011: the first open status is where a reply on a closed ticket lands."""
    if all(each.path != ORDER for each in change.paths):
        return
    pipeline = change.address.keys[0]
    states = {
        str(key): _state(desired.resources[Address(Kind.STATUS, (pipeline, str(key)))].fields)
        for key in as_list((change.after or {}).get(ORDER))
    }
    new = next((key for key, state in states.items() if state == "open"), None)
    old = next(
        (
            binding.key_of(each.id)
            for each in live.statuses_of(binding.bound[change.address].id)
            if _state(each.fields) == "open"
        ),
        None,
    )
    if new is None or old is None or new == old:
        return
    resources = desired.resources
    left = resources.get(Address(Kind.STATUS, (pipeline, old)))
    yield diagnostic(
        "PC311",
        f'Order change: reopened tickets of "{resources[change.address].fields.get("name")}" will '
        f'now land in "{resources[Address(Kind.STATUS, (pipeline, new))].fields.get("name")}" '
        f'instead of "{left.fields.get("name") if left else old}".',
        span=change.declared_at,
        address=str(change.address),
    )


def replaced(changes: Iterable[Change], fixed: AbstractSet[str]) -> Iterator[Diagnostic]:
    """V043: each workflow that is made anew because of what does not change in place."""
    for change in changes:
        if change.action is not Action.REPLACE:
            continue
        chat = change.address.of_a_status
        names = (each.path for each in change.paths)
        paths = [
            "include_chat" if chat and each == "only_if" else each
            for each in fixed_among(names, change.before, change.after, fixed)
        ]
        yield diagnostic(
            "PC343",
            f"Changing {' and '.join(paths)} of {change.address} replaces the workflow (new one "
            "first, then the old one is deleted).",
            span=change.declared_at,
            hint="Tickets that wait in the old workflow, in a delay for example, leave it and do "
            "not enter the new one.",
            address=str(change.address),
        )


def _state(fields: Mapping[str, object]) -> object:
    return fields.get("state")


def _reused(change: Change, binding: Binding) -> Iterator[Diagnostic]:
    """HubSpot's ids live on when a status is given another purpose (observed by others)."""
    bound = binding.bound.get(change.address)
    if bound is None or bound.live is None or bound.entry is None or change.action is Action.NONE:
        return
    base, found = bound.entry.base, bound.live.fields
    if change.address.kind is Kind.STATUS and all(
        name in base and base[name] != found[name] for name in ("name", "state")
    ):
        yield diagnostic(
            "PC623",
            f'{change.address}: name and state in the account ("{found["name"]}", '
            f'{found["state"]}) both differ from what was last applied ("{base["name"]}", '
            f"{base['state']}); the status may have been put to another use.",
            span=change.declared_at,
            hint="Look at it in the help desk before you apply.",
            address=str(change.address),
        )
