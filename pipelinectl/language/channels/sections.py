"""The sections of a document that concern channels: each checked for itself, apart from the rest.

This module imports their models, which takes time: only what has found such a section imports it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipelinectl.language.entries import Section
from pipelinectl.language.models.channels import Channels
from pipelinectl.language.models.people import Skills, Teams, Users
from pipelinectl.language.models.service import MigrationModel, SlaModel, SpamModel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelinectl.language.fault import Fault
    from pipelinectl.language.models.channels import ChannelModel
    from pipelinectl.language.models.people import TeamModel, UserModel
    from pipelinectl.source.document import Document


@dataclass(slots=True)
class Sections:
    """The well-formed sections of one document; None stands for an entry that is faulty.

    `migrate` holds each sound entry with its index in the file. `declared` are the names of the
    sections that stand in the document, faulty or not.
    """

    declared: frozenset[str] = frozenset()
    channels: dict[str, ChannelModel | None] = field(default_factory=dict)
    users: dict[str, UserModel | None] = field(default_factory=dict)
    teams: dict[str, TeamModel | None] = field(default_factory=dict)
    skills: dict[str, list[str] | None] = field(default_factory=dict)
    migrate: tuple[tuple[int, MigrationModel], ...] = ()
    sla: SlaModel | None = None
    spam: SpamModel | None = None
    faults: list[Fault] = field(default_factory=list)


_BY_KEY = {
    "channels": Section(Channels),
    "users": Section(Users),
    "teams": Section(Teams),
    "skills": Section(Skills),
}
_WHOLE = {"sla": Section(SlaModel), "spam": Section(SpamModel)}
_MIGRATE = Section(list[MigrationModel])


def read_sections(document: Document, values: Mapping[str, Any]) -> Sections:
    """Check the sections of a document, given by their names."""
    read = Sections(frozenset(name for name, value in values.items() if value is not None))
    for name, value in values.items():
        path = (name,)
        if name in _BY_KEY:
            setattr(read, name, _BY_KEY[name].by_key(document, path, value, read.faults))
        elif name in _WHOLE:
            setattr(read, name, _WHOLE[name].whole(document, path, value, read.faults))
        else:
            read.migrate = _MIGRATE.listed(document, path, value, read.faults)
    return read
