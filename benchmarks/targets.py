"""The targets: ratios to peers of the same sitting, and how each is judged."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from benchmarks import cases
from benchmarks.tools import OCTODNS, OURS, TERRAFORM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from benchmarks.measure import Row, Sample

    Key = tuple[str, int, str]

MET, MISSED, OPEN = "met", "missed", "cannot be judged"
JSON_OF_TERRAFORM = 2_080_000
"""Bytes of Terraform's plan of one changed field of 1,000 objects of 64 lines each."""


def _wall(sample: Sample) -> float:
    return sample.wall


def _apart(sample: Sample) -> float:
    return sample.apart


def _peak(sample: Sample) -> float:
    return sample.peak


@dataclass(frozen=True, slots=True)
class Verdict:
    """A target, the number that was found, and what that means."""

    figure: str
    target: str
    found: str
    result: str


class Judge:
    """Judges targets by the medians of one sitting."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._samples: Mapping[Key, Sample] = {
            (row.figure, row.objects, row.tool): row.sample for row in rows
        }

    def verdicts(self) -> list[Verdict]:
        """Every target, in order."""
        nothing = "no-op plan, 1,000, calls apart"
        return [
            self._startup(cases.VERSION),
            self._startup(cases.HELP),
            self._ratio("validate cold, 1,000", cases.VALIDATE, 1000, TERRAFORM, 0.4),
            self._ratio("validate cold, 1,000", cases.VALIDATE, 1000, OCTODNS, 0.7),
            self._ratio("validate cold, 10,000", cases.VALIDATE, 10000, TERRAFORM, 0.3),
            self._ratio("validate cold, 10,000", cases.VALIDATE, 10000, OCTODNS, 0.9),
            self._memory(TERRAFORM, 0.15),
            self._memory(OCTODNS, 2.0),
            self._ratio(
                "validate warm, 1,000 (no cache in this release: measured cold)",
                cases.VALIDATE,
                1000,
                TERRAFORM,
                0.1,
            ),
            self._ratio(nothing, cases.NOTHING, 1000, TERRAFORM, 0.05, of=_apart),
            self._ratio(nothing, cases.NOTHING, 1000, OCTODNS, 1.0, of=_apart),
            self._ratio("create plan, 10,000", cases.CREATE, 10000, TERRAFORM, 0.1),
            self._json(),
            self._growth("validate", cases.VALIDATE, 100_000),
            self._growth("no-op plan, calls apart", cases.NOTHING, 100_000),
            self._growth("create plan, calls apart", cases.CREATE, 100_000),
            self._growth("apply", cases.APPLY, 10_000),
        ]

    def _startup(self, figure: str) -> Verdict:
        ours = self._samples.get((figure, 0, OURS))
        peer = self._samples.get((figure, 0, TERRAFORM))
        name = figure.removeprefix("start-up: ")
        return _judged(f"`{name}`", "`terraform version`", ours, peer, 1.4, _wall)

    def _ratio(  # noqa: PLR0913, PLR0917 - a row of the table of targets
        self,
        title: str,
        figure: str,
        objects: int,
        peer: str,
        most: float,
        of: Callable[[Sample], float] = _wall,
    ) -> Verdict:
        ours = self._samples.get((figure, objects, OURS))
        theirs = self._samples.get((figure, objects, peer))
        return _judged(title, peer, ours, theirs, most, of)

    def _memory(self, peer: str, most: float) -> Verdict:
        title = "validate cold, 10,000, peak memory"
        return self._ratio(title, cases.VALIDATE, 10000, peer, most, of=_peak)

    def _json(self) -> Verdict:
        title, target = "plan JSON, one changed field of 1,000", "≤ 1 % of Terraform's 2.08 MB"
        ours = self._samples.get((cases.ONE, 1000, OURS))
        if ours is None:
            return Verdict(title, target, "not measured", OPEN)
        share = ours.output / JSON_OF_TERRAFORM
        found = f"{ours.output:,.0f} bytes, {share:.2%}"
        theirs = self._samples.get((cases.ONE, 1000, TERRAFORM))
        if theirs is not None:
            found += f" ({ours.output / theirs.output:.2%} of Terraform's for this desk)"
        return Verdict(title, target, found, MET if share <= 0.01 else MISSED)

    def _growth(self, title: str, figure: str, last: int) -> Verdict:
        """The exponent from 1,000 objects, or the size before, to the largest that was measured.

        A smaller span than the target's can miss it and cannot meet it.
        """
        target = f"exponent ≤ 1.05 from 1,000 to {last:,}"
        title = f"growth, {title}"
        sizes = sorted(size for name, size, tool in self._samples if (name, tool) == (figure, OURS))
        if len(sizes) < 2:
            return Verdict(title, target, "not measured", OPEN)
        end = sizes[-1]
        start = 1000 if 1000 in sizes and end > 1000 else sizes[-2]
        first, then = (self._samples[figure, size, OURS] for size in (start, end))
        exponent = log(then.apart / first.apart) / log(end / start)
        found = f"{exponent:.2f} from {start:,} to {end:,}"
        if exponent > 1.05:
            return Verdict(title, target, found, MISSED)
        return Verdict(title, target, found, MET if end >= last and start <= 1000 else OPEN)


def _judged(  # noqa: PLR0913, PLR0917 - as above
    title: str,
    peer: str,
    ours: Sample | None,
    theirs: Sample | None,
    most: float,
    of: Callable[[Sample], float],
) -> Verdict:
    target = f"≤ {most:g}x {peer}"
    if ours is None:
        return Verdict(title, target, "not measured", OPEN)
    if theirs is None:
        return Verdict(title, target, f"{peer} not measured", OPEN)
    ratio = of(ours) / of(theirs)
    return Verdict(title, target, f"{ratio:.2f}x", MET if ratio <= most else MISSED)
