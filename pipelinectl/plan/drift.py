"""What moved in the account since the last apply: the ledger's base against the live state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelinectl.automation.references import CHANNEL, PIPELINE, STATUS, WORKFLOW, renamed
from pipelinectl.model import OFF, ORDER, Address, Kind, Read, as_list
from pipelinectl.plan.linked import REFERRING
from pipelinectl.plan.model import DriftRow
from pipelinectl.plan.ours import wrote
from pipelinectl.plan.terms import common

if TYPE_CHECKING:
    from pipelinectl.ledger.journal import Written
    from pipelinectl.ledger.model import Entry, Ledger
    from pipelinectl.model import Live, Value


@dataclass(frozen=True, slots=True)
class Unmanaged:
    """A status in a managed pipeline that the ledger does not know: listed, never counted."""

    pipeline: Address
    id: str
    name: str


def drift(ledger: Ledger, live: Live, written: Written) -> tuple[DriftRow, ...]:
    """One row for each remembered object with a field that moved, or that is gone."""
    names = _Names(ledger)
    rows = (_row(address, entry, live, written, names) for address, entry in _in_order(ledger))
    return tuple(row for row in rows if row is not None)


def unmanaged(ledger: Ledger, live: Live) -> tuple[Unmanaged, ...]:
    """The statuses of managed pipelines that nobody declared."""
    known = {entry.id for address, entry in ledger.entries.items() if address.kind is Kind.STATUS}
    return tuple(
        Unmanaged(address, status.id, str(status.fields["name"]))
        for address, entry in _in_order(ledger)
        if address.kind is Kind.PIPELINE
        for status in live.statuses_of(entry.id)
        if status.id not in known
    )


_KINDS = {
    STATUS: Kind.STATUS,
    PIPELINE: Kind.PIPELINE,
    WORKFLOW: Kind.AUTOMATION,
    CHANNEL: Kind.CHANNEL,
}


class _Names:
    """Keys for the ids of statuses, as the ledger binds them."""

    def __init__(self, ledger: Ledger) -> None:
        self._keys = {
            entry.id: address.keys[1]
            for address, entry in ledger.entries.items()
            if address.kind is Kind.STATUS
        }
        self._addresses = {
            (address.kind, entry.id): address for address, entry in ledger.entries.items()
        }

    def of(self, kind: Kind, value: Value) -> Value:
        """A value with keys for ids, where the ledger knows them."""
        if kind in REFERRING:
            return renamed(value, self._reference)
        if not isinstance(value, tuple):
            return value
        return tuple(self._keys.get(str(each), f"id:{each}") for each in value)

    def _reference(self, kind: str, name: str) -> str:
        address = self._addresses.get((_KINDS[kind], name)) if kind in _KINDS else None
        if address is None:
            return f"id:{name}" if kind in _KINDS else name
        return str(address) if address.kind is Kind.AUTOMATION else "/".join(address.keys)


def _in_order(ledger: Ledger) -> list[tuple[Address, Entry]]:
    rank = {kind: place for place, kind in enumerate(Kind)}
    return sorted(
        ledger.entries.items(),
        key=lambda item: (item[0].keys[0], rank[item[0].kind], item[0].keys),
    )


def _row(
    address: Address,
    entry: Entry,
    live: Live,
    written: Written,
    names: _Names,
) -> DriftRow | None:
    found = live.get(address.kind, entry.id)
    if found is None and not _is_known_to_be_gone(address.kind, live):
        return None
    if address.kind is Kind.RULES and live.get(Kind.PIPELINE, entry.id) is None:
        return None
    if found is None and address.kind is not Kind.RULES:
        return _gone(address, entry, written, names)
    fields = found.fields if found else OFF
    paths = tuple(
        name
        for name, base in entry.base.items()
        if _has_moved(name, base, fields.get(name))
        and not _is_ours(address.kind, entry.id, name, live, written)
    )
    if not paths:
        return None
    return DriftRow(
        address,
        paths,
        base={name: names.of(address.kind, entry.base[name]) for name in paths},
        live={
            name: names.of(address.kind, _shown(name, fields.get(name), entry.base[name]))
            for name in paths
        },
    )


def _is_known_to_be_gone(kind: Kind, live: Live) -> bool:
    """Whether what a read does not show is gone.

    Workflows that are remembered are asked for by their ids, so an empty list of them is enough.
    Whether a templated automation that is not shown is switched off is not known.
    """
    read = live.reads.get(kind)
    if kind is Kind.AUTOMATE:
        return False
    return read is Read.COMPLETE or (kind is Kind.AUTOMATION and read is Read.UNPROVEN)


def _gone(address: Address, entry: Entry, written: Written, names: _Names) -> DriftRow | None:
    ours = (address.kind, entry.id) in written.deleted
    if ours:
        return None
    base = {name: names.of(address.kind, value) for name, value in entry.base.items()}
    return DriftRow(address, (), base=base, live={}, missing=True)


def _has_moved(name: str, base: Value, found: Value) -> bool:
    if name == ORDER:
        return common(found, base) != common(base, found)
    return base != found


def _shown(name: str, found: Value, base: Value) -> Value:
    """The live value; of an order only what the base knows, since the rest is not managed."""
    return common(as_list(found), base) if name == ORDER else found


def _is_ours(kind: Kind, identifier: str, name: str, live: Live, written: Written) -> bool:
    if name == ORDER:
        return (kind, identifier, name) in written.values
    found = live.get(kind, identifier)
    if found is not None:
        return wrote(written, live, found, name)
    if (kind, identifier) in written.deleted:
        return True
    return written.wrote(kind, identifier, name, OFF.get(name))
