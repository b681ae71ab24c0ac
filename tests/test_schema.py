"""The published JSON Schemas: right in their dialect, and of one mind with our readers."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from subprocess import run
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from pipelinectl.diagnostics import has_errors
from pipelinectl.language import EnvironmentView, build
from pipelinectl.plan.model import Plan
from pipelinectl.plan.saved import read_plan
from pipelinectl.project import PROJECT_FILE, hosts, load_project
from pipelinectl.project.schema import _environment, _top
from pipelinectl.schema import SCHEMAS
from pipelinectl.source import read_text
from tests.editor.cases import (
    CONFIGURATION_BAD,
    CONFIGURATION_GOOD,
    PROJECT_BAD,
    PROJECT_BEYOND,
    PROJECT_GOOD,
    saved_plan,
)
from tests.test_project import ALLOWED, REFUSED

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
FILES = {
    "configuration": "pipelinectl.schema.json",
    "project": "project.schema.json",
    "plan": "plan.schema.json",
}
TABLES = {
    ("configuration", True): CONFIGURATION_GOOD,
    ("configuration", False): CONFIGURATION_BAD,
    ("project", True): PROJECT_GOOD,
    ("project", False): PROJECT_BAD,
}
CASES = [
    pytest.param(which, text, right, id=f"{which}-{'accepts' if right else 'refuses'} {title}")
    for (which, right), table in TABLES.items()
    for title, text in table.items()
]


def validator(which: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(SCHEMAS[which]())


def parts(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """All mappings with fixed fields that a schema describes."""
    yield from (each for each in (schema, *schema["$defs"].values()) if "properties" in each)


def value_of(text: str) -> Any:
    document, _ = read_text(text, "a.yaml")
    assert document is not None
    return document.value


def configuration_is_right(text: str, _: Path) -> bool:
    document, faults = read_text(text, "a.yaml")
    assert document is not None
    found = build([document], EnvironmentView())[1]
    structural = ("PC1", "PC301", "PC304")
    return not has_errors([*faults, *(each for each in found if each.code.startswith(structural))])


def project_is_right(text: str, folder: Path) -> bool:
    (folder / PROJECT_FILE).write_text(text, "utf-8")
    return not has_errors(load_project(folder)[1])


@pytest.mark.parametrize("which", SCHEMAS)
def test_it_is_a_schema_of_its_dialect(which: str) -> None:
    schema = SCHEMAS[which]()
    assert schema["$schema"] == jsonschema.Draft202012Validator.META_SCHEMA["$id"]
    assert schema["$id"].startswith(f"urn:pipelinectl:schema:{which}:")
    jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("which", SCHEMAS)
def test_no_mapping_takes_unknown_fields(which: str) -> None:
    assert all(part["additionalProperties"] is False for part in parts(SCHEMAS[which]()))


@pytest.mark.parametrize("which", SCHEMAS)
def test_every_example_and_default_is_right(which: str) -> None:
    schema = SCHEMAS[which]()
    for part in parts(schema):
        for inner in part["properties"].values():
            defaults = [inner["default"]] if "default" in inner else []
            for example in [*inner.get("examples", ()), *defaults]:
                value = {"$defs": schema["$defs"], **inner}
                jsonschema.validate(example, value, cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize(("which", "text", "right"), CASES)
def test_schema_and_reader_agree(
    which: str,
    text: str,
    right: bool,  # noqa: FBT001 - from a table
    tmp_path: Path,
) -> None:
    judge = {"configuration": configuration_is_right, "project": project_is_right}[which]
    assert (judge(text, tmp_path), validator(which).is_valid(value_of(text))) == (right, right)


@pytest.mark.parametrize("text", PROJECT_BEYOND.values(), ids=PROJECT_BEYOND.keys())
def test_only_the_reader_refuses(text: str, tmp_path: Path) -> None:
    assert not project_is_right(text, tmp_path)
    assert validator("project").is_valid(value_of(text))


@pytest.mark.parametrize("url", [*ALLOWED, *REFUSED], ids=repr)
def test_schema_and_reader_agree_on_what_a_plain_url_is(url: str) -> None:
    schema = {"$defs": SCHEMAS["project"]()["$defs"], **_environment()["base_url"]}
    plain = hosts._URL.fullmatch(url) is not None
    assert jsonschema.Draft202012Validator(schema).is_valid(url) == plain


def test_the_project_schema_describes_no_field_that_the_reader_does_not_know() -> None:
    schema = SCHEMAS["project"]()
    assert set(_top()) == set(schema["properties"])
    assert set(_environment()) == set(schema["$defs"]["Environment"]["properties"])


@pytest.mark.parametrize("path", sorted((ROOT / "pipelines").glob("*.yaml")), ids=lambda p: p.name)
def test_the_example_is_right(path: Path) -> None:
    validator("configuration").validate(value_of(path.read_text("utf-8")))


def test_the_project_file_of_the_example_is_right() -> None:
    validator("project").validate(value_of((ROOT / PROJECT_FILE).read_text("utf-8")))


def test_a_saved_plan_is_right() -> None:
    text = saved_plan()
    assert isinstance(read_plan(text.encode(), "plan.json"), Plan)
    validator("plan").validate(json.loads(text))


def fields_of(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where a field stands in a plan; what a resource's own fields hold is free."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for key, each in inner:
        here = (*path, key)
        if isinstance(key, str) and not {"before", "after", "base", "live"} & {*path}:
            yield here
        if isinstance(each, dict | list):
            yield from fields_of(each, here)


def test_a_plan_that_lacks_any_field_is_refused() -> None:
    plan = json.loads(saved_plan())
    checked = validator("plan")
    accepted = []
    for *path, name in fields_of(plan):
        without = json.loads(saved_plan())
        place = without
        for step in path:
            place = place[step]
        del place[name]
        if path != ["fingerprints"] and checked.is_valid(without):
            accepted.append((*path, name))
    assert accepted == []


@pytest.mark.parametrize(
    "text",
    [
        saved_plan().replace('"1.0"', '"2.0"'),
        saved_plan().replace('"both"', '"neither"'),
        saved_plan().replace('"conflict"', '"else"'),
        saved_plan().replace("sha256:1", "sha1:1"),
        saved_plan().replace('"applyable"', '"appliable"'),
        "[]",
    ],
)
def test_another_plan_is_refused(text: str) -> None:
    assert not validator("plan").is_valid(json.loads(text))


@pytest.mark.parametrize(
    ("which", "right"), TABLES, ids=[f"{w}-{'accepts' if r else 'refuses'}" for w, r in TABLES]
)
def test_check_jsonschema_agrees(which: str, right: bool, tmp_path: Path) -> None:  # noqa: FBT001 - from a table
    texts = TABLES[which, right].values()
    names = {f"{number:02}.yaml" for number, _ in enumerate(texts)}
    for name, text in zip(sorted(names), texts, strict=True):
        (tmp_path / name).write_text(text, "utf-8")
    schema = ROOT / "schema" / FILES[which]
    refused = refused_by_check_jsonschema(schema, [tmp_path / name for name in names])
    assert refused == (set() if right else names)


def test_check_jsonschema_accepts_the_example_and_a_saved_plan(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text(saved_plan(), "utf-8")
    example = sorted((ROOT / "pipelines").glob("*.yaml"))
    files = {
        "configuration": example,
        "project": [ROOT / PROJECT_FILE],
        "plan": [tmp_path / "plan.json"],
    }
    for which, paths in files.items():
        assert refused_by_check_jsonschema(ROOT / "schema" / FILES[which], paths) == set()


def refused_by_check_jsonschema(schema: Path, files: list[Path]) -> set[str]:
    """What the real command refuses; it reads YAML itself."""
    command = [sys.executable, "-m", "check_jsonschema", "-o", "json", "--schemafile", str(schema)]
    done = run([*command, *map(str, files)], check=False, capture_output=True, text=True)
    report = json.loads(done.stdout)
    assert not report.get("parse_errors"), report
    refused = {Path(each["filename"]).name for each in report.get("errors", ())}
    assert done.returncode == (1 if refused else 0)
    return refused
