"""What to say where a write to a setting does not end well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.adapters.hubspot.failures import doing
from pipelinectl.diagnostics import diagnostic
from pipelinectl.ports import RemoteError

if TYPE_CHECKING:
    from pipelinectl.diagnostics import Diagnostic
    from pipelinectl.ports import Want, Write


def cannot_be_written(want: Want, why: str) -> RemoteError:
    """What HubSpot has no form for, or not yet."""
    return RemoteError(
        diagnostic(
            "PC543",
            f"{want.address} cannot be written: {why}",
            hint="Plan again: what it names may have changed in the account.",
            address=str(want.address),
        )
    )


def unknown_end(write: Write, error: RemoteError) -> Diagnostic:
    """A create whose answer was lost and that shows nowhere."""
    return diagnostic(
        "PC510",
        f"{doing(write)}: the answer was lost, and the account does not show it. "
        f"{error.diagnostic.message}",
        hint="Run plan. If it was created after all, it is found by its name.",
        address=str(write.address),
    )


def made_meanwhile(write: Write, other: str) -> RemoteError:
    """What another run, or a person, created first."""
    return RemoteError(
        diagnostic(
            "PC545",
            f"{doing(write)}: the account has had one of this name since it was read, under the "
            f"id {other}. Nothing was written.",
            hint="Plan again: it is found by its name.",
            address=str(write.address),
        )
    )


def moved(write: Write) -> RemoteError:
    """What somebody changed between the read and the write."""
    return RemoteError(
        diagnostic(
            "PC545",
            f"{doing(write)}: somebody else changed it after it was read. Nothing was written "
            "to it.",
            hint="Plan again: the plan shows what changed.",
            address=str(write.address),
        )
    )


def vanished(write: Write) -> RemoteError:
    """What is not there any more."""
    return RemoteError(
        diagnostic(
            "PC506",
            f"{doing(write)}: it is not there any more.",
            hint="Plan again: the account has changed.",
            address=str(write.address),
        )
    )


def unseen(write: Write, why: str) -> RemoteError:
    """A create that could not be told from what is there already."""
    return RemoteError(
        diagnostic(
            "PC542",
            f"{doing(write)}: whether the account has one of this name is not known. {why}",
            hint="Give the token the permission to read it, and plan again.",
            address=str(write.address),
        )
    )
