"""The journal: one line before each write to the account and one after it, never rewritten."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipelinectl.canonical import fields_from_json, fields_to_json
from pipelinectl.model import Kind
from pipelinectl.ports import Touched

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from pipelinectl.model import Value
    from pipelinectl.ports import Write


@dataclass(frozen=True, slots=True)
class Written:
    """What unsettled runs may have written, created and deleted, by kind and id of the object.

    A run is settled once its results stand in the ledger; what it wrote is the base from then on.
    `uncertain` are the addresses for which a create was sent whose id the help desk chooses, and
    of which nobody knows whether it was carried out.
    """

    values: Mapping[tuple[Kind, str, str], frozenset[Value]]
    created: frozenset[tuple[Kind, str]]
    deleted: frozenset[tuple[Kind, str]]
    uncertain: frozenset[str] = frozenset()

    def wrote(self, kind: Kind, identifier: str, path: str, value: Value) -> bool:
        """Whether a live value may be one that an unsettled run wrote."""
        return value in self.values.get((kind, identifier, path), frozenset())


NOTHING_WRITTEN = Written({}, frozenset(), frozenset())


class Journal:
    """Appends to one file; every line is on the disk before the call that it announces.

    Each line names the account: what was written to another one says nothing of this.
    """

    def __init__(self, path: Path, account: str) -> None:
        self._path = path
        self._account = account

    def begin(self, run: str, at: str, plan_digest: str) -> None:
        """A run starts."""
        self._append({"kind": "begin", "run": run, "at": at, "plan": plan_digest})

    def intent(self, run: str, number: int, at: str, write: Write) -> None:
        """A write is about to be sent; holds the image from before it."""
        self._append(
            {
                "kind": "intent",
                "run": run,
                "write": number,
                "at": at,
                "address": str(write.address),
                "what": write.what,
                "touches": [_touched(each) for each in write.touches],
            },
        )

    def outcome(  # noqa: PLR0913 - a line has this many parts, most by keyword
        self,
        run: str,
        number: int,
        at: str,
        *,
        result: str,
        detail: str = "",
        created: Iterable[tuple[Kind, str]] = (),
    ) -> None:
        """A write ended: `done`, `failed` or `lost`. `created` has ids that the help desk chose."""
        self._append(
            {
                "kind": "outcome",
                "run": run,
                "write": number,
                "at": at,
                "result": result,
                "detail": detail,
                **({"created": [list(each) for each in created]} if created else {}),
            },
        )

    def end(self, run: str, at: str, *, settled: bool) -> None:
        """A run ends; `settled` tells that the ledger holds the result of all runs so far."""
        self._append({"kind": "end", "run": run, "at": at, "settled": settled})

    def records(self) -> list[dict[str, Any]]:
        """All whole lines. A last line that a crash cut off announces nothing that was sent."""
        try:
            lines = self._path.read_bytes().split(b"\n")
        except FileNotFoundError:
            return []
        found = []
        for line in lines:
            try:
                record = json.loads(line)
            except (ValueError, RecursionError):
                continue
            if isinstance(record, dict):
                found.append(record)
        return found

    def knows(self, run: str) -> bool:
        """Whether a run wrote here."""
        return any(each.get("run") == run for each in self.records())

    def confirm(self, address: str, at: str) -> None:
        """Somebody has looked: the creates for this address that nobody knew the end of failed."""
        for record in self.records():
            is_ours = record.get("account") == self._account and record.get("kind") == "intent"
            if is_ours and record.get("address") == address:
                run, write = str(record.get("run")), int(record.get("write", 0))
                self.outcome(run, write, at, result="failed", detail="confirmed by hand")

    def written(self) -> Written:
        """What runs wrote to this account since the last settled end."""
        pending: list[dict[str, Any]] = []
        for record in self.records():
            if record.get("account") != self._account:
                continue
            if record.get("kind") in {"intent", "outcome"}:
                pending.append(record)
            elif record.get("kind") == "end" and record.get("settled"):
                pending.clear()
        return _written(pending)

    def _append(self, record: Mapping[str, Any]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("ab") as file:
            if file.tell() and not self._ends_with_newline():
                file.write(b"\n")
            line = json.dumps({"account": self._account, **record}, ensure_ascii=False)
            file.write(line.encode("utf-8", "surrogatepass") + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def _ends_with_newline(self) -> bool:
        with self._path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"\n"


def _touched(each: Touched) -> dict[str, Any]:
    return {
        "kind": each.kind.value,
        "id": each.id,
        "before": fields_to_json(each.before),
        "after": fields_to_json(each.after),
    }


def _touches(record: Mapping[str, Any]) -> list[Touched]:
    """What an intent announces; nothing where the line is none of ours."""
    try:
        return [
            Touched(
                Kind(each["kind"]),
                str(each["id"]),
                fields_from_json(each["before"]),
                fields_from_json(each["after"]),
            )
            for each in record["touches"]
        ]
    except (KeyError, TypeError, ValueError):
        return []


def _written(records: Iterable[Mapping[str, Any]]) -> Written:
    listed = tuple(records)
    values: dict[tuple[Kind, str, str], set[Value]] = {}
    created = {each for record in listed for each in _chosen_ids(record)}
    deleted: set[tuple[Kind, str]] = set()
    for each in (touched for record in listed for touched in _touches(record)):
        if each.before is None:
            created.add((each.kind, each.id))
        if each.after is None:
            deleted.add((each.kind, each.id))
        for path, value in (each.after or {}).items():
            values.setdefault((each.kind, each.id, path), set()).add(value)
    return Written(
        {key: frozenset(found) for key, found in values.items()},
        frozenset(created),
        frozenset(deleted),
        _uncertain(listed),
    )


def _chosen_ids(record: Mapping[str, Any]) -> list[tuple[Kind, str]]:
    """The ids that the help desk chose, as the outcome of a create tells."""
    try:
        return [(Kind(kind), str(identifier)) for kind, identifier in record.get("created", ())]
    except (TypeError, ValueError):
        return []


def _uncertain(records: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """The addresses of creates that were announced and whose end nobody knows."""
    waiting: dict[tuple[Any, Any], str] = {}
    for record in records:
        write = (record.get("run"), record.get("write"))
        if _creates_under_a_chosen_id(record):
            waiting[write] = str(record.get("address"))
        elif record.get("result") in {"done", "failed"} or _chosen_ids(record):
            waiting.pop(write, None)
    return frozenset(waiting.values())


def _creates_under_a_chosen_id(record: Mapping[str, Any]) -> bool:
    return any(
        each.kind is Kind.AUTOMATION and each.before is None and each.after is not None
        for each in _touches(record)
    )
