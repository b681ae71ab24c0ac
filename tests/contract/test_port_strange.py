"""Answers that no account should give, and what every adapter makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pipelinectl.adapters.registry import connect
from pipelinectl.model import Kind, LiveObject
from pipelinectl.ports import RemoteError
from tests.contract.rigs import PIPELINES
from tests.desk import TOKEN

if TYPE_CHECKING:
    from tests.contract.rigs import Canned
from tests.contract.pipelines import says_nothing_secret

STRANGE = {
    "an empty body": b"",
    "a page": b"<html>sign in</html>",
    "null": b"null",
    "a list": b"[]",
    "a text": b'"x"',
    "a number": b"5",
    "no results": b"{}",
    "results that are null": b'{"results": null}',
    "results that are a number": b'{"results": 5}',
    "a result that is empty": b'{"results": [{}]}',
    "a result that is a text": b'{"results": ["x"]}',
    "orders of two kinds": b'{"results": [{"id": 1, "label": "a", "displayOrder": 1, "stages": []},'
    b' {"id": 2, "label": "b", "displayOrder": "x", "stages": []}]}',
    "stages that are null": b'{"results": [{"id": 1, "label": "a", "displayOrder": 1,'
    b' "stages": null}]}',
    "metadata that is a list": b'{"results": [{"id": 1, "label": "a", "displayOrder": 1,'
    b' "stages": [{"id": 1, "label": "b", "displayOrder": 1, "metadata": [1]}]}]}',
    "bytes that are no text": b'{"results": "\xff\xfe"}',
    "limits that are a number": b'{"hubspotDefinedObjectTypes": 5}',
    "a depth without end": b"[" * 100_000,
    "half a character": b'{"results": "\\ud800"',
}


@pytest.mark.parametrize("body", STRANGE.values(), ids=STRANGE.keys())
def test_a_strange_answer_is_an_error_of_the_port(
    adapter: str, strange: Canned, body: bytes, no_waiting: list[float]
) -> None:
    desk = connect(adapter, strange.url, TOKEN)
    strange.answer(200, body, Content_Type="application/json")
    for call in (desk.account, lambda: desk.read(PIPELINES)):
        with pytest.raises(RemoteError) as failed:
            call()
        says_nothing_secret(failed.value)
    assert no_waiting == []


@pytest.mark.parametrize("body", STRANGE.values(), ids=STRANGE.keys())
def test_a_strange_answer_leaves_unknown_what_is_nice_to_know(
    adapter: str, strange: Canned, body: bytes
) -> None:
    desk = connect(adapter, strange.url, TOKEN)
    strange.answer(200, body, Content_Type="application/json")
    assert desk.limits().pipelines is None
    found: Any = LiveObject(Kind.STATUS, "1", "0", {"name": "New", "state": "open"})
    assert desk.last_edit(found) is None


@pytest.mark.parametrize("number", ["", "-1", "many", "\xb2", "9" * 5000])
def test_strange_headers_do_not_stop_a_read(adapter: str, strange: Canned, number: str) -> None:
    for remaining, interval in ((number, "1000"), ("1", number)):
        headers = {
            "X_HubSpot_RateLimit_Remaining": remaining,
            "X_HubSpot_RateLimit_Interval_Milliseconds": interval,
        }
        strange.answer(200, b'{"portalId": 5}', **headers)
        assert connect(adapter, strange.url, TOKEN).account() == "5"


def test_a_redirect_is_not_followed(adapter: str, strange: Canned) -> None:
    strange.answer(302, b"", Location=f"{strange.url}/elsewhere")
    with pytest.raises(RemoteError):
        connect(adapter, strange.url, TOKEN).account()
    assert len(strange.seen) == 1
