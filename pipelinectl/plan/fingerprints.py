"""What a plan relies on in the account, as ids and hashes: taken at plan, compared at apply.

A hash covers the managed fields of an object and nothing else: no timestamps, no absolute order,
nothing that the files do not name. The order of a pipeline's statuses has a fingerprint of its
own, kept only for changes that place or reorder. What is only referred to has to exist.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.automation.references import WORKFLOW
from pipelinectl.automation.references import references as automation_references
from pipelinectl.canonical import digest_of, to_json
from pipelinectl.model import OFF, ORDER, Address, Kind, as_list
from pipelinectl.names import label_key
from pipelinectl.plan.linked import address_of, named_after
from pipelinectl.plan.model import Action, Change, Fingerprint, effective
from pipelinectl.plan.terms import workflow_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pipelinectl.model import Live


def fingerprints(
    changes: Iterable[Change],
    ids: Mapping[Address, str],
    live: Live,
) -> dict[str, Fingerprint]:
    """A fingerprint for each address that the changes touch, place, or refer to.

    What is blocked, released or merely recorded keeps its id, and relies on nothing; what a record
    names keeps its id too, so that it can be recorded. `ids` holds the id of every address of the
    changes and of what they refer to.
    """
    every = tuple(changes)
    taken = effective(every)
    touched = {(each.address.kind, ids[each.address]) for each in taken}
    carried_out = {each.address for each in taken}
    found = {str(each.address): _reference(each.address, ids, live) for each in every}
    for change in every:
        if change.action is not Action.NONE and change.address not in carried_out:
            continue
        for address in references(change):
            if address in ids and str(address) not in found:
                found[str(address)] = _reference(address, ids, live)
    for change in taken:
        if orders(change):
            found[f"{change.address.root}.{ORDER}"] = _order(change, ids, live)
    for change in taken:
        found[str(change.address)] = _touched(change, ids, live, touched)
    return dict(sorted(found.items()))


def moved(
    changes: Iterable[Change],
    taken: Mapping[str, Fingerprint],
    live: Live,
) -> tuple[str, ...]:
    """The addresses whose fingerprints are not what they were when the plan was made."""
    ids = {Address.parse(name): each.id for name, each in taken.items() if not is_order(name)}
    now = fingerprints(effective(changes), ids, live)
    return tuple(name for name in now if taken.get(name) != now[name])


def references(change: Change) -> Iterator[Address]:
    """What has to exist for the change: its pipeline, and the statuses that it names."""
    if change.address.kind is not Kind.PIPELINE:
        yield change.address.root
    if change.action is not Action.DELETE:
        yield from named_after(change)
    for key in ordered_keys(change):
        yield Address(Kind.STATUS, (change.address.keys[0], key))


def orders(change: Change) -> bool:
    """Whether the change places a status in, or reorders, a pipeline that exists."""
    return (
        change.action is not Action.CREATE and any(each.path == ORDER for each in change.paths)
    ) or bool(change.order)


def ordered_keys(change: Change) -> tuple[str, ...]:
    """The keys of the statuses in the order that the change places or reorders."""
    if change.order:
        return change.order
    if orders(change):
        return tuple(str(key) for key in as_list((change.after or {}).get(ORDER)))
    return ()


def is_order(name: str) -> bool:
    """Whether a fingerprint is of a pipeline's order, and not of an address."""
    return name.count(".") == 2 and name.startswith("pipeline.")


def _reference(address: Address, ids: Mapping[Address, str], live: Live) -> Fingerprint:
    exists = live.get(address.kind, ids[address]) is not None
    return Fingerprint(ids[address], digest_of(["exists", exists]))


def _order(change: Change, ids: Mapping[Address, str], live: Live) -> Fingerprint:
    pipeline = change.address.root
    keys = change.address.keys[0]
    wanted = {ids.get(Address(Kind.STATUS, (keys, key))) for key in ordered_keys(change)}
    standing = [each.id for each in live.statuses_of(ids[pipeline]) if each.id in wanted]
    return Fingerprint(ids[pipeline], digest_of(["order", standing]))


def _touched(
    change: Change,
    ids: Mapping[Address, str],
    live: Live,
    touched: set[tuple[Kind, str]],
) -> Fingerprint:
    identifier = ids[change.address]
    if change.action is Action.CREATE and change.address.kind is not Kind.RULES:
        return Fingerprint(identifier, _free(change, ids, live, touched))
    fields = change.after if change.action is not Action.DELETE else change.before
    names = sorted(name for name in fields or {} if name != ORDER)
    found = live.get(change.address.kind, identifier)
    values = found.fields if found else OFF if change.address.kind is Kind.RULES else {}
    state = [[name, to_json(values.get(name))] for name in names]
    held = (
        sorted(each.id for each in live.statuses_of(identifier))
        if change.action is Action.DELETE and change.address.kind is Kind.PIPELINE
        else []
    )
    named = _naming_rules(identifier, live) if change.action is Action.DELETE else []
    parts = ["fields", state, held, named]
    if change.address.kind is Kind.AUTOMATION:
        parts.append([each.id for each in live.marked(change.address)])
    return Fingerprint(identifier, digest_of([*parts, *_beside(change, live)]))


def _beside(change: Change, live: Live) -> list[list[str | None]]:
    """What else a change of a workflow relies on.

    Who the workflows are that it names and that the files do not declare; of a replace, that no
    clone appeared.
    """
    if change.address.kind is not Kind.AUTOMATION:
        return []
    named = sorted(
        {
            name
            for kind, name in automation_references(tuple((change.after or {}).values()))
            if kind == WORKFLOW and address_of(kind, name) is None
        }
    )
    found: list[list[str | None]] = [[name, workflow_id(name, live)] for name in named]
    if change.action is Action.REPLACE:
        clones = live.objects.get(Kind.AUTOMATION, {}).values()
        mark = str(change.address)
        found += [["clone", each.id] for each in clones if each.clone_of == mark]
    return found


def _naming_rules(status: str, live: Live) -> list[str]:
    """The rules that name a status, and how far they could be read."""
    read = live.reads.get(Kind.RULES)
    found = live.objects.get(Kind.RULES, {}).values()
    return [
        str(read),
        *sorted(
            f"{each.id}.{name}"
            for each in found
            for name, value in each.fields.items()
            if status in as_list(value)
        ),
    ]


def _free(
    change: Change,
    ids: Mapping[Address, str],
    live: Live,
    touched: set[tuple[Kind, str]],
) -> str:
    kind, identifier = change.address.kind, ids[change.address]
    name = label_key(str((change.after or {}).get("name", "")))
    if kind is Kind.STATUS:
        siblings = live.statuses_of(ids[change.address.root])
    else:
        siblings = tuple(live.objects.get(kind, {}).values())
    holders = sorted(
        each.id
        for each in siblings
        if label_key(str(each.fields.get("name"))) == name and (kind, each.id) not in touched
    )
    marked = [each.id for each in live.marked(change.address)]
    taken = live.get(kind, identifier) is not None
    return digest_of(["free", taken, holders, *marked, *_beside(change, live)])
