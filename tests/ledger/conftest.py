"""A remote repository, and a clone of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ledger.stores import bare, clone

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    return bare(tmp_path / "origin.git")


@pytest.fixture
def checkout(origin: Path, tmp_path: Path) -> Path:
    return clone(origin, tmp_path / "checkout")
