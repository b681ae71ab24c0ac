"""What an editor shows: faults, completion and help from the published schemas."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pipelinectl.schema import SCHEMAS

from .cases import CONFIGURATION_BAD, CONFIGURATION_GOOD, PROJECT_BAD, PROJECT_GOOD
from .client import LanguageServer, started
from .tools import npm_tool

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
SCHEMA_OF = {
    "pipelinectl.schema.json": ["**/pipelines/**/*.yaml"],
    "project.schema.json": ["**/pipelinectl.yaml"],
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    schemas = {(ROOT / "schema" / name).as_uri(): files for name, files in SCHEMA_OF.items()}
    folder = tmp_path_factory.mktemp("editor")
    with started(npm_tool("yaml-language-server"), schemas, folder) as running:
        yield running


def pipelines(folder: Path, *texts: str) -> list[Path]:
    """Files of the configuration with these texts."""
    made = [folder / "pipelines" / f"{number:02}.yaml" for number, _ in enumerate(texts)]
    return _written(made, texts)


def projects(folder: Path, *texts: str) -> list[Path]:
    """Project files with these texts, each in a folder of its own."""
    made = [folder / f"{number:02}" / "pipelinectl.yaml" for number, _ in enumerate(texts)]
    return _written(made, texts)


def _written(paths: list[Path], texts: tuple[str, ...]) -> list[Path]:
    for path, text in zip(paths, texts, strict=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return paths


def marked(folder: Path, text: str) -> tuple[Path, tuple[int, int]]:
    """A file whose text is without its one `|`, and where that stood."""
    before, after = text.split("|")
    make = pipelines if (before + after).startswith("pipelines") else projects
    (path,) = make(folder, before + after)
    return path, (before.count("\n"), len(before) - before.rfind("\n") - 1)


def faults(server: LanguageServer, path: Path) -> list[tuple[int, int, str]]:
    """Line and column (from 0) and message of each fault."""
    return sorted(
        (*(each["range"]["start"][part] for part in ("line", "character")), each["message"])
        for each in server.open(path)[path]
    )


def test_faults_of_a_configuration_file(server: LanguageServer, tmp_path: Path) -> None:
    text = (
        "pipelines:\n  support:\n    nam: Support\n    statuses:\n      - {name: A, state: shut}\n"
    )
    (path,) = pipelines(tmp_path, text)
    assert faults(server, path) == [
        (1, 2, 'Missing property "name".'),
        (2, 4, "Property nam is not allowed."),
        (4, 25, 'Value is not accepted. Valid values: "open", "closed", null.'),
    ]


def test_faults_of_a_project_file(server: LanguageServer, tmp_path: Path) -> None:
    text = "version: 1\nenvironments:\n  sandbox:\n    adapter: zendesk\n    account: '1'\n"
    (path,) = projects(tmp_path, text)
    assert faults(server, path) == [
        (2, 2, 'Missing property "token_env".'),
        (3, 13, 'Value is not accepted. Valid values: "hubspot".'),
        (4, 13, 'Incorrect type. Expected "integer".'),
    ]


EXAMPLE = [*sorted((ROOT / "pipelines").rglob("*.yaml")), ROOT / "pipelinectl.yaml"]


@pytest.mark.parametrize("path", EXAMPLE, ids=lambda path: path.name)
def test_the_example_has_no_faults(server: LanguageServer, path: Path) -> None:
    assert faults(server, path) == []
    lines = path.read_text("utf-8").splitlines()
    first = next(number for number, line in enumerate(lines) if line[:1].isalpha())
    assert server.at("textDocument/hover", path, (first, 1)), "its schema was not found"


@pytest.mark.parametrize(
    ("make", "good", "bad"),
    [
        (pipelines, CONFIGURATION_GOOD, CONFIGURATION_BAD),
        (projects, PROJECT_GOOD, PROJECT_BAD),
    ],
    ids=["configuration", "project"],
)
def test_editor_and_command_agree(
    server: LanguageServer, tmp_path: Path, make: Any, good: dict[str, str], bad: dict[str, str]
) -> None:
    cases = {**good, **bad}
    paths = make(tmp_path, *cases.values())
    found = server.open(*paths)
    accepted = [name for name, path in zip(cases, paths, strict=True) if not found[path]]
    assert accepted == list(good)


def properties(which: str, definition: str | None) -> dict[str, str]:
    """The fields of a mapping and how a schema describes them."""
    schema = SCHEMAS[which]()
    part = schema if definition is None else schema["$defs"][definition]
    return {name: inner["description"] for name, inner in part["properties"].items()}


PLACES = {
    "a pipeline": ("pipelines:\n  support:\n    |\n", "configuration", "Pipeline"),
    "a status": (
        "pipelines:\n  a:\n    name: A\n    statuses:\n      - |\n",
        "configuration",
        "Status",
    ),
    "rules": ("pipelines:\n  a:\n    rules:\n      |\n", "configuration", "Rules"),
    "a workflow": ("pipelines: {}\nautomations:\n  a:\n    |\n", "configuration", "Automation"),
    "an action": (
        "pipelines: {}\nautomations:\n  a:\n    actions:\n      - |\n",
        "configuration",
        "Action",
    ),
    "a condition": (
        "pipelines: {}\nautomations:\n  a:\n    only_if:\n      |\n",
        "configuration",
        "Condition",
    ),
    "a trigger": (
        "pipelines: {}\nautomations:\n  a:\n    when:\n      s|\n",
        "configuration",
        "Trigger",
    ),
    "a project file": ("|\n", "project", None),
    "an environment": ("version: 1\nenvironments:\n  e:\n    |\n", "project", "Environment"),
    "limits": (
        "version: 1\nenvironments:\n  e:\n    limits:\n      |\n",
        "project",
        "Limits",
    ),
}


@pytest.mark.parametrize(("text", "which", "definition"), PLACES.values(), ids=PLACES.keys())
def test_completion_offers_every_field_with_its_description(
    server: LanguageServer, tmp_path: Path, text: str, which: str, definition: str | None
) -> None:
    path, place = marked(tmp_path, text)
    server.open(path)
    offered = server.at("textDocument/completion", path, place)["items"]
    shown = {each["label"]: each.get("documentation") for each in offered}
    wanted = properties(which, definition)
    assert {name: shown.get(name) for name in wanted} == wanted


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("pipelines:\n  a:\n    statuses:\n      - state: |\n", {"open", "closed"}),
        ("version: 1\nenvironments:\n  e:\n    adapter: |\n", {"hubspot"}),
        (
            "version: 1\nenvironments:\n  e:\n    subscriptions:\n      service_hub: |\n",
            {"free", "starter", "professional", "enterprise"},
        ),
    ],
    ids=["state", "adapter", "edition"],
)
def test_completion_offers_the_words_of_a_fixed_set(
    server: LanguageServer, tmp_path: Path, text: str, values: set[str]
) -> None:
    path, place = marked(tmp_path, text)
    server.open(path)
    offered = server.at("textDocument/completion", path, place)["items"]
    assert values <= {each["label"] for each in offered}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "pipelines:\n  a:\n    excl|usive: true\n",
            properties("configuration", "Pipeline")["exclusive"],
        ),
        ("pipelin|es: {}\n", properties("configuration", None)["pipelines"]),
        (
            "version: 1\nenvironments:\n  e:\n    token|_env: x\n",
            properties("project", "Environment")["token_env"],
        ),
    ],
    ids=["a field of a pipeline", "a section", "a field of an environment"],
)
def test_hover_shows_the_description(
    server: LanguageServer, tmp_path: Path, text: str, wanted: str
) -> None:
    path, place = marked(tmp_path, text)
    server.open(path)
    shown = server.at("textDocument/hover", path, place)["contents"]["value"]
    assert wanted in shown.replace("\\", "")  # it escapes what Markdown would take for markup
