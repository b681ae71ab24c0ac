"""Faults that a test switches on: what goes wrong between a client and the account."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelinectl.emulator import wire
from pipelinectl.emulator.errors import invalid

if TYPE_CHECKING:
    from pipelinectl.emulator.wire import JsonObject

HOLD_BEFORE = "hold_before_write"
HOLD_AFTER = "hold_after_write"
DROP_BEFORE = "drop_before_write"
DROP_AFTER = "drop_after_write"
FAIL_WRITE = "fail_write"
GARBLE_WRITE = "garble_write"
IGNORE_WRITE = "ignore_write"
FAIL_READ = "fail_read"
FAULTS = (
    HOLD_BEFORE,
    HOLD_AFTER,
    DROP_BEFORE,
    DROP_AFTER,
    FAIL_WRITE,
    GARBLE_WRITE,
    IGNORE_WRITE,
    FAIL_READ,
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: it happens at the `at`-th request it is about, counted from 1, `times` times.

    It is about the requests whose path contains `path_contains`; of the writes only about those
    with the method, where there is one.
    """

    name: str
    at: int = 1
    times: int = 1
    status: int = 500
    path_contains: str = ""
    method: str = ""


@dataclass(slots=True)
class _Armed:
    fault: Fault
    seen: int = 0

    def due(self) -> bool:
        """Count a request, and tell whether the fault happens to it."""
        self.seen += 1
        return self.fault.at <= self.seen < self.fault.at + self.fault.times


class Faults:
    """The faults that are on. `released` is set when held requests must be let go."""

    def __init__(self) -> None:
        self._armed: list[_Armed] = []
        self._reached = False
        self.released = asyncio.Event()

    def add(self, fault: Fault) -> None:
        """Switch a fault on; it counts from now."""
        self._armed.append(_Armed(fault))

    def clear(self) -> None:
        """Switch all faults off, and let go of every held request."""
        self._armed = []
        self._reached = False
        self.released.set()
        self.released = asyncio.Event()

    def reach(self) -> None:
        """Note that a request is held."""
        self._reached = True

    def for_write(self, method: str, path: str) -> Fault | None:
        """Count a write, and return the fault that happens to it."""
        about = [armed for armed in self._armed if _on_write(armed, method, path)]
        due = [armed.fault for armed in about if armed.due()]
        return due[0] if due else None

    def for_read(self, path: str) -> Fault | None:
        """Count a read, and return the fault that happens to it."""
        about = [armed for armed in self._armed if _on_read(armed, path)]
        due = [armed.fault for armed in about if armed.due()]
        return due[0] if due else None

    def report(self) -> JsonObject:
        """What a test can ask: whether a hold is reached, and how far each fault has counted."""
        faults = [
            {"name": armed.fault.name, "at": armed.fault.at, "seen": armed.seen}
            for armed in self._armed
        ]
        return {"reached": self._reached, "faults": faults}


def read_fault(body: JsonObject) -> Fault:
    """The fault that a test asks for.

    Raises:
        RefusedError: 400; no such fault, or a number that is out of range.
    """
    wire.require(body, "name")
    name = wire.text(body, "name") or ""
    if name not in FAULTS:
        raise invalid(f"There is no fault '{name}'. Faults: {', '.join(FAULTS)}.")
    strange = body.keys() - {"name", "at", "times", "status", "path_contains", "method"}
    if strange:
        raise invalid(f"A fault has no '{min(strange)}'.")
    fault = Fault(
        name=name,
        at=_number(body, "at", default=1),
        times=_number(body, "times", default=1),
        status=_number(body, "status", default=500),
        path_contains=wire.text(body, "path_contains") or "",
        method=wire.text(body, "method") or "",
    )
    if not 400 <= fault.status <= 599:
        raise invalid("'status' must be from 400 to 599")
    return fault


def _number(body: JsonObject, key: str, *, default: int) -> int:
    number = wire.whole(body, key)
    if number is not None and number < 1:
        raise invalid(f"'{key}' must be 1 or more")
    return default if number is None else number


def _on_write(armed: _Armed, method: str, path: str) -> bool:
    about = armed.fault.path_contains in path and armed.fault.method in {"", method}
    return about and armed.fault.name != FAIL_READ


def _on_read(armed: _Armed, path: str) -> bool:
    return armed.fault.name == FAIL_READ and armed.fault.path_contains in path
