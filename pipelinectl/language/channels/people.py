"""Users, teams and skills, with the hours and the members that are declared."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pipelinectl import names as spelling
from pipelinectl.diagnostics import Diagnostic, Related, diagnostic
from pipelinectl.language.channels.hours import hours, time_zone
from pipelinectl.language.channels.members import users as named_users
from pipelinectl.language.models.base import words_in
from pipelinectl.language.spec import Settings
from pipelinectl.language.wording import excerpt
from pipelinectl.model import Address, Kind, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pipelinectl.language.automations.names import Names
    from pipelinectl.language.models.people import (
        AbsenceModel,
        CapacityModel,
        TeamModel,
        UserModel,
    )
    from pipelinectl.language.spec import Place
    from pipelinectl.model import Value


def user(model: UserModel, place: Place, names: Names) -> dict[str, Value]:
    """What is set of a user."""
    found: dict[str, Value] = {}
    if model.working_hours is not None:
        found["working_hours"] = hours(model.working_hours, place.at("working_hours"), names)
    if model.time_zone is not None:
        found["time_zone"] = time_zone(model.time_zone, place.at("time_zone"), names)
    if model.out_of_office is not None:
        at = place.at("out_of_office")
        found["out_of_office"] = tuple(
            _absence(each, at.at(index), names) for index, each in enumerate(model.out_of_office)
        )
    if model.capacity is not None:
        found["capacity"] = _capacity(model.capacity, place.at("capacity"), names)
    if model.skills is not None:
        found["skills"] = tuple(dict.fromkeys(each.strip() for each in model.skills))
    return found


def _absence(model: AbsenceModel, place: Place, names: Names) -> Record:
    first, last = (
        _is_day(text, place.at(name), names)
        for name, text in (("from", model.from_), ("to", model.to))
    )
    if first and last and model.from_ > model.to:
        names.refuse(
            "PC145",
            f"{model.from_} to {model.to} ends before it begins.",
            place,
            "Write the first day under `from`, the last one under `to`.",
        )
    return Record({"from": model.from_, "to": model.to})


def _is_day(text: str, place: Place, names: Names) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        names.refuse("PC145", f"{text} is not a day of the calendar.", place)
        return False
    return True


def _capacity(model: CapacityModel, place: Place, names: Names) -> Record:
    values = {name: getattr(model, name) for name in words_in(model)}
    found = {name: value for name, value in values.items() if value is not None}
    if not found:
        names.refuse("PC141", "capacity is empty.", place, "Write `{total: 20}`, for example.")
    return Record(found)


def team(model: TeamModel, place: Place, names: Names) -> dict[str, Value]:
    """Who is in a team, as references to users."""
    found: dict[str, Value] = {}
    for name in ("main_members", "extra_members"):
        listed = getattr(model, name)
        if listed is not None:
            found[name] = named_users(listed, place.at(name), names)
    twice = set(found.get("main_members", ())) & set(found.get("extra_members", ()))  # type: ignore[arg-type]  # both are tuples
    for each in sorted(str(one["name"]) for one in twice):  # type: ignore[index,call-overload]  # references
        names.refuse(
            "PC108",
            f'"{excerpt(each)}" is a main and an extra member of one team.',
            place.at("extra_members"),
            "Keep one of the two.",
        )
    return found


def main_teams(teams: Mapping[str, tuple[Place, TeamModel | None]]) -> Iterator[Diagnostic]:
    """PC392: users who are main members of two teams."""
    first: dict[str, tuple[str, Place]] = {}
    for name, (place, model) in teams.items():
        listed = None if model is None else model.main_members
        for index, text in enumerate(listed or ()):
            at = place.at("main_members", index)
            other, there = first.setdefault(spelling.label_key(text), (name, at))
            if other != name:
                yield diagnostic(
                    "PC392",
                    f'"{excerpt(text)}" is a main member of "{excerpt(other)}" and of '
                    f'"{excerpt(name)}"; a user has one main team.',
                    span=at.span,
                    hint="Keep one, and write the user under `extra_members` of the other.",
                    address=str(address_of_team(name)),
                    related=[Related(there.span, "the first main team")],
                )


def skills(declared: Mapping[str, list[str] | None], place: Place) -> Settings:
    """The names of each category, each once."""
    found: dict[str, Value] = {
        category.strip(): tuple(dict.fromkeys(each.strip() for each in listed))
        for category, listed in declared.items()
        if listed is not None
    }
    return Settings("skills", found, place)


def key_faults(named: Iterable[tuple[str, Place]], noun: str) -> Iterator[Diagnostic]:
    """Names that give no key for an address, or the key of another one."""
    first: dict[str, tuple[str, Place]] = {}
    for text, place in named:
        key = spelling.key_from_name(text)
        if not key:
            yield diagnostic(
                "PC166",
                f'The name "{excerpt(text)}" of a {noun} does not begin with a letter from a to z.',
                span=place.key_span,
                hint="Addresses are made from it. Use a name that begins with such a letter.",
            )
            continue
        other, at = first.setdefault(key, (text, place))
        if at is not place:
            yield diagnostic(
                "PC166",
                f'"{excerpt(other)}" and "{excerpt(text)}" come to the same {noun}.',
                span=place.key_span,
                hint=f'Both are "{key}" in addresses. Write one of them differently.',
                related=[Related(at.key_span, "the first")],
            )


def address_of_team(name: str) -> Address:
    """The address of a team, as far as its name gives one."""
    return Address(Kind.TEAM, (spelling.key_from_name(name) or "team",))
