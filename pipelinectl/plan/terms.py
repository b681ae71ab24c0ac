"""Puts live and remembered values into the terms of the files: keys for ids, one order for sets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.model import OFF, ORDER, Address, Kind, Read, as_list

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelinectl.model import Desired, Live, LiveObject, Value
    from pipelinectl.plan.identity import Binding


class Terms:
    """Translates fields of one account, given who owns which object."""

    def __init__(self, desired: Desired, live: Live, binding: Binding) -> None:
        self._desired = desired
        self._live = live
        self._binding = binding

    def was_read(self, kind: Kind) -> bool:
        """Whether the account was read completely for this kind."""
        return self._live.reads.get(kind) is Read.COMPLETE

    def stands(self, address: Address) -> bool:
        """Whether the account has the object of a declaration."""
        return self._binding.bound[address].live is not None

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
        return {name: self._value(address, name, value) for name, value in fields.items()}

    def _value(self, address: Address, name: str, value: Value) -> Value:
        if not isinstance(value, tuple):
            return value
        if name == ORDER:
            owners = self._binding.owners
            found = (owners.get((Kind.STATUS, str(each))) for each in value)
            return tuple(each.keys[1] for each in found if each is not None)
        return self.sorted_keys(address, tuple(self._binding.key_of(str(each)) for each in value))

    def sorted_keys(self, address: Address, keys: tuple[Value, ...]) -> tuple[Value, ...]:
        """A set of keys in the order in which the files declare the statuses; others last."""
        pipeline = self._desired.resources.get(address.pipeline)
        order = as_list(pipeline.fields[ORDER]) if pipeline else ()
        rank = {key: place for place, key in enumerate(order)}
        return tuple(sorted(set(keys), key=lambda key: (rank.get(key, len(rank)), str(key))))


def common(keys: Value, others: Value) -> tuple[Value, ...]:
    """Those of `keys` that stand in `others` too, in their order."""
    known = set(as_list(others))
    return tuple(each for each in as_list(keys) if each in known)
