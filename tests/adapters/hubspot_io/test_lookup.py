"""Names and ids of an account: a name that is shown leads back to its id, and to no other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelinectl.adapters.hubspot.accountlookup import AccountLookup
from pipelinectl.adapters.hubspot.directory import Directory, Email, Person, Property, Team
from pipelinectl.adapters.hubspot.flows import Unresolved
from pipelinectl.adapters.hubspot.listing import Listing
from pipelinectl.automation.references import EMAIL, PIPELINE, STATUS, TEAM, USER, WORKFLOW
from pipelinectl.model import Kind, Live, LiveObject
from tests.adapters.hubspot_io.script import Script

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMES = st.sampled_from(["Ticket received", "CSAT", "Night", "id:1", "a@b.example", "A@b.example"])
IDS = st.integers(1, 6).map(str)
SUBCATEGORIES = st.sampled_from(["", "automated", "ticket_opened_kickback_email"])
PEOPLE = st.builds(Person, NAMES, st.none() | IDS, st.none() | IDS)
EMAILS = st.builds(Email, IDS, NAMES, SUBCATEGORIES, st.booleans(), st.booleans())


def directory(
    people: Iterable[Person] = (),
    former: Iterable[Person] = (),
    teams: Iterable[Team] = (),
    emails: Iterable[Email] = (),
    properties: Iterable[Property] = (),
) -> Directory:
    """A directory whose lists were read already."""
    made: Any = Directory(Script().http())
    made.people, made.former = Listing(tuple(people)), Listing(tuple(former))
    made.teams, made.emails = Listing(tuple(teams)), Listing(tuple(emails))
    made.properties = Listing(tuple(properties))
    return made  # type: ignore[no-any-return]


def live(*workflows: LiveObject) -> Live:
    status = LiveObject(Kind.STATUS, "1", "0", {"name": "New", "state": "open"})
    return Live(
        "1",
        {Kind.STATUS: {"1": status}, Kind.AUTOMATION: {each.id: each for each in workflows}},
        {},
    )


def workflow(identifier: str, name: str = "Survey", mark: str | None = None) -> LiveObject:
    return LiveObject(Kind.AUTOMATION, identifier, None, {"name": name}, mark=mark)


@given(
    st.builds(
        directory,
        st.lists(PEOPLE, max_size=4),
        st.lists(PEOPLE, max_size=3),
        st.lists(st.builds(Team, IDS, NAMES), max_size=4, unique_by=lambda each: each.id),
        st.lists(EMAILS, max_size=4, unique_by=lambda each: each.id),
    ),
    st.sampled_from([USER, TEAM, EMAIL, STATUS, PIPELINE, WORKFLOW]),
    IDS,
)
def test_every_name_leads_back_to_its_id(listed: Directory, kind: str, identifier: str) -> None:
    lookup = AccountLookup(listed, live())
    assert lookup.id_of(kind, lookup.name_of(kind, identifier)) == identifier
    named = lookup.email_of_owner(identifier)
    assert named is None or lookup.owner_id(named) == identifier


def test_people_are_found_by_address_whatever_its_case() -> None:
    ana = Person("ana@acme.example", "4", "7")
    lookup = AccountLookup(directory([ana]), live())
    assert lookup.id_of(USER, "Ana@Acme.example") == "4"
    assert lookup.owner_id("ana@acme.example") == lookup.owner_id("id:4") == "7"
    assert lookup.name_of(USER, "4") == lookup.email_of_owner("7") == "ana@acme.example"


def test_somebody_who_left_is_found_unless_somebody_else_has_the_address() -> None:
    left, new = Person("ana@acme.example", "4", "7"), Person("ana@acme.example", "5", "8")
    assert AccountLookup(directory([], [left]), live()).id_of(USER, left.email) == "4"
    lookup = AccountLookup(directory([new], [left]), live())
    assert lookup.id_of(USER, left.email) == "5"
    assert lookup.name_of(USER, "4") == "id:4"


@pytest.mark.parametrize("kind", [USER, TEAM, EMAIL, WORKFLOW])
def test_what_is_not_there_is_unresolved(kind: str) -> None:
    lookup = AccountLookup(directory(), live())
    with pytest.raises(Unresolved):
        lookup.id_of(kind, "Nobody")
    with pytest.raises(Unresolved):
        lookup.owner_id("id:4")


def test_a_workflow_is_found_by_mark_id_or_name() -> None:
    mark = "automation.survey"
    ours, other = workflow("12", "Ours", mark), workflow("3", "Theirs")
    lookup = AccountLookup(
        directory(), live(ours, other, workflow("4", "Both"), workflow("5", "Both"))
    )
    assert lookup.id_of(WORKFLOW, mark) == lookup.id_of(WORKFLOW, "Ours") == "12"
    assert lookup.id_of(WORKFLOW, "3") == lookup.id_of(WORKFLOW, "id:3") == "3"
    with pytest.raises(Unresolved):
        lookup.id_of(WORKFLOW, "Both")


def test_an_address_stands_for_the_oldest_of_those_that_stay() -> None:
    mark = "automation.survey"
    listed = live(workflow("9", mark=mark), workflow("10", mark=mark), workflow("11", mark=mark))
    assert AccountLookup(directory(), listed).id_of(WORKFLOW, mark) == "9"
    assert AccountLookup(directory(), listed, frozenset({"9"})).id_of(WORKFLOW, mark) == "10"


def test_properties_and_statuses() -> None:
    tier = Property("tier", "enumeration", ("vip",))
    lookup = AccountLookup(directory(properties=[tier]), live())
    assert lookup.property_type("tier") == "enumeration"
    assert lookup.property_type("nothing") is None
    assert (lookup.pipeline_of("1"), lookup.pipeline_of("2")) == ("0", None)
