"""Which channels make tickets, wherever they are connected, and where their tickets start."""

from __future__ import annotations

import pytest

from pipelinectl.automation.references import reference
from pipelinectl.model import Record
from tests.language.reading import spec_of

PIPELINES = """
pipelines:
  support: {name: Support, default: true, statuses: [New, {name: Closed, state: closed}]}
  billing: {name: Billing, statuses: [Open, {name: Paid, state: closed}]}
"""


@pytest.mark.row("TCRE-01", "TCRE-04", "TCRE-06")
@pytest.mark.parametrize("place", ["help_desk", "Billing inbox"])
@pytest.mark.parametrize("switch", [True, False])
def test_a_channel_of_the_help_desk_or_an_inbox_makes_tickets_or_not(
    *, place: str, switch: bool
) -> None:
    spec = spec_of(f"""
channels:
  chat: {{type: chat, connected_to: {place}, create_tickets: {str(switch).lower()}}}
""")
    assert spec.channels["chat"].settings == {"connected_to": place, "create_tickets": switch}


@pytest.mark.row("PIPE-06")
def test_each_channel_names_the_pipeline_that_its_tickets_start_in() -> None:
    spec = spec_of(
        PIPELINES,
        """
channels:
  mail: {type: email, address: a@acme.example, ticket_properties: {pipeline: support}}
  bills: {type: email, address: b@acme.example, ticket_properties: {status: billing/Open}}
""",
    )
    assert {key: each.settings["ticket_properties"] for key, each in spec.channels.items()} == {
        "mail": Record(pipeline=reference("pipeline", "support")),
        "bills": Record(
            status=reference("status", "billing/open"), pipeline=reference("pipeline", "billing")
        ),
    }
