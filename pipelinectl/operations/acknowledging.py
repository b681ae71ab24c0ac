"""The file `acknowledged.yaml`: who says that a manual step was done, in which environment.

It stands beside the project file, in git: `{<environment>: {<address>: {by, at, value}}}`, where
`value` is the digest of what was expected. A changed value asks again.
"""

from __future__ import annotations

import getpass
import os
import subprocess
from fnmatch import fnmatchcase
from io import StringIO
from typing import TYPE_CHECKING, Any, NoReturn

from pipelinectl.diagnostics import diagnostic, has_errors
from pipelinectl.model import Address, Kind
from pipelinectl.names import near
from pipelinectl.operations.endings import Stopped
from pipelinectl.operations.session import now
from pipelinectl.plan.automations import (
    BY_A_PERSON,
    Acknowledgement,
    expected_digest,
    is_connection,
)
from pipelinectl.source import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from pipelinectl.model import Desired, Resource
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


def acknowledge(
    root: Path, environment: str, steps: Iterable[Address], desired: Desired
) -> tuple[str, ...]:
    """Write down that manual steps were done, and return their addresses.

    Raises:
        Stopped: the file cannot be read or written.
    """
    acknowledged(root, environment)
    by, at = _who(root), now()
    rows = {
        str(each): {"by": by, "at": at, "value": expected_digest(desired.resources[each].fields)}
        for each in steps
    }
    try:
        _write(root / FILE, environment, rows)
    except OSError as fault:
        raise Stopped(
            diagnostic("PC513", f"{FILE} cannot be written: {fault.strerror}.")
        ) from fault
    return tuple(rows)


def is_acknowledged(resource: Resource) -> bool:
    """Whether somebody's word may close the step: whether a channel is connected is seen."""
    return may_be_manual(resource) and not is_connection(resource.address)


def may_be_manual(resource: Resource) -> bool:
    """Whether a person may have to take a step for it.

    Settings without a better way; templated automations; and the actions of a status, which some
    accounts set by hand.
    """
    address = resource.address
    switch = address.kind is Kind.AUTOMATE
    return switch or address.of_a_status or resource.realisation in BY_A_PERSON


def matching(pattern: str, desired: Desired) -> list[Address]:
    """The steps of an address, or of a glob of addresses.

    Raises:
        Stopped: there is none.
    """
    steps = [address for address, each in desired.resources.items() if is_acknowledged(each)]
    found = [each for each in steps if fnmatchcase(str(each), pattern)]
    if not found and any(
        str(each) == pattern and is_connection(each) for each in desired.resources
    ):
        raise Stopped(
            diagnostic(
                "PC132",
                f"{pattern} closes by itself: the account shows whether a channel is connected.",
                hint="Run `pipelinectl plan` again.",
            )
        )
    return found or _none(f'"{pattern}" is no step that a person takes', "Steps", pattern, steps)


def on_page(name: str, pages: Mapping[Address, str]) -> list[Address]:
    """The steps that are taken on a page; `pages` has the page of each step.

    Raises:
        Stopped: there is none.
    """
    found = [each for each, page in pages.items() if page.casefold() == name.casefold()]
    known = dict.fromkeys(pages.values())
    return found or _none(f'No step is taken on a page "{name}"', "Pages", name, known)


def _none(message: str, noun: str, given: str, known: Iterable[object]) -> NoReturn:
    names = [str(each) for each in known]
    guess = near(given, names)
    raise Stopped(
        diagnostic(
            "PC132",
            f"{message}. {noun} of these files: {', '.join(names) or 'none'}.",
            hint=f'Did you mean "{guess}"?' if guess else None,
        )
    )


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


def _write(path: Path, environment: str, rows: Mapping[str, dict[str, str]]) -> None:
    """Set these entries, comments and order of the rest kept."""
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
    for address, row in rows.items():
        section[address] = row
    text = StringIO()
    yaml.dump(document, text)
    path.write_text(head + text.getvalue(), encoding="utf-8")
