from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelinectl.automation.conditions import (
    ALL,
    ANY,
    MOST_ALTERNATIVES,
    NOT,
    CannotNegate,
    TooMany,
    normal,
)
from pipelinectl.automation.references import reference
from pipelinectl.canonical import text_of, to_json
from pipelinectl.model import Record, Value, as_list

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

Ticket = dict[str, Value]


def leaf(name: str, test: str, **more: Value) -> Record:
    return Record(property=name, test=test, **more)


def every(*trees: Record) -> Record:
    return Record({ALL: trees})


def either(*trees: Record) -> Record:
    return Record({ANY: trees})


def negated(tree: Record) -> Record:
    return Record({NOT: tree})


def one(*leaves: Record) -> Record:
    """A normal form of one alternative."""
    return either(every(*leaves))


NEW = leaf("status", "is", values=(reference("status", "support/new"),))
HIGH = leaf("priority", "is", values=("HIGH",))
LOW = leaf("priority", "is", values=("LOW",))
OWNED = leaf("owner", "known")
RAW = leaf("", "raw", json=Record(filterType="IN_LIST"))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (leaf("n", "is", values=(1,)), leaf("n", "is_not", values=(1,))),
        (leaf("n", "known"), leaf("n", "unknown")),
        (leaf("n", "above", value=3), leaf("n", "at_most", value=3, unset=True)),
        (leaf("n", "below", value=3), leaf("n", "at_least", value=3, unset=True)),
        (leaf("n", "at_most", value=3), leaf("n", "above", value=3, unset=True)),
        (leaf("n", "at_least", value=3, unset=True), leaf("n", "below", value=3)),
        (leaf("n", "contains", values=("a",)), leaf("n", "contains_not", values=("a",))),
        (
            leaf("n", "changed_within", amount=3, unit="days"),
            leaf("n", "not_changed_within", amount=3, unit="days"),
        ),
    ],
)
def test_not_turns_a_test_into_its_opposite(written: Record, meant: Record) -> None:
    assert normal(negated(written)) == one(meant)
    assert normal(negated(meant)) == one(written)


def test_not_of_a_dates_test_also_matches_tickets_without_a_date() -> None:
    old = leaf("createdate", "older_than", amount=2, unit="hours")
    new = leaf("createdate", "newer_than", amount=2, unit="hours")
    assert normal(negated(old)) == either(every(new), every(leaf("createdate", "unknown")))
    assert normal(negated(negated(old))) == one(old)


def test_not_above_any_is_all_of_the_opposites() -> None:
    assert normal(negated(either(NEW, OWNED))) == one(
        leaf("owner", "unknown"), leaf("status", "is_not", values=NEW["values"])
    )


def test_any_within_all_becomes_one_alternative_for_each_choice() -> None:
    either_one = either(OWNED, leaf("priority", "unknown"))
    assert normal(every(NEW, either_one)) == either(
        every(OWNED, NEW), every(leaf("priority", "unknown"), NEW)
    )


def test_alternatives_that_differ_in_one_is_are_one() -> None:
    assert normal(either(every(OWNED, HIGH), every(LOW, OWNED))) == one(
        OWNED, leaf("priority", "is", values=("HIGH", "LOW"))
    )


def test_one_ticket_cannot_be_both_so_two_is_of_one_alternative_stay_two() -> None:
    assert normal(every(LOW, HIGH)) == one(HIGH, LOW)


def test_values_are_unique_and_in_order_and_true_is_not_one() -> None:
    assert to_json(normal(leaf("n", "is", values=("b", 1, "a", True, 1.0, "b", 2.5)))) == {
        "any": [{"all": [{"property": "n", "test": "is", "values": ["a", "b", 1, 2.5, True]}]}]
    }


def test_a_whole_number_is_one_however_it_is_written() -> None:
    assert str(normal(leaf("n", "above", value=3.0, unset=False))) == str(
        normal(leaf("n", "above", value=3))
    )


def test_more_than_fifty_alternatives_are_refused_before_they_are_all_made() -> None:
    pairs = [either(leaf(f"a{each}", "known"), leaf(f"b{each}", "known")) for each in range(200)]
    with pytest.raises(TooMany, match=r"^the condition comes to more than 50 alternatives$"):
        normal(every(*pairs))
    fifty = [leaf(f"a{each}", "known") for each in range(MOST_ALTERNATIVES)]
    assert len(as_list(normal(either(*fifty))[ANY])) == MOST_ALTERNATIVES
    with pytest.raises(TooMany):
        normal(either(*fifty, OWNED))


