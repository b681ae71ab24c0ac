"""How an emulated account is started."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a person chooses. Whether a file is usable shows only when the server starts.

    `token` None accepts every bearer token. `data` None keeps everything in memory. `seed` fills
    an account that is empty. `port` 0 takes a free port.
    """

    account: int = 1111111
    port: int = 8787
    token: str | None = None
    data: Path | None = None
    seed: Path | None = None
    profiles: tuple[str, ...] = ()
