"""What becomes of a write to a setting that does not end well."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipelinectl.adapters.hubspot.desk import HubSpotDesk
from pipelinectl.adapters.hubspot.patience import Patience
from pipelinectl.model import Kind, Record
from pipelinectl.ports import Goal
from tests.contract.settings import (
    BEN,
    FIELDS,
    IN_SUPPORT,
    SEED,
    STOCKHOLM,
    TELEGRAM,
    called,
    first_write,
    form,
    of_team,
    of_user,
    reach,
    read,
    value,
    want,
    writes,
)
from tests.contract.workflows import failing
from tests.desk import TOKEN

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelinectl.ports import Want
    from tests.contract.rigs import Rig

NEW_FORM = form(name="Contact support", fields=FIELDS)
ZONE = of_user("time_zone", STOCKHOLM)
JOIN = of_team("503/extra_members", BEN)
CONNECT = want(
    TELEGRAM, type="custom", app="Telegram for HubSpot", name="Bot", connected_to="help_desk"
)


@pytest.fixture(autouse=True)
def _at_once(no_waiting: list[float]) -> None:
    assert no_waiting == []


def impatient(rig: Rig) -> HubSpotDesk:
    return HubSpotDesk(rig.api.url, TOKEN, Patience(attempts=2))


@pytest.mark.parametrize("fault", ["drop_before_write", "drop_after_write", "garble_write"])
@pytest.mark.parametrize("wanted", [ZONE, JOIN], ids=["user", "team"])
def test_a_lost_answer_of_what_can_be_sent_twice_is_looked_for_and_sent_again(
    rig: Rig, fault: str, wanted: Want
) -> None:
    desk = rig.desk()
    write, live = first_write(desk, wanted)
    rig.forget()
    rig.fault(fault)
    after = desk.perform(write, live)
    assert value(after, wanted.kind, wanted.id) == write.touches[0].after["value"]  # type: ignore[index]
    assert len(writes(rig)) == (2 if fault == "drop_before_write" else 1)


@pytest.mark.parametrize("wanted", [NEW_FORM, CONNECT], ids=["form", "channel"])
def test_a_lost_answer_of_a_create_is_found_by_its_name_and_never_sent_again(
    rig: Rig, wanted: Want
) -> None:
    assert rig.fill(SEED)
    desk = rig.desk()
    write, live = first_write(desk, wanted)
    rig.fault("drop_after_write")
    after = desk.perform(write, live)
    assert called(after, wanted.kind, str(wanted.fields["name"]))["id"]
    assert desk.next_setting_write(Goal.of([wanted]), after) is None


@pytest.mark.parametrize("wanted", [NEW_FORM, CONNECT], ids=["form", "channel"])
def test_a_create_that_was_lost_before_it_was_done_may_have_been_done(
    rig: Rig, wanted: Want
) -> None:
    assert rig.fill(SEED)
    desk = impatient(rig)
    write, live = first_write(desk, wanted)
    rig.forget()
    rig.fault("drop_before_write")
    error = failing(desk, write, live)
    assert (error.diagnostic.code, error.lost, error.created) == ("PC510", True, ())
    assert len(writes(rig)) <= 1


def test_an_answer_without_an_id_is_no_loss(rig: Rig) -> None:
    desk = rig.desk()
    write, live = first_write(desk, NEW_FORM)
    rig.fault("garble_write")
    after = desk.perform(write, live)
    assert called(after, Kind.FORM, "Contact support")["fields"] == FIELDS


@pytest.mark.parametrize("wanted", [NEW_FORM, CONNECT], ids=["form", "channel"])
def test_what_another_run_created_first_is_not_created_again(rig: Rig, wanted: Want) -> None:
    assert rig.fill(SEED)
    desk = rig.desk()
    write, live = first_write(desk, wanted)
    reach(rig.desk(), read(rig.desk()), wanted)
    rig.forget()
    error = failing(desk, write, live)
    assert (error.diagnostic.code, error.lost) == ("PC545", False)
    assert writes(rig) == []


@pytest.mark.parametrize("wanted", [ZONE, JOIN, NEW_FORM], ids=["user", "team", "form"])
def test_what_is_accepted_and_not_done_is_said(rig: Rig, wanted: Want) -> None:
    desk = impatient(rig)
    write, live = first_write(desk, wanted)
    rig.fault("ignore_write", times=9)
    error = failing(desk, write, live)
    assert (error.diagnostic.code, error.lost) == ("PC509", True)


def test_a_form_that_cannot_be_read_back_is_named(rig: Rig) -> None:
    desk = rig.desk()
    write, live = first_write(desk, NEW_FORM)
    rig.fault("fail_read", path_contains="/forms/", times=99)
    error = failing(desk, write, live)
    (left,) = error.created
    assert (error.diagnostic.code, error.lost) == ("PC507", True)
    assert (str(left[0]), len(left[1]) > 1) == ("form.contact", True)


def test_a_form_that_somebody_changed_meanwhile_is_left_alone(rig: Rig) -> None:
    desk = rig.desk()
    live, _ = reach(desk, read(desk), NEW_FORM)
    identifier = called(live, Kind.FORM, "Contact support")["id"]
    write, live = first_write(desk, form(identifier, ticket_properties=IN_SUPPORT))
    other = rig.desk()
    reach(other, read(other), form(identifier, fields=FIELDS[:1]))
    rig.forget()
    error = failing(desk, write, live)
    assert (error.diagnostic.code, error.lost) == ("PC545", False)
    assert writes(rig) == []


def test_a_form_that_is_gone_is_said_to_be_gone(rig: Rig) -> None:
    desk = rig.desk()
    live, _ = reach(desk, read(desk), NEW_FORM)
    identifier = called(live, Kind.FORM, "Contact support")["id"]
    write, live = first_write(desk, form(identifier, ticket_properties=IN_SUPPORT))
    assert rig.api.delete(f"/marketing/v3/forms/{identifier}").ok
    assert failing(desk, write, live).diagnostic.code == "PC506"


@pytest.mark.parametrize("wanted", [ZONE, JOIN], ids=["user", "team"])
def test_a_token_that_may_only_read_is_told_so_and_nothing_is_written(
    adapter: str, accounts: Callable[..., Rig], wanted: Want
) -> None:
    desk = accounts(adapter, "missing_users_write_scope").desk()
    write, live = first_write(desk, wanted)
    error = failing(desk, write, live)
    assert (error.diagnostic.code, error.lost) == ("PC503", False)
    assert read(desk).objects == live.objects


def test_a_refusal_is_the_help_desks_own(rig: Rig) -> None:
    desk = rig.desk()
    write, live = first_write(desk, of_user("time_zone", "Europe/Atlantis"))
    error = failing(desk, write, live)
    assert (error.diagnostic.code, error.lost) == ("PC505", False)
    assert error.diagnostic.message.startswith("Set time zone of ana@acme.example: ")


def test_what_is_lost_twice_stays_lost(rig: Rig) -> None:
    desk = rig.desk()
    write, live = first_write(desk, ZONE)
    rig.forget()
    rig.fault("drop_before_write", times=2)
    error = failing(desk, write, live)
    assert (error.diagnostic.code, error.lost, len(writes(rig))) == ("PC510", True, 2)


@pytest.mark.parametrize(("wanted", "path"), [(ZONE, "/users/"), (JOIN, "/teams")])
def test_what_cannot_be_read_after_a_write_may_have_been_done(
    rig: Rig, wanted: Want, path: str
) -> None:
    desk = rig.desk()
    write, live = first_write(desk, wanted)
    rig.fault("fail_read", path_contains=path, times=99)
    error = failing(desk, write, live)
    assert (error.diagnostic.code, error.lost) == ("PC507", True)


def test_a_form_that_the_help_desk_refuses_is_not_made(rig: Rig) -> None:
    desk = rig.desk()
    write, live = first_write(desk, form(name="Odd", fields=(Record(name="ticket.nothing"),)))
    error = failing(desk, write, live)
    assert (error.diagnostic.code, error.lost, error.created) == ("PC505", False, ())


def test_a_lost_create_that_nobody_can_look_for_may_have_been_done(rig: Rig) -> None:
    desk = impatient(rig)
    write, live = first_write(desk, NEW_FORM)
    rig.fault("drop_after_write")
    rig.fault("fail_read", path_contains="/forms", at=2, times=99)
    error = failing(desk, write, live)
    assert (error.diagnostic.code, error.lost, error.created) == ("PC510", True, ())


def test_what_cannot_be_looked_for_before_is_not_created(
    rig: Rig, adapter: str, accounts: Callable[..., Rig]
) -> None:
    write, live = first_write(rig.desk(), NEW_FORM)
    blind = accounts(adapter, "missing_forms_scope")
    blind.forget()
    error = failing(blind.desk(), write, live)
    assert (error.diagnostic.code, error.lost) == ("PC542", False)
    assert writes(blind) == []
