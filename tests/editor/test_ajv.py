"""The published schemas in ajv, the validator of JavaScript, at its strictest."""

from __future__ import annotations

import json
from pathlib import Path
from subprocess import run

import pytest

from pipelinectl.source import read_text

from .cases import (
    CONFIGURATION_BAD,
    CONFIGURATION_GOOD,
    PROJECT_BAD,
    PROJECT_BEYOND,
    PROJECT_GOOD,
    saved_plan,
)
from .tools import npm_tool

SCHEMAS = Path(__file__).parents[2] / "schema"
STRICT = [
    "--spec=draft2020",
    "--strict=true",
    "--strict-tuples=true",
    "--strict-types=true",
    "--strict-required=true",
    "--allow-union-types",  # `null` means omitted, so most fields take two types
    "-c",
    "ajv-formats",
]


def refused(schema: str, values: dict[str, str]) -> list[str]:
    """The names of the JSON files that ajv finds wrong."""
    data = [part for name in values for part in ("-d", name)]
    command = [npm_tool("ajv"), "validate", *STRICT, "-s", str(SCHEMAS / schema), *data]
    done = run(command, check=False, capture_output=True, text=True)
    lines = (done.stdout + done.stderr).splitlines()
    verdicts = {name: f"{name} invalid" in lines for name in values}
    assert all(f"{name} valid" in lines for name, wrong in verdicts.items() if not wrong), lines
    return [name for name, wrong in verdicts.items() if wrong]


def as_json(folder: Path, cases: dict[str, str]) -> dict[str, str]:
    """The cases as JSON files, read by our own reader: their paths, each with its title."""
    made = {}
    for number, (title, text) in enumerate(cases.items()):
        document, _ = read_text(text, "a.yaml")
        assert document is not None
        path = folder / f"{number:02}.json"
        path.write_text(json.dumps(document.value), "utf-8")
        made[str(path)] = title
    return made


@pytest.mark.parametrize("path", sorted(SCHEMAS.iterdir()), ids=lambda path: path.name)
def test_compiles_without_a_complaint(path: Path) -> None:
    command = [npm_tool("ajv"), "compile", *STRICT, "-s", str(path)]
    done = run(command, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, f"schema {path} is valid\n"), done.stderr


@pytest.mark.parametrize(
    ("schema", "good", "bad"),
    [
        ("pipelinectl.schema.json", CONFIGURATION_GOOD, CONFIGURATION_BAD),
        ("project.schema.json", PROJECT_GOOD | PROJECT_BEYOND, PROJECT_BAD),
    ],
    ids=["configuration", "project"],
)
def test_ajv_agrees(tmp_path: Path, schema: str, good: dict[str, str], bad: dict[str, str]) -> None:
    files = as_json(tmp_path, {**good, **bad})
    assert [files[name] for name in refused(schema, files)] == list(bad)


def test_a_saved_plan_is_right_and_an_altered_one_is_not(tmp_path: Path) -> None:
    right, wrong = tmp_path / "right.json", tmp_path / "wrong.json"
    right.write_text(saved_plan(), "utf-8")
    wrong.write_text(saved_plan().replace('"conflict"', '"else"'), "utf-8")
    assert refused("plan.schema.json", {str(right): "", str(wrong): ""}) == [str(wrong)]
