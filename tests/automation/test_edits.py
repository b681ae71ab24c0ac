from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelinectl.automation.edits import Edit, Setting, Sort, edits
from pipelinectl.automation.model import Action, Branch, from_value, to_value
from pipelinectl.canonical import from_json, to_json
from pipelinectl.model import Record
from tests.automations import chains, plain_actions

if TYPE_CHECKING:
    from pipelinectl.automation.model import Way

OWNED = Record(any=(Record(all=(Record(property="owner", test="known"),)),))
FREE = Record(any=(Record(all=(Record(property="owner", test="unknown"),)),))


def subject(value: str) -> Action:
    return Action("set", Record(property="subject", value=value))


def wait(amount: int, unit: str = "minutes") -> Action:
    return Action("delay", Record(amount=amount, unit=unit))


def fork(*branches: Branch, otherwise: Branch | None = None) -> Action:
    return Action("if", Record(), branches, otherwise)


A, B, C, D = map(subject, "abcd")


def said(before: tuple[Action, ...], after: tuple[Action, ...]) -> list[tuple[str, str, Way]]:
    return [(each.sort.value, each.place, each.way) for each in edits(before, after)]


def test_equal_chains_have_no_edits() -> None:
    assert edits((A, wait(5), B), (A, wait(5), B)) == ()


def test_an_action_put_in_between_is_one_edit() -> None:
    assert edits((A, B, C), (A, D, B, C)) == (Edit(Sort.INSERT, (1,), "2", after=D),)


def test_an_action_taken_out_is_one_edit() -> None:
    assert edits((A, B, C), (A, C)) == (Edit(Sort.DELETE, (1,), "2", before=B),)


def test_a_changed_action_says_which_settings_differ() -> None:
    assert edits((A, wait(5), B), (A, wait(9), B)) == (
        Edit(Sort.CHANGE, (1,), "2", wait(5), wait(9), (Setting("amount", 5, 9),)),
    )


def test_a_setting_that_comes_or_goes_is_none_on_the_other_side() -> None:
    task = Action("create_task", Record(title="Call", notes=""))
    urgent = Action("create_task", Record(title="Call", notes="", priority="HIGH"))
    assert edits((task,), (urgent,))[0].settings == (Setting("priority", None, "HIGH"),)
    assert edits((urgent,), (task,))[0].settings == (Setting("priority", "HIGH", None),)


def test_true_and_one_differ() -> None:
    code = Action("rotate_owner", Record(overwrite=True))
    other = Action("rotate_owner", Record(overwrite=1))
    assert [each.sort for each in edits((code,), (other,))] == [Sort.CHANGE]


def test_an_action_of_another_kind_is_another_action() -> None:
    assert said((A, B), (A, wait(5))) == [("delete", "2", (1,)), ("insert", "2", (1,))]


def test_the_more_alike_of_two_actions_is_the_changed_one() -> None:
    one = Action("create_task", Record(title="Call", notes="Soon", priority="HIGH"))
    two = Action("create_task", Record(title="Write", notes="", priority="LOW"))
    new = Action("create_task", Record(title="Call", notes="Now", priority="HIGH"))
    assert said((two, one), (new,)) == [("delete", "1", (0,)), ("change", "1", (0,))]
    assert said((one, two), (new,)) == [("change", "1", (0,)), ("delete", "2", (1,))]


def test_an_action_inside_a_branch_is_named_by_the_branch() -> None:
    before = fork(Branch((A,), "Still waiting", OWNED), otherwise=Branch((B,)))
    after = fork(Branch((A, wait(5)), "Still waiting", OWNED), otherwise=Branch((C, B)))
    assert said((D, wait(1), before), (D, wait(1), after)) == [
        ("insert", '3, branch "Still waiting", 2', (2, 0, 1)),
        ("insert", "3, otherwise, 1", (2, 1, 0)),
    ]


def test_branches_come_go_and_change() -> None:
    waiting, new = Branch((A,), "Waiting", OWNED), Branch((B,), "New", FREE)
    assert edits((fork(waiting),), (fork(waiting, new),)) == (
        Edit(Sort.INSERT, (0, 1), '1, branch "New"', after=new),
    )
    assert edits((fork(new, waiting),), (fork(waiting),)) == (
        Edit(Sort.DELETE, (0, 0), '1, branch "New"', before=new),
    )
    other = replace(waiting, name="Still waiting", when=FREE)
    assert edits((fork(waiting),), (fork(other),)) == (
        Edit(
            Sort.CHANGE,
            (0, 0),
            '1, branch "Still waiting"',
            waiting,
            other,
            (Setting("name", "Waiting", "Still waiting"), Setting("when", OWNED, FREE)),
        ),
    )


def test_a_branch_that_has_nothing_in_common_is_another_one() -> None:
    before, after = Branch((A,), "One", OWNED), Branch((B,), "Two", FREE)
    assert said((fork(before),), (fork(after),)) == [
        ("delete", '1, branch "One"', (0, 0)),
        ("insert", '1, branch "Two"', (0, 0)),
    ]


def test_the_way_of_the_others_is_there_without_a_name_too() -> None:
    assert edits((fork(),), (fork(otherwise=Branch(name="Moved on")),)) == (
        Edit(
            Sort.CHANGE,
            (0, 0),
            "1, otherwise",
            Branch(),
            Branch(name="Moved on"),
            (Setting("name", None, "Moved on"),),
        ),
    )


