"""Puts live and remembered values into the terms of the files: keys for ids, one order for sets."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pipelinectl.automation.references import (
    CHANNEL,
    PIPELINE,
    STATUS,
    WORKFLOW,
    references,
    renamed,
)
from pipelinectl.model import OFF, ORDER, Address, Kind, Read, as_list
from pipelinectl.names import label_key
from pipelinectl.plan.linked import REFERRING, address_of
from pipelinectl.plan.ours import wrote

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelinectl.ledger.journal import Written
    from pipelinectl.model import Desired, Live, LiveObject, Value
    from pipelinectl.plan.identity import Binding


_NAME = "name"
BY_ID = "id:"
"""Stands before an id where a name could stand."""


Settle = Callable[[Kind, "Mapping[str, Value]", "Live"], "Mapping[str, Value]"]
"""Says how fields read back once they are written: a method of the port."""

_SETTLING = frozenset({Kind.AUTOMATION, Kind.FORM, Kind.TEAM, Kind.USER})
"""The kinds that may read back otherwise than they are declared."""


def _as_they_are(kind: Kind, fields: Mapping[str, Value], live: Live) -> Mapping[str, Value]:
    del kind, live
    return fields


class Terms:
    """Translates fields of one account, given who owns which object."""

    def __init__(
        self, desired: Desired, live: Live, binding: Binding, settle: Settle | None = None
    ) -> None:
        self.desired = desired
        self.binding = binding
        self._live = live
        self._settle = settle or _as_they_are

    def was_read(self, kind: Kind) -> bool:
        """Whether the account was read completely for this kind."""
        return self._live.reads.get(kind) is Read.COMPLETE

    def stands(self, address: Address) -> bool:
        """Whether the account has the object of a declaration."""
        return self.binding.bound[address].live is not None

    def wrote(self, written: Written, found: LiveObject, name: str) -> bool:
        """Whether an unsettled run wrote the field of an object as the account shows it."""
        return wrote(written, self._live, found, name)

    def live_fields(self, address: Address, found: LiveObject | None) -> Mapping[str, Value] | None:
        """An object's fields in the terms of the files; rules that do not exist are all off.

        None where there is no object, or where rules could not be read.
        """
        if found is None:
            return OFF if address.kind is Kind.RULES and self.was_read(address.kind) else None
        return self.in_keys(address, found.fields)

    def in_keys(self, address: Address, fields: Mapping[str, Value]) -> dict[str, Value]:
        """Fields that name statuses by id, with keys instead.

        The order of a pipeline keeps only its managed statuses: the place of others is not ours.
        A set of statuses is put into the order of the files.
        """
        if address.kind in REFERRING:
            return {name: renamed(value, self._name) for name, value in fields.items()}
        return {name: self._value(address, name, value) for name, value in fields.items()}

    def wanted(self, address: Address, fields: Mapping[str, Value]) -> dict[str, Value]:
        """Declared fields as `in_keys` will say them once they are in the account."""
        bound = self.binding.bound.get(address)
        found = bound.live if bound else None
        if found is not None and address.kind in {Kind.CHANNEL, Kind.FORM}:
            return self._beside(found, address, fields)
        return self._settled(address, fields)

    def _beside(
        self, found: LiveObject, address: Address, fields: Mapping[str, Value]
    ) -> dict[str, Value]:
        """What is wanted of a channel or a form that is there.

        Names and addresses are the same in other letters. Of a channel only what the account shows
        can differ. A form is settled as the one that it is, whatever it shall be called.
        """
        said = {
            name: found.fields[name] if same_text(value, found.fields.get(name)) else value
            for name, value in fields.items()
            if address.kind is not Kind.CHANNEL or name in found.fields
        }
        if address.kind is Kind.CHANNEL:
            return said
        name = said.get(_NAME)
        settled = self._settled(address, {**said, _NAME: found.fields.get(_NAME)})
        return {**settled, _NAME: name}

    def _settled(self, address: Address, fields: Mapping[str, Value]) -> dict[str, Value]:
        if address.kind not in _SETTLING:
            return dict(fields)
        if not all(self._is_known(kind, name) for kind, name in references(tuple(fields.values()))):
            return dict(fields)
        in_ids = {name: renamed(value, self._id) for name, value in fields.items()}
        return self.in_keys(address, self._settle(address.kind, in_ids, self._live))

    def _is_known(self, kind: str, name: str) -> bool:
        """Whether a workflow of the account that the files name is there; all else is."""
        by_name = kind == WORKFLOW and address_of(kind, name) is None
        return not by_name or workflow_id(name, self._live) is not None

    def _id(self, kind: str, name: str) -> str:
        """The id of what the files refer to; an address where the help desk chooses one later."""
        address = address_of(kind, name)
        if address is not None:
            bound = self.binding.bound.get(address)
            return bound.id if bound else name
        if kind == WORKFLOW:
            return workflow_id(name, self._live) or name
        return name.removeprefix(BY_ID) if kind in {STATUS, PIPELINE, CHANNEL} else name

    def _name(self, kind: str, name: str) -> str:
        """What the files would call what has this id."""
        owners = self.binding.owners
        if kind == STATUS:
            owner = owners.get((Kind.STATUS, name))
            return "/".join(owner.keys) if owner else f"id:{name}"
        if kind == PIPELINE:
            owner = owners.get((Kind.PIPELINE, name))
            return owner.keys[0] if owner else f"id:{name}"
        if kind == CHANNEL:
            owner = owners.get((Kind.CHANNEL, name))
            return owner.keys[0] if owner else f"id:{name}"
        return self._workflow(name) if kind == WORKFLOW else name

    def _workflow(self, identifier: str) -> str:
        owner = self.binding.owners.get((Kind.AUTOMATION, identifier))
        if owner:
            return str(owner)
        found = self._live.get(Kind.AUTOMATION, identifier)
        if found is not None and found.mark is not None:
            return found.mark  # the new one of a replace that a dead run did not finish
        name = str(found.fields.get("name")) if found else ""
        is_known = workflow_id(name, self._live) == identifier
        like_ours = name.startswith(f"{Kind.AUTOMATION}.")  # it would be taken for an address
        return name if is_known and not like_ours else f"id:{identifier}"

    def _value(self, address: Address, name: str, value: Value) -> Value:
        if not isinstance(value, tuple):
            return value
        if name == ORDER:
            owners = self.binding.owners
            found = (owners.get((Kind.STATUS, str(each))) for each in value)
            return tuple(each.keys[1] for each in found if each is not None)
        return self.sorted_keys(address, tuple(self.binding.key_of(str(each)) for each in value))

    def sorted_keys(self, address: Address, keys: tuple[Value, ...]) -> tuple[Value, ...]:
        """A set of keys in the order in which the files declare the statuses; others last."""
        pipeline = self.desired.resources.get(address.root)
        order = as_list(pipeline.fields[ORDER]) if pipeline else ()
        rank = {key: place for place, key in enumerate(order)}
        return tuple(sorted(set(keys), key=lambda key: (rank.get(key, len(rank)), str(key))))


def same_text(one: Value, other: Value) -> bool:
    """Whether two texts are one name or address: without regard to case and to spaces around."""
    both = isinstance(one, str) and isinstance(other, str)
    return both and label_key(str(one)) == label_key(str(other))


def workflow_id(name: str, live: Live) -> str | None:
    """The id of the one workflow with this name, or the id itself where it is `id:<id>`."""
    if name.startswith(BY_ID):
        return name.removeprefix(BY_ID)
    found = [
        each.id
        for each in live.objects.get(Kind.AUTOMATION, {}).values()
        if each.fields.get("name") == name
    ]
    return found[0] if len(found) == 1 else None


def common(keys: Value, others: Value) -> tuple[Value, ...]:
    """Those of `keys` that stand in `others` too, in their order."""
    known = set(as_list(others))
    return tuple(each for each in as_list(keys) if each in known)
