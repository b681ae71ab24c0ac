"""What is set of pipelines' access, people, teams, skills, the SLA and the spam lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.compile.choosing import realisation
from pipelinectl.model import Address, Kind, Resource
from pipelinectl.names import key_from_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.capabilities import Means
    from pipelinectl.language.spec import Pipeline, Place, Settings, Spec
    from pipelinectl.model import Value


def access(pipeline: Pipeline, means: Means) -> Iterator[Resource]:
    """Who may see a pipeline."""
    if pipeline.access is not None:
        address = Address(Kind.ACCESS, (pipeline.key,))
        yield _resource(address, "", pipeline.access, pipeline.place.at("access"), means)


def before_the_channels(spec: Spec, means: Means) -> Iterator[Resource]:
    """What channels rely on: skills, teams, users."""
    if spec.skills is not None:
        for category, names in spec.skills.settings.items():
            address = Address(Kind.SKILLS, (key_from_name(category) or category,))
            place = spec.skills.place.at(category)
            yield _resource(address, "", names, place, means, category=category)
    for team in spec.teams.values():
        for setting, value in team.settings.items():
            address = Address(Kind.TEAM, (key_from_name(team.key) or team.key, setting))
            yield _resource(address, setting, value, team.place.at(setting), means, team=team.key)
    for user in spec.users.values():
        for setting, value in user.settings.items():
            address = Address(Kind.USER, (user.key.lower(), setting))
            yield _resource(address, setting, value, user.place.at(setting), means)


def beside_the_channels(spec: Spec, means: Means) -> Iterator[Resource]:
    """What holds for the help desk as a whole: the SLA and the spam lists."""
    for kind, section in ((Kind.SLA, spec.sla), (Kind.SPAM, spec.spam)):
        yield from _section(kind, section, means) if section is not None else ()


def _section(kind: Kind, section: Settings, means: Means) -> Iterator[Resource]:
    for setting, value in section.settings.items():
        place = section.place.at(setting)
        yield _resource(Address(kind, (setting,)), setting, value, place, means)


def _resource(
    address: Address, setting: str, value: Value, place: Place, means: Means, **more: Value
) -> Resource:
    return Resource(
        address,
        {**more, "value": value},
        realisation=realisation(means, address.kind, setting, value),
        span=place.key_span,
        field_spans={"value": place.span},
    )
