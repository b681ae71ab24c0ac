"""The desk that is measured: pipelines of 10 statuses with rules, as values, YAML and a seed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

ACCOUNT = 1111111
TOKEN_ENV = "PIPELINECTL_BENCHMARK_TOKEN"
_STATUSES = (
    "Waiting on us",
    "Waiting on contact",
    "With engineering",
    "With the supplier",
    "On hold",
    "Ready for review",
    "Answer sent",
)
_TEAMS = ("Support", "Billing", "Returns", "Onboarding", "Partners", "Hardware", "Escalations")
_PLACES = ("Nordics", "Iberia", "Benelux", "Japan", "Canada", "Brazil", "Kenya", "India", "Chile")
WHOLE = 2 + len(_STATUSES) + 3
"""Objects of a whole pipeline: itself, its statuses, its rules."""
_LEAST = 4


@dataclass(frozen=True, slots=True)
class Status:
    """A status of a pipeline."""

    key: str
    name: str
    state: str


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A pipeline with rules; the first status takes new tickets, the last one is closed."""

    key: str
    name: str
    team: str
    statuses: tuple[Status, ...]

    @property
    def objects(self) -> int:
        """How many declared resources it is: itself, its statuses, its rules."""
        return 2 + len(self.statuses)


def desk(objects: int) -> tuple[Pipeline, ...]:
    """A desk of exactly that many objects: whole pipelines, and a shorter last one.

    Raises:
        ValueError: what is left over is too little for a pipeline.
    """
    count, rest = divmod(objects, WHOLE)
    if objects < _LEAST or 0 < rest < _LEAST:
        msg = f"{objects} objects cannot be made of pipelines; try {objects + _LEAST - rest}"
        raise ValueError(msg)
    sizes = [WHOLE] * count + [rest] * bool(rest)
    return tuple(_pipeline(number, size - 2) for number, size in enumerate(sizes, 1))


def _pipeline(number: int, statuses: int) -> Pipeline:
    team = _TEAMS[number % len(_TEAMS)]
    place = _PLACES[number % len(_PLACES)]
    own = (f"With {team.lower()} {number}", *_STATUSES)  # no two pipelines have the same statuses
    names = ("New", *own[: statuses - 2], "Closed")
    return Pipeline(
        key=f"{team.lower()}_{number}",
        name=f"{team} {place} {number}",
        team=team,
        statuses=tuple(
            Status(name.lower().replace(" ", "_"), name, "closed" if name == "Closed" else "open")
            for name in names
        ),
    )


def write_project(folder: Path, pipelines: tuple[Pipeline, ...], url: str) -> None:
    """The desk as a project of pipelinectl: one environment, one file for each pipeline."""
    configuration = folder / "pipelines"
    configuration.mkdir(parents=True)
    (folder / "pipelinectl.yaml").write_text(_project(url), encoding="utf-8")
    for pipeline in pipelines:
        path = configuration / f"{pipeline.key}.yaml"
        path.write_text(pipeline_yaml(pipeline), encoding="utf-8")


def _project(url: str) -> str:
    return f"""\
version: 1
configuration: pipelines
environments:
  measured:
    adapter: hubspot
    account: {ACCOUNT}
    base_url: {url}
    token_env: {TOKEN_ENV}
"""


def add_environment(folder: Path) -> None:
    """A second environment, as projects have that try things on a sandbox first."""
    project = folder / "pipelinectl.yaml"
    text = project.read_text(encoding="utf-8")
    head, block = text.split("  measured:\n")
    project.write_text(f"{head}  measured:\n{block}  second:\n{block}", encoding="utf-8")


def pipeline_yaml(pipeline: Pipeline) -> str:
    """One file, as a person would write it, with comments."""
    middle = "".join(f"      - {status.name}\n" for status in pipeline.statuses[1:-1])
    skipping = ", ".join(status.name for status in pipeline.statuses[:2])
    return f"""\
# Where {pipeline.team} works. Ask its lead before you change the order: the board shows it.
version: 1
pipelines:
  {pipeline.key}: # the key never changes; rules and plans use it
    name: {pipeline.name}

    # In their order on the board. The first open one receives tickets that are reopened.
    statuses:
      - New
{middle}      - {{name: Closed, state: closed}}

    rules:
      create_only_in: [New]
      no_skipping: [{skipping}] # nobody may leave these two out
      no_moving_backward: false
"""


def change_one_field(folder: Path, pipelines: tuple[Pipeline, ...]) -> None:
    """Another name for the first pipeline of a project."""
    path = folder / "pipelines" / f"{pipelines[0].key}.yaml"
    text = path.read_text(encoding="utf-8")
    changed = text.replace(f"name: {pipelines[0].name}\n", "name: Another name\n")
    path.write_text(changed, encoding="utf-8")


def lines(folder: Path) -> int:
    """How many lines the files of a desk have."""
    return sum(len(path.read_bytes().splitlines()) for path in sorted(folder.iterdir()))


def write_seed(path: Path, pipelines: tuple[Pipeline, ...]) -> None:
    """The desk as the emulator's account has it once it is applied."""
    seed = {
        "pipelines": [_seed_pipeline(place, each) for place, each in enumerate(pipelines)],
        "rules": [_seed_rules(each) for each in pipelines],
    }
    path.write_text(json.dumps(seed), encoding="utf-8")


def _seed_pipeline(place: int, pipeline: Pipeline) -> dict[str, Any]:
    return {
        "id": pipeline.key,
        "label": pipeline.name,
        "displayOrder": place,
        "stages": [
            {
                "id": f"{pipeline.key}-{status.key}",
                "label": status.name,
                "displayOrder": number,
                "metadata": {"ticketState": status.state.upper()},
            }
            for number, status in enumerate(pipeline.statuses)
        ],
    }


def _seed_rules(pipeline: Pipeline) -> dict[str, Any]:
    ids = [f"{pipeline.key}-{status.key}" for status in pipeline.statuses]
    return {
        "id": f"0-5-{pipeline.key}",
        "objectCreationRule": {"pipelineStageIds": ids[:1]},
        "noSkippingStagesRule": {"enabledForAllStages": False, "pipelineStageIds": ids[:2]},
    }
