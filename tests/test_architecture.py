"""Who may import whom: the layers of the design as a table, and how much a start may import.

A room is a module or package of pipelinectl. A row of the table says which rooms it may import;
`plan.model` admits one module of a room, `plan` all of it. An import counts wherever it stands, in
a function or for types only. Left of `plan.diff` nothing knows the API, right of `compile` nothing
knows YAML.
"""

from __future__ import annotations

import ast
import json
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from subprocess import run
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
PACKAGE = "pipelinectl"
STAGES = "source project language checks compile ledger plan apply"

MAY_IMPORT = {
    # base
    "codes": "",
    "names": "",
    "diagnostics": "codes",
    "model": "diagnostics",
    "canonical": "model",
    "channels": "model",
    "capabilities": "model",
    # files to desired state: nothing here knows the API
    "source": "diagnostics names",
    "project": "source diagnostics names",
    "language": "source automation channels model diagnostics names",
    "checks": "language.spec automation channels capabilities model diagnostics names",
    "compile": "language.spec automation channels capabilities model diagnostics names",
    "automation": "model canonical diagnostics",
    # desired and live state to a plan, and a plan to the account: nothing here knows YAML
    "ports": "capabilities model diagnostics",
    "ledger": "ports model canonical diagnostics",
    "plan": "ledger.model ledger.journal automation channels model canonical diagnostics names",
    "apply": "plan.model plan.terms plan.fingerprints plan.linked plan.automations plan.ours "
    "ledger.model ledger.journal automation ports model diagnostics",
    # the account
    "adapters.hubspot": "ports automation capabilities channels model canonical diagnostics names "
    "__version__",
    "adapters.registry": "adapters.hubspot capabilities ports",
    "importing": "capabilities channels automation model canonical diagnostics names",
    # what joins the stages: it gets its adapter as an argument and shows nothing
    "operations": f"{STAGES} capabilities ports model diagnostics names __version__",
    # what people see
    "render": "plan apply.report automation channels model canonical diagnostics codes",
    "scaffold": "",
    "reference": "checks.tiers capabilities codes model",
    "schema": "language.models project.schema plan.shape plan.model",
    "manual": "cli.main plan.model schema",
    "published": "manual schema reference checks.tiers adapters.registry",
    "engine": "",
    "emulator": "engine",
    "cli": "operations render adapters.registry importing scaffold schema reference project "
    "plan.model plan.document plan.saved apply.report ports capabilities channels diagnostics "
    "codes names __version__",
    "__init__": "",
    "__main__": "cli.main __version__",
}

EXCEPTIONS = {
    ("adapters.registry", "checks.naming"): "the protocol that an adapter's naming fulfils",
    ("plan.scene", "ports"): "Limits, a value that the help desk states",
    ("cli.emulator", "emulator"): "the one command that serves it",
    ("cli.failures", "source"): "reads the lines that a caret points into",
    ("operations.importing", "importing"): "the type of what it is handed",
}
"""Single imports beyond the table, by importer and target, each with its reason."""

QUARANTINE = {
    "click": "cli",
    "filelock": "ledger.local",
    "pydantic": "language.models language.structure language.entries plan.shape plan.saved",
    "pydantic_core": "language.fault",  # the type of pydantic's errors
    "requests": "adapters.hubspot.http cli.demo",
    "rich": "render cli.console",
    "ruamel": "importing operations.acknowledging",
    "starlette": "emulator",
    "tenacity": "adapters.hubspot.http adapters.hubspot.patience",
    "uvicorn": "emulator",
    "yaml": "source",
}
"""Where each library of others may be imported; any other library nowhere."""


class Import(NamedTuple):
    """One import, with names of modules as they are inside the package."""

    importer: str
    target: str
    place: str


def inside(module: str, rooms: str) -> bool:
    """Whether a module is, or lies in, one of the rooms."""
    return any(module == room or module.startswith(f"{room}.") for room in rooms.split())


def room_of(module: str) -> str:
    first, _, rest = module.partition(".")
    return f"{first}.{rest.split('.')[0]}" if first == "adapters" and rest else first


def _modules() -> dict[str, Path]:
    found = {}
    for path in sorted((ROOT / PACKAGE).rglob("*.py")):
        name = ".".join(path.relative_to(ROOT / PACKAGE).with_suffix("").parts)
        found[name.removesuffix(".__init__")] = path
    return found


MODULES = _modules()
TREES = {name: ast.parse(path.read_text("utf-8")) for name, path in MODULES.items()}