def test_a_branch_of_a_switch_is_named_by_its_value_and_one_without_a_name_by_its_number() -> None:
    by_value = Action("switch", Record(property="priority"), (Branch(when="HIGH"),))
    assert said((by_value,), (replace(by_value, branches=(Branch((A,), when="HIGH"),)),)) == [
        ("insert", '1, branch "HIGH", 1', (0, 0, 0))
    ]
    assert said((fork(Branch(when=OWNED)),), (fork(Branch((A,), when=OWNED)),)) == [
        ("insert", "1, branch 1, 1", (0, 0, 0))
    ]


def test_where_the_text_of_custom_code_comes_from_makes_no_difference() -> None:
    code = Action("custom_code", Record(runtime="NODE20X", source="x", file="a.js"))
    live = Action("custom_code", Record(runtime="NODE20X", source="x"))
    inside = fork(Branch((code,), "Waiting", OWNED), otherwise=Branch((code,)))
    there = fork(Branch((live,), "Waiting", OWNED), otherwise=Branch((live,)))
    assert edits((live, there), (code, inside)) == ()
    assert edits((A, live), (code,))[0].before == A


def test_a_thousand_changed_actions_are_compared_in_seconds() -> None:
    before = tuple(subject(str(each)) for each in range(1000))
    after = tuple(subject(f"{each} ") for each in range(1001))
    found = [each.sort for each in edits(before, after)]
    assert found.count(Sort.CHANGE) == 1000
    assert found.count(Sort.INSERT) == 1


@settings(deadline=None)
@given(chains(most=25), plain_actions(), st.data())
def test_one_action_more_or_less_is_one_edit_wherever_it_is(
    chain: tuple[Action, ...], action: Action, data: st.DataObject
) -> None:
    shorter, longer = tuples(lists(chain)), lists(chain)
    inner = data.draw(st.sampled_from([*inner_lists(longer)]))
    inner.insert(data.draw(st.integers(0, len(inner))), lists((action,))[0])
    (more,), (less,) = edits(shorter, tuples(longer)), edits(tuples(longer), shorter)
    assert (more.sort, more.after) == (Sort.INSERT, tuples(lists((action,)))[0])
    assert (less.sort, less.before, less.way) == (Sort.DELETE, more.after, more.way)


@settings(deadline=None)
@given(chains(most=15), chains(most=15))
def test_the_edits_say_all_that_differs(
    before: tuple[Action, ...], after: tuple[Action, ...]
) -> None:
    assert carried_out(before, edits(before, after)) == tuples(lists(after))


def lists(chain: tuple[Action, ...]) -> list[dict[str, Any]]:
    """A chain that can be changed: every action has a branch for the others, the last one."""
    found: list[dict[str, Any]] = to_json(to_value(chain))
    for each in found:
        ways = [*each.pop("branches", []), each.pop("else", {"actions": []})]
        each["ways"] = [
            {**way, "actions": lists(from_value(from_json(way["actions"])))} for way in ways
        ]
        if each["do"] == "custom_code":
            each.pop("file")
    return found


def tuples(chain: list[dict[str, Any]]) -> tuple[Action, ...]:
    """The chain again."""
    found = []
    for each in chain:
        *branches, otherwise = [
            Branch(tuples(way["actions"]), way.get("name"), from_json(way.get("when")))  # type: ignore[arg-type]
            for way in each["ways"]
        ]
        settings = {
            name: from_json(value) for name, value in each.items() if name not in {"do", "ways"}
        }
        found.append(
            Action(
                each["do"],
                Record(settings),
                tuple(branches),
                None if otherwise == Branch() else otherwise,
            )
        )
    return tuple(found)


def inner_lists(chain: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The chain and the chains of all branches. Plain actions have none."""
    ways = [way for each in chain if len(each["ways"]) > 1 for way in each["ways"]]
    return [chain, *(inner for way in ways for inner in inner_lists(way["actions"]))]


def carried_out(before: tuple[Action, ...], found: tuple[Edit, ...]) -> tuple[Action, ...]:
    """The chain with the edits carried out: deletes from the end, then the others in order."""
    chain = lists(before)
    for each in reversed(found):
        if each.sort is Sort.DELETE:
            listed, place = spot(chain, each.way)
            del listed[place]
    for each in found:
        if each.sort is Sort.DELETE:
            continue
        listed, place = spot(chain, each.way)
        if each.sort is Sort.INSERT:
            assert each.after is not None
            listed.insert(place, made(each.after))
        else:
            for setting in each.settings:
                listed[place].pop(setting.name, None)
                if setting.after is not None:
                    listed[place][setting.name] = to_json(setting.after)
    return tuples(chain)


def made(inserted: Action | Branch) -> dict[str, Any]:
    """What is inserted, as it can be changed."""
    if isinstance(inserted, Action):
        return lists((inserted,))[0]
    return lists((Action("if", Record(), (inserted,)),))[0]["ways"][0]  # type: ignore[no-any-return]


def spot(chain: list[dict[str, Any]], way: Way) -> tuple[list[dict[str, Any]], int]:
    """The list that a way ends in, and the place there."""
    listed, named = chain, "actions"
    for place in way[:-1]:
        named = "ways" if named == "actions" else "actions"
        listed = listed[place][named]
    return listed, way[-1]
