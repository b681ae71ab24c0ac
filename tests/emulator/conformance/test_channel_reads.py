from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .desksteps import CONVERSATIONS, OLD_CONVERSATIONS, results

if TYPE_CHECKING:
    from collections.abc import Callable

    from .steps import Api

case = pytest.mark.case
LISTS = ("inboxes", "channels", "channel-accounts")
SHOWN = {
    *("id", "channelId", "inboxId", "name", "active", "authorized", "archived", "createdAt"),
}


@case("HB-CHANNEL-01")
@pytest.mark.parametrize("base", [CONVERSATIONS, OLD_CONVERSATIONS])
@pytest.mark.parametrize("what", LISTS)
def test_lists_tell_their_total_and_each_item_is_read_again(
    target: Api, base: str, what: str
) -> None:
    answer = target.get(f"{base}/{what}").json()
    assert answer["total"] >= len(answer["results"])
    for each in answer["results"]:
        assert target.get(f"{base}/{what}/{each['id']}").json()["name"] == each["name"]
    assert target.get(f"{base}/{what}/999999999").status_code == 404


@case("HB-CHANNEL-02")
def test_the_help_desk_is_an_inbox_of_its_own_type(target: Api) -> None:
    types = [each["type"] for each in results(target, f"{CONVERSATIONS}/inboxes")]
    assert {*types} <= {"INBOX", "HELP_DESK"}
    assert types.count("HELP_DESK") <= 1


@case("HB-CHANNEL-03")
def test_the_documented_ids_of_channels(target: Api) -> None:
    kinds = {each["id"] for each in results(target, f"{CONVERSATIONS}/channels", limit=100)}
    assert {"1000", "1001", "1002"} <= kinds


@case("HB-CHANNEL-04")
def test_channel_accounts_show_no_settings(target: Api) -> None:
    for each in results(target, f"{CONVERSATIONS}/channel-accounts"):
        assert each.keys() >= SHOWN
        assert each.keys() <= SHOWN | {"archivedAt", "deliveryIdentifier"}


@case("HB-CHANNEL-05")
@pytest.mark.parametrize("method", ["POST", "PATCH", "PUT", "DELETE"])
@pytest.mark.parametrize("what", LISTS)
def test_nothing_is_written(target: Api, method: str, what: str) -> None:
    assert target.send(method, f"{CONVERSATIONS}/{what}", {}).status_code in {404, 405}


@case("HB-CHANNEL-06")
def test_accounts_are_filtered(target: Api) -> None:
    path = f"{CONVERSATIONS}/channel-accounts"
    everything = results(target, path)
    for channel_id in {each["channelId"] for each in everything}:
        found = results(target, path, channelId=channel_id)
        assert {each["channelId"] for each in found} == {channel_id}
    for inbox_id in {each["inboxId"] for each in everything}:
        found = results(target, path, inboxId=inbox_id)
        assert {each["inboxId"] for each in found} == {inbox_id}
    assert len(results(target, path, limit=1)) == min(1, len(everything))


@case("HB-CHANNEL-07")
def test_archived_accounts_are_asked_for(target: Api) -> None:
    path = f"{CONVERSATIONS}/channel-accounts"
    assert all(each["archived"] is False for each in results(target, path))
    assert all(each["archived"] is True for each in results(target, path, archived="true"))


@case("HB-CHANNEL-08")
@pytest.mark.parametrize(
    ("path", "scope"),
    [
        (f"{CONVERSATIONS}/inboxes", "conversations.read"),
        (f"{OLD_CONVERSATIONS}/channels", "conversations.read"),
        ("/conversations/custom-channels/2026-09", "conversations.custom_channels.read"),
    ],
)
def test_a_token_needs_the_scope(profiled: Callable[[str], Api], path: str, scope: str) -> None:
    answer = profiled("missing_conversations_scope").get(path)
    assert (answer.status_code, answer.json()["category"]) == (403, "MISSING_SCOPES")
    assert scope in answer.text


@case("HB-CHANNEL-09")
def test_a_starter_account_has_no_help_desk(profiled: Callable[[str], Api]) -> None:
    inboxes = results(profiled("starter_account"), f"{CONVERSATIONS}/inboxes")
    assert {each["type"] for each in inboxes} == {"INBOX"}


@case("HB-CUSTOM-01")
def test_an_unknown_custom_channel_is_not_found(target: Api) -> None:
    path = "/conversations/custom-channels/2026-09/999999999/channel-accounts"
    assert target.get(path).status_code == 404
    asked = {"authorized": True, "inboxId": "1", "name": "x"}
    assert target.post(path, asked).status_code == 404
