"""Users and teams as references: who gets tickets, who is in a team, who may see a pipeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.automation import references as refs
from pipelinectl.model import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelinectl.language.automations.names import Names
    from pipelinectl.language.models import AccessModel
    from pipelinectl.language.models.routing import AssigneesModel
    from pipelinectl.language.spec import Place

EVERYBODY = Record(users=(), teams=())
"""What `access: false` comes to."""


def people(model: AssigneesModel | AccessModel, place: Place, names: Names) -> Record:
    """Users and teams, both lists always there."""
    teams = [refs.reference(refs.TEAM, each.strip()) for each in model.teams or ()]
    return Record(
        users=users(model.users or (), place.at("users"), names),
        teams=tuple(dict.fromkeys(teams)),
    )


def users(texts: Sequence[str], place: Place, names: Names) -> tuple[Record, ...]:
    """Users by e-mail address or id, each once."""
    found = [names.user(text, place.at(index)) for index, text in enumerate(texts)]
    return tuple(dict.fromkeys(found))
