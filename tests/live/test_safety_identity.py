"""Who is who: keys, ids and names that change their meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.live.safety import FILES, WITHOUT_US, applied, changes, ledger_of, stages, written

if TYPE_CHECKING:
    from tests.desk import Desk


def test_a_key_that_is_used_again_does_not_take_the_object_of_the_key_before(desk: Desk) -> None:
    applied(desk)
    other = "{key: ours, name: Waiting on us, id: support-us}"
    applied(desk, FILES.replace("{key: us, name: Waiting on us}", other))
    both = "{key: us, name: Waiting on partner}, {key: ours, name: Waiting on us}"
    written(desk, FILES.replace("{key: us, name: Waiting on us}", both))
    ended = desk.run("apply", "--yes")
    assert stages(desk)["support-us"] == ("Waiting on us", "OPEN"), ended.out


def test_a_key_that_changed_leaves_the_ledger_once_and_nothing_is_called_gone(desk: Desk) -> None:
    applied(desk)
    other = "{key: ours, name: Waiting on us, id: support-us}"
    written(desk, FILES.replace("{key: us, name: Waiting on us}", other))
    planned = desk.run("plan")
    assert "gone from the files and from the account" not in planned.out
    assert desk.run("apply", "--yes").code == 0
    assert "status.support.us" not in ledger_of(desk)
    assert changes(desk) == {}


def test_an_id_of_a_status_of_another_pipeline_is_refused(desk: Desk) -> None:
    applied(desk)
    moved = "statuses: [New, {key: us, name: Waiting on us, id: support-us}, {name: Closed"
    written(desk, moved.join(WITHOUT_US.rsplit("statuses: [New, {name: Closed", 1)))
    ended = desk.run("apply", "--yes")
    assert ended.code == 3, ended.out
    assert desk.run("plan").code == 3
    assert stages(desk)["support-us"] == ("Waiting on us", "OPEN")
    assert len(stages(desk)) == 9


def test_a_new_pipeline_is_not_mixed_into_one_that_has_its_id(desk: Desk) -> None:
    named = FILES.replace("  billing:\n", "  helpdesk:\n    id: billing\n")
    applied(desk, named)
    bound = FILES.replace("  billing:\n", "  helpdesk:\n")
    applied(desk, bound)
    before = desk.pipelines()
    more = "  billing:\n    name: Invoices\n    statuses: [In, {name: Paid, state: closed}]\n"
    written(desk, bound + more)
    assert desk.run("apply", "--yes").code == 3
    assert desk.pipelines() == before


def test_a_pipeline_may_have_the_key_statuses(desk: Desk) -> None:
    written(desk, FILES.replace("  billing:", "  statuses:"))
    ended = desk.apply()
    assert ended.code == 0, ended.err
    assert "Billing desk" in desk.pipelines()
