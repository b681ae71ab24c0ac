"""What imported workflows say of channels and of the contact's owner."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipelinectl.automation.conditions import normal
from pipelinectl.automation.references import reference
from pipelinectl.importing.automations import written
from pipelinectl.importing.words import Texts
from pipelinectl.model import Kind, LiveObject, Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelinectl.model import Value

TEXTS = Texts({}, {}, {}, {"8841": "support-email"})
EMAIL, OTHER = reference("channel", "8841"), reference("channel", "9")


def imported(**fields: Value) -> Mapping[str, object]:
    """The entry of a workflow with these fields."""
    found: dict[str, Value] = {
        "name": "Made",
        "enabled": True,
        "re_enroll": False,
        "trigger": Record(on="manual"),
        "only_if": None,
        "actions": (Record(do="assign_owner", to=Record(contact_owner=True)),),
        **fields,
    }
    return written("made", LiveObject(Kind.AUTOMATION, "77", None, found), TEXTS).entry


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ((), "channel"),
        ((EMAIL,), {"channel": "support-email"}),
        ((EMAIL, OTHER), {"channel": ["support-email", "id:9"]}),
    ],
)
def test_a_channel_has_its_key_or_its_id(to: tuple[Record, ...], said: object) -> None:
    only_if = normal(Record(property="channel", test="is_not", values=(OTHER,)))
    trigger = Record(on="property_changes", property="channel", to=to)
    assert imported(trigger=trigger, only_if=only_if) == {
        "name": "Made",
        "id": "77",
        "when": {"property_changes": said},
        "only_if": {"channel": {"is_not": "id:9"}},
        "actions": [{"assign_owner": "contact_owner"}],
    }
