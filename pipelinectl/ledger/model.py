"""The ledger as data: what was last applied to an account, and which ids belong to which keys."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from pipelinectl.canonical import fields_from_json, fields_to_json
from pipelinectl.model import Address, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelinectl.model import Value

FORMAT_VERSION = "1.0"


class LedgerError(Exception):
    """The ledger cannot be read or does not belong here; the text says why in one line."""


class Origin(StrEnum):
    """Who made an object: only what this tool created may be deleted for being absent."""

    CREATED = "created"
    ADOPTED = "adopted"


@dataclass(frozen=True, slots=True)
class Entry:
    """One bound object: its id, who made it, and the fields last applied, statuses by id."""

    id: str
    origin: Origin
    base: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Claim:
    """A run that is at work, or died at it.

    `creates` are the addresses of workflows that it set out to create: if it died, nobody else
    knows whether it did.
    """

    run: str
    who: str
    host: str
    at: str
    creates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ledger:
    """What is remembered of one account. `serial` grows with every write.

    `uncertain` are the addresses of workflows that an earlier run may have created.
    """

    lineage: str
    serial: int
    account: str
    environment: str
    claim: Claim | None = None
    entries: Mapping[Address, Entry] = field(default_factory=dict)
    uncertain: tuple[str, ...] = ()

    def by_id(self) -> dict[tuple[Kind, str], tuple[Address, Entry]]:
        """The entries by kind and id."""
        return {(each.kind, entry.id): (each, entry) for each, entry in self.entries.items()}


def to_bytes(ledger: Ledger) -> bytes:
    """The file's content: readable JSON with sorted keys."""
    claim = ledger.claim
    document = {
        "format_version": FORMAT_VERSION,
        "lineage": ledger.lineage,
        "serial": ledger.serial,
        "account": ledger.account,
        "environment": ledger.environment,
        "claim": claim and _claim_row(claim),
        "uncertain": list(ledger.uncertain),
        "resources": {
            str(address): {
                "id": entry.id,
                "origin": entry.origin.value,
                "base": fields_to_json(entry.base),
            }
            for address, entry in ledger.entries.items()
        },
    }
    return (json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def from_bytes(content: bytes) -> Ledger:
    """Read what `to_bytes` wrote.

    Raises:
        LedgerError: the content is not a ledger, or one of another format.
    """
    try:
        document = json.loads(content)
        if document["format_version"] != FORMAT_VERSION:
            msg = f'The ledger has format {document["format_version"]!r}, not "{FORMAT_VERSION}".'
            raise LedgerError(msg)
        return Ledger(
            lineage=str(document["lineage"]),
            serial=int(document["serial"]),
            account=str(document["account"]),
            environment=str(document["environment"]),
            claim=_claim(document["claim"]) if document["claim"] else None,
            uncertain=tuple(str(each) for each in document.get("uncertain", ())),
            entries={
                Address.parse(address): _entry(row)
                for address, row in document["resources"].items()
            },
        )
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        msg = f"The ledger cannot be read ({type(fault).__name__}: {fault})."
        raise LedgerError(msg) from fault


def _claim_row(claim: Claim) -> dict[str, Any]:
    row = {"run": claim.run, "who": claim.who, "host": claim.host, "at": claim.at}
    return {**row, "creates": list(claim.creates)}


def _claim(row: Any) -> Claim:
    return Claim(**{**row, "creates": tuple(str(each) for each in row.get("creates", ()))})


def _entry(row: Any) -> Entry:
    base = fields_from_json(row["base"])
    return Entry(id=str(row["id"]), origin=Origin(row["origin"]), base=base or {})
