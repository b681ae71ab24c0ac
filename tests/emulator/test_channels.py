"""Inboxes, channels and channel accounts by the API, custom channels, and seeds of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from pipelinectl.emulator.app import create_app
from pipelinectl.emulator.channels.channels import INBOX
from pipelinectl.emulator.errors import EmulatorError
from pipelinectl.emulator.settings import Settings

from .conformance.desksteps import CONVERSATIONS, FORMS, results
from .desk import CLICKS, CUSTOM, IDENTIFIED, connect, hidden
from .harness import Api, running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SHOWN = {
    *("id", "channelId", "inboxId", "name", "active", "authorized", "archived", "createdAt"),
}
SEED: dict[str, Any] = {
    "users": [
        {
            "id": "9",
            "email": "eve@acme.example",
            "primaryTeamId": "1",
            "seatNames": ["Service Hub Enterprise"],
            "skills": ["Swedish"],
            "capacity": {"total": 5},
            "availability": "away",
        }
    ],
    "teams": [{"id": "1", "name": "Everybody"}],
    "skills": [{"category": "Languages", "names": ["Swedish"]}],
    "inboxes": [
        {"id": "11", "name": "Sales", "type": "INBOX"},
        {"id": "12", "name": "Desk", "type": "HELP_DESK"},
    ],
    "custom_channels": [{"id": "5001", "name": "Telegram"}],
    "forms": [{"id": "f1", "name": "Contact"}],
    "channels": [
        {
            "id": "21",
            "channelId": "1002",
            "inboxId": "11",
            "name": "Sales mail",
            "active": False,
            "fallback": True,
            "deliveryIdentifier": {"type": "HS_EMAIL_ADDRESS", "value": "sales@acme.example"},
        },
        {
            "type": "form",
            "inbox": "help_desk",
            "form": "Contact",
            "settings": {"ticket_properties": {"hs_pipeline_stage": "2"}},
        },
        {"id": "23", "channelId": "5001", "inboxId": "12", "name": "Bot"},
        {
            "channelId": "1001",
            "inboxId": "12",
            "name": "Acme Sweden",
            "deliveryIdentifier": {"type": "CHANNEL_SPECIFIC_OPAQUE_ID", "value": "77"},
        },
        {"page": "Acme", "account": 2222222},
    ],
}


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    path = tmp_path_factory.mktemp("seed") / "seed.json"
    path.write_text(json.dumps(SEED), "utf-8")
    with running("--seed", str(path)) as emulator:
        yield emulator.api


@pytest.fixture
def seeded(started: Api) -> Api:
    """An emulator with the seed, as new."""
    assert started.post("/_emulator/reset").status_code == 204
    return started


@pytest.mark.row("B-API-01")
def test_a_new_account_has_an_inbox_and_the_help_desk(api: Api) -> None:
    answer = api.get(f"{CONVERSATIONS}/inboxes").json()
    assert answer["total"] == 2
    assert [(each["name"], each["type"]) for each in answer["results"]] == [
        ("Inbox", "INBOX"),
        ("Help Desk", "HELP_DESK"),
    ]
    for each in answer["results"]:
        assert api.get(f"{CONVERSATIONS}/inboxes/{each['id']}").json() == each
    assert results(api, f"{CONVERSATIONS}/channel-accounts") == []


def test_the_kinds_of_channels(api: Api) -> None:
    kinds = {each["id"]: each["name"] for each in results(api, f"{CONVERSATIONS}/channels")}
    documented = {"1000": "Live chat", "1001": "Facebook Messenger", "1002": "Email"}
    assert documented.items() <= kinds.items()
    assert {"WhatsApp", "Calling", "Form"} <= {*kinds.values()}
    for channel_id, name in kinds.items():
        one = api.get(f"{CONVERSATIONS}/channels/{channel_id}").json()
        assert one == {"id": channel_id, "name": name}


DELIVERIES = {
    "email": ("HS_EMAIL_ADDRESS", "help@acme.example"),
    "whatsapp": ("HS_PHONE_NUMBER", "+46700000001"),
    "calling": ("HS_PHONE_NUMBER", "+46800000001"),
}


@pytest.mark.row("B-API-01")
@pytest.mark.parametrize("kind", IDENTIFIED)
def test_the_api_shows_that_a_channel_is_connected_and_none_of_its_settings(
    api: Api, kind: str
) -> None:
    made = connect(api, kind)
    (found,) = results(api, f"{CONVERSATIONS}/channel-accounts")
    delivery = found.pop("deliveryIdentifier", None)
    assert found == {key: made[key] for key in SHOWN}
    if kind in DELIVERIES:
        assert (delivery["type"], delivery["value"]) == DELIVERIES[kind]
    elif kind == "facebook_messenger":
        assert delivery["type"] == "CHANNEL_SPECIFIC_OPAQUE_ID"
    else:
        assert delivery is None


def test_switches_of_a_person_are_seen_by_the_api(api: Api) -> None:
    made = connect(api, "email")
    path = f"{CONVERSATIONS}/channel-accounts/{made['id']}"
    api.patch(f"{CLICKS}/{made['id']}", {"active": False, "authorized": False, "name": "Off"})
    found = api.get(path).json()
    assert (found["active"], found["authorized"], found["name"]) == (False, False, "Off")


def test_accounts_are_filtered_and_paged(api: Api) -> None:
    path = f"{CONVERSATIONS}/channel-accounts"
    made = {kind: connect(api, kind)["id"] for kind in ("email", "chat", "whatsapp")}
    inbox = connect(api, "calling", "Inbox")

    def ids(**query: Any) -> list[str]:
        return [each["id"] for each in results(api, path, **query)]

    assert ids(channelId="1002") == [made["email"]]
    assert ids(channelId=["1002", "1000"]) == [made["email"], made["chat"]]
    assert ids(**{"channelId[]": ["1000"]}) == [made["chat"]]
    assert ids(inboxId=inbox["inboxId"]) == [inbox["id"]]
    assert ids(inboxId=inbox["inboxId"], channelId="1002") == []
    first = api.get(path, params={"limit": 3}).json()
    assert (first["total"], len(first["results"])) == (4, 3)
    rest = api.get(path, params={"limit": 3, "after": first["paging"]["next"]["after"]}).json()
    assert [each["id"] for each in rest["results"]] == [inbox["id"]]
    assert "paging" not in rest


def test_a_removed_channel_is_archived(api: Api) -> None:
    made = connect(api, "email")
    path = f"{CONVERSATIONS}/channel-accounts"
    api.delete(f"{CLICKS}/{made['id']}")
    assert results(api, path) == []
    assert api.get(f"{path}/{made['id']}").status_code == 404
    (gone,) = results(api, path, archived="true")
    assert (gone["id"], gone["archived"], gone["active"]) == (made["id"], True, False)
    assert "archivedAt" in gone


@pytest.mark.row("B-API-01", "CH-GEN-03")
@pytest.mark.parametrize("method", ["POST", "PATCH", "PUT", "DELETE"])
def test_channels_cannot_be_written_by_the_api(api: Api, method: str) -> None:
    made = connect(api, "email")
    for path in ("inboxes", "channels", "channel-accounts", f"channel-accounts/{made['id']}"):
        assert api.send(method, f"{CONVERSATIONS}/{path}", {}).status_code == 404
    assert api.get(f"{CLICKS}/{made['id']}").json() == made


@pytest.mark.row("B-CUST-01", "CH-CUST-01")
def test_an_account_of_a_custom_channel_is_connected_by_the_api(seeded: Api) -> None:
    (definition, *_) = results(seeded, CUSTOM)
    assert (definition["id"], definition["name"]) == ("5001", "Telegram")
    asked = {
        "authorized": True,
        "inboxId": "12",
        "name": "Telegram Sweden",
        "deliveryIdentifier": {"type": "CHANNEL_SPECIFIC_OPAQUE_ID", "value": "t-1"},
    }
    path = f"{CUSTOM}/5001/channel-accounts"
    made = seeded.post(path, asked)
    assert made.status_code == 201
    account = made.json()
    assert account.items() >= (asked | {"channelId": "5001", "active": True}).items()
    assert seeded.get(f"{path}/{account['id']}").json() == account
    changed = seeded.patch(f"{path}/{account['id']}", {"authorized": False, "name": "T"}).json()
    assert changed == account | {"authorized": False, "name": "T"}
    assert seeded.get(f"{CONVERSATIONS}/channel-accounts/{account['id']}").json() == changed
    assert seeded.get(f"{CLICKS}/{account['id']}").json()["settings"]["create_tickets"] is True
    assert [each["id"] for each in results(seeded, path)] == ["23", account["id"]]
    found = results(seeded, path, deliveryIdentifierValue="t-1")
    assert [each["id"] for each in found] == [account["id"]]
    assert seeded.post(path, asked).status_code == 409


def test_what_a_custom_channel_refuses(seeded: Api) -> None:
    path = f"{CUSTOM}/5001/channel-accounts"
    asked = {"authorized": True, "inboxId": "12", "name": "T"}
    for wrong in ({"inboxId": "99"}, {"name": None}, {"authorized": "yes"}):
        assert seeded.post(path, asked | wrong).status_code == 400
    assert seeded.post(f"{CUSTOM}/99/channel-accounts", asked).status_code == 404
    assert seeded.get(f"{path}/21").status_code == 404
    assert [each["id"] for each in results(seeded, path)] == ["23"]


def test_a_custom_channel_is_connected_by_hand_and_its_app_installed(seeded: Api) -> None:
    made = connect(seeded, "custom", app="Telegram")
    assert (made["channelId"], made["app"]) == ("5001", "Telegram")
    new = connect(seeded, "custom", app="Viber")
    kinds = {each["id"]: each["name"] for each in results(seeded, f"{CONVERSATIONS}/channels")}
    assert (kinds["5001"], kinds[new["channelId"]]) == ("Telegram", "Viber")
    assert [each["name"] for each in results(seeded, CUSTOM)] == ["Telegram", "Viber"]


@pytest.mark.row("CH-MSGR-04", "CH-FORM-05", "B-ROUTE-02")
def test_a_seed_of_a_help_desk(seeded: Api) -> None:
    mail, form, bot, page = results(seeded, CLICKS)
    assert (mail["id"], mail["type"], mail["address"]) == ("21", "email", "sales@acme.example")
    assert (mail["active"], mail["settings"]["create_tickets"]) == (False, False)
    assert form["settings"]["ticket_properties"] == {"hs_pipeline_stage": "2"}
    assert hidden(seeded.get(f"{FORMS}/f1").json()) == {"hs_pipeline_stage": "2"}
    assert (bot["id"], bot["app"], bot["inboxId"]) == ("23", "Telegram", "12")
    assert (page["page"], page["deliveryIdentifier"]["value"]) == ("Acme Sweden", "77")
    user = seeded.get("/_ui/users/eve@acme.example").json()
    assert (user["skills"], user["capacity"]) == (["Swedish"], {"total": 5})
    assert (user["availability"], user["seat"]) == ("away", True)
    assert "capacity" not in seeded.get("/settings/users/2026-09-beta/9").json()
    assert results(seeded, "/settings/teams/2026-09-beta/1/members") == [
        {"userId": "9", "type": "DEFAULT"}
    ]
    elsewhere = {"type": "facebook_messenger", "inbox": "help_desk", "page": "Acme"}
    answer = seeded.post(CLICKS, elsewhere)
    assert (answer.status_code, "another account" in answer.json()["message"]) == (409, True)


@pytest.mark.parametrize(
    ("key", "items", "said"),
    [
        ("channels", [{"type": "email", "inbox": "help_desk"}], "channels[0]"),
        ("channels", [{"channelId": "77", "inbox": "help_desk"}], "channels[0]"),
        ("channels", [{"channelId": "1002", "name": "x"}], "inboxId"),
        ("channels", [{"type": "fax", "inbox": "help_desk", "name": "x"}], "'fax'"),
        ("inboxes", [{"id": "1", "name": "A"}, {"id": "1", "name": "B"}], "ID 1"),
        ("channels", [{"type": "form", "inbox": "help_desk", "form": "x"}], "no form x"),
        ("inboxes", [{"name": "A", "type": "HELP_DESK"}, {"name": "B", "type": "HELP_DESK"}], "A"),
        ("forms", [{}], "name"),
        ("users", [{"id": "1", "email": "a@acme.example", "skills": ["x"]}], "no skill x"),
        ("skills", [{"category": "x"}], "names"),
        ("custom_channels", [{}], "name"),
    ],
)
def test_a_seed_that_is_not_possible_names_the_place(
    tmp_path: Path, key: str, items: list[dict[str, Any]], said: str
) -> None:
    path = tmp_path / "seed.json"
    path.write_text(json.dumps({key: items}), "utf-8")
    with pytest.raises(EmulatorError) as caught:
        create_app(Settings(seed=path))
    assert str(caught.value).startswith(f"Seed, {key}[")
    assert said in str(caught.value)


def test_a_data_file_keeps_channels_and_people(tmp_path: Path) -> None:
    data = ("--data", str(tmp_path / "account.db"))
    with running(*data) as started:
        made = connect(started.api, "form")
        user = started.api.patch("/_ui/users/ana@acme.example", {"capacity": {"total": 3}}).json()
    with running(*data) as again:
        assert again.api.get(f"{CLICKS}/{made['id']}").json() == made
        assert again.api.get("/_ui/users/ana@acme.example").json() == user


def test_an_account_of_an_earlier_release_gets_its_inboxes(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "account.db")
    store = create_app(settings).state.store
    for inbox in store.all(INBOX):
        store.drop(INBOX, inbox["id"])
    store.close()
    store = create_app(settings).state.store
    assert [each["name"] for each in store.all(INBOX)] == ["Inbox", "Help Desk"]
    store.close()


@pytest.mark.row("B-MIG-01")
def test_the_fallback_address_stays_in_its_inbox(seeded: Api) -> None:
    answer = seeded.post(f"{CLICKS}/21/migrate", {"history": False})
    assert (answer.status_code, "fallback" in answer.json()["message"]) == (409, True)


REFUSED = {
    "missing_conversations_scope": (
        (f"{CONVERSATIONS}/inboxes", "conversations.read"),
        ("/conversations/v3/conversations/channels", "conversations.read"),
        (CUSTOM, "conversations.custom_channels.read"),
    ),
    "missing_forms_scope": ((FORMS, "forms"), ("/marketing/forms/2026-09-beta", "forms")),
    "starter_account": ((CUSTOM, "conversations.custom_channels.read"),),
}


@pytest.mark.parametrize("profile", REFUSED)
def test_a_token_without_the_scope(profile: str, profiled: Callable[[str], Api]) -> None:
    api = profiled(profile)
    for path, scope in REFUSED[profile]:
        answer = api.get(path)
        assert (answer.status_code, answer.json()["category"]) == (403, "MISSING_SCOPES")
        assert scope in answer.text
    assert api.get("/marketing/v3/emails").status_code == 200
    assert api.get(CLICKS).status_code == 200


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (f"{CUSTOM}/5001/channel-accounts", {"authorized": True, "inboxId": "12", "name": "T"}),
        (FORMS, {}),
        ("/settings/teams/2026-09-beta", {"name": "New", "members": []}),
    ],
)
def test_writes_here_are_writes_to_faults_and_the_log(
    seeded: Api, path: str, body: dict[str, Any]
) -> None:
    seeded.post("/_emulator/faults", {"name": "fail_write", "status": 503})
    assert seeded.post(path, body).status_code == 503
    (entry,) = seeded.get("/_emulator/requests").json()["requests"]
    assert (entry["path"], entry["write"], entry["performed"]) == (path, True, False)
