"""All that concerns channels, resolved: channels, people, the SLA, and what moves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from pipelinectl.channels import CHAT, IDENTIFIERS
from pipelinectl.diagnostics import diagnostic
from pipelinectl.language.automations.names import BY_ID, Desk, KeyPlace, Names
from pipelinectl.language.automations.workflows import Workflows
from pipelinectl.language.channels import people, service
from pipelinectl.language.channels.settings import realise, settings
from pipelinectl.language.keys import id_in, unknown_environments
from pipelinectl.language.spec import Channel, Settings
from pipelinectl.language.wording import excerpt
from pipelinectl.model import Address, Kind

if TYPE_CHECKING:
    from pipelinectl.diagnostics import Diagnostic
    from pipelinectl.language.channels.merging import MergedSections
    from pipelinectl.language.models.channels import ChannelModel
    from pipelinectl.language.models.service import SlaModel, SpamModel
    from pipelinectl.language.references import Directory
    from pipelinectl.language.spec import EnvironmentView, Migration, Place, Reading


_Made = TypeVar("_Made")


@dataclass(slots=True)
class ResolvedSections:
    """All that concerns channels and has no fault, and all that was found."""

    channels: dict[str, Channel] = field(default_factory=dict)
    users: dict[str, Settings] = field(default_factory=dict)
    teams: dict[str, Settings] = field(default_factory=dict)
    skills: Settings | None = None
    sla: Settings | None = None
    spam: Settings | None = None
    migrations: tuple[Migration, ...] = ()
    found: list[Diagnostic] = field(default_factory=list)


def resolve_sections(
    merged: MergedSections, directory: Directory, environment: EnvironmentView, reading: Reading
) -> ResolvedSections:
    """Resolve every section.

    Args:
        merged: the files.
        directory: the pipelines of the files.
        environment: the environment whose ids hold.
        reading: what of the configuration was read.
    """
    desk = Desk(
        directory, Workflows({}, {}), reading.whole, tuple(merged.channels), broken=reading.broken
    )
    return _Resolving(desk, environment).all_of(merged)


class _Resolving:
    """Resolves the sections one after the other."""

    def __init__(self, desk: Desk, environment: EnvironmentView) -> None:
        self._desk = desk
        self._environment = environment
        self._done = ResolvedSections()

    def all_of(self, merged: MergedSections) -> ResolvedSections:
        done = self._done
        for key, (place, model) in merged.channels.items():
            if model is not None:
                self._channel(key, model, place)
        self._users(merged)
        self._teams(merged)
        if merged.skills is not None:
            place, listed = merged.skills
            done.skills = people.skills(listed, place)
            done.found += people.key_faults(
                ((text, place.at(text)) for text in listed), "category of skills"
            )
        if merged.sla is not None and merged.sla[1] is not None:
            done.sla = self._sla(merged.sla[1], merged.sla[0])
        if merged.spam is not None and merged.spam[1] is not None:
            done.spam = self._spam(merged.spam[1], merged.spam[0])
        done.migrations, faults = service.migrations(
            merged.migrate, merged.channels, whole=self._desk.whole
        )
        done.found += faults
        return done

    def _names(self, kind: Kind, *keys: str) -> Names:
        return Names(self._desk, Address(kind, keys))

    def _sound(self, names: Names, value: _Made, title: str) -> _Made | None:
        """What was made; None where a fault is in it, or a part of the files was not read."""
        self._done.found += names.found
        if names.sound and names.missing and not self._desk.broken:
            self._done.found.append(_left_out(title, names))
        return value if names.sound and not names.missing else None

    def _channel(self, key: str, model: ChannelModel, place: Place) -> None:
        names = self._names(Kind.CHANNEL, key)
        declared = settings(model, place, names)
        kind = str(getattr(model, "type", ""))
        self._done.found += unknown_environments(model.id, place.at("id"), self._environment)
        identifier = IDENTIFIERS[kind]
        if kind != CHAT and model.id is None and identifier not in declared:
            names.refuse(
                "PC102",
                f'Channel "{key}" has no "{identifier}".',
                KeyPlace.of(place),
                f"Add `{identifier}:`, or `id:` with the channel's id in the account.",
            )
        channel = Channel(
            key=key,
            type=kind,
            settings=declared,
            place=place,
            id=id_in(self._environment, model.id),
            realise=realise(model, declared, place.at("realise"), names),
        )
        sound = self._sound(names, channel, f'Channel "{key}"')
        if sound is not None:
            self._done.channels[key] = sound

    def _sla(self, model: SlaModel, place: Place) -> Settings | None:
        used: list[Names] = []

        def names_of(setting: str) -> Names:
            used.append(self._names(Kind.SLA, setting))
            return used[-1]

        made: Settings | None = service.sla(model, place, names_of)
        for names in used:
            sound = self._sound(names, names.sound, f"{names.address.keys[0]} of the SLA")
            made = made if sound else None
        return made

    def _spam(self, model: SpamModel, place: Place) -> Settings | None:
        used: dict[str, Names] = {}

        def names_of(setting: str) -> Names:
            return used.setdefault(setting, self._names(Kind.SPAM, setting))

        made = service.spam(model, place, names_of)
        self._done.found += (fault for names in used.values() for fault in names.found)
        return made if all(names.sound for names in used.values()) else None

    def _users(self, merged: MergedSections) -> None:
        for email, (place, model) in merged.users.items():
            names, written = self._names(Kind.USER, email), str(place.path[-1])
            if "@" not in email or email.startswith(BY_ID):
                names.refuse(
                    "PC210",
                    f'"{excerpt(written)}" is no e-mail address; users are named by theirs.',
                    KeyPlace.of(place),
                    "Write an address such as `ana@acme.example`.",
                )
            if model is None:
                self._done.found += names.found
                continue
            settings_of = Settings(email, people.user(model, place, names), place)
            found = self._sound(names, settings_of, f'User "{email}"')
            if found is not None:
                self._done.users[email] = found

    def _teams(self, merged: MergedSections) -> None:
        declared = ((name, place) for name, (place, _) in merged.teams.items())
        self._done.found += people.key_faults(declared, "team")
        self._done.found += people.main_teams(merged.teams)
        for name, (place, model) in merged.teams.items():
            if model is None:
                continue
            names = Names(self._desk, people.address_of_team(name))
            settings_of = Settings(name, people.team(model, place, names), place)
            found = self._sound(names, settings_of, f'Team "{name}"')
            if found is not None:
                self._done.teams[name] = found


def _left_out(title: str, names: Names) -> Diagnostic:
    """That something was left out, because the pipelines that it is about were not read."""
    return diagnostic(
        "PC212",
        f"{title} is left out: a pipeline or channel that it needs is not in the files that were "
        "read.",
        span=next(iter(names.missing.values())).span,
        hint="Name the project folder to have all files read.",
        address=str(names.address),
    )
