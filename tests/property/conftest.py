"""One emulator for each worker and reading of the API, used by one example after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.property.emulated import Emulated, emulated

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def account() -> Iterator[Emulated]:
    """An account that reads slots without the stage that is moved."""
    with emulated() as started:
        yield started


@pytest.fixture(scope="session")
def other_reading() -> Iterator[Emulated]:
    """An account that counts the moved stage while it numbers the slots."""
    with emulated("order_counts_moved") as started:
        yield started
