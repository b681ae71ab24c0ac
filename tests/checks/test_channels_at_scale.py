"""Thousands of channels and workflows are checked in no more time than reading them takes."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from pipelinectl.adapters.hubspot.naming import HUBSPOT_NAMING
from pipelinectl.automation.model import Action
from pipelinectl.automation.references import CHANNEL, EMAIL, PIPELINE, STATUS, reference
from pipelinectl.checks import check, pages_claimed_twice
from pipelinectl.language.spec import Automation, Channel, Pipeline, Place, Spec, Status
from pipelinectl.model import Address, Kind, Record
from tests.language.reading import documents

if TYPE_CHECKING:
    from pipelinectl.model import Value

PLACE = Place(documents("support: {}")[0], ("support",))
MANY = 2_000
OWNER = Record(owner=True)


def test_thousands_of_channels_and_workflows_are_checked_at_once() -> None:
    spec = Spec(
        pipelines={f"p{n}": pipeline(n) for n in range(MANY)},
        channels={f"c{n}": channel(n) for n in range(MANY)},
        automations={each.address: each for each in map(automation, range(MANY))},
    )
    begun = perf_counter()
    found = check(spec, HUBSPOT_NAMING)
    assert perf_counter() - begun < 10
    counted = {each.code: 0 for each in found}
    for each in found:
        counted[each.code] += 1
    assert counted["PC377"] == counted["PC380"] == counted["PC339"] == MANY
    assert counted["PC376"] == 1


def test_thousands_of_pages_in_many_environments_are_compared_at_once() -> None:
    spec = Spec(channels={f"c{n}": channel(n) for n in range(1_000)})
    specs = {f"e{n}": spec for n in range(20)}
    begun = perf_counter()
    found = list(pages_claimed_twice(specs, {name: name for name in specs}))
    assert perf_counter() - begun < 5
    assert len(found) == 1_000


def pipeline(number: int) -> Pipeline:
    statuses = (
        Status("new", f"New {number}", "open", None, 0),
        Status("x", "X", "closed", None, 1),
    )
    return Pipeline(
        key=f"p{number}",
        name=f"P {number}",
        default=False,
        id=None,
        exclusive=False,
        statuses=statuses,
        rules=None,
        place=PLACE,
    )


def channel(number: int) -> Channel:
    start = Record(
        pipeline=reference(PIPELINE, f"p{number}"), status=reference(STATUS, f"p{number}/new")
    )
    settings: dict[str, Value] = {
        "page": f"Page {number}",
        "ticket_properties": start,
        "routing": False,
    }
    return Channel(f"c{number}", "facebook_messenger", settings, PLACE)


def automation(number: int) -> Automation:
    """A workflow of one channel that waits too long, and then tells an owner whom nobody named."""
    mail = Record(email=reference(EMAIL, "Late"), custom=True)
    leaves = (
        Record(property="channel", test="is", values=(reference(CHANNEL, f"c{number}"),)),
        Record(property="pipeline", test="is", values=(reference(PIPELINE, f"p{number}"),)),
    )
    return Automation(
        address=Address(Kind.AUTOMATION, (f"w{number}",)),
        name=f"W{number}",
        enabled=True,
        re_enroll=False,
        trigger=Record(on="ticket_matches", when=Record(any=(Record(all=leaves),))),
        only_if=None,
        actions=(
            Action("delay", Record(amount=2, unit="days")),
            Action("send_email", mail),
            Action("send_internal_email_notification", Record(to=OWNER)),
        ),
        place=PLACE,
    )
