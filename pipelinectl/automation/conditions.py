"""Conditions in their one normal form: any of some alternatives, each all of some leaves.

Whoever reads a condition, from files or from an account, passes it through `normal`: what means
the same and is written in another order, nested or negated, is equal then, and so makes no
difference between files and account. `docs/automations.md` lists the leaves.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from pipelinectl.canonical import text_of, to_json
from pipelinectl.model import Record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelinectl.model import Value

ALL, ANY, NOT = "all", "any", "not"

MOST_ALTERNATIVES = 50
"""What a language should let somebody write; a help desk's own limit may be higher."""

_TEST, _VALUES, _VALUE, _UNSET, _PROPERTY = "test", "values", "value", "unset", "property"

_PAIRS = (
    ("is", "is_not"),
    ("known", "unknown"),
    ("above", "at_most"),
    ("below", "at_least"),
    ("contains", "contains_not"),
    ("changed_within", "not_changed_within"),
    ("older_than", "newer_than"),
)
_OPPOSITE = {**dict(_PAIRS), **{second: first for first, second in _PAIRS}}
_NUMBERS = frozenset({"above", "at_most", "below", "at_least"})
_DATES = frozenset({"older_than", "newer_than"})
_EXACT = 2**53
"""Up to here every whole number that is a float is one number only."""

Alternative = dict[str, Record]
"""Leaves by their canonical text: True, 1 and 1.0 are equal to Python, and differ here."""
Alternatives = dict[str, Alternative]
"""Alternatives by their canonical text, in its order."""


class TooMany(ValueError):  # noqa: N818 - says what is the matter
    """A condition needs more alternatives than a help desk takes."""

    def __init__(self) -> None:
        super().__init__(f"the condition comes to more than {MOST_ALTERNATIVES} alternatives")


class CannotNegate(ValueError):  # noqa: N818 - says what is the matter
    """`not` stands above a leaf whose opposite is not known. `leaf` is that leaf."""

    def __init__(self, leaf: Record) -> None:
        super().__init__(f"a test {leaf[_TEST]!r} has no opposite")
        self.leaf = leaf


def normal(tree: Value) -> Record:
    """The condition in normal form, `{any: ({all: (leaf, …)}, …)}`; what is normal stays so.

    `tree` is a leaf, `{all: (tree, …)}`, `{any: (tree, …)}` or `{not: tree}`. `not` is pushed into
    the leaves, and where the opposite of a number's test is asked, it matches tickets without a
    value; that of a date's test has them in an alternative of their own. Leaves and alternatives
    are unique and sorted by their canonical text, so are the values of a leaf. Alternatives that
    differ in one `is` of the same property are one, with the values of both.

    Raises:
        TooMany: there would be more than 50 alternatives.
        CannotNegate: `not` stands above a raw leaf.
        ValueError: something is no condition, or `all` or `any` is empty.
    """
    return Record(any=tuple(_record(each) for each in _alternatives(tree, straight=True).values()))


def _alternatives(tree: Value, *, straight: bool) -> Alternatives:
    """The alternatives of a tree, or of its opposite."""
    if not isinstance(tree, Record):
        raise _malformed(tree)
    if tree.keys() == {NOT}:
        return _alternatives(tree[NOT], straight=not straight)
    if tree.keys() == {ALL} or tree.keys() == {ANY}:
        (joint,) = tree
        parts = [_alternatives(each, straight=straight) for each in _parts(tree[joint])]
        return _every(parts) if (joint == ALL) is straight else _either(parts)
    if not isinstance(tree.get(_TEST), str) or not isinstance(tree.get(_PROPERTY), str):
        raise _malformed(tree)
    leaf = _leaf(tree)
    return _sorted([_keyed([each]) for each in ([leaf] if straight else _opposites(leaf))])


def _parts(value: Value) -> tuple[Value, ...]:
    if not isinstance(value, tuple) or not value:
        raise _malformed(value)
    return value


def _either(parts: Iterable[Alternatives]) -> Alternatives:
    found = _merged(_sorted(each for part in parts for each in part.values()))
    if len(found) > MOST_ALTERNATIVES:
        raise TooMany
    return found


