"""The project file's document to a `Project`, by checks that no pull request gets round."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from pipelinectl.names import key_from_name
from pipelinectl.project.fields import Fields
from pipelinectl.project.hosts import refusal
from pipelinectl.project.ledger import read_ledger
from pipelinectl.project.model import Environment, Project
from pipelinectl.source.findings import noun, shortened

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pipelinectl.diagnostics import Diagnostic
    from pipelinectl.source import Document, Variable

BASE_URL_VARIABLE = "PIPELINECTL_BASE_URL"
DEFAULT_FOLDER = "pipelines"

_TOP = ("version", "configuration", "environments", "variables")
_ENVIRONMENT = (
    "adapter",
    "account",
    "base_url",
    "token_env",
    "protect",
    "limits",
    "variables",
    "subscriptions",
    "add_ons",
    "data_privacy",
    "ledger",
)
_HUBS = (
    "service_hub",
    "marketing_hub",
    "sales_hub",
    "content_hub",
    "operations_hub",
    "data_hub",
)
_LEVELS = ("free", "starter", "professional", "enterprise")
_KEY = "[a-z][a-z0-9_]*"
_PROTECTED = re.compile(
    rf"(?:pipeline|rules)\.{_KEY}|status\.{_KEY}\.{_KEY}"
    rf"|automation\.(?:[a-z][a-z0-9_-]*|{_KEY}\.{_KEY}|channel\.[a-z][a-z0-9_-]*)"
    r"|channel\.[a-z][a-z0-9_-]*"
)
_TOKEN_ENV = re.compile(r"PIPELINECTL_[A-Z0-9_]+", re.ASCII)
_NAME = re.compile(r"[a-z][a-z0-9_-]*", re.ASCII)
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*", re.ASCII)


def read_project(
    document: Document, root: Path, environ: Mapping[str, str], found: list[Diagnostic]
) -> Project:
    """The project that a document describes; faults go to `found`, and what has one is left out."""
    top = Fields(document, (), found)
    top.only(_TOP)
    _check_version(top)
    environments: dict[str, Environment] = {}
    faulty: list[str] = []
    every = top.mapping("environments")
    if every is not None:
        for name in every.values:
            environment = _environment(every, name, environ)
            if environment is None:
                faulty.append(name)
            else:
                environments[name] = environment
    return Project(
        root=root,
        file=document.file,
        configuration=_configuration(top, root),
        environments=environments,
        variables=_variables(top),
        faulty=tuple(faulty),
    )


def _check_version(top: Fields) -> None:
    top.require("version", "1")
    version = top.values.get("version")
    if version is not None and (isinstance(version, bool) or version != 1):
        top.report(
            "PC107",
            f"The project file has version {version!r}; this release reads version 1.",
            "version",
            hint="Write `version: 1`.",
        )


def _configuration(top: Fields, root: Path) -> str:
    """The folder, relative to the project's; the default where what is written may not be read."""
    folder = top.text("configuration")
    if folder is None:
        return DEFAULT_FOLDER
    real_root = os.path.realpath(root)
    try:
        real = os.path.realpath(root / folder)
    except (OSError, ValueError):
        real = ""
    if root.__class__(folder).is_absolute() or not _is_below(real, real_root):
        top.report(
            "PC016",
            f"`configuration: {shortened(folder)}` leads out of the project folder.",
            "configuration",
            hint="Name a folder beside pipelinectl.yaml, such as `pipelines`.",
        )
        return DEFAULT_FOLDER
    return folder.replace(os.sep, "/").rstrip("/") or DEFAULT_FOLDER


def _is_below(real: str, real_root: str) -> bool:
    return real == real_root or real.startswith(real_root.rstrip(os.sep) + os.sep)


