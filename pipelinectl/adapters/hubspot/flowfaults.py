"""What to say where a write to a workflow does not end well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.adapters.hubspot.failures import doing
from pipelinectl.diagnostics import diagnostic

if TYPE_CHECKING:
    from pipelinectl.diagnostics import Diagnostic
    from pipelinectl.ports import RemoteError, Write


def _name(write: Write) -> str:
    return str(write.call.get("name"))


def unknown_end(write: Write, error: RemoteError | None) -> Diagnostic:
    """A create whose answer was lost and that shows nowhere."""
    said = f" {error.diagnostic.message}" if error else ""
    return diagnostic(
        "PC510",
        f"{doing(write)}: the answer was lost, and the account shows no new workflow with the "
        f"mark of {write.address}.{said}",
        hint="Run plan. If the workflow was created after all it is found by its mark, or plan "
        "says how to go on. It is switched off.",
        address=str(write.address),
    )


def unreadable(write: Write, identifier: str, said: str) -> Diagnostic:
    """What was created, could not be read, and was taken away again."""
    return diagnostic(
        "PC523",
        f'Workflow "{_name(write)}" was created under the id {identifier} and this token cannot '
        f"read it. It was deleted again, and nothing more is created. {said}",
        hint="HubSpot hides workflows from some kinds of keys and apps. Use a token of another "
        "kind for this account, with the scope automation, and run apply again.",
        address=str(write.address),
    )


def left_behind(write: Write, identifier: str, said: str) -> Diagnostic:
    """What was created and can be neither read nor seen to be gone."""
    return diagnostic(
        "PC524",
        f'Workflow "{_name(write)}" was created under the id {identifier}, switched off, and this '
        f"token can neither read it nor see that it is deleted again. {said}",
        hint=f"Delete workflow {identifier} by hand (Automation ▸ Workflows), or use a token that "
        "can read workflows. Until then nothing more is created.",
        address=str(write.address),
    )


def still_pending(write: Write, identifier: str) -> Diagnostic:
    """What HubSpot is still creating."""
    return diagnostic(
        "PC526",
        f'Workflow "{_name(write)}" (id {identifier}) is still being created. It is switched off.',
        hint="Run apply again later: the workflow is found and finished.",
        address=str(write.address),
    )


def made_meanwhile(write: Write, other: str) -> Diagnostic:
    """What another run created first."""
    return diagnostic(
        "PC525",
        f'Workflow "{_name(write)}" was created by another run after the account was read: it has '
        f"the id {other}. Nothing was written.",
        hint="Plan again once the other run has ended.",
        address=str(write.address),
    )


def moved(write: Write) -> Diagnostic:
    """What somebody changed between the read and the write."""
    return diagnostic(
        "PC525",
        f'Workflow "{_name(write)}" was changed by somebody else after it was read. Nothing was '
        "written to it.",
        hint="Plan again: the plan shows what changed.",
        address=str(write.address),
    )


def vanished(write: Write) -> Diagnostic:
    """What is not there any more."""
    return diagnostic(
        "PC506",
        f'Workflow "{_name(write)}" is not there any more.',
        hint="Plan again: the account has changed.",
        address=str(write.address),
    )
