from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from .flowsteps import body_of_flow, wait_until_complete
from .steps import BASE, FLOWS, body, remove, unique

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from requests import Response

    from .steps import Api


@pytest.fixture
def new(target: Api) -> Iterator[str]:
    """The id of a new pipeline: stages A, B, C open and D closed, with ids `<pipeline>-a` …."""
    pipeline_id = unique()
    assert target.post(BASE, body(pipeline_id)).status_code == 201
    yield pipeline_id
    remove(target, pipeline_id)


@pytest.fixture
def flow(target: Api) -> Iterator[str]:
    """The id of a new flow, complete: two changes of priority, one after the other."""
    answer = target.post(FLOWS, body_of_flow())
    assert answer.status_code == 201, answer.text
    flow_id = answer.json()["id"]
    wait_until_complete(target, flow_id)
    yield flow_id
    target.delete(f"{FLOWS}/{flow_id}")


@pytest.fixture
def make(target: Api) -> Iterator[Callable[..., Response]]:
    """Posts a flow; what came into being is deleted afterwards."""
    made: list[str] = []

    def post(asked: dict[str, Any] | None = None, **more: Any) -> Response:
        answer = target.post(FLOWS, body_of_flow(**more) if asked is None else asked)
        if answer.status_code == 201:
            made.append(answer.json()["id"])
        return answer

    yield post
    for flow_id in made:
        target.delete(f"{FLOWS}/{flow_id}")


@pytest.fixture
def elsewhere(profiled: Callable[[str], Api]) -> Callable[[str], tuple[Api, str]]:
    """An emulator with a profile, and a new pipeline in it."""

    def start(profile: str) -> tuple[Api, str]:
        api, pipeline_id = profiled(profile), unique()
        assert api.post(BASE, body(pipeline_id)).status_code == 201
        return api, pipeline_id

    return start
