from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .steps import BASE, RULES, TICKETS, body, refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from .steps import Api

case = pytest.mark.case


@case("HB-AUTH-01")
def test_a_request_needs_a_token(target: Api) -> None:
    answer = target.get(BASE, headers={"Authorization": ""})
    assert refusal(answer)[:2] == (401, "INVALID_AUTHENTICATION")


@case("HB-AUTH-02")
def test_a_missing_scope_stops_writes_and_rules(profiled: Callable[[str], Api]) -> None:
    api = profiled("missing_scope")
    assert api.get(BASE).status_code == 200
    for answer in (api.post(BASE, body("x")), api.get(f"{RULES}/0"), api.delete(f"{RULES}/0")):
        assert refusal(answer)[:2] == (403, "MISSING_SCOPES")
        assert answer.json()["errors"][0]["context"]["requiredGranularScopes"]


@case("HB-LIMIT-01")
def test_the_rate_limit_is_announced_except_by_a_search(target: Api) -> None:
    headers = target.get(BASE).headers
    names = ("Max", "Remaining", "Interval-Milliseconds", "Daily", "Daily-Remaining")
    assert all(headers[f"X-HubSpot-RateLimit-{name}"].isdigit() for name in names)
    searched = target.post(f"{TICKETS}/search", {"limit": 1}).headers
    assert not [name for name in searched if "ratelimit" in name.lower()]


@case("HB-LIMIT-02")
def test_too_many_requests_are_429(profiled: Callable[[str], Api]) -> None:
    api = profiled("rate_limited")
    answers = [api.get(BASE) for _ in range(6)]
    assert [each.status_code for each in answers] == [200] * 5 + [429]
    found = answers[-1].json()
    assert (found["errorType"], found["policyName"]) == ("RATE_LIMIT", "SECONDLY")
    assert "category" not in found
    assert "Retry-After" not in answers[-1].headers


@case("HB-ERROR-01")
def test_some_errors_are_html(profiled: Callable[[str], Api]) -> None:
    answer = profiled("html_errors").get(f"{BASE}/nothing")
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")


@case("HB-ERROR-02")
def test_an_unknown_path_is_404(target: Api) -> None:
    assert target.get("/crm/nothing").status_code == 404


@case("HB-ACCOUNT-01")
@pytest.mark.parametrize("version", ["2026-03", "2026-09", "v3"])
def test_the_account_tells_its_id_and_kind(target: Api, version: str) -> None:
    found = target.get(f"/account-info/{version}/details").json()
    assert isinstance(found["portalId"], int)
    assert found["accountType"] in {"APP_DEVELOPER", "DEVELOPER_TEST", "SANDBOX", "STANDARD"}


@case("HB-PEOPLE-01")
@pytest.mark.parametrize("base", ["/crm/v3/owners", "/crm/owners/2026-03", "/crm/owners/2026-09"])
def test_an_owner_has_two_ids(target: Api, base: str) -> None:
    owner = target.get(base).json()["results"][0]
    assert str(owner["userId"]) != owner["id"]
    assert target.get(f"{base}/{owner['id']}").json() == owner
    assert target.get(f"{base}/{owner['userId']}?idProperty=userId").json() == owner
    assert target.get(base, params={"email": owner["email"]}).json()["results"] == [owner]


@case("HB-PEOPLE-02")
@pytest.mark.parametrize("base", ["/settings/v3/users", "/settings/users/2026-03"])
def test_users_and_teams_are_listed(target: Api, base: str) -> None:
    user = target.get(base).json()["results"][0]
    by_email = target.get(f"{base}/{user['email']}?idProperty=EMAIL").json()
    assert by_email["id"] == user["id"]
    teams = target.get(f"{base}/teams").json()
    assert teams.keys() == {"results"}
    assert {"id", "name", "userIds", "secondaryUserIds"} <= teams["results"][0].keys()
