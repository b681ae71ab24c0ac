"""The published JSON Schemas: of the configuration, of the project file, and of a saved plan.

They are made from what reads those files, so that an editor and a command say the same. Pydantic
takes a tenth of a second to import, which `--help` must not wait for: each is imported when asked.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NULL = {"type": "null"}
_NAMED_PARTS = frozenset({"properties", "patternProperties"})
_LITERAL_PARTS = frozenset({"const", "default", "enum", "examples", "required"})
_CLASSES = ("Model", "Shape")
"""How the names of the classes end that a schema is made from."""


def configuration_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a configuration file."""
    from pipelinectl.language.models.whole import FileModel  # noqa: PLC0415 - see the top

    return {
        **_published("configuration:1", "pipelinectl configuration", FileModel.model_json_schema()),
        "patternProperties": {
            "^x-": {"description": "Ignored. A place for anchors that aliases repeat elsewhere."}
        },
    }


def project_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the project file `pipelinectl.yaml`."""
    from pipelinectl.project.schema import project_shape  # noqa: PLC0415 - see the top

    return {**_head("project:1", "pipelinectl project file"), **project_shape()}


def plan_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a saved plan."""
    from pipelinectl.plan import shape  # noqa: PLC0415 - see the top
    from pipelinectl.plan.model import FORMAT_VERSION  # noqa: PLC0415

    made = shape.plan_schema()
    made["$defs"]["JsonValue"] = {"description": "Any value."}
    return _published(f"plan:{FORMAT_VERSION}", "pipelinectl saved plan", made)


SCHEMAS: Mapping[str, Callable[[], dict[str, Any]]] = {
    "configuration": configuration_schema,
    "project": project_schema,
    "plan": plan_schema,
}
"""What makes each schema, by the word that `pipelinectl schema` takes."""


def as_text(schema: dict[str, Any]) -> str:
    """A schema in the form in which it is published."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _head(name: str, title: str) -> dict[str, str]:
    return {"$schema": _DIALECT, "$id": f"urn:pipelinectl:schema:{name}", "title": title}


def _published(name: str, title: str, made: dict[str, Any]) -> dict[str, Any]:
    """A schema that pydantic made, with our head and without its noise."""
    definitions = {_name(each): _tidy(part) for each, part in made["$defs"].items()}
    rest = {key: value for key, value in made.items() if key not in {"$defs", "$schema"}}
    return {**_head(name, title), **_tidy(rest), "$defs": definitions}


def _name(name: str) -> str:
    for ending in _CLASSES:
        name = name.removesuffix(ending)
    return name


def _tidy(part: Any) -> Any:
    """What pydantic makes, without what an editor should not show, and closed where it is open."""
    if isinstance(part, list):
        return [_tidy(item) for item in part]
    if not isinstance(part, dict):
        return part
    tidy = {key: _entry(key, value) for key, value in part.items() if not _is_noise(key, value)}
    if "patternProperties" in tidy:
        tidy["additionalProperties"] = False
    return _optional(tidy) if _NULL in tidy.get("anyOf", ()) else tidy


def _is_noise(key: str, value: Any) -> bool:
    """Titles are names of classes or fields; a default of null says only 'omitted'."""
    return key == "title" or (key == "default" and value is None)


def _entry(key: str, value: Any) -> Any:
    if key in _NAMED_PARTS:
        return {name: _tidy(part) for name, part in value.items()}
    if key in _LITERAL_PARTS:
        return value
    return _name(value) if key == "$ref" else _tidy(value)


def _optional(part: dict[str, Any]) -> dict[str, Any]:
    """Say 'or null' in the way that gives the shortest message in an editor."""
    branches = [branch for branch in part.pop("anyOf") if branch != _NULL]
    if len(branches) == 1 and "oneOf" in branches[0]:
        branches = branches[0]["oneOf"]
    if len(branches) > 1 or "$ref" in branches[0]:
        return {**part, "anyOf": [*branches, _NULL]}
    (branch,) = branches
    if "const" in branch:
        branch["enum"] = [branch.pop("const")]
    if "enum" in branch:
        branch["enum"] = [*branch["enum"], None]
    kinds = branch["type"] if isinstance(branch["type"], list) else [branch["type"]]
    return {**part, **branch, "type": [*kinds, "null"]}
