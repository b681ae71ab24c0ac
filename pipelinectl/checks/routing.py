"""Checks of routing: whom a channel assigns tickets to, and what of that cannot work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl import names
from pipelinectl.automation import references
from pipelinectl.channels import AS_WORKFLOW, CALLING, EMAIL, MESSENGER, beyond_a_workflow, people
from pipelinectl.checks import connected
from pipelinectl.diagnostics import Diagnostic, Related, diagnostic
from pipelinectl.model import Record, as_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.language.spec import Channel, Place, Spec

RING_AT_ONCE = 100
"""How many users a call reaches (HubSpot's knowledge base, May 2025)."""


def contact_owner(spec: Spec) -> Iterator[Diagnostic]:
    """PC394: assigning to the contact's owner, where contacts seldom have what that takes."""
    for channel in connected.of_type(spec, EMAIL):
        if _assign_to(channel) == connected.CONTACT_OWNER:
            yield diagnostic(
                "PC394",
                f'"{channel.key}": contact_owner works only for contacts with an owner and a '
                "tracking cookie; mail senders often have none.",
                span=channel.place.at("routing", "assign_to").span,
                hint="Tickets of all others stay unassigned. Users or teams reach them.",
                address=connected.address(channel, "routing"),
            )


def nobody_available(spec: Spec) -> Iterator[Diagnostic]:
    """PC395: only available users, of nobody. Messenger has a finding of its own."""
    for channel in spec.channels.values():
        routing = channel.settings.get("routing")
        if channel.type == MESSENGER or not isinstance(routing, Record) or routing.get("rules"):
            continue
        nobody = routing.get("assign_to") == connected.NOBODY
        if nobody and routing.get("only_available_users") is True:
            yield diagnostic(
                "PC395",
                f'"{channel.key}": only_available_users has no effect with assign_to none.',
                span=channel.place.at("routing", "only_available_users").key_span,
                hint="Delete the line, or name users or teams.",
                address=connected.address(channel, "routing"),
            )


def unknown_skills(spec: Spec) -> Iterator[Diagnostic]:
    """PC398: skills that the files do not declare, where they declare skills."""
    if spec.skills is None or not spec.complete:
        return
    known = {
        names.label_key(str(each)): str(each)
        for listed in spec.skills.settings.values()
        for each in as_list(listed)
    }
    for skill, place, address in (*_asked_for(spec), *_learned(spec)):
        if names.label_key(skill) not in known:
            yield diagnostic(
                "PC398",
                f'Unknown skill "{skill}".',
                span=place.span,
                hint=names.did_you_mean(skill, known.values())
                or "List it in a category of `skills`.",
                address=address,
            )


def _asked_for(spec: Spec) -> Iterator[tuple[str, Place, str]]:
    for channel in spec.channels.values():
        routing = channel.settings.get("routing")
        rules = as_list(routing.get("rules")) if isinstance(routing, Record) else ()
        for index, rule in enumerate(rules):
            if isinstance(rule, Record):
                place = channel.place.at("routing", "rules", index, "skill")
                yield str(rule["skill"]), place, connected.address(channel, "routing")


def _learned(spec: Spec) -> Iterator[tuple[str, Place, str]]:
    for user in spec.users.values():
        for index, skill in enumerate(as_list(user.settings.get("skills"))):
            yield str(skill), user.place.at("skills", index), connected.of_user(user, "skills")


def too_many_ring(spec: Spec) -> Iterator[Diagnostic]:
    """PC360: calling channels that reach more users than ring at once.

    The main members of a team count where the files list them.
    """
    for channel in connected.of_type(spec, CALLING):
        users, teams = people(channel.settings.get("routing"))
        reached = set(connected.named(users, references.USER))
        for team in connected.named(teams, references.TEAM):
            declared = spec.teams.get(team)
            members = declared.settings.get("main_members") if declared else None
            reached.update(connected.named(members, references.USER))
        if len(reached) > RING_AT_ONCE:
            yield diagnostic(
                "PC360",
                f'Calling channel "{channel.key}" reaches {len(reached)} users; at most '
                f"{RING_AT_ONCE} ring at once.",
                span=channel.place.at("routing", "assign_to").span,
                address=connected.address(channel, "routing"),
            )


def teams_without_members(spec: Spec) -> Iterator[Diagnostic]:
    """PC393: teams that routing cannot reach, since the files give them no main member."""
    for channel in spec.channels.values():
        _, teams = people(channel.settings.get("routing"))
        for index, name in enumerate(connected.named(teams, references.TEAM)):
            team = spec.teams.get(name)
            if team is not None and team.settings.get("main_members") == ():
                yield diagnostic(
                    "PC393",
                    f'Team "{name}" has no main member; its tickets stay unassigned.',
                    span=channel.place.at("routing", "assign_to", "teams", index).span,
                    hint="Routing to a team does not reach its extra members.",
                    address=connected.address(channel, "routing"),
                    related=[Related(team.place.at("main_members").key_span, "nobody stands here")],
                )


def beyond_workflows(spec: Spec) -> Iterator[Diagnostic]:
    """PC387: settings that the files want as a workflow, and that a workflow cannot do whole."""
    for channel in spec.channels.values():
        for setting in AS_WORKFLOW:
            if channel.realise.get(setting) != "workflow" or setting not in channel.settings:
                continue
            lost = beyond_a_workflow(setting, channel.settings[setting])
            if lost:
                yield diagnostic(
                    "PC387",
                    f'{setting} of "{channel.key}" as a workflow lacks what no workflow can do: '
                    f"{connected.listed(list(lost))}.",
                    span=channel.place.at("realise").span,
                    hint=f"`realise: {{{setting}: manual}}` lets a person set all of it.",
                    address=connected.address(channel, setting),
                )


def _assign_to(channel: Channel) -> object:
    routing = channel.settings.get("routing")
    return routing.get("assign_to") if isinstance(routing, Record) else None
