"""What is measured: for each figure and size, a command for each tool that is here."""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import account, desk, peers
from benchmarks.measure import Case, Command, FailedError, counted
from benchmarks.tools import OCTODNS, OURS, SCHEMA, TERRAFORM, environ

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from benchmarks.tools import Tool

VERSION, HELP = "start-up: --version", "start-up: --help"
VALIDATE, TWO = "validate", "validate, two environments"
NOTHING, CREATE = "plan, nothing to do", "plan, all to create"
ONE, APPLY = "plan as JSON, one field changed", "apply, all to create"
FIGURES = (VERSION, HELP, VALIDATE, TWO, NOTHING, CREATE, ONE, APPLY)

LARGEST_PLAN = 10_000  # above it the emulator takes minutes to be filled
LARGEST_APPLY = 1_000  # above it the account would have more than its 100 pipelines
LARGEST_FOR_PEERS = 10_000
LARGEST_STATE = 1_000  # Terraform's apply rewrites its state for each object: minutes at 1,000

_SCHEMA = Path(__file__).parent.parent / "schema" / "pipelinectl.schema.json"


@dataclass(frozen=True, slots=True)
class Lines:
    """How many lines the desk has in each tool's files."""

    objects: int
    pipelines: int
    by_tool: Mapping[str, int]


def startup(tools: Mapping[str, Tool], folder: Path) -> list[Case]:
    """`--version` and `--help`; Terraform says its version in both, as the targets have it."""
    return [
        Case(
            figure,
            0,
            {
                name: Command([tool.path, "--version" if name == TERRAFORM else option], folder)
                for name, tool in tools.items()
            },
        )
        for figure, option in ((VERSION, "--version"), (HELP, "--help"))
    ]


@dataclass(frozen=True, slots=True)
class Site:
    """The files of one desk for all tools. The accounts are None where none is planned against."""

    tools: Mapping[str, Tool]
    folder: Path
    pipelines: tuple[desk.Pipeline, ...]
    fresh: account.Account | None
    filled: account.Account | None

    @property
    def objects(self) -> int:
        """The size of the desk."""
        return sum(each.objects for each in self.pipelines)

    def place(self, tool: str, state: str) -> Path:
        """Where a tool's files lie; `state` tells what its account has."""
        return self.folder / tool / state

    def peer(self, name: str, largest: int = LARGEST_FOR_PEERS) -> str | None:
        """The program of a peer that is here and measured at this size."""
        tool = self.tools.get(name)
        return tool.path if tool and self.objects <= largest else None


@contextmanager
def site(tools: Mapping[str, Tool], folder: Path, objects: int) -> Iterator[Site]:
    """Write the desk for all tools, start the accounts, and bring each tool to its states."""
    pipelines = desk.desk(objects)
    seed = folder / "seed.json"
    folder.mkdir(parents=True)
    desk.write_seed(seed, pipelines)
    if objects > LARGEST_PLAN:
        made = Site(tools, folder, pipelines, None, None)
        _write(made)
        yield made
        return
    with account.running() as fresh, account.running(seed) as filled:
        made = Site(tools, folder, pipelines, fresh, filled)
        _write(made)
        yield made


def lines(made: Site) -> Lines:
    """The size of the desk in lines."""
    by_tool = {OURS: desk.lines(made.place(OURS, "new") / "pipelines")}
    if made.peer(TERRAFORM):
        by_tool[TERRAFORM] = sum(
            len(each.read_bytes().splitlines())
            for each in made.place(TERRAFORM, "new").glob("*.tf")
        )
    if made.peer(OCTODNS):
        by_tool[OCTODNS] = desk.lines(made.place(OCTODNS, "new") / "config")
    return Lines(made.objects, len(made.pipelines), by_tool)


def cases(made: Site) -> Iterator[Case]:
    """All figures of one size, each made when its turn comes."""
    yield Case(VALIDATE, made.objects, _validate(made))
    yield Case(TWO, made.objects, {OURS: _ours(made, "two", "validate")})
    if made.fresh is None:
        return
    yield Case(CREATE, made.objects, _create(made))
    if made.objects <= LARGEST_APPLY:
        yield Case(APPLY, made.objects, _apply(made))
    _bring_to_state(made)
    yield Case(NOTHING, made.objects, _nothing(made))
    yield Case(ONE, made.objects, _one(made))


def _write(made: Site) -> None:
    url = made.fresh.url if made.fresh else "http://127.0.0.1:1"
    desk.write_project(made.place(OURS, "new"), made.pipelines, url)
    desk.write_project(made.place(OURS, "two"), made.pipelines, url)
    desk.add_environment(made.place(OURS, "two"))
    if terraform := made.peer(TERRAFORM):
        folder = made.place(TERRAFORM, "new")
        peers.write_terraform(folder, made.pipelines)
        _do(folder, terraform, "init", "-input=false")
    if made.peer(OCTODNS):
        peers.write_octodns(made.place(OCTODNS, "new"), made.pipelines)


