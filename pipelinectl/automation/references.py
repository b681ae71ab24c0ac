"""References inside automations: records that name something else, wherever they stand.

A reference to a status names it as `<pipeline key>/<status key>` in the terms of the files and
by its id in the terms of an account; one to a pipeline by key or id; one to a workflow by its
address (`automation.<key>`) where the files declare it, else by its name or, as `id:<id>`, by its
id; one to a channel by its key, else as `id:<id>` by the id of its account. People are named by
e-mail address, teams and e-mails by name, or by `id:<id>`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.model import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipelinectl.model import Value

STATUS, PIPELINE, WORKFLOW = "status", "pipeline", "workflow"
USER, TEAM, EMAIL = "user", "team", "email"
CHANNEL = "channel"
REF, NAME = "ref", "name"


def reference(kind: str, name: str) -> Record:
    """A reference."""
    return Record({REF: kind, NAME: name})


def is_reference(value: Value) -> bool:
    """Whether a value is a reference."""
    return isinstance(value, Record) and value.keys() == {REF, NAME}


def named(value: Value, kind: str) -> str | None:
    """The name that a reference of this kind holds; None for every other value."""
    if isinstance(value, Record) and is_reference(value) and value[REF] == kind:
        return str(value[NAME])
    return None


def references(value: Value) -> Iterator[tuple[str, str]]:
    """Every reference in a value, as kind and name, in order and with repetitions."""
    if isinstance(value, tuple):
        for each in value:
            yield from references(each)
    elif isinstance(value, Record):
        if is_reference(value):
            yield str(value[REF]), str(value[NAME])
        else:
            yield from references(tuple(value.values()))


def renamed(value: Value, name_of: Callable[[str, str], str]) -> Value:
    """The value with every reference named anew; `name_of` is told kind and name."""
    if isinstance(value, tuple):
        return tuple(renamed(each, name_of) for each in value)
    if not isinstance(value, Record):
        return value
    if is_reference(value):
        kind = str(value[REF])
        return reference(kind, name_of(kind, str(value[NAME])))
    return Record({name: renamed(each, name_of) for name, each in value.items()})
