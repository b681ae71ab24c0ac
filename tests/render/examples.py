"""Plans, reports and drift built by hand: between them every action, reason and block."""

from __future__ import annotations

from pipelinectl.apply.report import ApplyReport, Result, Row
from pipelinectl.diagnostics import Diagnostic, Related, Severity, Span, diagnostic
from pipelinectl.model import Realisation
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
    Reason,
    Selection,
    Side,
    StepState,
)
from tests.render.automations import AUTOMATIONS, BY_HAND
from tests.render.channels import BY_WORKFLOW, CHANNELS
from tests.render.usual import BLOCKED, DELETE, FILE, PLACED, RENAME, USUAL, address, at, plan


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
            StepState.OPEN,
        ),
        ManualStep(
            "channel.chat.availability",
            "Inbox settings",
            "Channels > Chat",
            None,
            "09:00 to 17:00",
            StepState.ACKNOWLEDGED,
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
    "automations": AUTOMATIONS,
    "channels": CHANNELS,
    "selected": plan(selection=Selection(("status.support.*",))),
    "part": plan(selection=Selection(whole=False)),
    "errored": plan(diagnostics=(SETTINGS.diagnostics[0],), errored=True),
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
    "behind_a_step": report(
        (Row(BY_WORKFLOW[0], Result.BLOCKED), Row(BY_WORKFLOW[1], Result.DONE)), Exit.DONE, writes=1
    ),
    "refused": report((Row(PLACED, Result.FAILED), Row(RENAME, Result.SKIPPED)), Exit.ERROR),
    "waiting": report((Row(RENAME, Result.DONE), Row(BY_HAND, Result.OPEN)), Exit.DONE, writes=1),
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
