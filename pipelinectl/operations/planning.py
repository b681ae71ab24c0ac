"""Makes a plan: checked files against the account, with the ledger as witness. Writes nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipelinectl import __version__
from pipelinectl.checks.subscriptions import may_have_rules
from pipelinectl.diagnostics import diagnostic
from pipelinectl.operations.configuration import Configuration, Request, validated
from pipelinectl.operations.endings import Stopped
from pipelinectl.operations.handwork import handwork
from pipelinectl.operations.meaning import meant
from pipelinectl.operations.reading import kinds_of, read_for, workflows_in, written_by
from pipelinectl.operations.runbook import instructions
from pipelinectl.operations.session import Connect, Session, chosen, connected, now
from pipelinectl.plan import build
from pipelinectl.plan.scene import Facts, Policy
from pipelinectl.plan.selection import selector, without_a_match
from pipelinectl.ports import Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pipelinectl.checks.naming import Naming
    from pipelinectl.diagnostics import Diagnostic
    from pipelinectl.language import Spec
    from pipelinectl.ledger.model import Ledger
    from pipelinectl.model import Live
    from pipelinectl.plan.model import DriftRow, Plan, Selection
    from pipelinectl.ports import HelpDesk
    from pipelinectl.project import Environment


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """What to plan: the files, the part of them, what is permitted, and whether it is reviewed."""

    files: Request
    selection: Selection
    allowed: tuple[str, ...] = ()
    reviewed: bool = True


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan, the live state it was made from, and the session that made it."""

    plan: Plan
    live: Live
    session: Session


def prepared(
    request: PlanRequest,
    naming_of: Callable[[str], Naming],
) -> tuple[Configuration, Environment]:
    """The checked configuration and its environment, before any connection.

    Raises:
        Stopped: the files have errors, or it is not clear which environment is meant.
    """
    files = request.files
    configuration = validated(files, naming_of)
    project = configuration.project
    if project is None:
        raise Stopped(*configuration.diagnostics, *_no_project(configuration))
    try:
        environment = chosen(project, files.environment)
    except Stopped as stop:
        raise Stopped(*configuration.diagnostics, *stop.diagnostics) from None
    if files.environment is None:
        configuration = validated(replace(files, environment=environment.name), naming_of)
    if configuration.errored:
        raise Stopped(*configuration.diagnostics)
    _refuse_hidden_declarations(configuration, environment, request, naming_of)
    return configuration, environment


def _refuse_hidden_declarations(
    configuration: Configuration,
    environment: Environment,
    request: PlanRequest,
    naming_of: Callable[[str], Naming],
) -> None:
    """Look at the whole where a part removes something: other files may still declare it."""
    project = configuration.project
    if configuration.whole or project is None:
        return
    if not configuration.specs[environment.name].removed:
        return
    whole = validated(
        replace(request.files, path=project.root, environment=environment.name), naming_of
    )
    declared = [each for each in whole.diagnostics if each.code == "PC204"]
    if declared or not whole.specs[environment.name].complete:
        raise Stopped(*(declared or whole.diagnostics))


def plan_of(
    request: PlanRequest,
    configuration: Configuration,
    session: Session,
) -> Planned:
    """The plan of a configuration for the session's account.

    Raises:
        Stopped: a selection selects nothing, or the ledger cannot be used.
        RemoteError: the account cannot be read.
    """
    ledger, _ = session.ledger()
    return planned_with(request, configuration, session, ledger)


def planned_with(
    request: PlanRequest,
    configuration: Configuration,
    session: Session,
    ledger: Ledger | None,
) -> Planned:
    """As `plan_of`, for a ledger that was read already."""
    spec = configuration.specs[session.environment.name]
    desired = meant(spec, session.desk.capabilities, whole=configuration.whole)
    live = read_for(session, ledger, kinds_of(desired), workflows_in(desired))
    manual = handwork(desired, spec, configuration.root, session, live)
    selection = replace(request.selection, whole=configuration.whole)
    drafted = build.draft(
        build.States(
            desired,
            live,
            ledger,
            written_by(session, ledger),
            session.desk.own_id,
            session.desk.fixed_fields,
            manual.by_hand,
            session.desk.settled,
        ),
        selector(selection),
    )
    addresses = [*map(str, desired.resources), *(str(each.address) for each in drafted.changes)]
    _refuse_empty(selection, request.allowed, addresses)
    frame = build.Frame(
        tool_version=__version__,
        environment=session.environment.name,
        created_at=now(),
        configuration_digest=configuration.digest,
        selection=selection,
        policy=_policy(session.environment, request, spec),
        diagnostics=(*configuration.diagnostics, *manual.diagnostics),
    )
    facts = _facts(drafted, session.desk)
    drifted = with_editors(drafted.drift, drafted.states.live, session.desk, ledger)
    steps = instructions(drafted.steps, desired, session.desk, drafted.ids)
    plan = build.finish(drafted, facts, frame, drifted, steps)
    return Planned(plan, live, session)


def planned(
    request: PlanRequest,
    naming_of: Callable[[str], Naming],
    connect: Connect,
    announce: Callable[[Session], None],
) -> Planned:
    """From files to a plan. `announce` is told of the session before the account is read."""
    configuration, environment = prepared(request, naming_of)
    project = configuration.project
    assert project is not None  # `prepared` refuses to go on without one
    session = connected(project, environment, request.files.environ, connect)
    announce(session)
    return plan_of(request, configuration, session)


def with_editors(
    rows: Iterable[DriftRow],
    live: Live,
    desk: HelpDesk,
    ledger: Ledger | None,
) -> tuple[DriftRow, ...]:
    """The rows with who changed the object last and when, as far as the account tells."""
    result = []
    for row in rows:
        entry = ledger.entries.get(row.address) if ledger else None
        found = live.get(row.address.kind, entry.id) if entry else None
        edit = desk.last_edit(found) if found else None
        result.append(replace(row, who=edit.who, when=edit.when) if edit else row)
    return tuple(result)


def _facts(drafted: build.Draft, desk: HelpDesk) -> Facts:
    """What has to be asked of the account for this very plan; nothing for a plan without needs."""
    counted = drafted.counted_statuses
    return Facts(
        tickets=desk.tickets(counted) if counted else {},
        limits=desk.limits() if drafted.creates_pipelines else Limits(statuses_per_pipeline=100),
    )


def _policy(environment: Environment, request: PlanRequest, spec: Spec) -> Policy:
    return Policy(
        has_rules=may_have_rules(spec),
        protect=frozenset(environment.protect),
        max_delete=environment.max_delete,
        max_delete_percent=environment.max_delete_percent,
        allowed=frozenset(request.allowed),
        reviewed=request.reviewed,
    )


def _refuse_empty(selection: Selection, allowed: Iterable[str], addresses: list[str]) -> None:
    patterns = without_a_match((*selection.only, *selection.excluded), addresses)
    unknown = [each for each in allowed if each not in addresses]
    if patterns or unknown:
        raise Stopped(
            *(
                diagnostic(
                    "PC131",
                    f'"{each}" selects nothing of this plan.',
                    hint="Addresses look like pipeline.support, status.support.new, "
                    "rules.support or automation.escalate-stale.",
                )
                for each in (*patterns, *unknown)
            ),
        )


def _no_project(configuration: Configuration) -> tuple[Diagnostic, ...]:
    if any(each.code == "PC120" for each in configuration.diagnostics):
        return ()
    return (
        diagnostic(
            "PC120",
            "A live command needs a project file, and none was found.",
            hint="Run `pipelinectl init`.",
        ),
    )
