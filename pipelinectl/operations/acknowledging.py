"""The file `acknowledged.yaml`: who says that a manual step was done, in which environment.

It stands beside the project file, in git: `{<environment>: {<address>: {by, at, value}}}`, where
`value` is the digest of what was expected. A changed value asks again.
"""

from __future__ import annotations

import getpass
import os
import subprocess
from io import StringIO
from typing import TYPE_CHECKING, Any

from pipelinectl.compile import compile_spec
from pipelinectl.diagnostics import diagnostic, has_errors
from pipelinectl.model import Address, Kind
from pipelinectl.names import near
from pipelinectl.operations.endings import Stopped
from pipelinectl.operations.session import now
from pipelinectl.plan.automations import Acknowledgement, expected_digest
from pipelinectl.source import load

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipelinectl.language import Spec
    from pipelinectl.model import Resource
    from pipelinectl.source import Document

FILE = "acknowledged.yaml"
_FIELDS = ("by", "at", "value")
_EMPTY = "PC015"
"""A file without values: somebody took the last entry out."""


def acknowledged(root: Path, environment: str) -> dict[Address, Acknowledgement]:
    """What was acknowledged for an environment.

    Raises:
        Stopped: the file is there and cannot be read; every fault of it at once.
    """
    if not (root / FILE).exists():
        return {}
    loaded = load(root, root / FILE)
    unreadable = [each for each in loaded.diagnostics if each.code != _EMPTY]
    if has_errors(unreadable):
        raise Stopped(*unreadable)
    found: dict[Address, Acknowledgement] = {}
    faults = []
    for document in loaded.documents:
        for name, rows in _sections(document):
            if not isinstance(rows, dict):
                faults.append(_malformed(document, (name,)))
                continue
            for address, row in rows.items():
                entry = _entry(address, row)
                if entry is None:
                    faults.append(_malformed(document, (name, address)))
                elif name == environment:
                    found[entry[0]] = entry[1]
    if faults:
        raise Stopped(*faults)
    return found


def acknowledge(root: Path, environment: str, address: str, spec: Spec) -> Resource:
    """Write down that a manual step was done, and return what was declared there.

    Raises:
        Stopped: there is no such step, or the file cannot be read or written.
    """
    resource = _step(address, spec)
    acknowledged(root, environment)
    row = {"by": _who(root), "at": now(), "value": expected_digest(resource.fields)}
    try:
        _write(root / FILE, environment, address, row)
    except OSError as fault:
        raise Stopped(
            diagnostic("PC513", f"{FILE} cannot be written: {fault.strerror}.", address=address)
        ) from fault
    return resource


def _step(address: str, spec: Spec) -> Resource:
    resources = compile_spec(spec, whole=False).resources
    steps = {str(each): each for each in resources if _may_be_manual(each)}
    if address in steps:
        return resources[steps[address]]
    guess = near(address, list(steps))
    listed = ", ".join(steps) or "none"
    raise Stopped(
        diagnostic(
            "PC132",
            f'"{address}" is no step that a person takes. Steps of these files: {listed}.',
            hint=f'Did you mean "{guess}"?' if guess else None,
        )
    )


def _may_be_manual(address: Address) -> bool:
    """Templated automations, and the actions of a status, which some accounts set by hand."""
    of_a_status = address.kind is Kind.AUTOMATION and len(address.keys) > 1
    return address.kind is Kind.AUTOMATE or of_a_status


def _sections(document: Document) -> Iterator[tuple[str, Any]]:
    for name, rows in document.value.items():
        if rows is not None:
            yield str(name), rows


def _entry(address: object, row: Any) -> tuple[Address, Acknowledgement] | None:
    if not isinstance(row, dict) or not all(isinstance(row.get(name), str) for name in _FIELDS):
        return None
    try:
        return Address.parse(str(address)), Acknowledgement(*(row[name] for name in _FIELDS))
    except ValueError:
        return None


def _malformed(document: Document, path: tuple[str, ...]) -> Any:
    return diagnostic(
        "PC133",
        f'"{".".join(path)}" is no acknowledgement that `pipelinectl ack` wrote.',
        span=document.key_span(path),
        hint="An entry is {by: <who>, at: <when>, value: <digest>}. Take it out, and acknowledge "
        "the step again.",
    )


def _who(root: Path) -> str:
    """The e-mail address that git knows here, else the name of the user of this machine."""
    if actor := os.environ.get("GITHUB_ACTOR") or os.environ.get("GITLAB_USER_LOGIN"):
        return actor
    try:
        asked = subprocess.run(
            ["git", "config", "user.email"],  # noqa: S607 - the git that the person uses
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
            timeout=5,
        )
        if asked.returncode == 0 and asked.stdout.strip():
            return asked.stdout.strip()
    except (OSError, subprocess.SubprocessError):
        pass
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def _write(path: Path, environment: str, address: str, row: dict[str, str]) -> None:
    """Set one entry, comments and order of the rest kept."""
    from ruamel.yaml import YAML  # noqa: PLC0415 - slow to import, and only `ack` writes

    yaml = YAML()
    yaml.width = 4096
    before = path.read_text("utf-8") if path.exists() else ""
    document = yaml.load(before)
    comments = before.strip() if document is None else ""
    head = f"{comments}\n" if comments else ""
    document = document or {}
    section = document.setdefault(environment, {}) or {}
    document[environment] = section
    section[address] = row
    text = StringIO()
    yaml.dump(document, text)
    path.write_text(head + text.getvalue(), encoding="utf-8")
