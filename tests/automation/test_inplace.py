from __future__ import annotations

import pytest

from pipelinectl.automation.inplace import CONTACT_OWNER, fixed_among
from pipelinectl.automation.model import Action, Branch, to_value
from pipelinectl.automation.references import reference
from pipelinectl.model import Record

TO_CONTACT_OWNER = Action("assign_owner", Record(to=Record(contact_owner=True)))
TO_ANA = Action("assign_owner", Record(to=reference("user", "ana@acme.example")))
DEEP = Action("if", Record(), (Branch((TO_CONTACT_OWNER,), "way"),))
FIXED = frozenset({"trigger", CONTACT_OWNER})
NEW = "actions (they take the contact's owner now)"


@pytest.mark.parametrize(
    ("names", "before", "after", "expected"),
    [
        (("actions",), (TO_ANA,), (TO_CONTACT_OWNER,), [NEW]),
        (("trigger", "actions"), (), (TO_ANA, DEEP), ["trigger", NEW]),
        (("actions",), (DEEP,), (TO_CONTACT_OWNER, TO_ANA), []),
        (("actions",), (TO_CONTACT_OWNER,), (TO_ANA,), []),
        (("name",), (), (TO_CONTACT_OWNER,), []),
    ],
)
def test_only_a_new_workflow_comes_to_take_the_contacts_owner(
    names: tuple[str, ...],
    before: tuple[Action, ...],
    after: tuple[Action, ...],
    expected: list[str],
) -> None:
    earlier, later = {"actions": to_value(before)}, {"actions": to_value(after)}
    assert list(fixed_among(names, earlier, later, FIXED)) == expected


def test_a_help_desk_that_does_not_ask_for_it_changes_all_actions_in_place() -> None:
    later = {"actions": to_value((TO_CONTACT_OWNER,))}
    assert list(fixed_among(("actions",), None, later, frozenset({"trigger"}))) == []
