"""Whatever a file holds, the language answers with findings and never raises."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelinectl.adapters.hubspot.naming import HUBSPOT_NAMING
from pipelinectl.checks import check
from pipelinectl.compile import compile_spec
from pipelinectl.diagnostics import has_errors
from pipelinectl.language import build
from pipelinectl.source import read_text
from tests.language.reading import SANDBOX

WORDS = st.sampled_from(
    [
        *("version", "account", "subscriptions", "service_hub", "add_ons", "data_privacy"),
        *("pipelines", "name", "default", "id", "exclusive", "statuses", "rules", "key", "state"),
        *("create_only_in", "no_skipping", "no_moving_backward", "removed", "pipeline", "status"),
        *("move_tickets_to", "x-note", "<text>", "<mapping>", "[key]", "support", "support/New"),
        *("New", "new", "Closed", "closed", "open", "professional", "sandbox", "", " ", "automate"),
    ]
)
SCALARS = st.one_of(
    WORDS,
    st.text(max_size=8),
    st.none(),
    st.booleans(),
    st.integers(-9, 9),
    st.floats(allow_nan=False, allow_infinity=False),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=5),
    max_leaves=25,
)

TEXTS = st.sampled_from(["New", "new", "Closed", "On hold", "a/New", "b/Closed", "a", ""]) | VALUES
IDS = st.sampled_from(["0", "a-new", "b"]) | st.dictionaries(st.just("sandbox"), TEXTS) | VALUES


def mapping(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries({}, optional=fields)


STATUSES = st.lists(
    TEXTS
    | mapping(name=TEXTS, key=TEXTS, state=st.sampled_from(["open", "closed"]) | VALUES, id=IDS),
    max_size=5,
)
RULES = mapping(
    create_only_in=st.lists(TEXTS, max_size=3) | VALUES,
    no_skipping=st.booleans() | st.lists(TEXTS, max_size=3) | VALUES,
    no_moving_backward=st.booleans() | VALUES,
)
PIPELINES = mapping(
    name=TEXTS,
    default=st.booleans() | VALUES,
    id=IDS,
    exclusive=st.booleans() | VALUES,
    statuses=STATUSES | VALUES,
    rules=RULES | VALUES,
)
NEARLY_RIGHT = mapping(
    version=st.just(1) | VALUES,
    pipelines=st.dictionaries(st.sampled_from(["a", "b", "C-d"]), PIPELINES | VALUES, max_size=3),
    removed=st.lists(
        mapping(pipeline=TEXTS, status=TEXTS, id=IDS, move_tickets_to=TEXTS) | VALUES, max_size=3
    ),
    account=VALUES,
)


@given(st.lists(NEARLY_RIGHT | st.dictionaries(WORDS, VALUES, max_size=4), max_size=3))
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_tree_of_values_is_answered(values: list[dict[str, Any]]) -> None:
    documents = []
    for number, value in enumerate(values):
        document, _ = read_text(json.dumps(value), f"{number}.yaml")
        if document is not None:
            documents.append(document)
    spec, found = build(documents, SANDBOX)
    found += check(spec, HUBSPOT_NAMING)
    assert all(each.span is not None for each in found)
    assert all("\n" not in each.message for each in found)
    if not has_errors(found):
        compile_spec(spec, whole=True)
