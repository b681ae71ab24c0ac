"""What declared subscriptions have, what they lack, and what nobody declared."""

from __future__ import annotations

import pytest

from pipelinectl.checks import tiers
from pipelinectl.checks.tiers import (
    GATES,
    HUBS,
    TIERS,
    Gate,
    allows,
    has_workflows,
    lacking,
    unnamed,
)


@pytest.mark.parametrize(
    ("declared", "answer"),
    [
        ({}, None),
        ({"service_hub": "free"}, False),
        ({"service_hub": "starter"}, False),
        ({"service_hub": "professional"}, True),
        ({"service_hub": "enterprise"}, True),
        ({"sales_hub": "enterprise"}, None),
        ({"service_hub": "starter", "sales_hub": "enterprise"}, False),
    ],
)
def test_workflows_of_tickets_need_service_hub_itself(
    declared: dict[str, str], *, answer: bool | None
) -> None:
    assert has_workflows(declared) is answer


@pytest.mark.parametrize(
    ("declared", "answer"),
    [
        ({}, None),
        ({"service_hub": "starter"}, False),
        ({"service_hub": "free", "marketing_hub": "starter"}, False),
        ({"service_hub": "free", "marketing_hub": "professional"}, True),
    ],
)
def test_where_any_hub_will_do_the_declared_ones_are_all_there_are(
    declared: dict[str, str], *, answer: bool | None
) -> None:
    assert allows(tiers.PIPELINE_RULES, declared) is answer


@pytest.mark.parametrize(
    ("declared", "answer"),
    [
        ({"operations_hub": "professional"}, True),
        ({"operations_hub": "starter"}, False),
        ({"data_hub": "starter", "operations_hub": "professional"}, True),
        ({"data_hub": "professional", "operations_hub": "starter"}, True),
    ],
)
def test_operations_hub_is_data_hub_under_its_former_name(
    declared: dict[str, str], *, answer: bool
) -> None:
    assert allows(tiers.CODE_AND_WEBHOOKS, declared) is answer


def test_one_of_two_hubs_is_enough_and_both_must_be_known_to_lack_it() -> None:
    gate = Gate(
        "whatsapp", "A channel", ("marketing_hub", "service_hub"), "professional", "", "", ""
    )
    assert allows(gate, {"marketing_hub": "professional"}) is True
    assert allows(gate, {"marketing_hub": "starter"}) is None
    assert allows(gate, {"marketing_hub": "starter", "service_hub": "starter"}) is False
    assert gate.needs == "Marketing Hub or Service Hub Professional or Enterprise"


def test_what_nobody_declared_is_not_lacking() -> None:
    assert lacking({}) == frozenset()
    assert lacking({"service_hub": "enterprise"}) == frozenset()


def test_starter_lacks_what_needs_professional_or_enterprise() -> None:
    assert lacking({"service_hub": "starter"}) == {
        "pipeline_rules",
        "workflows",
        "help_desk",
        "calling",
        "skills",
        "capacity",
        "sla",
        "sla_combinations",
        "pipeline_access",
    }


def test_every_hub_on_starter_lacks_what_any_of_them_could_have() -> None:
    starter = dict.fromkeys(HUBS, "starter")
    assert lacking(starter) == {gate.feature for gate in GATES if gate.tier != "starter"}
    assert lacking(starter) > lacking({"service_hub": "starter"})


@pytest.mark.parametrize(
    ("declared", "answer"),
    [
        ({}, ""),
        ({"service_hub": "starter"}, "Marketing Hub"),
        ({"marketing_hub": "starter"}, "Service Hub"),
        ({"service_hub": "professional"}, ""),
        ({"service_hub": "starter", "marketing_hub": "starter"}, ""),
        ({"sales_hub": "starter"}, ""),
    ],
)
def test_an_undeclared_hub_is_named_where_it_could_have_what_the_declared_one_lacks(
    declared: dict[str, str], answer: str
) -> None:
    assert unnamed(tiers.WHATSAPP, declared) == answer


@pytest.mark.parametrize("gate", GATES, ids=lambda gate: gate.feature)
def test_every_gate_says_who_said_so_and_when(gate: Gate) -> None:
    assert {*gate.hubs} <= {*HUBS}
    assert gate.tier in TIERS[1:]
    assert gate.source
    assert gate.dated[:4].isdigit()
    assert gate.row


def test_no_gate_is_left_out_of_the_table() -> None:
    assert {each for each in vars(tiers).values() if isinstance(each, Gate)} == {*GATES}
    assert len({gate.feature for gate in GATES}) == len(GATES)
