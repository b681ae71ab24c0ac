from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .steps import BASE, body, remove, unique

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .steps import Api


@pytest.fixture
def new(target: Api) -> Iterator[str]:
    """The id of a new pipeline: stages A, B, C open and D closed, with ids `<pipeline>-a` …."""
    pipeline_id = unique()
    assert target.post(BASE, body(pipeline_id)).status_code == 201
    yield pipeline_id
    remove(target, pipeline_id)


@pytest.fixture
def elsewhere(profiled: Callable[[str], Api]) -> Callable[[str], tuple[Api, str]]:
    """An emulator with a profile, and a new pipeline in it."""

    def start(profile: str) -> tuple[Api, str]:
        api, pipeline_id = profiled(profile), unique()
        assert api.post(BASE, body(pipeline_id)).status_code == 201
        return api, pipeline_id

    return start
