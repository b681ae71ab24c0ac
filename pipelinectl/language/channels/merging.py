"""The sections of several files that concern channels, as one: never with a silent winner."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipelinectl.diagnostics import Diagnostic, Related, diagnostic
from pipelinectl.language.spec import Place
from pipelinectl.language.wording import excerpt
from pipelinectl.model import Address, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pipelinectl.language.channels.sections import Sections
    from pipelinectl.language.models.channels import ChannelModel
    from pipelinectl.language.models.people import TeamModel, UserModel
    from pipelinectl.language.models.service import MigrationModel, SlaModel, SpamModel
    from pipelinectl.language.structure import Shape

Entry = tuple[Place, Any]


@dataclass(slots=True)
class MergedSections:
    """All files as one. An entry is None where it is declared and faulty.

    `users` are by e-mail address in lower case, `teams` by name without the spaces around it.
    """

    channels: dict[str, tuple[Place, ChannelModel | None]] = field(default_factory=dict)
    users: dict[str, tuple[Place, UserModel | None]] = field(default_factory=dict)
    teams: dict[str, tuple[Place, TeamModel | None]] = field(default_factory=dict)
    skills: tuple[Place, dict[str, list[str] | None]] | None = None
    migrate: list[tuple[Place, MigrationModel]] = field(default_factory=list)
    sla: tuple[Place, SlaModel | None] | None = None
    spam: tuple[Place, SpamModel | None] | None = None
    found: list[Diagnostic] = field(default_factory=list)


def merge_sections(shapes: Sequence[Shape]) -> MergedSections:
    """Join the files: channels, users and teams by key, entries of `migrate` one after the other.

    `skills`, `sla` and `spam` stand in one file. What two declare is found; the first stays.
    """
    merged = MergedSections()
    there = [(shape, shape.sections) for shape in shapes if shape.sections is not None]
    merged.channels = _by_key(there, "channels", str, merged.found)
    merged.users = _by_key(there, "users", lambda text: text.strip().lower(), merged.found)
    merged.teams = _by_key(there, "teams", str.strip, merged.found)
    merged.migrate = [
        (Place(shape.document, ("migrate", index)), entry)
        for shape, sections in there
        for index, entry in sections.migrate
    ]
    for name in ("skills", "sla", "spam"):
        setattr(merged, name, _once(there, name, merged.found))
    return merged


_NOUNS = {
    "channels": (Kind.CHANNEL, "Channel"),
    "users": (Kind.USER, "User"),
    "teams": (None, "Team"),
}
"""What an entry of each section is. The address of a team is not its name."""


def _by_key(
    there: Sequence[tuple[Shape, Sections]],
    section: str,
    key_of: Callable[[str], str],
    found: list[Diagnostic],
) -> dict[str, Entry]:
    merged: dict[str, Entry] = {}
    kind, noun = _NOUNS[section]
    for shape, sections in there:
        for text, entry in getattr(sections, section).items():
            place, key = Place(shape.document, (section, text)), key_of(text)
            if key not in merged:
                merged[key] = (place, entry)
                continue
            first = merged[key][0]
            address = None if kind is None else str(Address(kind, (key,)))
            found.append(
                _twice(
                    f'{noun} "{excerpt(key)}" is declared {_where(first, place)} too.',
                    place,
                    first,
                    address,
                )
            )
    return merged


def _once(
    there: Sequence[tuple[Shape, Sections]], section: str, found: list[Diagnostic]
) -> Entry | None:
    declared = list(_declared(there, section))
    if not declared:
        return None
    first = declared[0][0]
    found += [
        _twice(f"{section} is declared {_where(first, place)} too.", place, first, None)
        for place, _ in declared[1:]
    ]
    return declared[0]


def _declared(there: Sequence[tuple[Shape, Sections]], section: str) -> Iterator[Entry]:
    for shape, sections in there:
        if section in sections.declared:
            yield Place(shape.document, (section,)), getattr(sections, section)


def _where(first: Place, place: Place) -> str:
    same = first.document is place.document
    return f"at line {first.key_span.line}" if same else f"in {first.document.file}"


def _twice(message: str, place: Place, first: Place, address: str | None) -> Diagnostic:
    return diagnostic(
        "PC108",
        message,
        span=place.key_span,
        hint="Keep one of the two declarations.",
        address=address,
        related=[Related(first.key_span, "the first declaration")],
    )