def _every(parts: list[Alternatives]) -> Alternatives:
    """Each choice of one alternative from each part. It stops as soon as there are too many."""
    found, *rest = parts
    for part in rest:
        grown: Alternatives = {}
        for one, two in product(found.values(), part.values()):
            grown |= _sorted([{**one, **two}])
            if len(grown) > MOST_ALTERNATIVES:
                raise TooMany
        found = _merged(_sorted(grown.values()))
    return found


def _merged(found: Alternatives) -> Alternatives:
    """Join alternatives that differ in the values of one `is` of the same property."""
    while groups := _alike(found):
        left = dict(found)
        joined = []
        for members in groups:
            if all(key in left for key, _ in members):
                (first, text), *_ = members
                one = _joined([left.pop(key)[own] for key, own in members])
                rest = {other: leaf for other, leaf in found[first].items() if other != text}
                joined.append({**rest, **_keyed([one])})
        found = _sorted([*left.values(), *joined])
    return found


def _alike(found: Alternatives) -> list[list[tuple[str, str]]]:
    """Groups of two and more alternatives that are equal but for one `is` of the same property.

    A member is the key of the alternative and that of the leaf. What remains without the leaf is
    known by a number that takes no time to work out, and proved where two have the same.
    """
    likely: dict[tuple[Value, int], list[tuple[str, str]]] = {}
    for key, alternative in found.items():
        whole = sum(map(hash, alternative))
        for text, leaf in alternative.items():
            if leaf[_TEST] == "is" and _UNSET not in leaf:
                likely.setdefault((leaf[_PROPERTY], whole - hash(text)), []).append((key, text))
    groups: dict[tuple[Value, frozenset[str]], list[tuple[str, str]]] = {}
    for (name, _), members in likely.items():
        for key, text in members if len(members) > 1 else ():
            groups.setdefault((name, frozenset(found[key]) - {text}), []).append((key, text))
    return [members for members in groups.values() if len(members) > 1]


def _joined(leaves: list[Record]) -> Record:
    """One `is` with the values of all."""
    values = tuple(value for leaf in leaves for value in _parts(leaf[_VALUES]))
    return _leaf(Record({**leaves[0], _VALUES: values}))


def _leaf(leaf: Record) -> Record:
    """The leaf with its values in order, whole numbers as such, and no `unset` that says no."""
    found = {name: each for name, each in leaf.items() if name != _UNSET or each is True}
    if _VALUES in found:
        unique = {text_of(to_json(each)): each for each in map(_number, _parts(found[_VALUES]))}
        found[_VALUES] = tuple(unique[text] for text in sorted(unique))
    if _VALUE in found:
        found[_VALUE] = _number(found[_VALUE])
    return Record(found)


def _number(value: Value) -> Value:
    whole = isinstance(value, float) and value.is_integer() and abs(value) < _EXACT
    return int(value) if isinstance(value, float) and whole else value


def _opposites(leaf: Record) -> list[Record]:
    """The alternatives that match exactly what the leaf does not match."""
    test = str(leaf[_TEST])
    if test not in _OPPOSITE:
        raise CannotNegate(leaf)
    found = {**leaf, _TEST: _OPPOSITE[test]}
    if test in _NUMBERS:
        found[_UNSET] = _UNSET not in leaf
    if test in _DATES:
        return [Record(found), Record({_PROPERTY: leaf[_PROPERTY], _TEST: "unknown"})]
    return [_leaf(Record(found))]


def _keyed(leaves: Iterable[Record]) -> Alternative:
    return {text_of(to_json(each)): each for each in leaves}


def _sorted(alternatives: Iterable[Alternative]) -> Alternatives:
    found = {}
    for each in alternatives:
        texts = sorted(each)
        found[f"[{','.join(texts)}]"] = {text: each[text] for text in texts}
    return {key: found[key] for key in sorted(found)}


def _record(alternative: Alternative) -> Record:
    return Record(all=tuple(alternative.values()))


def _malformed(value: object) -> ValueError:
    return ValueError(f"not a condition: {value!r:.80}")
