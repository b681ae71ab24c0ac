from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from tests.emulator.harness import Api, Emulator, running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# The conformance suite can be run against a real developer test account instead.
BASE_URL_VARIABLE = "PIPELINECTL_CONFORMANCE_BASE_URL"
TOKEN_VARIABLE = "PIPELINECTL_CONFORMANCE_TOKEN"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "case(row): shows a row of docs/hubspot-behaviour.md")


@pytest.fixture(scope="session")
def emulator() -> Iterator[Emulator]:
    """One emulator for the tests that put everything back as it was."""
    with running() as started:
        yield started


@pytest.fixture
def api(emulator: Emulator) -> Api:
    """An emulator as new: reset before each test."""
    assert emulator.api.post("/_emulator/reset").status_code == 204
    return emulator.api


@pytest.fixture(scope="session")
def target(emulator: Emulator) -> Api:
    """What the conformance suite talks to: the emulator, or the account that you name."""
    url = os.environ.get(BASE_URL_VARIABLE)
    return Api(url, os.environ[TOKEN_VARIABLE]) if url else emulator.api


@pytest.fixture(scope="session")
def profiled() -> Iterator[Callable[[str], Api]]:
    """An emulator per profile, started when it is first asked for."""
    started: dict[str, Any] = {}

    def with_profile(name: str) -> Api:
        if name not in started:
            context = running("--profile", name)
            started[name] = (context, context.__enter__().api)
        api: Api = started[name][1]
        return api

    yield with_profile
    for context, _ in started.values():
        context.__exit__(None, None, None)
