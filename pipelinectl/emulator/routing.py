"""What a module of handlers offers: methods, paths, handlers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from pipelinectl.emulator.account import Account
from pipelinectl.emulator.wire import Answer, Call

Handler: TypeAlias = Callable[[Account, Call], Answer]


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path; `{name}` in the path becomes a parameter of the call."""

    method: str
    path: str
    handler: Handler
    version: str


@dataclass(frozen=True, slots=True)
class Family:
    """Operations that exist under several version prefixes, each given as (version, prefix)."""

    prefixes: tuple[tuple[str, str], ...]
    operations: tuple[tuple[str, str, Handler], ...]

    def routes(self) -> tuple[Operation, ...]:
        """Every operation under every prefix; a list also with the slash that v3 clients send."""
        return tuple(
            Operation(method, prefix + ending, handler, version)
            for version, prefix in self.prefixes
            for method, path, handler in self.operations
            for ending in ((path,) if path else ("", "/"))
        )
