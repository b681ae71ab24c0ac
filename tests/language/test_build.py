"""What a spec holds, and what the environment changes in it."""

from __future__ import annotations

import sys
from subprocess import run

import pytest

from pipelinectl.adapters.hubspot.naming import HUBSPOT_NAMING
from pipelinectl.checks import check
from pipelinectl.language import EnvironmentView, build
from pipelinectl.language.spec import Account, Pipeline, Place, Removed, Rules, Spec, Status
from tests.language.reading import as_text, documents, findings, spec_of

WHOLE = """
    version: 1
    account: {subscriptions: {service_hub: professional}, add_ons: [transactional_email]}
    x-closed: &closed {name: Closed, state: closed}
    x-desk: &desk
      exclusive: true
      statuses: [New, "Waiting on us ", *closed, {key: spam, name: Junk, state: closed, id: "4"}]
    pipelines:
      support:
        <<: *desk
        name: Support Pipeline
        default: true
        id: {sandbox: "0", production: null}
        rules: {create_only_in: [spam, New, New], no_skipping: [], no_moving_backward: [Junk]}
      billing:
        name: Billing
        id: null
        statuses: [{name: New, state: null}, *closed]
        rules: {create_only_in: [], no_skipping: false}
    removed:
      - {status: Support Pipeline/On hold, move_tickets_to: billing/new, id: {sandbox: "7"}}
      - {pipeline: old}
"""


def pipeline_of(spec: Spec, key: str) -> Pipeline:
    return spec.pipelines[key]


@pytest.mark.row("STAT-01", "ACT-14", "B-RULE-01")
def test_a_spec_has_keys_ids_and_references_resolved() -> None:
    spec = spec_of(WHOLE)
    somewhere = pipeline_of(spec, "support").place
    support = Pipeline(
        key="support",
        name="Support Pipeline",
        default=True,
        id="0",
        exclusive=True,
        statuses=(
            Status("new", "New", "open", None, 0),
            Status("waiting_on_us", "Waiting on us ", "open", None, 1),
            Status("closed", "Closed", "closed", None, 2),
            Status("spam", "Junk", "closed", "4", 3),
        ),
        rules=Rules(
            create_only_in=("new", "spam"), no_skipping=False, no_moving_backward=("spam",)
        ),
        place=somewhere,
    )
    billing = Pipeline(
        key="billing",
        name="Billing",
        default=False,
        id=None,
        exclusive=False,
        statuses=(
            Status("new", "New", "open", None, 0),
            Status("closed", "Closed", "closed", None, 1),
        ),
        rules=Rules(create_only_in=(), no_skipping=False),
        place=somewhere,
    )
    assert spec == Spec(
        account=Account({"service_hub": "professional"}, ("transactional_email",)),
        pipelines={"support": support, "billing": billing},
        removed=(
            Removed("support", "On hold", "7", "billing/new", somewhere),
            Removed("old", None, None, None, somewhere),
        ),
        complete=True,
    )


def test_pipelines_keep_the_order_of_the_files() -> None:
    spec = spec_of(
        "pipelines: {b: {name: B, statuses: [New]}, a: {name: A, statuses: [New]}}",
        "pipelines: {c: {name: C, statuses: [New]}}\nremoved: [{pipeline: x}]",
        "removed: [{pipeline: y}]",
    )
    assert (list(spec.pipelines), [entry.pipeline for entry in spec.removed]) == (
        ["b", "a", "c"],
        ["x", "y"],
    )


def test_another_environment_has_other_ids() -> None:
    spec = spec_of(WHOLE, environment=EnvironmentView("production"))
    assert (pipeline_of(spec, "support").id, spec.removed[0].id) == (None, None)


def test_without_an_environment_ids_by_environment_are_unknown() -> None:
    spec = spec_of(WHOLE, environment=EnvironmentView())
    assert (pipeline_of(spec, "support").id, spec.removed[0].id) == (None, None)


def test_the_environment_wins_over_the_account_block_key_by_key() -> None:
    environment = EnvironmentView("sandbox", subscriptions={"sales_hub": "free"}, data_privacy=True)
    assert spec_of(WHOLE, environment=environment).account == Account(
        {"sales_hub": "free"}, ("transactional_email",), data_privacy=True
    )


def test_the_subscriptions_of_the_environment_are_checked() -> None:
    starter = EnvironmentView(subscriptions={"service_hub": "starter"})
    assert [found.code for found in findings(WHOLE, environment=starter)] == [
        "PC315",
        "PC319",
        "PC315",
    ]


def test_without_a_project_file_no_environment_is_unknown() -> None:
    text = 'pipelines: {a: {name: A, id: {other: "1"}, statuses: [New, {name: C, state: closed}]}}'
    assert findings(text, environment=EnvironmentView()) == []


def test_in_a_part_of_the_configuration_tickets_may_go_to_another_part() -> None:
    text = "removed: [{status: a/Old, move_tickets_to: b/New}]"
    assert findings(text, whole=False) == []
    assert as_text(findings(text)) == (
        'a.yaml:1:44-49 PC205 error: "b" is not a pipeline of the files.\n'
        "    hint: Write `pipeline/Status` with the key of a pipeline of the files."
    )


def test_a_spec_with_a_fault_is_not_complete_and_holds_the_rest() -> None:
    text = "pipelines: {a: {name: 1, statuses: [New]}, b: {name: B, statuses: [New]}}"
    spec, found = build(documents(text), EnvironmentView())
    assert (list(spec.pipelines), spec.complete, [each.code for each in found]) == (
        ["b"],
        False,
        ["PC104"],
    )


def test_no_documents_give_an_empty_spec() -> None:
    assert build([], EnvironmentView()) == (Spec(), [])
    assert check(Spec(), HUBSPOT_NAMING) == []


def test_a_place_of_the_short_form_is_its_text() -> None:
    spec = spec_of("pipelines:\n  a:\n    name: A\n    statuses:\n      - New\n")
    pipeline = pipeline_of(spec, "a")
    place = pipeline.status_place(pipeline.statuses[0])
    assert isinstance(place, Place)
    assert place.span == place.at("name").span
    assert (place.span.line, place.span.column, place.span.end_column) == (5, 9, 12)


def test_pydantic_is_not_imported_before_something_is_built() -> None:
    modules = "pipelinectl.language, pipelinectl.checks, pipelinectl.compile, pipelinectl.schema"
    code = f"import sys, {modules}; sys.exit('pydantic' in sys.modules)"
    assert run([sys.executable, "-c", code], check=False).returncode == 0
