"""Who is given a ticket: by turns, among those who may have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.engine import people
from pipelinectl.engine.changing import write
from pipelinectl.engine.conditions import holds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelinectl.engine.desk import Channel, Routing
    from pipelinectl.engine.people import Person
    from pipelinectl.engine.work import Work
    from pipelinectl.engine.world import Ticket

ROUTING = "routing"


def route(work: Work, ticket_id: str, channel: Channel) -> None:
    """Give a new ticket of a channel to somebody, or leave it to nobody.

    Rules by skill come first; where no one has the skill and may have the ticket, or no rule is
    for it, the people and teams of the channel follow, or the owner of the contact.
    """
    routing = channel.routing
    if _by_skill(work, ticket_id, channel):
        return
    if routing.contact_owner:
        _to_contact_owner(work, ticket_id)
        return
    if not routing.users and not routing.teams:
        work.note("not_assigned", ticket_id, why="the channel assigns its tickets to nobody")
        return
    wanted = _targets(work, routing)
    person = next_in_turn(work, f"channel {channel.id}", _free(work, ticket_id, channel, wanted))
    if person is not None:
        _assign(work, ticket_id, person)
        return
    teams = _target_teams(work, routing)
    if teams:
        write(work, ticket_id, {work.desk.terms.assigned_teams: ";".join(teams)}, ROUTING)
    work.note("not_assigned", ticket_id, why=_why_nobody(work, wanted, channel))


def members(work: Work, users: Iterable[str], teams: Iterable[str]) -> list[Person]:
    """Users, and main members of teams, in their order, each once; those who have a seat."""
    ids = [*users]
    for team_id in teams:
        team = work.desk.teams.get(team_id)
        ids += team.main if team is not None else ()
    found = (work.desk.people.get(each) for each in dict.fromkeys(ids))
    return [each for each in found if each is not None and each.seat]


def has_room(work: Work, person: Person, kind: str) -> bool:
    """Whether a person has fewer open tickets than their capacity, of this kind and of all."""
    limits = person.capacity
    total, own = limits.get(people.TOTAL), limits.get(kind)
    if total is not None and work.open_tickets(person.owner, None) >= total:
        return False
    return own is None or work.open_tickets(person.owner, kind) < own


def next_in_turn(work: Work, turn: str, candidates: list[Person]) -> Person | None:
    """The candidate after the one who was last; the list says the order."""
    if not candidates:
        return None
    last = work.turns.get(turn)
    order = [*work.desk.people]
    place = order.index(last) if last in order else -1
    later = [each for each in candidates if order.index(each.id) > place]
    chosen = min(later or candidates, key=lambda each: order.index(each.id))
    work.turns[turn] = chosen.id
    return chosen


def _by_skill(work: Work, ticket_id: str, channel: Channel) -> bool:
    facts = work.facts(work.tickets[ticket_id])
    rule = next((each for each in channel.routing.rules if holds(each.when, facts)), None)
    if rule is None:
        return False
    skilled = [
        each for each in work.desk.people.values() if each.seat and rule.skill in each.skills
    ]
    free = _free(work, ticket_id, channel, skilled)
    person = next_in_turn(work, f"skill {rule.skill}", free)
    if person is not None:
        _assign(work, ticket_id, person)
    return person is not None


def _to_contact_owner(work: Work, ticket_id: str) -> None:
    contact = work.contact_of(work.tickets[ticket_id])
    owner = contact.owner if contact else None
    person = work.desk.person_of(owner) if owner else None
    if contact is None or person is None:
        work.note("not_assigned", ticket_id, why="the contact has no owner")
    elif not contact.cookie:
        work.note("not_assigned", ticket_id, why="the contact is not tracked with a cookie")
    elif not person.seat:
        work.note("not_assigned", ticket_id, why="the contact's owner has no seat")
    elif not has_room(work, person, work.kind_of(work.tickets[ticket_id])):
        work.note("not_assigned", ticket_id, why="the contact's owner has no room")
    else:
        # Assigned whether or not they are available; who is away is also sent the submission.
        _assign(work, ticket_id, person)
        if not people.is_available(person, work.now):
            work.note("owner_mailed", ticket_id, to=person.email)


def _targets(work: Work, routing: Routing) -> list[Person]:
    return members(work, routing.users, routing.teams)


def _free(work: Work, ticket_id: str, channel: Channel, wanted: Iterable[Person]) -> list[Person]:
    """Those who are available, where that counts, and have room. A closed channel comes first."""
    kind = work.kind_of(work.tickets[ticket_id])
    return [
        each
        for each in wanted
        if _counts_as_available(work, each, channel) and has_room(work, each, kind)
    ]


def _counts_as_available(work: Work, person: Person, channel: Channel) -> bool:
    if not channel.routing.only_available_users:
        return True
    if channel.hours is not None and not channel.hours.include(work.now):
        return False
    return people.is_available(person, work.now)


def _why_nobody(work: Work, wanted: list[Person], channel: Channel) -> str:
    if not wanted:
        return "none of those named has a seat and is a user or main member of a team"
    if not any(_counts_as_available(work, each, channel) for each in wanted):
        return "none of those named is available"
    return "all of those named who are available have as many tickets as they may"


def _assign(work: Work, ticket_id: str, person: Person) -> None:
    terms = work.desk.terms
    values = {terms.owner: person.owner}
    if person.main_team:
        values[terms.assigned_teams] = person.main_team
    write(work, ticket_id, values, ROUTING)
    work.note("assigned", ticket_id, to=person.id, by=ROUTING)


def _target_teams(work: Work, routing: Routing) -> list[str]:
    """The main teams of all who could have been assigned."""
    users = [work.desk.people[each] for each in routing.users if each in work.desk.people]
    teams = [*routing.teams, *(each.main_team for each in users if each.main_team)]
    return [*dict.fromkeys(teams)]


def assigned_by_hand(work: Work, ticket: Ticket, user: str | None) -> None:
    """Give an unassigned ticket of the help desk to the user who replies to it."""
    terms = work.desk.terms
    person = work.desk.people.get(user or "")
    if person is None or ticket.properties.get(terms.owner) or not work.in_help_desk(ticket):
        return
    write(work, ticket.id, {terms.owner: person.owner}, f"user {person.id}")
    work.note("assigned", ticket.id, to=person.id, by="reply")
