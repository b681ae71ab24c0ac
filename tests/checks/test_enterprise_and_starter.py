"""A configuration that uses all there is: valid on Enterprise, and on Starter exactly refused."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipelinectl.checks.tiers import GATES, HUBS, lacking
from pipelinectl.diagnostics import Severity
from pipelinectl.language import EnvironmentView
from tests.language.reading import findings

if TYPE_CHECKING:
    from pipelinectl.diagnostics import Diagnostic

CASE = Path(__file__).parents[1] / "cases/check/tiers-starter/all-that-an-account-can-have"
TEXTS = [
    path.read_text("utf-8").replace("${var.page}", "Acme Support")
    for path in sorted((CASE / "pipelines").glob("*.yaml"))
]
NOT_HERE = {
    "calling_in_an_inbox": "a calling channel of this configuration is in the help desk",
    "sla_combinations": "the SLA itself is refused",
    "unbranded_email": "Starter has it",
    "code_and_webhooks": "a warning",
}
"""Features that no error on Starter is about, and why."""


def errors(subscriptions: dict[str, str]) -> list[Diagnostic]:
    found = findings(*TEXTS, environment=EnvironmentView("it", subscriptions=subscriptions))
    return [each for each in found if each.severity is Severity.ERROR]


def features(error: Diagnostic) -> set[str]:
    """The features whose gate an error names, by what they need."""
    return {gate.feature for gate in GATES if gate.needs in error.message} | {
        gate.feature for gate in GATES if gate.least in error.message
    }


@pytest.mark.row("TIER-02", "TIER-03", "TIER-04", "TIER-06", "TIER-08", "B-HD-01")
def test_on_enterprise_nothing_is_an_error() -> None:
    assert errors(dict.fromkeys(HUBS, "enterprise")) == []


@pytest.mark.row("TIER-04", "TIER-06", "TIER-08", "B-HD-01", "B-SKILL-01", "B-CAP-01")
@pytest.mark.row("B-SLA-01", "B-PIPE-08", "B-AVAIL-02", "B-RULE-05")
def test_on_starter_every_error_is_about_a_feature_that_starter_lacks() -> None:
    lacks = lacking(dict.fromkeys(HUBS, "starter"))
    found = errors(dict.fromkeys(HUBS, "starter"))
    assert [each.message for each in found if features(each).isdisjoint(lacks)] == []
    named = set().union(*map(features, found))
    assert lacks - named <= {*NOT_HERE}


def test_where_nothing_is_declared_nothing_is_an_error() -> None:
    assert errors({}) == []


@pytest.mark.row("TIER-02", "TIER-03")
def test_on_the_free_tier_starters_features_are_refused_too() -> None:
    named = set().union(*map(features, errors(dict.fromkeys(HUBS, "free"))))
    assert {"update_status", "status_actions", "second_pipeline"} <= named
