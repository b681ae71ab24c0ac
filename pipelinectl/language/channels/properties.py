"""What new tickets of a channel get: properties with their values, pipelines and statuses named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelinectl import names as spelling
from pipelinectl.automation import references as refs
from pipelinectl.language.automations.conditions import values
from pipelinectl.language.references import ambiguous
from pipelinectl.language.wording import excerpt, kind_of
from pipelinectl.model import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelinectl.language.automations.names import Names
    from pipelinectl.language.references import Directory, Index
    from pipelinectl.language.spec import Place
    from pipelinectl.model import Value

_NAMING = ("pipeline", "status")


def ticket_properties(declared: Mapping[str, Any], place: Place, names: Names) -> Record:
    """The values by property, those without a value left out.

    `pipeline` is there where it is written, or named by the status as `pipeline/Status`. A status
    alone is one of the default pipeline.
    """
    found: dict[str, Value] = {}
    pipeline = declared.get("pipeline")
    if pipeline is not None:
        found["pipeline"] = _pipeline(pipeline, place.at("pipeline"), names)
    if declared.get("status") is not None:
        found |= _status(declared["status"], found.get("pipeline"), place.at("status"), names)
    for name, value in declared.items():
        if value is not None and name not in _NAMING:
            found[name] = values(name, [value], place.at(name), names, None)[0]
    return Record(found)


def _pipeline(value: Any, place: Place, names: Names) -> Value:
    if isinstance(value, str):
        return names.pipeline(value, place)
    names.refuse("PC103", f'"pipeline" takes a text, not {kind_of(value)}.', place)
    return ""


def _status(value: Any, pipeline: Value, place: Place, names: Names) -> dict[str, Value]:
    """The status, and its pipeline where the text names one."""
    if not isinstance(value, str):
        names.refuse("PC103", f'"status" takes a text, not {kind_of(value)}.', place)
        return {}
    directory = names.desk.directory
    key = refs.named(pipeline, refs.PIPELINE)
    left, slash, right = value.partition("/")
    other = directory.key(left) if slash else None
    if pipeline is None and other is not None:
        reference = names.status(value, place, None)
        return {"pipeline": refs.reference(refs.PIPELINE, other), "status": reference}
    text = right if other is not None and other == key else value
    if pipeline is None:
        key = _default(directory, value, place, names)
    index = None if key is None else names.desk.index(key)
    if index is None:
        # what keeps the pipeline from being known has been said, or it was not read
        names.sound = names.sound and key not in directory.faulty
        return {"status": refs.reference(refs.STATUS, value.strip())}
    return {"status": refs.reference(refs.STATUS, _only(index, text, value, place, names))}


def _only(index: Index, text: str, written: str, place: Place, names: Names) -> str:
    match index.find(text):
        case (status,):
            return f"{index.pipeline.key}/{status.key}"
        case (_, _):
            names.note(ambiguous(index, text, place, str(names.address)))
            return text
    known = [status.name.strip() for status in index.pipeline.statuses]
    near = spelling.near(text.strip().rpartition("/")[2], known)
    names.refuse(
        "PC213",
        f'ticket_properties of channel "{names.address.keys[0]}": status '
        f'"{excerpt(written)}" does not belong to pipeline "{excerpt(index.pipeline.name)}".',
        place,
        f'Did you mean "{near}"?' if near else f"Known: {', '.join(known[:12])}.",
    )
    return text


def _default(directory: Directory, text: str, place: Place, names: Names) -> str | None:
    """The default pipeline of the files, or the only one; a fault where there is neither."""
    marked = [key for key, each in directory.pipelines.items() if each.default]
    every = [*directory.pipelines, *directory.faulty]
    found = marked or every
    if len(found) == 1:
        return found[0]
    if not names.desk.whole:
        names.missing.setdefault((refs.PIPELINE, ""), place)
        return None
    names.refuse(
        "PC214",
        f'"{excerpt(text)}" is a status without its pipeline, and the files do not say which '
        "pipeline is the default one.",
        place,
        "Write `pipeline:` beside it.",
    )
    return None
