"""Whom the tickets of a channel are assigned to, users and teams as references."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.channels import MESSENGER
from pipelinectl.language.automations.conditions import condition
from pipelinectl.language.channels.members import people
from pipelinectl.model import Record

if TYPE_CHECKING:
    from pipelinectl.language.automations.names import Names
    from pipelinectl.language.models.routing import AssigneesModel, RoutingModel
    from pipelinectl.language.spec import Place
    from pipelinectl.model import Value

NOBODY = "none"


def routing(
    model: bool | RoutingModel,  # noqa: FBT001 - a value of the language
    place: Place,
    names: Names,
    channel_type: str,
) -> Value:
    """The routing as it is declared; what is omitted is left out."""
    if isinstance(model, bool):
        return model
    found: dict[str, Value] = {}
    if model.assign_to is not None:
        found["assign_to"] = _assign_to(model.assign_to, place.at("assign_to"), names, channel_type)
    if model.only_available_users is not None:
        found["only_available_users"] = model.only_available_users
    if model.rules is not None:
        at = place.at("rules")
        found["rules"] = tuple(
            Record(
                when=condition(rule.when, at.at(index, "when"), names, None),
                skill=rule.skill.strip(),
            )
            for index, rule in enumerate(model.rules)
        )
    if not found:
        names.refuse(
            "PC141", "This routing is empty.", place, "Write `assign_to:` below it, or `false`."
        )
    return Record(found)


def _assign_to(
    model: str | AssigneesModel, place: Place, names: Names, channel_type: str
) -> str | Record:
    if not isinstance(model, str):
        if model.users is None and model.teams is None:
            names.refuse(
                "PC159",
                "assign_to needs at least one user or team.",
                place,
                "Write `{teams: [Tier 1]}`, or the word `none`.",
            )
        return people(model, place, names)
    if model == NOBODY and channel_type == MESSENGER:
        names.refuse(
            "PC161",
            "assign_to none is not offered for Messenger.",
            place,
            "Leave `routing` out, or write `routing: false`.",
        )
    return model
