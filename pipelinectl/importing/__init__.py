"""From a live account to the configuration files that describe it: the door of this package.

Importing is pure: it takes the live state and returns texts. What the language cannot hold is
left out and reported, so the files are always valid, and what they leave out stays unmanaged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.diagnostics import Diagnostic, Severity, diagnostic
from pipelinectl.importing.channels import import_channels
from pipelinectl.importing.fit import left_out
from pipelinectl.importing.keys import Wanted, keys_for
from pipelinectl.importing.text import Found, file_text
from pipelinectl.importing.workflows import Imported, import_workflows
from pipelinectl.model import Address, Kind, Read

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipelinectl.capabilities import Capability
    from pipelinectl.model import Live, LiveObject

__all__ = ["Imported", "import_files"]


def import_files(
    live: Live,
    environment: str,
    keys: Mapping[tuple[Kind, str], Address] | None = None,
    without: Mapping[str, str] | None = None,
    capabilities: Iterable[Capability] = (),
) -> Imported:
    """Write the account down: a file for each pipeline, one for channels, one for workflows.

    Their plan is empty.

    Args:
        live: the account as it was read.
        environment: its name in the project file, for the comment at the head of each file.
        keys: addresses that objects have already, by kind and id, as the ledger knows them; they
            keep their keys.
        without: ids of workflows that stay out of the files, with the reason in one line.
        capabilities: what the help desk lets one do with each setting.

    Returns:
        The files, and a warning for everything that they leave out. No files and an error where
        the pipelines could not be read completely.
    """
    incomplete = _incomplete(live)
    if incomplete is not None:
        return Imported({}, (incomplete,))
    pipelines = tuple(live.objects.get(Kind.PIPELINE, {}).values())
    refused = left_out(live)
    kept = [each for each in pipelines if each.id not in refused]
    made = keys_for(_wanted(kept, keys or {}), "pipeline")
    files = {}
    made_keys: dict[tuple[Kind, str], Address] = {}
    for key, pipeline in zip(made, kept, strict=True):
        statuses = live.statuses_of(pipeline.id)
        status_keys = keys_for(_wanted(statuses, keys or {}), "status")
        found = Found(key, pipeline, tuple(zip(status_keys, statuses, strict=True)))
        files[f"{key}.yaml"] = file_text(found, live, environment)
        made_keys[Kind.PIPELINE, pipeline.id] = Address(Kind.PIPELINE, (key,))
        made_keys |= {
            (Kind.STATUS, each.id): Address(Kind.STATUS, (key, status))
            for status, each in found.statuses
        }
    channels = import_channels(live, environment, keys or {}, capabilities)
    made_keys |= channels.keys
    workflows = import_workflows(live, environment, made_keys, without or {})
    files |= {**channels.files, **workflows.files}
    found_out = (
        *refused.values(),
        *_unread_rules(live),
        *channels.diagnostics,
        *workflows.diagnostics,
    )
    return Imported(files, found_out, workflows.workflows)


def _wanted(
    objects: Sequence[LiveObject], keys: Mapping[tuple[Kind, str], Address]
) -> list[Wanted]:
    known = (keys.get((each.kind, each.id)) for each in objects)
    return [
        Wanted(str(each.fields["name"]), address.keys[-1] if address else None)
        for each, address in zip(objects, known, strict=True)
    ]


def _incomplete(live: Live) -> Diagnostic | None:
    for kind in (Kind.PIPELINE, Kind.STATUS):
        if live.reads.get(kind) is not Read.COMPLETE:
            why = live.why.get(kind)
            return diagnostic(
                "PC607",
                "The pipelines of the account could not be read completely, so no file is written.",
                hint=f"The account says: {why}" if why else "Run the command again.",
                severity=Severity.ERROR,
            )
    return None


def _unread_rules(live: Live) -> tuple[Diagnostic, ...]:
    if live.reads.get(Kind.RULES) is Read.COMPLETE:
        return ()
    why = live.why.get(Kind.RULES)
    return (
        diagnostic(
            "PC607",
            "The rules of the pipelines could not be read, so the files leave them out.",
            hint=f"The account says: {why}" if why else None,
            severity=Severity.WARNING,
        ),
    )
