"""The switches of a pipeline's Automate page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.automation import references as refs
from pipelinectl.language.spec import Automate

if TYPE_CHECKING:
    from pipelinectl.language.automations.names import Names
    from pipelinectl.language.models.automations import AutomateModel
    from pipelinectl.language.spec import Place

_ONLY_BY_HAND = {
    "set_close_date": "it is a switch of a settings page, and no API is known that moves it",
    "update_status": "no property or event is known that tells an e-mail sent from the ticket "
    "record from any other",
}
"""Why a setting cannot be a workflow."""


def automate(model: AutomateModel, place: Place, names: Names, pipeline: str) -> Automate:
    """The switches of one pipeline, statuses by their keys."""
    _check_realisation(model, place, names)
    triggers = model.update_status
    at = place.at("update_status")

    def target(name: str, value: str | bool | None) -> str | bool | None:  # noqa: FBT001 - a value of the language
        if not isinstance(value, str):
            return value
        found = names.status(value, at.at(name), pipeline)
        return str(found[refs.NAME]).removeprefix(f"{pipeline}/") if names.sound else None

    return Automate(
        set_close_date=model.set_close_date,
        email_sent_to_customer=None
        if triggers is None
        else target("email_sent_to_customer", triggers.email_sent_to_customer),
        customer_replies=None
        if triggers is None
        else target("customer_replies", triggers.customer_replies),
        place=place,
    )


def _check_realisation(model: AutomateModel, place: Place, names: Names) -> None:
    wish, at = model.realise, place.at("realise")
    if wish is None:
        return
    for setting, reason in _ONLY_BY_HAND.items():
        one = wish if isinstance(wish, str) else getattr(wish, setting)
        if one == "workflow" and getattr(model, setting) is not None:
            names.refuse(
                "PC148",
                f"{setting} cannot be a workflow: {reason}.",
                at if isinstance(wish, str) else at.at(setting),
                "Delete the line, or write `manual`: a person sets it, and the plan says where.",
            )
