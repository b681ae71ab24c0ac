"""From a live account to files: the same values, valid files, an empty plan."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from pipelinectl.adapters.hubspot.naming import HUBSPOT_NAMING, pipeline_id, status_id
from pipelinectl.checks import check
from pipelinectl.compile import compile_spec
from pipelinectl.diagnostics import Severity
from pipelinectl.importing import import_files
from pipelinectl.importing.keys import LONGEST, Wanted, keys_for
from pipelinectl.language import EnvironmentView, build
from pipelinectl.ledger.journal import Written
from pipelinectl.model import ORDER, Address, Kind, Live, LiveObject, Read
from pipelinectl.names import label_key
from pipelinectl.plan.build import States, draft
from pipelinectl.plan.model import Action
from pipelinectl.source import read_text, substitute

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipelinectl.model import Desired, Value

GOLDEN = Path(__file__).parent / "importing"
COMPLETE = dict.fromkeys(Kind, Read.COMPLETE)


class Row(NamedTuple):
    """A status of a made-up account."""

    id: str
    name: str
    state: str = "open"


def pipeline(
    identifier: str,
    name: str,
    rows: Sequence[Row],
    *,
    builtin: bool = False,
    rules: Mapping[str, Value] | None = None,
) -> list[LiveObject]:
    order = tuple(row.id for row in rows)
    whole = LiveObject(Kind.PIPELINE, identifier, None, {"name": name, ORDER: order}, builtin)
    statuses = [
        LiveObject(Kind.STATUS, row.id, identifier, {"name": row.name, "state": row.state})
        for row in rows
    ]
    held = [] if rules is None else [LiveObject(Kind.RULES, identifier, identifier, rules)]
    return [whole, *statuses, *held]


def account(*pipelines: Sequence[LiveObject]) -> Live:
    objects: dict[Kind, dict[str, LiveObject]] = {kind: {} for kind in Kind}
    for each in (found for whole in pipelines for found in whole):
        objects[each.kind][each.id] = each
    return Live("2222222", objects, COMPLETE)


def realistic() -> Live:
    """What accounts look like after some years."""
    thirteen = [
        *("Nytt ärende", "Väntar på kund", "Väntar på oss", "Väntar på leverantör", "On hold"),
        *("On hold!", "Eskalerad", "Eskalerad (2)", "yes", "17:00", "🎫", "- [ ] # todo: {x}"),
    ]
    rows = [Row(str(41000000 + number), name) for number, name in enumerate(thirteen)]
    return account(
        pipeline(
            "0",
            "Support Pipeline",
            [
                Row("1", "New"),
                Row("2", "Waiting on contact "),
                Row("3", "Waiting on us"),
                Row("68211", "Waiting on us / Tier 2"),
                Row("4", "Closed", "closed"),
                Row("968123", "Reopened, and the customer is told so by the person who owns it"),
            ],
            builtin=True,
            rules={
                "create_only_in": ("1", "3"),
                "no_skipping": False,
                "no_moving_backward": ("4", "68211"),
            },
        ),
        pipeline(
            "81234567",
            "Support pipeline / Norden",
            [*rows, Row("41000099", "Stängt", "closed")],
            rules={"create_only_in": (), "no_skipping": False, "no_moving_backward": False},
        ),
        pipeline(
            "3e1a235d-1a64-4b7a-9ed5-7f0273ebd774",
            "ana@acme.example",
            [Row("900001", "0"), Row("900002", "${name}"), Row("900003", "\"quoted\" \\ 'too'")],
            rules={"create_only_in": ("gone",), "no_skipping": True, "no_moving_backward": False},
        ),
    )


def loaded(text: str) -> Any:
    """What an independent reader of YAML 1.2 reads."""
    return YAML(typ="safe", pure=True).load(text)


def desired(files: Mapping[str, str]) -> Desired:
    """What the files ask for; they have no error."""
    documents = []
    for name, text in files.items():
        document, faults = read_text(text, name)
        assert document is not None
        assert faults == []
        ready, faults = substitute(document, {})
        assert faults == []
        documents.append(ready)
    spec, found = build(documents, EnvironmentView("production", frozenset({"production"})))
    assert [each for each in found if each.severity in {Severity.ERROR, Severity.WARNING}] == []
    found = check(spec, HUBSPOT_NAMING)
    assert [each for each in found if each.severity is Severity.ERROR] == []
    return compile_spec(spec, whole=True)


def own_id(address: Address, parent: str | None) -> str:
    del parent
    return (status_id if address.kind is Kind.STATUS else pipeline_id)(*address.keys)


def changes(live: Live, wanted: Desired) -> list[str]:
    """What a plan would write."""
    states = States(wanted, live, None, Written({}, frozenset(), frozenset()), own_id)
    found = draft(states, lambda _: True).changes
    return [f"{each.action} {each.address}" for each in found if each.action is not Action.NONE]


def test_the_files_of_a_realistic_account() -> None:
    made = import_files(realistic(), "production")
    assert made.diagnostics == ()
    if "UPDATE_GOLDEN" in os.environ:
        for old in GOLDEN.glob("*.yaml"):
            old.unlink()
        for name, text in made.files.items():
            (GOLDEN / name).write_text(text, "utf-8")
    kept = {path.name: path.read_text("utf-8") for path in GOLDEN.glob("*.yaml")}
    assert kept == made.files


def test_the_plan_of_the_files_is_empty() -> None:
    live = realistic()
    assert changes(live, desired(import_files(live, "production").files)) == []


def test_a_change_in_the_account_is_seen_against_the_files() -> None:
    live = realistic()
    wanted = desired(import_files(live, "production").files)
    renamed = replace(live.objects[Kind.STATUS]["1"], fields={"name": "Ny", "state": "open"})
    statuses = {**live.objects[Kind.STATUS], "1": renamed}
    moved = replace(live, objects={**live.objects, Kind.STATUS: statuses})
    assert changes(moved, wanted) == ["adopt status.support_pipeline.new"]


def test_readers_of_yaml_find_the_values_of_the_account() -> None:
    live = realistic()
    for text in import_files(live, "production").files.values():
        ((_, read),) = loaded(text)["pipelines"].items()
        whole = live.objects[Kind.PIPELINE][read["id"]]
        expected = [
            (each.id, each.fields["name"], each.fields["state"])
            for each in live.statuses_of(whole.id)
        ]
        assert read["name"] == whole.fields["name"]
        assert [
            (each["id"], each["name"].replace("$${", "${"), each.get("state", "open"))
            for each in read["statuses"]
        ] == expected


NAMES = st.one_of(
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=80),
    st.text("#:-?[]{},&*!|>'\"%@` ~yn0=<.$\\/ ü🎫", min_size=1, max_size=20),
    st.sampled_from(
        [
            "yes",
            "No",
            "NULL",
            "~",
            "0",
            "0x1F",
            "1e3",
            ".inf",
            "17:00",
            "2024-01-01",
            "<<",
            "=",
            "---",
        ]
    ),
    st.text("ab ", min_size=100, max_size=300),
).filter(lambda name: bool(name.strip()))


@given(st.lists(NAMES, min_size=1, max_size=12, unique_by=label_key), st.data())
def test_any_name_comes_back_exactly_and_plans_to_nothing(
    names: list[str], data: st.DataObject
) -> None:
    rows = [Row(str(number), name) for number, name in enumerate(names)]
    some = st.lists(st.sampled_from([row.id for row in rows]), unique=True)
    switch = some.map(lambda ids: tuple(sorted(ids)) or False) | st.booleans()
    rules: dict[str, Value] = {
        "create_only_in": tuple(sorted(data.draw(some))),
        "no_skipping": data.draw(switch),
        "no_moving_backward": data.draw(switch),
    }
    live = account(pipeline("0", names[0], rows, rules=rules))
    made = import_files(live, "production")
    assert made.diagnostics == ()
    (text,) = made.files.values()
    ((_, read),) = loaded(text)["pipelines"].items()
    assert [each["name"].replace("$${", "${") for each in read["statuses"]] == names
    assert changes(live, desired(made.files)) == []


@given(st.text(), st.text())
def test_names_that_no_file_can_hold_end_in_a_warning(name: str, status: str) -> None:
    live = account(pipeline("0", name, [Row("1", status), Row("2", "Closed", "closed")]))
    made = import_files(live, "production")
    assert len(made.files) + len(made.diagnostics) == 1
    assert all(each.severity is Severity.WARNING for each in made.diagnostics)
    assert all(each.message.isprintable() for each in made.diagnostics)
    if made.files:
        assert changes(live, desired(made.files)) == []


@given(
    st.lists(NAMES | st.sampled_from(["Support", "support!", "support_2", "status_1"]), max_size=30)
)
def test_keys_are_valid_different_and_no_other_objects_name(names: list[str]) -> None:
    keys = keys_for([Wanted(name) for name in names], "status")
    assert len(set(keys)) == len(names)
    for place, key in enumerate(keys):
        assert len(key) <= LONGEST
        assert key.replace("_", "a").isalnum()
        assert key[0].isalpha()
        assert key not in {each.strip() for each in [*names[:place], *names[place + 1 :]]}


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Support", "Support!", "Support 2"], ["support", "support_3", "support_2"]),
        (["票", "17:00", "Status 1"], ["status_2", "status_3", "status_1"]),
        (["a b", "a_b"], ["a_b_2", "a_b"]),
        (["x" * 40, "x" * 41], ["x" * 36, "x" * 34 + "_2"]),
        (
            ["Waiting on a very long list of people to answer"],
            ["waiting_on_a_very_long_list_of_peopl"],
        ),
    ],
    ids=["numbered", "no key", "another's name", "long and alike", "long"],
)
def test_keys_made_from_names(names: list[str], expected: list[str]) -> None:
    assert keys_for([Wanted(name) for name in names], "status") == expected


def test_keys_that_the_ledger_knows_stay() -> None:
    live = realistic()
    known = {
        (Kind.PIPELINE, "0"): Address(Kind.PIPELINE, ("helpdesk",)),
        (Kind.STATUS, "3"): Address(Kind.STATUS, ("helpdesk", "new")),
    }
    text = import_files(live, "production", known).files["helpdesk.yaml"]
    statuses = loaded(text)["pipelines"]["helpdesk"]["statuses"]
    assert [each["key"] for each in statuses][:3] == ["new_2", "waiting_on_contact", "new"]


@pytest.mark.parametrize(
    ("names", "code"),
    [
        ((" ", "New"), "PC112"),
        (("Desk", ""), "PC112"),
        (("Desk", "New\nline"), "PC114"),
        (("Desk\u2028", "New"), "PC114"),
        (("Desk", "half \ud83c"), "PC114"),
        (("Desk", "x" * 70_000), "PC011"),
    ],
    ids=["blank", "empty", "line break", "line separator", "half a character", "huge"],
)
def test_what_the_language_cannot_hold_is_left_out(names: tuple[str, str], code: str) -> None:
    good = pipeline("9", "Good", [Row("91", "New"), Row("92", "Closed", "closed")])
    bad = pipeline("0", names[0], [Row("1", names[1]), Row("2", "Closed", "closed")])
    live = account(bad, good)
    made = import_files(live, "production")
    assert list(made.files) == ["good.yaml"]
    assert [(each.code, each.severity) for each in made.diagnostics] == [(code, Severity.WARNING)]
    assert changes(live, desired(made.files)) == []


def test_names_that_differ_only_in_case_are_left_out() -> None:
    rows = [Row("1", "Straße"), Row("2", "STRASSE ")]
    live = account(pipeline("0", "A", rows), pipeline("5", "B", []))
    first, second = (each.message for each in import_files(live, "production").diagnostics)
    assert first == (
        'Pipeline "A" is left out: two of its statuses are called "STRASSE " without regard to '
        "case."
    )
    assert second == 'Pipeline "B" is left out: it has no statuses.'
    one, two = (pipeline(name, name, [Row(f"{name}1", "New")]) for name in ("Desk", "DESK"))
    made = import_files(account(one, two), "production")
    assert list(made.files) == ["desk.yaml"]
    assert [each.code for each in made.diagnostics] == ["PC317"]


@pytest.mark.parametrize("kind", [Kind.PIPELINE, Kind.STATUS])
@pytest.mark.parametrize("how", [Read.PARTIAL, Read.UNREADABLE])
def test_an_incomplete_read_writes_nothing(kind: Kind, how: Read) -> None:
    live = replace(realistic(), reads={**COMPLETE, kind: how}, why={kind: "A page is missing."})
    made = import_files(live, "production")
    assert made.files == {}
    assert [(each.code, each.severity, each.hint) for each in made.diagnostics] == [
        ("PC607", Severity.ERROR, "The account says: A page is missing.")
    ]


def test_rules_that_cannot_be_read_are_said_in_every_file() -> None:
    live = realistic()
    why = "The token lacks crm.pipelines.governance.read.\n# rules: {}"
    blind = replace(
        live,
        objects={**live.objects, Kind.RULES: {}},
        reads={**COMPLETE, Kind.RULES: Read.UNREADABLE},
        why={Kind.RULES: why},
    )
    made = import_files(blind, "production")
    assert [(each.code, each.severity) for each in made.diagnostics] == [
        ("PC607", Severity.WARNING)
    ]
    for text in made.files.values():
        assert "The rules of this pipeline could not be read" in text
        assert "Settings > Objects > Tickets" in text
        ((_, read),) = loaded(text)["pipelines"].items()
        assert "rules" not in read
    assert changes(blind, desired(made.files)) == []