def test_a_thousand_values_that_are_listed_one_by_one_are_one_alternative() -> None:
    many = [leaf("n", "is", values=(each,)) for each in range(1000)]
    assert normal(either(*many)) == normal(leaf("n", "is", values=tuple(range(1000))))


def test_the_opposite_of_a_raw_test_is_not_known() -> None:
    assert normal(every(RAW, OWNED)) == one(RAW, OWNED)
    with pytest.raises(CannotNegate) as caught:
        normal(negated(either(OWNED, RAW)))
    assert caught.value.leaf == RAW


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        "status",
        Record(),
        Record({ALL: ()}),
        Record({ANY: ()}),
        Record({ANY: "status"}),
        Record({NOT: ()}),
        Record({ALL: (NEW,), ANY: (NEW,)}),
        Record(property="n", test="is", values=()),
        Record(test="known"),
        every(NEW, Record(property="n")),
    ],
)
def test_what_is_no_condition_is_refused(wrong: Value) -> None:
    with pytest.raises(ValueError, match=r"^not a condition: "):
        normal(wrong)


_PROPERTIES = st.sampled_from(("a", "b"))
_LEAVES = st.one_of(
    st.builds(
        lambda name, test, values: leaf(name, test, values=tuple(values)),
        _PROPERTIES,
        st.sampled_from(("is", "is", "is_not")),
        st.lists(st.integers(0, 2), min_size=1, max_size=2),
    ),
    st.builds(leaf, _PROPERTIES, st.sampled_from(("known", "unknown"))),
    st.builds(
        lambda name, test, unset: leaf(name, test, value=1, **({"unset": True} if unset else {})),
        _PROPERTIES,
        st.sampled_from(("above", "below", "at_least", "at_most")),
        st.booleans(),
    ),
)
_TREES = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda some: every(*some)),
        st.lists(inner, min_size=1, max_size=3).map(lambda some: either(*some)),
        inner.map(negated),
    ),
    max_leaves=8,
)
TICKETS: list[Ticket] = [{"a": a, "b": b} for a in (None, 0, 1, 2) for b in (None, 0, 1, 2)]
_COMPARED: dict[str, Callable[[Any, Any], Any]] = {
    "above": operator.gt,
    "below": operator.lt,
    "at_least": operator.ge,
    "at_most": operator.le,
}


def holds(tree: Value, ticket: Ticket) -> bool:
    """What a condition means, said once more and as directly as possible."""
    assert isinstance(tree, Record)
    if NOT in tree:
        return not holds(tree[NOT], ticket)
    if ALL in tree:
        return all(holds(each, ticket) for each in as_list(tree[ALL]))
    if ANY in tree:
        return any(holds(each, ticket) for each in as_list(tree[ANY]))
    return matches(tree, ticket[str(tree["property"])])


def matches(tree: Record, found: Value) -> bool:
    test = str(tree["test"])
    if test in {"known", "unknown"}:
        return (found is None) is (test == "unknown")
    if test in {"is", "is_not"}:
        return (found in as_list(tree["values"])) is (test == "is")
    if found is None:
        return tree.get("unset") is True
    return bool(_COMPARED[test](found, tree["value"]))


@given(_TREES)
def test_the_normal_form_matches_the_same_tickets(tree: Record) -> None:
    found = normal(tree)
    assert [holds(found, each) for each in TICKETS] == [holds(tree, each) for each in TICKETS]


@given(_TREES)
def test_what_is_normal_stays_so(tree: Record) -> None:
    assert normal(normal(tree)) == normal(tree)


@given(st.lists(_TREES, min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_order_and_repetition_make_no_difference(trees: list[Record], random: Random) -> None:
    other = [*trees, random.choice(trees)]
    random.shuffle(other)
    assert normal(either(*other)) == normal(either(*trees))


@given(_TREES)
def test_leaves_and_alternatives_are_unique_and_in_the_order_of_their_texts(tree: Record) -> None:
    whole = to_json(normal(tree))
    texts = [text_of(each) for each in whole["any"]]
    assert texts == sorted(set(texts))
    for alternative in whole["any"]:
        leaves = [text_of(each) for each in alternative["all"]]
        assert leaves == sorted(set(leaves))
