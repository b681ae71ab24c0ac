"""Files that are made from the code: each is as committed, and the schemas describe all they hold.

`make docs` writes them anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pipelinectl.published import FILES, main, write
from pipelinectl.schema import SCHEMAS

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("name", FILES)
def test_the_committed_file_is_what_the_code_makes(name: str) -> None:
    path = ROOT / name
    assert path.is_file(), f"{name} is missing: run `python -m pipelinectl.published`"
    assert path.read_bytes().decode() == FILES[name](), (
        f"{name} is out of date: run `python -m pipelinectl.published`"
    )


def test_every_schema_in_the_folder_is_made() -> None:
    found = {f"schema/{path.name}" for path in (ROOT / "schema").iterdir()}
    assert found == {name for name in FILES if name.startswith("schema/")}
    assert len(found) == len(SCHEMAS)


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    assert write(tmp_path) == list(FILES)
    (tmp_path / "docs" / "diagnostics.md").write_text("old")
    assert write(tmp_path) == ["docs/diagnostics.md"]
    assert write(tmp_path) == []


def test_nothing_is_written_outside_a_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main() == 1
    assert capsys.readouterr().err == "Run this in the root of a checkout of pipelinectl.\n"
    assert list(tmp_path.iterdir()) == []


def described(part: Any, path: str) -> Iterator[tuple[str, str]]:
    """Every property and definition in a schema, with what an editor shows for it."""
    if isinstance(part, list):
        for number, each in enumerate(part):
            yield from described(each, f"{path}[{number}]")
    if not isinstance(part, dict):
        return
    for key, value in part.items():
        if key in {"properties", "patternProperties", "$defs"}:
            for name, inner in value.items():
                is_pattern = key == "patternProperties" and set(inner) == {"$ref"}
                if not is_pattern:  # what stands there is described where it is defined
                    yield f"{path}.{name}", inner.get("description", "")
                yield from described(inner, f"{path}.{name}")
        elif key not in {"const", "default", "enum", "examples"}:
            yield from described(value, path)


@pytest.mark.parametrize("which", SCHEMAS)
def test_everything_in_a_schema_is_described(which: str) -> None:
    schema = SCHEMAS[which]()
    rows = [("the file", schema["description"]), *described(schema, "")]
    assert len(rows) > 20
    assert [path for path, text in rows if not text.endswith(".")] == []