def _bring_to_state(made: Site) -> None:
    """Files whose account has all of it already, and the same with one name changed."""
    assert made.filled is not None  # asked for only where accounts run
    same, changed = made.place(OURS, "same"), made.place(OURS, "changed")
    desk.write_project(same, made.pipelines, made.filled.url)
    _do(same, *_pipelinectl("apply", "--env", "measured", "--yes"))
    shutil.copytree(same, changed)
    desk.change_one_field(changed, made.pipelines)
    if made.peer(OCTODNS):
        done = made.place(OCTODNS, "same")
        shutil.copytree(made.place(OCTODNS, "new"), done)
        _do(done, made.tools[OCTODNS].path, *_OCTODNS, "--doit")
    if terraform := made.peer(TERRAFORM, LARGEST_STATE):
        done = made.place(TERRAFORM, "same")
        shutil.copytree(made.place(TERRAFORM, "new"), done, symlinks=True)
        if not (done / "terraform.tfstate").exists():
            _do(done, terraform, "apply", *_TERRAFORM, "-auto-approve")
        shutil.copytree(done, made.place(TERRAFORM, "changed"), symlinks=True)
        peers.change_terraform(made.place(TERRAFORM, "changed"), made.pipelines)


_TERRAFORM = ("-input=false", "-no-color")
_OCTODNS = ("--config-file", "config.yaml", "--quiet")


def _validate(made: Site) -> dict[str, Command]:
    commands = {OURS: _ours(made, "new", "validate")}
    if terraform := made.peer(TERRAFORM):
        commands[TERRAFORM] = Command([terraform, "validate"], made.place(TERRAFORM, "new"))
    if octodns := made.peer(OCTODNS):
        validate = octodns.replace("octodns-sync", "octodns-validate")
        arguments = [validate, "--config-file", "config.yaml"]
        commands[OCTODNS] = Command(arguments, made.place(OCTODNS, "new"))
    if schema := made.peer(SCHEMA):
        folder = made.place(OURS, "new") / "pipelines"
        files = [each.name for each in sorted(folder.iterdir())]
        commands[SCHEMA] = Command([schema, "--schemafile", str(_SCHEMA), *files], folder)
    return commands


def _create(made: Site) -> dict[str, Command]:
    assert made.fresh is not None  # asked for only where accounts run
    plan = _ours_live(made, "new", "plan", before=made.fresh.reset)
    return {OURS: plan} | _plans_of_peers(made, "new", LARGEST_FOR_PEERS)


def _nothing(made: Site) -> dict[str, Command]:
    return {OURS: _ours_live(made, "same", "plan")} | _plans_of_peers(made, "same", LARGEST_STATE)


def _plans_of_peers(made: Site, state: str, largest: int) -> dict[str, Command]:
    commands = {}
    if terraform := made.peer(TERRAFORM, largest):
        folder = made.place(TERRAFORM, state)
        runs = 1 if made.objects >= LARGEST_FOR_PEERS else 3  # more than half a minute each
        commands[TERRAFORM] = Command([terraform, "plan", *_TERRAFORM], folder, most_runs=runs)
    if octodns := made.peer(OCTODNS):
        commands[OCTODNS] = Command([octodns, *_OCTODNS], made.place(OCTODNS, state))
    return commands


def _one(made: Site) -> dict[str, Command]:
    commands = {OURS: _ours_live(made, "changed", "plan", "--format", "json")}
    if terraform := made.peer(TERRAFORM, LARGEST_STATE):
        plan = f"'{terraform}' plan -input=false -out=p >&2 && '{terraform}' show -json p"
        folder = made.place(TERRAFORM, "changed")
        commands[TERRAFORM] = Command(["/bin/sh", "-c", plan], folder)
    return commands


def _apply(made: Site) -> dict[str, Command]:
    assert made.fresh is not None  # asked for only where accounts run
    fresh, ours = made.fresh, made.place(OURS, "new")
    terraforms, octodns = made.place(TERRAFORM, "new"), made.place(OCTODNS, "new")

    def new_ours() -> None:
        fresh.reset()
        shutil.rmtree(ours / ".pipelinectl", ignore_errors=True)

    def new_terraform() -> None:
        for state in terraforms.glob("terraform.tfstate*"):
            state.unlink()

    def new_octodns() -> None:
        for zone in (octodns / "account").iterdir():
            zone.unlink()

    commands = {OURS: _ours_live(made, "new", "apply", "--yes", before=new_ours)}
    if terraform := made.peer(TERRAFORM, LARGEST_STATE):
        arguments = [terraform, "apply", *_TERRAFORM, "-auto-approve"]
        runs = 1 if made.objects >= LARGEST_STATE else 3
        commands[TERRAFORM] = Command(arguments, terraforms, new_terraform, runs)
    if program := made.peer(OCTODNS):
        commands[OCTODNS] = Command([program, *_OCTODNS, "--doit"], octodns, new_octodns)
    return commands


def _ours(made: Site, state: str, *arguments: str) -> Command:
    return Command([made.tools[OURS].path, *arguments], made.place(OURS, state))


def _ours_live(
    made: Site, state: str, *arguments: str, before: Callable[[], None] | None = None
) -> Command:
    line = counted([arguments[0], "--env", "measured", *arguments[1:]])
    return Command(line, made.place(OURS, state), before)


def _pipelinectl(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "pipelinectl", *arguments]


def _do(folder: Path, *arguments: str) -> None:
    """A step that prepares and is not measured."""
    done = subprocess.run(
        arguments, cwd=folder, env=environ(), check=False, capture_output=True, text=True
    )
    if done.returncode != 0:
        raise FailedError(arguments, done.returncode, done.stderr + done.stdout)
