"""`python -m benchmarks`: measure all, and write RESULTS.md."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import cases, tools
from benchmarks.measure import Case, Row, measured
from benchmarks.report import Sitting, report

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from benchmarks.tools import Tool

_SIZES = (100, 1_000, 10_000)
_QUICK = (24, 100)
_RESULTS = Path(__file__).with_name("RESULTS.md")


def main(arguments: list[str] | None = None) -> int:
    """Measure, write the page, and return 0; peers that are absent are named and left out."""
    chosen = _arguments(arguments)
    here = tools.found()
    for name in tools.PEERS:
        if name not in here:
            _say(f"{name} is absent.")
    page = report(_sitting(here, chosen.sizes, chosen.runs))
    if chosen.out is None:
        sys.stdout.write(page)
    else:
        chosen.out.write_text(page, encoding="utf-8")
        _say(f"Written to {chosen.out}")
    return 0


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", metavar="OBJECTS", help="sizes of desks")
    parser.add_argument("--runs", type=int, default=5, help="runs of each command (5)")
    parser.add_argument("--out", type=Path, help="file of the results (benchmarks/RESULTS.md)")
    parser.add_argument(
        "--quick", action="store_true", help="small sizes, one run, to stdout: to see that it works"
    )
    chosen = parser.parse_args(arguments)
    chosen.sizes = sorted(chosen.sizes or (_QUICK if chosen.quick else _SIZES))
    if chosen.quick:
        chosen.runs = 1
    elif chosen.out is None:
        chosen.out = _RESULTS
    return chosen


def _sitting(here: Mapping[str, Tool], sizes: Iterable[int], runs: int) -> Sitting:
    lines, rows = [], []
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as name:
        folder = Path(name)
        for case in cases.startup(here, folder):
            rows += _watched(case, 4 * runs)
        for size in sizes:
            with cases.site(here, folder / str(size), size) as made:
                lines.append(cases.lines(made))
                for case in cases.cases(made):
                    rows += _watched(case, runs)
    return Sitting(
        date=datetime.now(tz=UTC).strftime("%Y-%m-%d"),
        machine=f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}, "
        f"Python {platform.python_version()}, load {load:.1f} at the start and "
        f"{os.getloadavg()[0]:.1f} at the end",
        versions={tool.name: tool.version for tool in here.values()},
        runs=runs,
        lines=lines,
        rows=rows,
    )


def _watched(case: Case, runs: int) -> list[Row]:
    _say(f"{case.figure}{f', {case.objects:,} objects' if case.objects else ''} ...")
    return list(measured(case, runs))


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
