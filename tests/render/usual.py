"""Plans, reports and drift built by hand: the usual ones."""

from __future__ import annotations

from pipelinectl.diagnostics import Diagnostic, Span, diagnostic
from pipelinectl.model import Address
from pipelinectl.plan.model import (
    Action,
    Block,
    Change,
    DriftRow,
    Exit,
    ManualStep,
    Moved,
    Plan,
    Reason,
    Selection,
    Side,
)

FILE = "pipelines/support.yaml"


def at(line: int) -> Span:
    return Span(FILE, line, 5, line, 12)


def address(text: str) -> Address:
    return Address.parse(text)


def plan(
    changes: tuple[Change, ...] = (),
    *,
    drift: tuple[DriftRow, ...] = (),
    diagnostics: tuple[Diagnostic, ...] = (),
    manual_steps: tuple[ManualStep, ...] = (),
    allowed: tuple[str, ...] = (),
    selection: Selection | None = None,
    unchanged: int = 14,
    errored: bool = False,
) -> Plan:
    return Plan(
        tool_version="0.1.0",
        account="1111111",
        environment="sandbox",
        created_at="2026-03-01T09:30:00Z",
        configuration_digest="sha256:" + "0" * 64,
        selection=selection or Selection(),
        allowed=allowed,
        changes=changes,
        drift=drift,
        manual_steps=manual_steps,
        unchanged=unchanged,
        fingerprints={},
        diagnostics=diagnostics,
        errored=errored,
        complete=not errored and not any(each.blocked_by for each in changes),
        exit=Exit.DONE,
    )


CREATE_PIPELINE = Change(
    address("pipeline.billing"),
    Action.CREATE,
    Reason.NEW,
    after={"name": "Billing", "statuses": ("new", "done")},
    declared_at=Span("pipelines/billing.yaml", 1, 1, 1, 8),
)
CREATE_NEW = Change(
    address("status.billing.new"),
    Action.CREATE,
    Reason.NEW,
    after={"name": "New", "state": "open"},
    depends_on=(address("pipeline.billing"),),
    declared_at=Span("pipelines/billing.yaml", 4, 5, 4, 8),
)
CREATE_DONE = Change(
    address("status.billing.done"),
    Action.CREATE,
    Reason.NEW,
    after={"name": "Done", "state": "closed"},
    depends_on=(address("pipeline.billing"),),
    declared_at=Span("pipelines/billing.yaml", 5, 5, 5, 8),
)
RULES = Change(
    address("rules.billing"),
    Action.CREATE,
    Reason.NEW,
    after={"create_only_in": ("new",), "no_skipping": True},
    depends_on=(address("pipeline.billing"),),
    declared_at=Span("pipelines/billing.yaml", 7, 3, 7, 8),
)
REORDER = Change(
    address("pipeline.support"),
    Action.UPDATE,
    Reason.REORDERED,
    before={
        "name": "Support",
        "statuses": ("new", "waiting_on_us", "waiting_on_contact", "closed"),
    },
    after={
        "name": "Support",
        "statuses": ("new", "triage", "waiting_on_contact", "waiting_on_us", "closed"),
    },
    paths=(Moved("statuses", Side.CONFIG),),
    declared_at=at(4),
)
PLACED = Change(
    address("status.support.triage"),
    Action.CREATE,
    Reason.NEW,
    after={"name": "Triage", "state": "open"},
    order=("new", "triage", "waiting_on_contact", "waiting_on_us", "closed"),
    declared_at=at(6),
)
RENAME = Change(
    address("status.support.waiting_on_us"),
    Action.UPDATE,
    Reason.CHANGED,
    before={"name": "Waiting", "state": "open"},
    after={"name": "Waiting on us", "state": "open"},
    paths=(Moved("name", Side.CONFIG),),
    declared_at=at(8),
)
DELETE = Change(
    address("status.support.spam"),
    Action.DELETE,
    Reason.REMOVED,
    before={"name": "Spam", "state": "closed"},
    tickets=0,
    declared_at=at(20),
)
THEIRS = Change(
    address("status.support.closed"),
    Action.UPDATE,
    Reason.CHANGED_IN_ACCOUNT,
    before={"name": "Done!", "state": "closed"},
    after={"name": "Closed", "state": "closed"},
    paths=(Moved("name", Side.LIVE),),
    declared_at=at(10),
)
THEIRS_MOVED = DriftRow(
    address("status.support.closed"),
    ("name",),
    {"name": "Closed"},
    {"name": "Done!"},
    who="ana@acme.example",
    when="2026-02-27T16:05:12.000Z",
)
BLOCKED = Change(
    address("status.support.old"),
    Action.DELETE,
    Reason.ABSENT,
    before={"name": "Old", "state": "open"},
    tickets=12,
    blocked_by=(Block.TICKETS,),
)
RELEASE = Change(address("pipeline.legacy"), Action.RELEASE, Reason.RELEASED)
RECORDS = tuple(
    Change(
        address(f"status.support.{key}"),
        Action.NONE,
        Reason.SIDE_UNKNOWN,
        before={"name": key, "state": "open"},
        after={"name": key, "state": "open"},
    )
    for key in ("one", "two", "three")
)
TICKETS_BLOCK = diagnostic(
    "PC603",
    'Status "Old" still holds 12 tickets.',
    hint="Move them first: in the help desk filter the tickets by this status, select them all, "
    "and edit their status. Then plan again.",
    address="status.support.old",
)
LANDS_ELSEWHERE = diagnostic(
    "PC311",
    'Order change: reopened tickets of "Support" will now land in "Triage" instead of "New".',
    span=at(4),
    address="pipeline.support",
)

USUAL = plan(
    (
        CREATE_PIPELINE,
        CREATE_NEW,
        CREATE_DONE,
        RULES,
        REORDER,
        PLACED,
        RENAME,
        THEIRS,
        RELEASE,
        *RECORDS,
        DELETE,
        BLOCKED,
    ),
    drift=(THEIRS_MOVED,),
    diagnostics=(TICKETS_BLOCK, LANDS_ELSEWHERE),
)