def _targets(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        source = "." * node.level + (node.module or "")
        for alias in node.names:
            whole = f"{source}.{alias.name}"
            is_module = whole.removeprefix(f"{PACKAGE}.") in {*MODULES, "__version__"}
            yield whole if is_module else source


def _imports() -> tuple[list[Import], list[Import]]:
    """All imports of our own modules, and all of other people's."""
    own, foreign = [], []
    for name, tree in TREES.items():
        for node in ast.walk(tree):
            for target in _targets(node):
                place = f"{MODULES[name].relative_to(ROOT).as_posix()}:{getattr(node, 'lineno', 0)}"
                if target.startswith((f"{PACKAGE}.", ".")):
                    own.append(Import(name, target.removeprefix(f"{PACKAGE}."), place))
                elif target.split(".")[0] not in sys.stdlib_module_names:
                    foreign.append(Import(name, target.split(".")[0], place))
    return own, foreign


OWN, FOREIGN = _imports()


def is_allowed(each: Import) -> bool:
    room = room_of(each.importer)
    return room == room_of(each.target) or inside(each.target, MAY_IMPORT.get(room, ""))


def exception_for(each: Import) -> tuple[str, str] | None:
    return next(
        (row for row in EXCEPTIONS if each.importer == row[0] and inside(each.target, row[1])), None
    )


def test_every_room_has_a_row() -> None:
    rooms = {room_of(name) for name in MODULES if name != "adapters"}
    assert rooms - {*MAY_IMPORT} == set(), "give it a row in MAY_IMPORT: what may it import?"
    assert {*MAY_IMPORT} - rooms == set(), "MAY_IMPORT has a row for a room that is gone"


def test_no_room_imports_what_it_may_not() -> None:
    bad = [
        f"{each.place}: {each.importer} imports {each.target}; `{room_of(each.importer)}` may "
        f"import {MAY_IMPORT.get(room_of(each.importer)) or 'none of our modules'}. Hand the "
        "value in as an argument, or move what is needed to a room that both may import."
        for each in OWN
        if not (each.target.startswith(".") or is_allowed(each) or exception_for(each))
    ]
    assert bad == [], "\n" + "\n".join(bad)


def test_every_exception_is_needed() -> None:
    used = {exception_for(each) for each in OWN if not is_allowed(each)}
    assert {*EXCEPTIONS} - used == set(), "the import is gone: take its row out of EXCEPTIONS"


def test_imports_are_absolute() -> None:
    assert [each.place for each in OWN if each.target.startswith(".")] == []


@pytest.mark.parametrize("grain", ["rooms", "modules"])
def test_there_is_no_cycle(grain: str) -> None:
    graph: dict[str, set[str]] = {}
    for each in OWN:
        ends = (each.importer, each.target)
        importer, target = ends if grain == "modules" else map(room_of, ends)
        if importer != target:
            graph.setdefault(importer, set()).add(target)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as cycle:
        pytest.fail(" is imported by ".join(cycle.args[1]))


def test_every_library_stays_where_it_belongs() -> None:
    bad = [
        f"{each.place}: {each.importer} imports {each.target}, which only "
        f"{QUARANTINE.get(each.target) or 'nobody'} may. Ask that room for what you need."
        for each in FOREIGN
        if not inside(each.importer, QUARANTINE.get(each.target, ""))
    ]
    assert bad == [], "\n" + "\n".join(bad)


def test_nobody_prints() -> None:
    bad = [
        f"{MODULES[name].relative_to(ROOT)}:{node.lineno}: write data with Console.data, else say"
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]
    assert bad == [], "\n" + "\n".join(bad)


SLOW = {"jsonschema", "pydantic", "requests", "rich", "ruamel", "starlette", "yaml"}
"""Libraries whose import is felt, or that only few commands need."""

STARTED = """
import json, sys
from pipelinectl.__main__ import main
sys.argv = ["pipelinectl", *sys.argv[1:]]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
sys.stderr.write(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        ("--version", SLOW | {"click"}),
        ("--help", SLOW),
        ("validate --help", SLOW - {"yaml"}),
        ("explain PC201", SLOW - {"yaml"}),
        ("validate", {"jsonschema", "requests", "ruamel", "starlette"}),
    ],
)
def test_a_start_imports_no_more_than_it_needs(
    tmp_path: Path, arguments: str, unwanted: set[str]
) -> None:
    (tmp_path / "pipelines").mkdir()
    (tmp_path / "pipelines" / "a.yaml").write_text(
        "pipelines: {a: {name: A, statuses: [New, {name: Closed, state: closed}]}}"
    )
    (tmp_path / "pipelinectl.yaml").write_text("version: 1")
    command = [sys.executable, "-c", STARTED, *arguments.split()]
    done = run(command, cwd=tmp_path, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert unwanted & {*json.loads(done.stderr.splitlines()[-1])} == set()
