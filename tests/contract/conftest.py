"""The adapters that the contract is held against, each in front of an emulated account."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest

from tests.contract.rigs import ADAPTERS, Canned, canned
from tests.desk import TOKEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.contract.rigs import Rig


@pytest.fixture(scope="session")
def accounts() -> Iterator[Callable[..., Rig]]:
    """An account for each adapter and set of profiles, started once and new for each test."""
    started: dict[Any, Rig] = {}
    with ExitStack() as stack:

        def account(adapter: str, *profiles: str, token: str | None = TOKEN) -> Rig:
            key = (adapter, profiles, token)
            if key not in started:
                started[key] = stack.enter_context(ADAPTERS[adapter](*profiles, token=token))
            started[key].reset()
            return started[key]

        yield account


@pytest.fixture(params=sorted(ADAPTERS))
def adapter(request: pytest.FixtureRequest) -> str:
    """The word for the adapter in the project file."""
    return str(request.param)


@pytest.fixture
def rig(adapter: str, accounts: Callable[..., Rig]) -> Rig:
    """An adapter in front of a fresh account."""
    return accounts(adapter)


@pytest.fixture
def strange() -> Iterator[Canned]:
    """A server that answers whatever it is told."""
    with canned() as server:
        yield server


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Retries do not wait; how long they would have waited."""
    waited: list[float] = []
    monkeypatch.setattr("tenacity.nap.time.sleep", waited.append)
    return waited
