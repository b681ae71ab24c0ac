"""A saved plan is read as it was written, and not at all once a byte of it is another one."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import assume, given
from hypothesis import strategies as st

from pipelinectl.diagnostics import Diagnostic, Related, Severity, Span
from pipelinectl.model import Realisation
from pipelinectl.plan.document import review_digest, to_document, to_text
from pipelinectl.plan.model import (
    Action,
    Block,
    Change,
    DriftRow,
    Exit,
    Fingerprint,
    ManualStep,
    Moved,
    Plan,
    Reason,
    Selection,
    Side,
)
from pipelinectl.plan.saved import is_plan, read_plan
from tests.property.laws import law
from tests.property.test_memory_laws import ADDRESSES, FIELDS, KEYS, TEXTS
from tests.property.ways import planned, remembered

if TYPE_CHECKING:
    from pipelinectl.plan.build import States

OPTIONAL = st.one_of(st.none(), TEXTS)
NUMBERS = st.integers(0, 2**40)
DIGESTS = st.integers(0, 2**256 - 1).map(lambda number: f"sha256:{number:064x}")
SPANS = st.builds(Span, TEXTS, NUMBERS, NUMBERS, NUMBERS, NUMBERS)
PLACES = st.builds(
    lambda span: Span(span.file, span.line, span.column, span.line, span.column), SPANS
)
LISTS = st.lists(TEXTS, max_size=2).map(tuple)
CHANGES = st.builds(
    Change,
    address=ADDRESSES,
    action=st.sampled_from(Action),
    reason=st.sampled_from(Reason),
    before=st.one_of(st.none(), FIELDS),
    after=st.one_of(st.none(), FIELDS),
    paths=st.lists(st.builds(Moved, TEXTS, st.sampled_from(Side)), max_size=2).map(tuple),
    order=LISTS,
    depends_on=st.lists(ADDRESSES, max_size=2).map(tuple),
    tickets=st.one_of(st.none(), NUMBERS),
    declared_at=st.one_of(st.none(), PLACES),
    blocked_by=st.lists(st.sampled_from(Block), max_size=2).map(tuple),
    realisation=st.sampled_from(Realisation),
)
FINDINGS = st.builds(
    Diagnostic,
    code=TEXTS,
    message=TEXTS,
    span=st.one_of(st.none(), SPANS),
    hint=OPTIONAL,
    address=OPTIONAL,
    related=st.lists(st.builds(Related, SPANS, TEXTS), max_size=1).map(tuple),
    severity=st.sampled_from(Severity),
)
STEPS = st.builds(
    ManualStep,
    *(TEXTS, TEXTS, TEXTS, OPTIONAL, TEXTS),
    st.sampled_from(("open", "acknowledged")),
    *(OPTIONAL, OPTIONAL),
)
PLANS = st.builds(
    Plan,
    tool_version=TEXTS,
    account=TEXTS,
    environment=TEXTS,
    created_at=TEXTS,
    configuration_digest=DIGESTS,
    selection=st.builds(Selection, LISTS, LISTS, st.booleans()),
    allowed=LISTS,
    changes=st.lists(CHANGES, max_size=3).map(tuple),
    drift=st.lists(
        st.builds(DriftRow, ADDRESSES, LISTS, FIELDS, FIELDS, st.booleans(), OPTIONAL, OPTIONAL),
        max_size=2,
    ).map(tuple),
    manual_steps=st.lists(STEPS, max_size=1).map(tuple),
    unchanged=NUMBERS,
    fingerprints=st.dictionaries(KEYS, st.builds(Fingerprint, TEXTS, DIGESTS), max_size=2),
    diagnostics=st.lists(FINDINGS, max_size=2).map(tuple),
    complete=st.booleans(),
    errored=st.booleans(),
    exit=st.sampled_from(Exit),
)


def refused(content: bytes) -> bool:
    """Whether the file is turned away with a diagnostic, and never with an exception."""
    is_plan(content)
    found = read_plan(content, "plan.json")
    return isinstance(found, Diagnostic) and found.code in {"PC616", "PC621"}


@law(80)
@given(plan=PLANS)
def test_a_plan_is_read_as_it_was_written(plan: Plan) -> None:
    content = to_text(plan).encode()
    found = read_plan(content, "plan.json")
    assert found == plan
    assert isinstance(found, Plan)
    assert to_text(found).encode() == content
    assert is_plan(content)


@law(20)
@given(states=remembered())
def test_a_real_plan_is_read_as_it_was_written(states: States) -> None:
    plan = planned(states)
    assert read_plan(to_text(plan).encode(), "plan.json") == plan


@law(60)
@given(plan=PLANS, data=st.data())
def test_any_other_byte_is_refused(plan: Plan, data: st.DataObject) -> None:
    content = to_text(plan).encode()
    at = data.draw(st.integers(0, len(content) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda value: value != content[at]))
    assert refused(content[:at] + bytes([byte]) + content[at + 1 :])
    assert refused(content[:at] + content[at + 1 :])
    blank = data.draw(st.sampled_from((b" ", b"\n", b"\t", b"\r", b"\0", b"\\ud800", b"0", b"[")))
    assert refused(content[:at] + blank + content[at:])


@law(30)
@given(plan=PLANS)
def test_the_same_values_in_another_form_are_refused(plan: Plan) -> None:
    content, document = to_text(plan).encode(), to_document(plan)
    for other in (
        json.dumps(document).encode(),
        json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False).encode() + b"\n",
        content.replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + content,
        content + b"\n",
        content.rstrip(),
        content + content,
        content.decode().encode("utf-16"),
    ):
        assert refused(other)


@law(20)
@given(content=st.one_of(st.binary(max_size=60), st.just(b"[" * 200_000), st.just(b"9" * 9000)))
def test_whatever_the_file_holds_there_is_an_answer(content: bytes) -> None:
    assert refused(content)
    assert refused(b'{"format_version": "1.0", "changes": ' + content)
    assert refused(b'{"format_version": "1.0", "changes": ' + content + b"}")


@law(60)
@given(plan=PLANS, other=PLANS)
def test_what_no_reviewer_agreed_to_does_not_move_the_review_digest(
    plan: Plan, other: Plan
) -> None:
    moved = replace(
        plan,
        tool_version=other.tool_version,
        created_at=other.created_at,
        configuration_digest=other.configuration_digest,
        drift=other.drift,
        unchanged=other.unchanged,
        fingerprints=other.fingerprints,
        diagnostics=other.diagnostics,
        changes=tuple(
            replace(
                each,
                tickets=None if each.tickets else 7,
                declared_at=Span("elsewhere.yaml", 1, 1, 1, 1),
            )
            for each in plan.changes
        ),
    )
    assert review_digest(moved) == review_digest(plan)


@law(60)
@given(plan=PLANS, change=CHANGES, other=CHANGES)
def test_what_a_reviewer_agreed_to_moves_the_review_digest(
    plan: Plan, change: Change, other: Change
) -> None:
    assume(change.action is not Action.NONE)
    base = replace(plan, changes=(change, *plan.changes))
    seen = {review_digest(base)}
    for name in ("address", "realisation", "before", "after"):
        if getattr(other, name) != getattr(change, name):
            varied = replace(change, **{name: getattr(other, name)})
            seen_before = len(seen)
            seen.add(review_digest(replace(base, changes=(varied, *plan.changes))))
            assert len(seen) > seen_before, name
    assert review_digest(plan) not in seen
    for moved in (
        replace(base, account=base.account + "1"),
        replace(base, environment=base.environment + "1"),
        replace(base, allowed=(*base.allowed, "pipeline.a")),
    ):
        assert review_digest(moved) not in seen
