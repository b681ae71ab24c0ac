from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from .steps import BASE, VALIDATION, body, refusal, stage

if TYPE_CHECKING:
    from .steps import Api

case = pytest.mark.case


@case("HB-READ-01")
def test_the_list_has_no_paging_and_ignores_archived(target: Api, new: str) -> None:
    assert new
    listed = target.get(BASE).json()
    assert listed.keys() == {"results"}
    assert target.get(f"{BASE}?archived=true").json() == listed


@case("HB-READ-02")
@pytest.mark.parametrize("path", ["/nothing", "/nothing/stages", "/nothing/audit"])
def test_reading_what_is_not_there_is_404_without_json(target: Api, path: str) -> None:
    answer = target.get(BASE + path)
    assert answer.status_code == 404
    assert "json" not in answer.headers.get("content-type", "")


@case("HB-READ-03")
def test_the_default_pipeline_was_created_in_1970(target: Api) -> None:
    dates = [each["createdAt"] for each in target.get(BASE).json()["results"]]
    assert [date for date in dates if date.startswith("1970-01-01T00:00:00")]


@case("HB-READ-04")
@pytest.mark.parametrize(
    "base",
    [
        "/crm/v3/pipelines/tickets",
        "/crm/pipelines/2026-03/tickets",
        "/crm/pipelines/2026-09/0-5",
        "/crm/v3/pipelines/0-5",
    ],
)
def test_every_version_and_both_names_show_one_resource(target: Api, new: str, base: str) -> None:
    assert target.get(f"{base}/{new}").json() == target.get(f"{BASE}/{new}").json()


@case("HB-READ-05")
def test_stages_are_updated_with_their_pipeline(target: Api, new: str) -> None:
    before = target.get(f"{BASE}/{new}").json()
    time.sleep(0.002)
    target.patch(f"{BASE}/{new}", {"displayOrder": 51})
    after = target.get(f"{BASE}/{new}").json()
    assert after["updatedAt"] > before["updatedAt"]
    assert {each["updatedAt"] for each in after["stages"]} == {after["updatedAt"]}


@case("HB-READ-06")
def test_an_unknown_object_type_is_refused(target: Api) -> None:
    assert refusal(target.get("/crm/pipelines/2026-09/unicorns")) == VALIDATION


@case("HB-WRITE-01")
def test_put_keeps_named_makes_unnamed_and_purges_omitted(target: Api, new: str) -> None:
    created = target.get(f"{BASE}/{new}/stages/{new}-d").json()["createdAt"]
    stages = [stage("New", 0), stage("Done", 1, "CLOSED", f"{new}-d")]
    time.sleep(0.002)
    assert target.put(f"{BASE}/{new}", body(new, stages=stages)).status_code == 200
    first, second = target.get(f"{BASE}/{new}").json()["stages"]
    assert (first["label"], first["id"].isdigit()) == ("New", True)
    assert (second["label"], second["id"]) == ("Done", f"{new}-d")
    assert second["createdAt"] == created


@case("HB-WRITE-02")
@pytest.mark.parametrize("path", ["", "/stages/{new}-a"])
def test_archived_is_refused(target: Api, new: str, path: str) -> None:
    answer = target.patch(f"{BASE}/{new}" + path.format(new=new), {"archived": False})
    assert refusal(answer) == VALIDATION


@case("HB-WRITE-03")
def test_missing_fields_are_named(target: Api, new: str) -> None:
    answer = target.post(BASE, {"label": "x"})
    assert refusal(answer) == VALIDATION
    assert "displayOrder" in answer.json()["message"]
    answer = target.post(f"{BASE}/{new}/stages", {"label": "x", "displayOrder": 1})
    assert refusal(answer) == VALIDATION


@case("HB-WRITE-04")
@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_writing_what_is_not_there_is_404_with_json(target: Api, method: str) -> None:
    asked = None if method == "DELETE" else body("nothing")
    answer = target.send(method, f"{BASE}/nothing", asked)
    assert refusal(answer)[:2] == (404, "OBJECT_NOT_FOUND")


@case("HB-WRITE-05")
@pytest.mark.parametrize("raw", [b"{", b"[]", b"\xff", b""])
def test_malformed_json_is_refused(target: Api, raw: bytes) -> None:
    headers = {"content-type": "application/json"}
    assert refusal(target.post(BASE, data=raw, headers=headers)) == VALIDATION
