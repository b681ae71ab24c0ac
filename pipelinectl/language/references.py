"""References of rules: from the text of a status to its key, inside one pipeline."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipelinectl import names
from pipelinectl.diagnostics import Diagnostic, Related, diagnostic
from pipelinectl.language.spec import Rules
from pipelinectl.model import Address, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipelinectl.language.models import RulesModel
    from pipelinectl.language.spec import Pipeline, Place, Status

_LISTED = 12


@dataclass(frozen=True, slots=True)
class Index:
    """The statuses of one pipeline by key and by name."""

    pipeline: Pipeline
    by_key: Mapping[str, Status]
    by_name: Mapping[str, Status]

    @classmethod
    def of(cls, pipeline: Pipeline) -> Index:
        """Make the index. Of several statuses with one key or name it holds the first."""
        backward = pipeline.statuses[::-1]
        return cls(
            pipeline,
            {status.key: status for status in backward},
            {status.name.strip(): status for status in backward},
        )

    def find(self, text: str) -> tuple[Status, ...]:
        """The statuses that `text` may mean: none, one, or two where it is ambiguous."""
        word = text.strip()
        found = (self.by_key.get(word), self.by_name.get(word))
        return tuple(dict.fromkeys(status for status in found if status is not None))

    def in_order(self, keys: Iterable[str]) -> tuple[str, ...]:
        """The keys, each once, in the order of the pipeline."""
        wanted = set(keys)
        return tuple(status.key for status in self.pipeline.statuses if status.key in wanted)


class Directory:
    """The pipelines of the files by key and name. `faulty` are declared but could not be read."""

    def __init__(self, pipelines: Mapping[str, Pipeline], faulty: Iterable[str]) -> None:
        self.pipelines = pipelines
        self.faulty = frozenset(faulty)
        self._names = {pipeline.name.strip(): key for key, pipeline in pipelines.items()}

    def key(self, text: str) -> str | None:
        """The key of the pipeline that `text` names by key or name, None where none is known."""
        word = text.strip()
        if word in self.pipelines or word in self.faulty:
            return word
        return self._names.get(word)

    def near(self, text: str) -> str | None:
        """The key or name that `text` may be a slip of."""
        return names.near(text.strip(), [*self.pipelines, *self._names])


def resolve_rules(
    pipeline: Pipeline, model: RulesModel, directory: Directory
) -> tuple[Pipeline, list[Diagnostic]]:
    """Give the pipeline its rules, with statuses by key, and every reference that leads nowhere."""
    index, place = Index.of(pipeline), pipeline.place.at("rules")
    found: list[Diagnostic] = []

    def keys(name: str, texts: Sequence[str]) -> tuple[str, ...]:
        at = place.at(name)
        hits = [
            _resolve(index, text, at.at(number), directory) for number, text in enumerate(texts)
        ]
        found.extend(hit for hit in hits if isinstance(hit, Diagnostic))
        return index.in_order(hit for hit in hits if isinstance(hit, str))

    def switch(name: str, value: bool | list[str] | None) -> bool | tuple[str, ...] | None:  # noqa: FBT001 - a value of the language
        # an empty list and `false` are one state of the help desk, so they get one form
        return (keys(name, value) or False) if isinstance(value, list) else value

    only_in = model.create_only_in
    rules = Rules(
        create_only_in=None if only_in is None else keys("create_only_in", only_in),
        no_skipping=switch("no_skipping", model.no_skipping),
        no_moving_backward=switch("no_moving_backward", model.no_moving_backward),
    )
    return replace(pipeline, rules=rules), found


def _resolve(index: Index, text: str, place: Place, directory: Directory) -> str | Diagnostic:
    hits = index.find(text)
    if len(hits) == 1:
        return hits[0].key
    address = str(Address(Kind.RULES, (index.pipeline.key,)))
    if hits:
        return ambiguous(index, text, place, address)
    left, slash, _ = text.partition("/")
    other = directory.key(left) if slash else None
    if other is not None and other != index.pipeline.key:
        return diagnostic(
            "PC202",
            f'"{text}" points to another pipeline; automations cannot cross pipelines.',
            span=place.span,
            hint=f'Name a status of pipeline "{index.pipeline.name}".',
            address=address,
        )
    return unknown_status(index, text, place, address)


def ambiguous(index: Index, text: str, place: Place, address: str | None) -> Diagnostic:
    """A text that is the key of one status and the name of another."""
    by_key, by_name = index.find(text)
    where = index.pipeline.status_place
    return diagnostic(
        "PC203",
        f'"{text}" is the key of status "{by_key.name}" and the name of status "{by_name.key}".',
        span=place.span,
        hint=f'Write "{by_key.name}" or "{by_name.key}".',
        address=address,
        related=[
            Related(where(by_key).span, "has it as its key"),
            Related(where(by_name).span, "has it as its name"),
        ],
    )


def unknown_status(
    index: Index, text: str, place: Place, address: str | None, prefix: str = ""
) -> Diagnostic:
    """A text that is neither key nor name of a status. `prefix` stands before a suggestion."""
    word = text.strip()
    known = [status.name.strip() for status in index.pipeline.statuses]
    near = _near_status(index, word, known)
    meant = f' Did you mean "{prefix}{near}"?' if near else ""
    more = f" and {len(known) - _LISTED} more" if len(known) > _LISTED else ""
    return diagnostic(
        "PC201",
        f'"{word}" is not a status of pipeline "{index.pipeline.name}". '
        f"Known: {', '.join(known[:_LISTED])}{more}.{meant}",
        span=place.span,
        address=address,
    )


def _near_status(index: Index, word: str, known: Sequence[str]) -> str | None:
    candidates = [*known, *index.by_key]
    return names.near(word, candidates) or names.near(word.rpartition("/")[2], candidates)
