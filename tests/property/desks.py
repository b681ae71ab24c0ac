"""Made-up desks: what an account holds, what is wanted of it, in help-desk terms and as seeds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from pipelinectl.names import label_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

NAMES = ("New", "Waiting on us", "Waiting on contact", "Closed", "Done", "Ärende", "日本")
PIPELINE_NAMES = ("Support", "Billing", "Returns", "Försäljning")


@dataclass(frozen=True)
class Status:
    """One status; `key` names it in the files."""

    key: str
    name: str
    state: str


@dataclass(frozen=True)
class Rules:
    """Pipeline rules by the keys of statuses; None is a rule that is not managed."""

    create_only_in: tuple[str, ...] | None = None
    no_skipping: bool | tuple[str, ...] | None = None
    no_moving_backward: bool | tuple[str, ...] | None = None

    @property
    def fields(self) -> dict[str, Any]:
        """The rules that are managed."""
        rules = {
            "create_only_in": self.create_only_in,
            "no_skipping": self.no_skipping,
            "no_moving_backward": self.no_moving_backward,
        }
        return {name: value for name, value in rules.items() if value is not None}


@dataclass(frozen=True)
class Pipeline:
    """One pipeline with its statuses in order."""

    key: str
    name: str
    statuses: tuple[Status, ...]
    rules: Rules = field(default_factory=Rules)

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(each.key for each in self.statuses)


Files = tuple[Pipeline, ...]


@st.composite
def spelled(draw: DrawFn, name: str) -> str:
    """The name in another case of letters, or with blanks around it; it stays the same label."""
    cased = draw(st.sampled_from((name, name.upper(), name.lower())))
    before, after = draw(st.sampled_from((("", ""), ("", ""), ("", " "), (" ", "  "))))
    written = f"{before}{cased}{after}"
    return written if label_key(written) == label_key(name) else name


@st.composite
def statuses(
    draw: DrawFn, keys: Sequence[str], taken: Iterable[str] = (), *, least: int = 1
) -> tuple[Status, ...]:
    """Some of the keys in any order, with names that differ.

    At least one is closed; of two at least one is open.
    """
    chosen = draw(st.permutations(keys))[: draw(st.integers(least, len(keys)))]
    used = {label_key(each) for each in taken}
    free = [each for each in NAMES if label_key(each) not in used]
    names = draw(st.permutations(free))[: len(chosen)]
    closed = draw(st.integers(0, len(names) - 1))
    opened = (closed + 1) % len(names)
    return tuple(
        Status(
            key,
            draw(spelled(name)),
            "closed"
            if place == closed or (place != opened and draw(st.integers(0, 3)) == 0)
            else "open",
        )
        for place, (key, name) in enumerate(zip(chosen, names, strict=False))
    )


def rules(keys: Sequence[str]) -> SearchStrategy[Rules]:
    """Rules over these statuses: off, on, for some of them, or not managed."""
    some = st.lists(st.sampled_from(keys), unique=True, min_size=1, max_size=3).map(tuple)
    switch = st.one_of(st.none(), st.booleans(), some)
    creation = st.one_of(st.none(), st.just(()), some)
    return st.one_of(
        st.just(Rules()),
        st.builds(Rules, create_only_in=creation, no_skipping=switch, no_moving_backward=switch),
    )


@st.composite
def files(
    draw: DrawFn,
    keys: Sequence[str] = ("desk_a", "desk_b", "desk_c"),
    status_keys: Sequence[str] = ("s_a", "s_b", "s_c", "s_d", "s_e"),
) -> Files:
    """A whole configuration: some pipelines, each with statuses and perhaps with rules."""
    chosen = draw(st.permutations(keys))[: draw(st.integers(1, len(keys)))]
    names = draw(st.permutations(PIPELINE_NAMES))
    found = []
    for key, name in zip(chosen, names, strict=False):
        held = draw(statuses(status_keys, least=2))
        kept = draw(rules([each.key for each in held]))
        found.append(Pipeline(key, draw(spelled(name)), held, kept))
    return tuple(found)


def as_yaml(wanted: Files, removed: Iterable[dict[str, str]] = ()) -> dict[str, Any]:
    """The configuration as YAML's values: JSON is YAML."""
    made = {
        each.key: {
            "name": each.name,
            "statuses": [
                {"key": one.key, "name": one.name, "state": one.state} for one in each.statuses
            ],
            **({"rules": _plain(each.rules)} if each.rules.fields else {}),
        }
        for each in wanted
    }
    entries = list(removed)
    return {"version": 1, "pipelines": made, **({"removed": entries} if entries else {})}


def _plain(kept: Rules) -> dict[str, Any]:
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in kept.fields.items()
    }


def gone(before: Files, after: Files) -> list[dict[str, str]]:
    """Entries of `removed:` for all that stands in the first configuration only."""
    kept = {each.key: each for each in after}
    entries = []
    for each in before:
        if each.key not in kept:
            entries.append({"pipeline": each.key})
            continue
        left = [key for key in each.keys if key not in kept[each.key].keys]
        entries += [{"status": f"{each.key}/{key}"} for key in left]
    return entries
