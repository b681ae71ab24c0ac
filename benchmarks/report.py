"""Writes what was measured as Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks import cases
from benchmarks.targets import Judge
from benchmarks.tools import OURS, PEERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from benchmarks.cases import Lines
    from benchmarks.measure import Row

_DESK = """\
## The desk

An object is one declared resource: a pipeline, a status, or the rules of a pipeline. A pipeline of
10 statuses with rules makes 12 objects in one file, with comments; a status is one line. Terraform
has a `terraform_data` for each object, octoDNS a TXT record for each object in a zone for each
pipeline, and check-jsonschema reads the files of pipelinectl. The targets were set with objects of
64 lines, each in a file of its own: here an object is much smaller for every tool alike, so take
the ratios of this page and no absolute times. A real HubSpot account has a few hundred objects
at most.
"""
_MEDIANS = """\
## Medians

Wall and user CPU in seconds, peak memory in MB, of whole processes that ran alternately. `calls`
are HTTP calls to an emulated account on the same machine; `in calls` the seconds in which at least
one was under way (the emulator's own work and that of the HTTP client included). A ratio below 1
means that pipelinectl takes less than that tool.
"""
_TARGETS = """\
## Targets

A row is met or missed by the medians above; it cannot be judged where the peer is absent or the
size was not measured.
"""


@dataclass(frozen=True, slots=True)
class Sitting:
    """One run of the benchmark: where, with what, and what was found."""

    date: str
    machine: str
    versions: Mapping[str, str]
    runs: int
    lines: Sequence[Lines]
    rows: Sequence[Row]


def report(sitting: Sitting) -> str:
    """The whole page."""
    return "\n".join(
        [
            "<!-- Made by `make bench`. Do not edit. -->",
            "# Benchmark results",
            "",
            *_head(sitting),
            "",
            _DESK,
            *_table(("objects", "pipelines", *_tools(sitting.lines)), _desks(sitting.lines)),
            "",
            _MEDIANS,
            *_table(_COLUMNS, _medians(sitting.rows)),
            "",
            _TARGETS,
            *_table(("figure", "target", "found", "result"), _verdicts(sitting.rows)),
            "",
        ]
    )


_NONE = "-"

_COLUMNS = (
    "figure",
    "objects",
    "tool",
    "wall s",
    "CPU s",
    "peak MB",
    "calls",
    "in calls s",
    "output bytes",
    "wall ratio",
    "peak ratio",
    "runs",
)


def _head(sitting: Sitting) -> list[str]:
    absent = [each for each in PEERS if each not in sitting.versions]
    return [
        f"- Date: {sitting.date}",
        f"- Machine: {sitting.machine}",
        f"- Versions: {'; '.join(f'{name}: {text}' for name, text in sitting.versions.items())}",
        f"- Peers that are absent: {', '.join(absent) or 'none'}",
        f"- Runs of each command: {sitting.runs}, fewer where the table says so",
    ]


def _tools(lines: Iterable[Lines]) -> list[str]:
    return [f"lines, {name}" for name in (OURS, *PEERS) if any(name in x.by_tool for x in lines)]


def _desks(lines: Sequence[Lines]) -> Iterable[Sequence[str]]:
    names = [each.removeprefix("lines, ") for each in _tools(lines)]
    for each in lines:
        counts = [each.by_tool.get(name) for name in names]
        yield (
            f"{each.objects:,}",
            f"{each.pipelines:,}",
            *(_NONE if count is None else f"{count:,}" for count in counts),
        )


def _medians(rows: Sequence[Row]) -> Iterable[Sequence[str]]:
    ours = {(row.figure, row.objects): row.sample for row in rows if row.tool == OURS}
    place = {figure: number for number, figure in enumerate(cases.FIGURES)}
    for row in sorted(rows, key=lambda each: (place[each.figure], each.objects)):
        sample, own = row.sample, ours[row.figure, row.objects]
        yield (
            row.figure,
            f"{row.objects:,}" if row.objects else _NONE,
            row.tool,
            f"{sample.wall:.3f}",
            f"{sample.cpu:.3f}",
            f"{sample.peak:.0f}",
            _NONE if sample.calls is None else f"{sample.calls:,.0f}",
            _NONE if sample.in_calls is None else f"{sample.in_calls:.3f}",
            f"{sample.output:,.0f}" if row.figure == cases.ONE else _NONE,
            "" if row.tool == OURS else f"{own.wall / sample.wall:.2f}",
            "" if row.tool == OURS else f"{own.peak / sample.peak:.2f}",
            str(row.runs),
        )


def _verdicts(rows: Sequence[Row]) -> Iterable[Sequence[str]]:
    for each in Judge(rows).verdicts():
        yield each.figure, each.target, each.found, each.result


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [columns, ["---"] * len(columns), *rows]
    return [f"| {' | '.join(line)} |" for line in lines]
