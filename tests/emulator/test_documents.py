from __future__ import annotations

import ast
from pathlib import Path

import pytest

from pipelinectl import emulator
from pipelinectl.emulator.faults import FAULTS
from pipelinectl.emulator.profiles import PROFILES

MANUAL = (Path(__file__).parents[2] / "docs" / "emulator.md").read_text("utf-8")
MODULES = sorted(Path(emulator.__path__[0]).glob("*.py"))


def imported(source: str) -> set[str]:
    nodes = list(ast.walk(ast.parse(source)))
    plain = {name.name for node in nodes if isinstance(node, ast.Import) for name in node.names}
    return plain | {node.module or "." for node in nodes if isinstance(node, ast.ImportFrom)}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_the_emulator_imports_nothing_else_of_ours_but_the_engine(path: Path) -> None:
    ours = {name for name in imported(path.read_text("utf-8")) if name.startswith("pipelinectl")}
    rooms = ("pipelinectl.emulator", "pipelinectl.engine")
    assert not [name for name in ours if not name.startswith(rooms)]


def test_the_manual_describes_every_profile() -> None:
    for profile in PROFILES:
        assert f"| `{profile.name}` | {profile.description} |" in MANUAL


def test_the_manual_names_every_fault() -> None:
    for name in FAULTS:
        assert f"| `{name}` |" in MANUAL