def _environment(every: Fields, name: str, environ: Mapping[str, str]) -> Environment | None:
    """One environment; None, and why in the findings, where anything in it is wrong."""
    before = len(every.found)
    suggestion = key_from_name(name)
    if not _NAME.fullmatch(name):
        every.report_key(
            "PC106",
            f"The environment name `{shortened(name)}` is not lower case letters, digits, "
            "`-` and `_`.",
            name,
            hint=f"Write `{suggestion}`: the name is also that of a folder."
            if suggestion
            else "The name is also that of a folder; begin it with a letter.",
        )
    if every.values[name] is None:
        every.report(
            "PC102",
            f"The environment `{shortened(name)}` is empty.",
            name,
            hint="Write `adapter: hubspot`, `account:` and `token_env:` below it.",
        )
    fields = every.mapping(name)
    if fields is None:
        return None
    fields.only(_ENVIRONMENT)
    fields.require("adapter", "hubspot")
    fields.require("account", "1234567")
    fields.require("token_env", f"PIPELINECTL_{suggestion.upper()}_TOKEN")
    limits = fields.mapping("limits")
    if limits is not None:
        limits.only(("max_delete", "max_delete_percent"))
    environment = Environment(
        name=name,
        adapter=fields.word("adapter", ("hubspot",)) or "",
        account=fields.number("account", 1) or 0,
        token_env=_token_env(fields) or "",
        span=every.document.key_span((*every.path, name)),
        base_url=_base_url(fields, environ.get(BASE_URL_VARIABLE)),
        protect=_protect(fields),
        max_delete=limits.number("max_delete", 0) if limits else None,
        max_delete_percent=limits.number("max_delete_percent", 0, 100) if limits else None,
        variables=_variables(fields),
        subscriptions=_subscriptions(fields),
        add_ons=fields.texts("add_ons"),
        data_privacy=fields.boolean("data_privacy"),
        ledger=read_ledger(fields),
        spans={field: fields.span(field) for field in fields.values},
    )
    return environment if len(every.found) == before else None


def _token_env(fields: Fields) -> str | None:
    name = fields.text("token_env")
    if name is None or (_TOKEN_ENV.fullmatch(name) and name != BASE_URL_VARIABLE):
        return name
    fields.report(
        "PC121",
        f"`token_env` names {BASE_URL_VARIABLE}, which is not for tokens."
        if name == BASE_URL_VARIABLE
        else "`token_env` is not `PIPELINECTL_` followed by upper case letters, digits and `_`.",
        "token_env",
        hint="Write a name such as `PIPELINECTL_SANDBOX_TOKEN`: the name, never the token itself.",
    )
    return None


def _base_url(fields: Fields, repeated: str | None) -> str | None:
    url = fields.text("base_url")
    why = None if url is None else refusal(url, repeated)
    if why is None:
        return url
    fields.report(
        "PC122",
        f"`base_url` {why}.",
        "base_url",
        hint="Leave it out for the vendor's host, use http://127.0.0.1:PORT for the emulator, or "
        f"repeat another one in {BASE_URL_VARIABLE}.",
    )
    return None


def _protect(fields: Fields) -> tuple[str, ...]:
    addresses = fields.texts("protect") or ()
    written = fields.values.get("protect") or []
    for index, address in enumerate(written if isinstance(written, list) else []):
        if isinstance(address, str) and address.strip() and not _PROTECTED.fullmatch(address):
            fields.report(
                "PC105",
                f"`{shortened(address)}` is not an address that can be protected.",
                "protect",
                index,
                hint="Write `pipeline.support`, `status.support.new`, `rules.support` or "
                "`automation.escalate-stale`.",
            )
    return addresses


def _subscriptions(fields: Fields) -> dict[str, str] | None:
    block = fields.mapping("subscriptions")
    if block is None:
        return None
    block.only(_HUBS)
    levels = {hub: block.word(hub, _LEVELS) for hub in _HUBS if hub in block.values}
    return {hub: level for hub, level in levels.items() if level is not None}


def _variables(fields: Fields) -> dict[str, Variable]:
    block = fields.mapping("variables")
    variables: dict[str, Variable] = {}
    if block is None:
        return variables
    for name, value in block.values.items():
        if not _VARIABLE.fullmatch(name):
            block.report_key(
                "PC106",
                f"The variable name `{shortened(name)}` is not letters, digits, `-` and `_`.",
                name,
                hint="Begin it with a letter.",
            )
        elif isinstance(value, str | int | float):
            variables[name] = value
        else:
            what = "empty" if value is None else noun(value)
            block.report(
                "PC103",
                f"The variable `{name}` is {what}; it takes a text, a number or a boolean.",
                name,
                hint='Write `""` for an empty text.' if value is None else None,
            )
    return variables
