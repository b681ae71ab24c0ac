"""Plans, reports and drift built by hand: between them every action, reason and block."""

from __future__ import annotations

from pipelinectl.apply.report import ApplyReport, Result, Row
from pipelinectl.diagnostics import Diagnostic, Related, Severity, Span, diagnostic
from pipelinectl.model import Address
from pipelinectl.plan.drift import Unmanaged
from pipelinectl.plan.guards import CODES
from pipelinectl.plan.model import (
    Action,
    Block,
    Change,
    DriftRow,
    Exit,
    ManualStep,
    Moved,
    Plan,
    Realisation,
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


def recorded(key: str, reason: Reason) -> Change:
    fields = {"name": key}
    return Change(address(f"status.support.{key}"), Action.NONE, reason, fields, fields)


FIRST = plan(
    (
        recorded("a", Reason.ADOPTED),
        recorded("b", Reason.ADOPTED),
        recorded("c", Reason.CHANGED),
        recorded("d", Reason.SIDE_UNKNOWN),
        Change(address("status.support.e"), Action.NONE, Reason.ABSENT),
    ),
    unchanged=0,
)

CONFLICT = Change(
    address("status.support.new"),
    Action.UPDATE,
    Reason.CHANGED_ON_BOTH_SIDES,
    before={"name": "Neu", "state": "closed"},
    after={"name": "Fresh", "state": "open"},
    paths=(Moved("name", Side.BOTH), Moved("state", Side.LIVE)),
    blocked_by=(Block.CONFLICT,),
    declared_at=at(5),
)
MISSING_PIPELINE = Change(
    address("pipeline.returns"),
    Action.CREATE,
    Reason.MISSING_IN_ACCOUNT,
    after={"name": "Returns", "statuses": ("open",)},
    declared_at=Span("pipelines/returns.yaml", 1, 1, 1, 8),
)
MISSING_STATUS = Change(
    address("status.returns.open"),
    Action.CREATE,
    Reason.MISSING_IN_ACCOUNT,
    after={"name": "Open", "state": "open"},
    declared_at=Span("pipelines/returns.yaml", 4, 1, 4, 8),
)
ORDER_MOVED = Change(
    address("pipeline.support"),
    Action.UPDATE,
    Reason.CHANGED_IN_ACCOUNT,
    before={"name": "Support!", "statuses": ("done", "new")},
    after={"name": "Support", "statuses": ("new", "done")},
    paths=(Moved("name", Side.CONFIG), Moved("statuses", Side.LIVE)),
    declared_at=at(2),
)
RULES_MOVED = Change(
    address("rules.support"),
    Action.UPDATE,
    Reason.CHANGED_IN_ACCOUNT,
    before={"create_only_in": ("new", "id:81234"), "no_skipping": False},
    after={"create_only_in": ("new",), "no_skipping": True},
    paths=(Moved("create_only_in", Side.LIVE), Moved("no_skipping", Side.LIVE)),
    declared_at=at(30),
)
THEIR_SIDE = plan(
    (ORDER_MOVED, CONFLICT, RULES_MOVED, MISSING_PIPELINE, MISSING_STATUS),
    drift=(
        DriftRow(
            address("pipeline.support"),
            ("statuses",),
            {"statuses": ("new", "done")},
            {"statuses": ("done", "new")},
            when="2026-02-27T16:05:12Z",
        ),
        DriftRow(
            address("status.support.new"),
            ("name", "state"),
            {"name": "New", "state": "open"},
            {"name": "Neu", "state": "closed"},
            who="ben@acme.example",
        ),
        DriftRow(
            address("rules.support"),
            ("create_only_in", "no_skipping"),
            {"create_only_in": ("new",), "no_skipping": True},
            {"create_only_in": ("new", "id:81234"), "no_skipping": False},
        ),
        DriftRow(address("pipeline.returns"), (), {"name": "Returns"}, {}, missing=True),
        DriftRow(address("status.returns.open"), (), {"name": "Open"}, {}, missing=True),
        DriftRow(
            address("status.support.done"),
            ("name",),
            {"name": "Closed"},
            {"name": "Done"},
            who="ana@acme.example",
            when="yesterday",
        ),
        DriftRow(
            address("status.support.gone"), (), {"name": "Gone", "state": "open"}, {}, missing=True
        ),
    ),
    diagnostics=(
        diagnostic(
            "PC604",
            "status.support.new: name changed in the files and in the account.",
            span=at(5),
            hint='To keep the account\'s value, write name: "Neu". To overwrite it, plan with '
            "--allow status.support.new.",
            address="status.support.new",
        ),
    ),
)

EVERY_BLOCK = plan(
    tuple(
        Change(
            address(f"status.support.{block.value}"),
            Action.DELETE,
            Reason.ABSENT,
            before={"name": block.value.replace("_", " ").capitalize(), "state": "open"},
            tickets=place,
            blocked_by=(block, Block.DEPENDENCY) if block is Block.TICKETS else (block,),
        )
        for place, block in enumerate(Block)
    ),
    diagnostics=tuple(
        Diagnostic(
            CODES[block],
            f"What {block.value} says.",
            hint=f"What lifts {block.value}.",
            address=f"status.support.{block.value}",
            severity=Severity.BLOCKED,
        )
        for block in Block
        if block is not Block.REFUSED
    ),
)

EVERY_PAIR = plan(
    tuple(
        Change(
            address(f"status.{action.value}.{reason.value}"),
            action,
            reason,
            before=None if action is Action.CREATE else {"name": "Old", "state": "open"},
            after=None if action is Action.DELETE else {"name": "New", "state": "open"},
            paths=(Moved("name", Side.UNKNOWN),) if action is Action.UPDATE else (),
            realisation=Realisation.MANUAL if reason is Reason.MANUAL else Realisation.API,
        )
        for action in Action
        if action is not Action.NONE
        for reason in Reason
    ),
)

SETTINGS = plan(
    (
        Change(
            address("pipeline.support"),
            Action.ADOPT,
            Reason.ADOPTED,
            before={"name": "Support Pipeline"},
            after={"name": "Support"},
            paths=(Moved("name", Side.UNKNOWN),),
            declared_at=at(1),
        ),
        Change(
            address("pipeline.old"),
            Action.DELETE,
            Reason.REMOVED,
            before={"name": "Old", "statuses": ("New", "Closed")},
            tickets=1,
        ),
        Change(
            address("status.support.first"),
            Action.CREATE,
            Reason.NEW,
            after={"name": "First", "state": "open"},
            order=("first", "second"),
        ),
    ),
    diagnostics=(
        diagnostic(
            "PC511",
            "This account allows 2 ticket pipelines; with the files it would have 3.",
            span=at(1),
            hint="Remove pipelines that are not needed, or use a larger subscription.",
            address="pipeline.support",
        ),
        diagnostic("PC614", "There is no ledger.", hint="The first apply writes it."),
    ),
    manual_steps=(
        ManualStep(
            "channel.support-email.signature",
            "Inbox settings",
            "Channels > Email > Signature",
            "https://app.hubspot.com/inbox/1111111",
            "The support team",
            "open",
        ),
        ManualStep(
            "channel.chat.availability",
            "Inbox settings",
            "Channels > Chat",
            None,
            "09:00 to 17:00",
            "acknowledged",
            "ana@acme.example",
            "2026-02-27T16:05:12Z",
        ),
    ),
    allowed=("pipeline.old",),
    selection=Selection(("pipeline.*",), ("status.support.closed",), whole=False),
    errored=True,
)

PLANS = {
    "nothing": plan(),
    "usual": USUAL,
    "first": FIRST,
    "their_side": THEIR_SIDE,
    "every_block": EVERY_BLOCK,
    "every_pair": EVERY_PAIR,
    "settings": SETTINGS,
}


def report(
    rows: tuple[Row, ...],
    exit_code: Exit,
    *diagnostics: Diagnostic,
    writes: int = 0,
) -> ApplyReport:
    return ApplyReport(
        run="20260301T093000-1a2b",
        environment="sandbox",
        account="1111111",
        rows=rows,
        diagnostics=diagnostics,
        writes=writes,
        calls=writes * 2 + 5,
        exit=exit_code,
    )


REPORTS = {
    "done": report((Row(PLACED, Result.DONE), Row(RENAME, Result.DONE)), Exit.DONE, writes=2),
    "nothing": report((), Exit.DONE),
    "blocked": report((Row(PLACED, Result.DONE), Row(BLOCKED, Result.BLOCKED)), Exit.BLOCKED),
    "refused": report((Row(PLACED, Result.FAILED), Row(RENAME, Result.SKIPPED)), Exit.ERROR),
    "partly": report(
        (
            Row(PLACED, Result.DONE),
            Row(RENAME, Result.FAILED),
            Row(DELETE, Result.SKIPPED),
            Row(BLOCKED, Result.BLOCKED),
        ),
        Exit.PARTLY_APPLIED,
        diagnostic("PC510", "The answer to a change was lost.", address=str(RENAME.address)),
        writes=1,
    ),
}

UNMANAGED = (Unmanaged(address("pipeline.support"), "81234", "Added by hand"),)

DIAGNOSTICS = (
    diagnostic(
        "PC201",
        'There is no status "Waiting" in this pipeline.',
        span=Span(FILE, 3, 14, 3, 21),
        hint="Did you mean `waiting_on_us`?",
        related=(Related(Span(FILE, 1, 1, 1, 10), "the pipeline begins here"),),
    ),
    diagnostic("PC603", "A status still holds tickets.", address="status.support.old"),
    diagnostic(
        "PC319",
        "The rule does not bind everybody.",
        span=Span("pipelines/elsewhere.yaml", 7, 1, 7, 4),
        related=(Related(Span(FILE, 112, 3, 112, 9), "because of this"),),
    ),
    diagnostic("PC614", "There is no ledger."),
)
