"""What an account is filled with: HubSpot's own first content, or a JSON file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pipelinectl.emulator import deskseed, fresh, wire
from pipelinectl.emulator.account import RULES, now, rules_key
from pipelinectl.emulator.channels import inboxes
from pipelinectl.emulator.channels.channels import INBOX
from pipelinectl.emulator.errors import EmulatorError, RefusedError, invalid
from pipelinectl.emulator.people.people import OWNER, TEAM, USER
from pipelinectl.emulator.pipelines import checks
from pipelinectl.emulator.pipelines.model import DEALS, TICKETS, ObjectType, Pipeline, Stage
from pipelinectl.emulator.pipelines.rules import read_rule
from pipelinectl.emulator.pipelines.stageinput import read_label, read_stage
from pipelinectl.emulator.tickets import emails
from pipelinectl.emulator.tickets.properties import PROPERTY, fill_properties, new_property
from pipelinectl.emulator.tickets.tickets import new_ticket
from pipelinectl.emulator.workflows import flowstore

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipelinectl.emulator.account import Account
    from pipelinectl.emulator.wire import JsonObject

SERVED = (
    *("pipelines", "users", "teams", "owners", "rules", "tickets"),
    *("emails", "properties", "flows"),
    *("skills", "inboxes", "custom_channels", "forms", "channels"),
)


def read_seed(path: Path) -> JsonObject:
    """The JSON of a seed file.

    Raises:
        EmulatorError: it cannot be read, is no object of lists, or has a key that is none of ours.
    """
    try:
        content = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise EmulatorError(f"The seed file {path} cannot be read: {error.strerror}.") from None
    except (ValueError, RecursionError) as error:
        raise EmulatorError(f"The seed file {path} is not JSON: {error}.") from None
    if not isinstance(content, dict):
        raise EmulatorError(f"The seed file {path} must be a JSON object.")
    for key, value in content.items():
        if key not in SERVED:
            known = ", ".join(SERVED)
            raise EmulatorError(f"The seed file {path} has the key '{key}'. Known: {known}.")
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise EmulatorError(f"In the seed file {path}, '{key}' must be a list of objects.")
    return content


def fill(account: Account, seed: JsonObject) -> None:
    """Fill an empty account; a list that the seed has not is HubSpot's own first content.

    Raises:
        EmulatorError: something in the seed is not possible; the message names it.
    """
    people = {USER: "users", TEAM: "teams"}
    content = {kind: seed.get(key, fresh.PEOPLE[key]) for kind, key in people.items()}
    content[OWNER] = seed.get("owners", fresh.owners(content[USER], content[TEAM]))
    for kind, items in content.items():
        for number, item in enumerate(items):
            with _Named(people.get(kind, "owners"), number):
                _person(account, kind, item)
    deskseed.join_teams(account)
    for number, item in enumerate(seed.get("pipelines", fresh.TICKET_PIPELINES)):
        with _Named("pipelines", number):
            account.save(_pipeline(account, TICKETS, item))
    for item in fresh.DEAL_PIPELINES:
        account.save(_pipeline(account, DEALS, item))
    fill_properties(account)
    for number, item in enumerate(seed.get("properties", [])):
        with _Named("properties", number):
            _property(account, item)
    for number, item in enumerate(seed.get("emails", emails.FRESH)):
        with _Named("emails", number):
            emails.new_email(account, item)
    for number, item in enumerate(seed.get("flows", [])):
        with _Named("flows", number):
            _flow(account, item)
    for number, item in enumerate(seed.get("rules", [])):
        with _Named("rules", number):
            _rules(account, item)
    _fill_desk(account, seed)
    for number, item in enumerate(seed.get("tickets", [])):
        with _Named("tickets", number):
            new_ticket(account, item, ticket_id=wire.text(item, "id"))


def _fill_desk(account: Account, seed: JsonObject) -> None:
    """The help desk: each list needs what those before it tell."""
    lists: tuple[tuple[str, list[JsonObject], Callable[[Account, JsonObject], object]], ...] = (
        ("skills", [], deskseed.new_skills),
        ("users", [], _settled),
        ("inboxes", deskseed.fresh_inboxes(account), inboxes.new_inbox),
        ("custom_channels", [], deskseed.new_definition),
        ("forms", [], deskseed.new_form),
        ("channels", [], deskseed.new_channel),
    )
    for key, new_account, make in lists:
        for number, item in enumerate(seed.get(key, new_account)):
            with _Named(key, number):
                make(account, item)


def supplement(account: Account) -> None:
    """Give an account of an earlier release what a new account has of the kinds that it lacks."""
    if not account.store.all(PROPERTY):
        fill_properties(account)
        for item in emails.FRESH:
            emails.new_email(account, item)
    if not account.store.all(INBOX):
        _fill_desk(account, {})


class _Named:
    """Says which item of the seed it was that was refused."""

    def __init__(self, key: str, number: int) -> None:
        self._where = f"{key}[{number}]"

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, RefusedError):
            message = (error.body or {}).get("message", "refused")
            raise EmulatorError(f"Seed, {self._where}: {message}") from None


def _person(account: Account, kind: str, item: JsonObject) -> None:
    required = {USER: ("id", "email"), TEAM: ("id", "name"), OWNER: ("id",)}[kind]
    wire.require(item, *required)
    if kind == USER and not str(item["id"]).isdigit():
        raise invalid("the id of a user is a number")
    identified = {key: str(item[key]) for key in required}
    told = {key: value for key, value in item.items() if key not in deskseed.OF_A_USER}
    account.store.put(kind, identified["id"], fresh.DEFAULTS[kind] | told | identified)


def _settled(account: Account, item: JsonObject) -> None:
    deskseed.settle(account, str(item["id"]), item)


def _pipeline(account: Account, object_type: ObjectType, body: JsonObject) -> Pipeline:
    """A pipeline of a seed. It may lack a closed stage, as real ones do; else it is checked."""
    wire.require(body, "label", "stages")
    time = now()
    stages = wire.objects(body, "stages")
    stages.sort(key=lambda stage: (wire.whole(stage, "displayOrder") or 0, stage.get("label", "")))
    pipeline = Pipeline(
        object_type=object_type,
        id=wire.text(body, "id") or account.new_id(),
        label=read_label(body) or "",
        display_order=wire.whole(body, "displayOrder") or 0,
        stages=tuple(_stage(account, object_type, stage, time) for stage in stages),
        created_at=wire.text(body, "createdAt") or time,
        updated_at=wire.text(body, "updatedAt") or wire.text(body, "createdAt") or time,
    )
    checks.pipeline_id_free(account, object_type, pipeline.id)
    checks.pipeline_label_free(account, pipeline)
    checks.stages_suffice(pipeline, before=pipeline)
    checks.stage_ids_free(account, pipeline, [stage.id for stage in pipeline.stages])
    checks.stage_labels_differ(pipeline)
    return pipeline


def _stage(account: Account, object_type: ObjectType, body: JsonObject, time: str) -> Stage:
    # A read answers `archived: false`, which a write may not send.
    asked = read_stage(
        object_type, {"metadata": {}} | body | {"archived": None}, "label", "metadata"
    )
    return Stage(
        id=wire.text(body, "id") or account.new_id(),
        label=asked.label or "",
        state=asked.state or "",
        created_at=wire.text(body, "createdAt") or time,
        write_permissions=wire.text(body, "writePermissions") or "CRM_PERMISSIONS_ENFORCEMENT",
    )


def _property(account: Account, body: JsonObject) -> None:
    """A property as a read answers it; one of HubSpot's own is replaced by it."""
    wire.require(body, "name")
    account.store.drop(PROPERTY, str(body["name"]))
    kept = {"hubspotDefined", "modificationMetadata", "calculated", "archived"}
    new_property(account, body, kept={key: body[key] for key in kept if key in body})


