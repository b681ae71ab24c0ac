from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipelinectl.automation.conditions import normal
from pipelinectl.model import Record
from pipelinectl.plan.model import Action, Change, Moved, Reason, Side
from pipelinectl.render.keeping import live
from tests.render.usual import address, at

if TYPE_CHECKING:
    from pipelinectl.model import Value

NO_CHAT = normal(Record(property="source", test="is_not", values=("chat",)))
URGENT = normal(Record(property="priority", test="is", values=("URGENT",)))
IMPORT = "`pipelinectl import --out FOLDER` shows it as YAML"


@pytest.mark.parametrize(
    ("name", "before", "words"),
    [
        ("automation.survey", {"name": "Survey"}, 'name: "Survey"'),
        (
            "automation.survey",
            {"re_enroll": True, "trigger": Record(on="manual"), "only_if": None, "actions": ()},
            f"re_enroll: true and the account's trigger, conditions and actions; {IMPORT}",
        ),
        ("automation.support.new", {"only_if": NO_CHAT}, "include_chat: false"),
        (
            "automation.support.new",
            {"enabled": False, "only_if": None},
            "include_chat: true and enabled: false",
        ),
        (
            "automation.support.new",
            {"name": "By hand", "only_if": URGENT, "actions": ()},
            f"the account's actions; {IMPORT}",
        ),
        (
            "pipeline.support",
            {"name": "Help", "statuses": ("new", "closed")},
            'name: "Help" and the statuses in the order new, closed',
        ),
    ],
)
def test_what_the_account_has_is_said_as_the_files_write_it(
    name: str, before: dict[str, Value], words: str
) -> None:
    assert _kept(name, before) == f"To keep it, write in pipelines/support.yaml:7: {words}"


def test_what_follows_from_the_status_is_not_to_be_written() -> None:
    assert _kept("automation.support.new", {"name": "By hand", "trigger": Record()}) is None


def _kept(name: str, before: dict[str, Value]) -> str | None:
    paths = tuple(Moved(each, Side.LIVE) for each in before)
    change = Change(
        address(name),
        Action.UPDATE,
        Reason.CHANGED_IN_ACCOUNT,
        before=before,
        after=dict.fromkeys(before),
        paths=paths,
        declared_at=at(7),
    )
    return live(change, paths)
