"""Imports an account, and proves of each workflow that its plan is empty before it is written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelinectl.checks import check
from pipelinectl.diagnostics import has_errors
from pipelinectl.language import EnvironmentView, build
from pipelinectl.ledger.journal import NOTHING_WRITTEN
from pipelinectl.model import Kind
from pipelinectl.operations.meaning import meant
from pipelinectl.operations.reading import AUTOMATIONS, read_for
from pipelinectl.plan.build import States, draft
from pipelinectl.plan.model import Action
from pipelinectl.source import Attachments, read_text, substitute

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pipelinectl.checks.naming import Naming
    from pipelinectl.diagnostics import Diagnostic
    from pipelinectl.importing import Imported
    from pipelinectl.language import Spec
    from pipelinectl.model import Live
    from pipelinectl.operations.session import Session
    from pipelinectl.ports import HelpDesk
    from pipelinectl.source import Document

    Write = Callable[..., Imported]

_NOT_SAID = "what the files would say of it is not quite what the account has."


def imported(session: Session, write: Write, naming: Naming) -> Imported:
    """The files of the session's account.

    `write` is `pipelinectl.importing.import_files`. A workflow whose entry would not be read back
    as what the account holds is left out, and said.

    Raises:
        RemoteError: the account cannot be read.
    """
    live = read_for(session, None, AUTOMATIONS | {Kind.CHANNEL})
    without: dict[str, str] = {}
    while True:
        found = write(live, session.environment.name, None, without, session.desk.capabilities)
        wrong = _not_as_it_is(found, live, session.desk, naming)
        if not wrong:
            return found
        without |= wrong


def _not_as_it_is(found: Imported, live: Live, desk: HelpDesk, naming: Naming) -> dict[str, str]:
    """The ids of workflows whose entries do not mean what the account has, and why."""
    if not found.workflows:
        return {}
    spec, faults = _spec(found.files)
    if not spec.complete or has_errors(faults):
        return _faulty(found, faults) or dict.fromkeys(found.workflows.values(), _NOT_SAID)
    refused = _faulty(found, check(spec, naming))
    if refused:
        return refused
    desired = meant(spec, desk.capabilities, whole=True)
    states = States(
        desired,
        live,
        None,
        NOTHING_WRITTEN,
        desk.own_id,
        desk.fixed_fields,
        settle=desk.settled,
    )
    changed = {
        str(each.address)
        for each in draft(states, lambda _: True).changes
        if each.action is not Action.NONE
    }
    listed = found.workflows.items()
    return {identifier: _NOT_SAID for address, identifier in listed if address in changed}


def _faulty(found: Imported, faults: Iterable[Diagnostic]) -> dict[str, str]:
    """The ids of workflows whose entries are errors, with what is said of the first."""
    wrong: dict[str, str] = {}
    for each in faults:
        identifier = found.workflows.get(str(each.address))
        if identifier is not None and has_errors([each]):
            wrong.setdefault(identifier, f"the files cannot say it. {each.message}")
    return wrong


def _spec(files: Mapping[str, str]) -> tuple[Spec, list[Diagnostic]]:
    """What the files say, and what is wrong with them."""
    documents: list[Document] = []
    faults: list[Diagnostic] = []
    attachments = Attachments.of(files)
    for name, text in files.items():
        document, found = read_text(text, name) if name.endswith(".yaml") else (None, [])
        faults += found
        if document is not None:
            ready, found = substitute(replace(document, attachments=attachments), {})
            documents.append(ready)
            faults += found
    spec, found = build(documents, EnvironmentView())
    return spec, [*faults, *found]
