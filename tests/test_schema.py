"""The published JSON Schema: up to date, described, and of one mind with the language."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from subprocess import run
from typing import Any

import jsonschema
import pytest
import yaml

from pipelinectl.diagnostics import has_errors
from pipelinectl.language import EnvironmentView, build
from pipelinectl.schema import as_text, configuration_schema
from pipelinectl.source import read_text

PUBLISHED = Path(__file__).parents[1] / "schema" / "pipelinectl.schema.json"
BODY = "name: A, statuses: [New, {name: Closed, state: closed}]"

GOOD = {
    "an empty mapping": "{}",
    "a version alone": "version: 1",
    "null for everything that may be omitted": (
        "{version: ~, account: ~, pipelines: {a: {name: A, statuses: [{name: N, state: ~, "
        "key: ~, id: ~}], rules: ~, id: ~, default: ~, exclusive: ~}}, removed: ~}"
    ),
    "anchors under x-": "{x-a: 1, x-b: {c: [d]}}",
    "an account": (
        "account: {subscriptions: {service_hub: professional, sales_hub: free}, "
        "add_ons: [transactional_email], data_privacy: true}"
    ),
    "a pipeline in short": f"pipelines: {{a: {{{BODY}}}}}",
    "a pipeline in full": (
        "pipelines: {a_1: {name: A, default: true, id: {sandbox: '0', production: ~}, "
        "exclusive: false, statuses: [New, {key: b, name: B, state: closed, id: '4'}], "
        "rules: {create_only_in: [], no_skipping: true, no_moving_backward: [New]}}}"
    ),
    "removed entries": (
        "removed: [{status: a/b, move_tickets_to: a/c, id: '1'}, {pipeline: a, id: {x: '2'}}]"
    ),
}
BAD = {
    "an unknown section": "channels: {}",
    "another version": "version: 2",
    "a version in quotes": "version: '1'",
    "a version that is true": "version: true",
    "pipelines as a list": "pipelines: []",
    "a pipeline that is null": "pipelines: {a: ~}",
    "a key with a hyphen": f"pipelines: {{a-b: {{{BODY}}}}}",
    "a key in capitals": f"pipelines: {{A: {{{BODY}}}}}",
    "no name": "pipelines: {a: {statuses: [New]}}",
    "a null name": "pipelines: {a: {name: ~, statuses: [New]}}",
    "an empty name": "pipelines: {a: {name: ' ', statuses: [New]}}",
    "a name on two lines": 'pipelines: {a: {name: "x\\ny", statuses: [New]}}',
    "a number for a name": "pipelines: {a: {name: 1, statuses: [New]}}",
    "no statuses": "pipelines: {a: {name: A}}",
    "null statuses": "pipelines: {a: {name: A, statuses: ~}}",
    "an empty list of statuses": "pipelines: {a: {name: A, statuses: []}}",
    "a null status": "pipelines: {a: {name: A, statuses: [~]}}",
    "a number for a status": "pipelines: {a: {name: A, statuses: [1]}}",
    "a status without a name": "pipelines: {a: {name: A, statuses: [{state: open}]}}",
    "a state in capitals": "pipelines: {a: {name: A, statuses: [{name: A, state: Open}]}}",
    "a status with an unknown field": "pipelines: {a: {name: A, statuses: [{name: A, closed: 1}]}}",
    "a number for an id": f"pipelines: {{a: {{id: 0, {BODY}}}}}",
    "a number for an id of an environment": f"pipelines: {{a: {{id: {{x: 0}}, {BODY}}}}}",
    "a text for a switch": f"pipelines: {{a: {{exclusive: 'yes', {BODY}}}}}",
    "a text for statuses": f"pipelines: {{a: {{rules: {{create_only_in: New}}, {BODY}}}}}",
    "a number in a list of statuses": f"pipelines: {{a: {{rules: {{no_skipping: [1]}}, {BODY}}}}}",
    "x- inside a pipeline": f"pipelines: {{a: {{x-a: 1, {BODY}}}}}",
    "an unknown tier": "account: {subscriptions: {service_hub: Pro}}",
    "an unknown hub": "account: {subscriptions: {help_hub: free}}",
    "an unknown add-on": "account: {add_ons: [sms]}",
    "an entry that names nothing": "removed: [{id: '1'}]",
    "an entry that names both": "removed: [{pipeline: a, status: a/b}]",
    "an entry that is a text": "removed: [a]",
    "an entry that is null": "removed: [~]",
}
CASES = [
    *(pytest.param(text, True, id=f"accepts {title}") for title, text in GOOD.items()),
    *(pytest.param(text, False, id=f"refuses {title}") for title, text in BAD.items()),
]


def test_the_published_schema_is_the_one_that_the_models_make() -> None:
    made = as_text(configuration_schema())
    if "UPDATE_GOLDEN" in os.environ:
        PUBLISHED.write_text(made, "utf-8")
    assert PUBLISHED.read_text("utf-8") == made


def test_it_is_a_schema_of_its_dialect() -> None:
    schema = configuration_schema()
    assert schema["$schema"] == jsonschema.Draft202012Validator.META_SCHEMA["$id"]
    jsonschema.Draft202012Validator.check_schema(schema)


def test_every_property_is_described() -> None:
    schema = configuration_schema()
    undescribed = [
        f"{name}.{field}"
        for name, part in {"file": schema, **schema["$defs"]}.items()
        for field, inner in (part["properties"] | part.get("patternProperties", {})).items()
        if not inner.get("description", "").endswith(".")
    ]
    assert undescribed == []
    assert all(part["description"] for part in schema["$defs"].values())


def test_no_mapping_takes_unknown_fields() -> None:
    schema = configuration_schema()
    assert all(
        part["additionalProperties"] is False for part in (schema, *schema["$defs"].values())
    )


def test_every_example_is_right() -> None:
    schema = configuration_schema()
    for part in schema["$defs"].values():
        for field, inner in part["properties"].items():
            for example in inner.get("examples", ()):
                value: Any = {"$defs": schema["$defs"], **inner}
                jsonschema.validate(example, value, cls=jsonschema.Draft202012Validator)
                assert inner["description"], field


@pytest.mark.parametrize(("text", "right"), CASES)
def test_schema_and_language_agree(text: str, right: bool) -> None:  # noqa: FBT001 - from a table
    document, _ = read_text(text, "a.yaml")
    assert document is not None
    _, found = build([document], EnvironmentView())
    structural = [each for each in found if each.code.startswith("PC1") or each.code == "PC301"]
    structural += [each for each in found if each.code == "PC304"]
    validator = jsonschema.Draft202012Validator(configuration_schema())
    assert (not has_errors(structural), validator.is_valid(yaml.safe_load(text))) == (right, right)


@pytest.mark.parametrize(("cases", "code"), [(GOOD, 0), (BAD, 1)], ids=["accepts", "refuses"])
def test_check_jsonschema_agrees(cases: dict[str, str], code: int, tmp_path: Path) -> None:
    files: list[Path] = []
    for number, text in enumerate(cases.values()):
        path = tmp_path / f"{number:02}.yaml"
        path.write_text(text, "utf-8")
        files.append(path)
    command = [sys.executable, "-m", "check_jsonschema", "-o", "json", "--schemafile"]
    done = run(
        [*command, str(PUBLISHED), *map(str, files)], check=False, capture_output=True, text=True
    )
    refused = {Path(each["filename"]).name for each in json.loads(done.stdout).get("errors", ())}
    assert (done.returncode, refused) == (code, {path.name for path in files} if code else set())
