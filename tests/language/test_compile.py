"""The desired state of a spec."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipelinectl.compile import compile_spec
from pipelinectl.diagnostics import Span
from pipelinectl.language import EnvironmentView, build
from pipelinectl.model import Address, Desired, How, Kind, Removal, Resource
from tests.language.reading import SANDBOX, documents, spec_of

if TYPE_CHECKING:
    from pipelinectl.model import Value

TEXT = """\
pipelines:
  support:
    name: Support Pipeline
    default: true
    exclusive: true
    statuses:
      - New
      - {key: done, name: Closed, state: closed, id: {sandbox: "4"}}
    rules: {no_skipping: true, create_only_in: []}
  billing:
    id: "81"
    name: Billing
    statuses: [New, {name: Closed, state: closed}]
removed:
  - {status: Support Pipeline/On hold, id: "9", move_tickets_to: support/New}
  - {pipeline: old}
"""


def at(line: int, column: int, end: int) -> Span:
    return Span("a.yaml", line, column, line, end)


def resource(address: str, span: Span, fields: dict[str, tuple[Value, Span]]) -> Resource:
    return Resource(
        Address.parse(address),
        {name: value for name, (value, _) in fields.items()},
        span=span,
        field_spans={name: place for name, (_, place) in fields.items()},
    )


def test_resources_and_removals_with_their_places() -> None:
    new, long = at(7, 9, 12), at(8, 9, 69)
    expected = [
        replace(
            resource(
                "pipeline.support",
                at(2, 3, 10),
                {
                    "name": ("Support Pipeline", at(3, 11, 27)),
                    "statuses": (("new", "done"), at(7, 7, 8)),
                },
            ),
            how=How.DEFAULT,
            exclusive=True,
        ),
        resource("status.support.new", new, {"name": ("New", new), "state": ("open", new)}),
        replace(
            resource(
                "status.support.done",
                long,
                {"name": ("Closed", at(8, 27, 33)), "state": ("closed", at(8, 42, 48))},
            ),
            how=How.ID,
            id="4",
        ),
        resource(
            "rules.support",
            at(9, 5, 10),
            {"create_only_in": ((), at(9, 48, 50)), "no_skipping": (True, at(9, 26, 30))},
        ),
    ]
    desired = compile_spec(spec_of(TEXT), whole=True)
    assert list(desired.resources.values())[:4] == expected
    assert desired.removals == (
        Removal("support", "On hold", "9", "support/new", at(15, 5, 78)),
        Removal("old", None, None, None, at(16, 5, 20)),
    )


def test_resources_stand_in_the_order_of_the_files() -> None:
    desired = compile_spec(spec_of(TEXT), whole=True)
    assert [str(address) for address in desired.resources] == [
        "pipeline.support",
        "status.support.new",
        "status.support.done",
        "rules.support",
        "pipeline.billing",
        "status.billing.new",
        "status.billing.closed",
    ]
    assert all(address == one.address for address, one in desired.resources.items())


@pytest.mark.parametrize(
    ("lines", "how", "identifier"),
    [
        pytest.param("", How.KEY, None, id="a pipeline without more goes by its key"),
        pytest.param("default: true", How.DEFAULT, None, id="the account's default pipeline"),
        pytest.param("default: false", How.KEY, None, id="default false says nothing"),
        pytest.param('id: "7"', How.ID, "7", id="an id"),
        pytest.param('id: {sandbox: "7"}', How.ID, "7", id="an id of this environment"),
        pytest.param('id: {production: "7"}', How.KEY, None, id="an id of another environment"),
        pytest.param('id: "7"\n    default: true', How.ID, "7", id="an id is more than default"),
    ],
)
def test_how_a_pipeline_is_recognised(lines: str, how: How, identifier: str | None) -> None:
    spec = spec_of(f"pipelines:\n  a:\n    name: A\n    statuses: [New]\n    {lines}\n")
    compiled = compile_spec(spec, whole=True).resources[Address(Kind.PIPELINE, ("a",))]
    assert (compiled.how, compiled.id) == (how, identifier)


@pytest.mark.parametrize(
    ("rules", "fields"),
    [
        pytest.param("{}", None, id="an empty mapping manages nothing"),
        pytest.param("~", None, id="null manages nothing"),
        pytest.param("{no_skipping: ~}", None, id="a rule of null is not managed"),
        pytest.param("{no_skipping: false}", {"no_skipping": False}, id="false is managed"),
        pytest.param("{no_skipping: []}", {"no_skipping": False}, id="no statuses is false"),
        pytest.param("{create_only_in: []}", {"create_only_in": ()}, id="no limit is managed"),
        pytest.param(
            "{create_only_in: [B, a, A]}",
            {"create_only_in": ("a", "b")},
            id="statuses are a set in the order of the pipeline",
        ),
        pytest.param(
            "{no_moving_backward: [B]}", {"no_moving_backward": ("b",)}, id="some statuses"
        ),
    ],
)
def test_rules(rules: str, fields: dict[str, Value] | None) -> None:
    text = f"pipelines:\n  p:\n    name: P\n    statuses: [A, B]\n    rules: {rules}\n"
    resources = compile_spec(spec_of(text), whole=True).resources
    compiled = resources.get(Address(Kind.RULES, ("p",)))
    assert (None if compiled is None else dict(compiled.fields)) == fields


def test_field_spans_know_no_other_fields() -> None:
    spans = next(iter(compile_spec(spec_of(TEXT), whole=True).resources.values())).field_spans
    assert (len(spans), spans.get("color")) == (2, None)


def test_a_part_of_the_configuration_says_so() -> None:
    assert compile_spec(spec_of("version: 1"), whole=False) == Desired({}, (), whole=False)


def test_a_spec_with_errors_is_refused() -> None:
    spec, _ = build(documents("pipelines: {a: {name: 1, statuses: [New]}}"), SANDBOX)
    with pytest.raises(ValueError, match="must not be compiled"):
        compile_spec(spec, whole=True)


def test_compiling_is_pure() -> None:
    spec = spec_of(TEXT, environment=EnvironmentView("production"))
    assert compile_spec(spec, whole=True) == compile_spec(spec, whole=True)
