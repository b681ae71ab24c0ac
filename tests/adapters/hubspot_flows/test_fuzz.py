"""Whatever a flow holds, it is read: no JSON makes raising fail, and none is changed by it."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelinectl.adapters.hubspot.flows import raised, same
from pipelinectl.adapters.hubspot.flows.lowering import without_keeping
from pipelinectl.model import LiveObject
from tests.adapters.hubspot_flows.account import Account
from tests.adapters.hubspot_flows.test_built_by_hand import NAMES, flow_of

if TYPE_CHECKING:
    from collections.abc import Iterable

WORDS = ("OR", "AND", "type", "1", "2", "GOTO", "PROPERTY", "0-5", "IS_ANY_OF", "ENUMERATION", "")
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.floats()
    | st.sampled_from(WORDS)
    | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(WORDS) | st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner: Iterable[tuple[Any, Any]] = value.items() if isinstance(value, dict) else ()
    inner = enumerate(value) if isinstance(value, list) else inner
    return [path, *(place for key, each in inner for place in _places(each, (*path, key)))]


@st.composite
def mutated(draw: st.DrawFn) -> Any:
    """A flow built by hand, with one to three parts of it replaced, left out, or moved."""
    flow = flow_of(draw(st.sampled_from(NAMES)))
    for _ in range(draw(st.integers(1, 3))):
        *way, last = draw(st.sampled_from(_places(flow)[1:] or [("type",)]))
        holder = flow
        for each in way:
            holder = holder[each]
        how = draw(st.sampled_from(("replace", "drop", "graft", "add")))
        if how == "drop":
            del holder[last]
        elif how == "graft":
            holder[last] = copy.deepcopy(flow)
        elif how == "add" and isinstance(holder, dict):
            holder[draw(st.text(max_size=3))] = draw(JSON)
        else:
            holder[last] = draw(JSON)
    return flow


_often = settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])


@_often
@given(flow=mutated())
def test_a_flow_with_anything_in_it_is_read(flow: Any) -> None:
    before = copy.deepcopy(flow)
    found = raised(flow, Account(), ["0", "support"])
    assert found is None or isinstance(found, LiveObject)
    assert repr(flow) == repr(before)
    if found is not None and found.opaque is None and found.kind == "automation":
        again = without_keeping(found.fields, Account(), flow)
        assert same(again, {"flowType": "WORKFLOW", **flow}), "raised only where it writes back"


@_often
@given(flow=JSON)
def test_what_is_no_flow_is_none(flow: Any) -> None:
    assert raised(flow, Account()) is None


def test_a_deep_flow_is_read() -> None:
    flow = flow_of("roots_are_and")
    tree: Any = flow["enrollmentCriteria"]["listFilterBranch"]
    for _ in range(20_000):
        tree = {"filterBranchType": "AND", "filterBranches": [tree], "filters": []}
    flow["enrollmentCriteria"]["listFilterBranch"] = tree
    found = raised(flow, Account())
    assert found is not None
    assert found.opaque == "parts of it are of a form that is not known here."


def test_a_long_flow_is_read() -> None:
    flow = flow_of("nothing_to_do")
    flow["actions"] = [
        {
            "type": "SINGLE_CONNECTION",
            "actionId": str(number),
            "actionTypeId": "0-1",
            "actionTypeVersion": 0,
            "fields": {"delta": str(number), "time_unit": "DAYS"},
            "connection": {"edgeType": "STANDARD", "nextActionId": str(number + 1)},
        }
        for number in range(1, 2001)
    ]
    del flow["actions"][-1]["connection"]
    flow["startActionId"] = "1"
    found = raised(flow, Account())
    assert found is not None
    assert found.opaque is None
    actions = found.fields["actions"]
    assert isinstance(actions, tuple)
    assert len(actions) == 2000