def _flow(account: Account, body: JsonObject) -> None:
    """A flow as a read answers it. It is not checked: real accounts hold what we do not know."""
    time = now()
    flow = {
        "type": "PLATFORM_FLOW",
        "flowType": "WORKFLOW",
        "objectTypeId": TICKETS.id,
        "isEnabled": True,
        "actions": [],
        "revisionId": "1",
        "createdAt": time,
        "updatedAt": time,
        flowstore.STATUS: flowstore.COMPLETE,
        "timeWindows": [],
        "blockedDates": [],
        "customProperties": {},
        "dataSources": [],
        **body,
    }
    wire.objects(flow, "actions")
    flowstore.keep(account, flow)


def _rules(account: Account, body: JsonObject) -> None:
    """Rules as a read answers them: `id` is `0-5-<pipeline id>`."""
    wire.require(body, "id")
    pipelines = {rules_key(found): found for found in account.pipelines(TICKETS)}
    pipeline = pipelines.get(body["id"])
    if pipeline is None:
        raise invalid(f"there is no ticket pipeline for the id {body['id']}")
    time = now()
    stamps: dict[str, Any] = {"id": body["id"], "createdAt": time, "updatedAt": time}
    rules = {
        name: read_rule(pipeline, name, default | (body.get(name) or {}))
        for name, default in fresh.NO_RULES.items()
    }
    account.store.put(RULES, body["id"], stamps | rules)
