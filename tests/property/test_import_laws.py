"""Whatever an account holds, importing it gives files whose plan is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import assume, given
from hypothesis import strategies as st

from pipelinectl.names import label_key
from tests.desk import Desk
from tests.property.laws import law

if TYPE_CHECKING:
    import pytest
    from hypothesis.strategies import DrawFn

    from tests.property.emulated import Emulated

NUMBERS = st.integers(1, 10**10).map(str)
WORDS = st.from_regex(r"[A-Za-z][A-Za-z0-9_-]{0,12}", fullmatch=True)
IDS = st.one_of(NUMBERS, st.uuids().map(str), WORDS, st.sampled_from(("0", "1", "new", "support")))
TRAPS = ("yes", "~", "0x1f", "1e3", "17:00", "a: b", "- a", "# a", "${x}", "$${", "{a}", "'", '"')
LETTERS = st.characters(exclude_categories=["Cs"])
PLAIN = st.from_regex(r"[A-Za-zÅÄÖåäö0-9 /&().-]{1,20}", fullmatch=True)
NAMES = st.one_of(PLAIN, PLAIN, st.sampled_from(TRAPS), st.text(LETTERS, min_size=1, max_size=8))
LABELS = st.builds(
    "{}{}{}".format, st.sampled_from(("", "", " ")), NAMES, st.sampled_from(("", "", " ", "  "))
).filter(lambda name: bool(name.strip()))


@st.composite
def accounts(draw: DrawFn) -> dict[str, Any]:
    """A seed: pipelines of all kinds that exist in real accounts, with rules of all forms."""
    labels = draw(st.lists(LABELS, min_size=1, max_size=4, unique_by=label_key))
    ids = iter(draw(st.lists(IDS, min_size=4, max_size=4, unique=True)))
    stage_ids = iter(draw(st.lists(IDS, min_size=20, max_size=20, unique=True)))
    pipelines, rules = [], []
    for label in labels:
        names = draw(st.lists(LABELS, min_size=1, max_size=5, unique_by=label_key))
        stages = [
            {
                "id": next(stage_ids),
                "label": name,
                "displayOrder": place,
                "metadata": {"ticketState": draw(st.sampled_from(("OPEN", "OPEN", "CLOSED")))},
            }
            for place, name in enumerate(names)
        ]
        pipeline: dict[str, Any] = {
            "id": next(ids),
            "label": label,
            "displayOrder": draw(st.integers(0, 3)),
            "stages": stages,
        }
        if draw(st.booleans()):
            pipeline["createdAt"] = "1970-01-01T00:00:00Z"
        pipelines.append(pipeline)
        if draw(st.booleans()):
            rules.append(draw(rules_of(pipeline["id"], [str(each["id"]) for each in stages])))
    return {"pipelines": pipelines, "rules": rules}


@st.composite
def rules_of(draw: DrawFn, pipeline: str, stages: list[str]) -> dict[str, Any]:
    some = st.lists(st.sampled_from(stages), unique=True, max_size=3)
    made: dict[str, Any] = {
        "id": f"0-5-{pipeline}",
        "objectCreationRule": {"pipelineStageIds": draw(some)},
    }
    for name in ("noSkippingStagesRule", "noBackwardsMovementRule"):
        everywhere = draw(st.booleans())
        named = [] if everywhere else draw(some)
        made[name] = {"enabledForAllStages": everywhere, "pipelineStageIds": named}
    return made


@law(40)
@given(seed=accounts())
def test_the_plan_of_what_was_imported_is_empty(
    seed: dict[str, Any], account: Emulated, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assume(account.fill(seed))
    desk = Desk(tmp_path_factory.mktemp("desk"), account.api)
    desk.project()
    imported = desk.run("import", "--out", "pipelines")
    assert imported.code == 0, imported
    left_out = imported.err.count(" is left out: ")
    assert len(imported.out.splitlines()) == len(seed["pipelines"]) - left_out
    assume(imported.out)
    for command in (("plan", "--detailed-exitcode"), ("apply", "--yes"), ("drift",)):
        ended = desk.run(*command)
        assert ended.code == 0, ended
    assert desk.run("plan", "--detailed-exitcode").code == 0
    assert desk.writes() == []
