"""The shape of the project file as JSON Schema, made from the constants of its reader.

A schema sees one file and nothing around it. So it accepts some of what the reader refuses: a
folder that leads out of the project by a link, a URL whose host gets no token, a port that does
not exist.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pipelinectl.project.hosts import _URL
from pipelinectl.project.ledger import BACKENDS, BRANCH, EXAMPLE, GIT_FIELDS, REMOTE
from pipelinectl.project.reader import (
    _ENVIRONMENT,
    _HUBS,
    _LEVELS,
    _NAME,
    _PROTECTED,
    _TOKEN_ENV,
    _TOP,
    _VARIABLE,
    BASE_URL_VARIABLE,
    DEFAULT_FOLDER,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

_FILLED = r"\S"
_NOT_ABSOLUTE = r"^(?!/)[\s\S]*\S"
_IGNORED = {"^x-": {"description": "Ignored. A place for anchors that aliases repeat elsewhere."}}


def project_shape() -> dict[str, Any]:
    """The schema of `pipelinectl.yaml`, without the head that every published schema has."""
    return {
        "description": "The project: where the configuration lies, and which accounts it is for.",
        **_mapping(_top(), _TOP, required=("version",)),
        "$defs": {
            "Environment": {
                "description": "One account, how to reach it, and what must not happen to it.",
                **_mapping(
                    _environment(), _ENVIRONMENT, required=("adapter", "account", "token_env")
                ),
            },
            "Limits": {
                "description": "How much one plan may delete.",
                **_mapping(_limits()),
            },
            "Subscriptions": {
                "description": "The account's subscriptions, which decide what the help desk "
                "allows.",
                **_mapping(_subscriptions(), _HUBS),
            },
            "Ledger": {
                "description": "A ledger that several machines share.",
                **_mapping(_ledger(), BACKENDS, required=BACKENDS),
            },
            "GitLedger": {
                "description": "A branch of the repository that the project lies in.",
                **_mapping(_git_ledger(), GIT_FIELDS, required=("branch",)),
            },
        },
    }


def _top() -> dict[str, Any]:
    return {
        "version": {
            "description": "The version of the project file.",
            "const": 1,
            "type": "integer",
        },
        "configuration": {
            "description": "The folder of the configuration, relative to this file.",
            "type": ["string", "null"],
            "pattern": _NOT_ABSOLUTE,
            "default": DEFAULT_FOLDER,
        },
        "environments": {
            "description": "The accounts by name. A name is lower case letters, digits, `-` and "
            "`_`; it is what `--env` takes.",
            "type": ["object", "null"],
            "patternProperties": {_whole(_NAME): {"$ref": "#/$defs/Environment"}},
            "additionalProperties": False,
        },
        "variables": _variables(
            "Values that the configuration uses as `${var.name}`. They appear in plans: never "
            "write a secret here."
        ),
    }


def _environment() -> dict[str, Any]:
    return {
        "adapter": {"description": "The kind of help desk.", "type": "string", "enum": ["hubspot"]},
        "account": {
            "description": "The id of the account, which HubSpot calls the portal id. Every "
            "command refuses to talk to another account.",
            "type": "integer",
            "minimum": 1,
            "examples": [1234567],
        },
        "base_url": {
            "description": "Where the API is, if not at the vendor's own address: the emulator, "
            f"for example. Any other host must be repeated in {BASE_URL_VARIABLE}.",
            "type": ["string", "null"],
            "pattern": _url(),
            "examples": ["http://127.0.0.1:8787"],
        },
        "token_env": {
            "description": "The name of the environment variable that holds the token. Never the "
            "token itself.",
            "type": "string",
            "pattern": f"^(?!{BASE_URL_VARIABLE}$){_TOKEN_ENV.pattern}$",
            "examples": ["PIPELINECTL_SANDBOX_TOKEN"],
        },
        "protect": {
            "description": "Addresses that are never deleted, whatever the files say.",
            "type": ["array", "null"],
            "items": {"type": ["string", "null"], "pattern": _whole(_PROTECTED)},
            "examples": [["pipeline.support", "status.support.new"]],
        },
        "limits": {
            "description": "How much one plan may delete before it stops. A reviewer may permit "
            "more with `--allow`.",
            "anyOf": [{"$ref": "#/$defs/Limits"}, {"type": "null"}],
        },
        "variables": _variables("Variables of this environment; they win over the project's own."),
        "subscriptions": {
            "description": "The account's subscriptions. They win over those of the "
            "configuration's `account:` block.",
            "anyOf": [{"$ref": "#/$defs/Subscriptions"}, {"type": "null"}],
        },
        "add_ons": {
            "description": "Add-ons that the account has. They win over those of the "
            "configuration's `account:` block.",
            "type": ["array", "null"],
            "items": {"type": ["string", "null"], "pattern": _FILLED},
            "examples": [["transactional_email"]],
        },
        "data_privacy": {
            "description": "Whether the account's data privacy settings are turned on.",
            "type": ["boolean", "null"],
        },
        "ledger": {
            "description": "Where the ledger is kept, which remembers what was last applied. "
            "`local` is the folder `.pipelinectl` beside this file: for one machine. "
            f"`{EXAMPLE}` is for several, CI runners among them.",
            "anyOf": [
                {"type": "string", "enum": ["local"]},
                {"$ref": "#/$defs/Ledger"},
                {"type": "null"},
            ],
            "default": "local",
        },
    }


def _ledger() -> dict[str, Any]:
    return {
        "git": {
            "description": "Keep it in a git branch. Every apply pushes to it, so git must work "
            "here without a question, and must be allowed to push.",
            "$ref": "#/$defs/GitLedger",
        },
    }


def _git_ledger() -> dict[str, Any]:
    return {
        "branch": {
            "description": "A branch that nothing else uses. The first apply makes it. All "
            "environments may name the same one: each has its own file there.",
            "type": "string",
            "pattern": _whole(BRANCH),
            "examples": ["pipelinectl-ledger"],
        },
        "remote": {
            "description": "The name of the remote in the clone, never a URL.",
            "type": ["string", "null"],
            "pattern": _whole(REMOTE),
            "default": "origin",
        },
    }


def _limits() -> dict[str, Any]:
    return {
        "max_delete": {
            "description": "The most objects that one plan may delete.",
            "type": ["integer", "null"],
            "minimum": 0,
        },
        "max_delete_percent": {
            "description": "The most of the managed objects, in percent, that one plan may delete.",
            "type": ["integer", "null"],
            "minimum": 0,
            "maximum": 100,
        },
    }


def _subscriptions() -> dict[str, Any]:
    return {
        hub: {
            "description": f"The edition of {hub.replace('_', ' ').title()}.",
            "type": ["string", "null"],
            "enum": [*_LEVELS, None],
        }
        for hub in _HUBS
    }


def _variables(description: str) -> dict[str, Any]:
    return {
        "description": description,
        "type": ["object", "null"],
        "patternProperties": {
            _whole(_VARIABLE): {
                "description": "A text, a number or a boolean.",
                "type": ["string", "number", "boolean"],
            }
        },
        "additionalProperties": False,
        "examples": [{"brand": "Acme"}],
    }


def _mapping(
    described: dict[str, Any], known: Iterable[str] | None = None, *, required: Iterable[str] = ()
) -> dict[str, Any]:
    """A mapping that takes the reader's fields, each of which must be described, and no others."""
    return {
        "type": "object",
        "properties": {name: described[name] for name in known or described},
        "patternProperties": _IGNORED,
        "additionalProperties": False,
        **({"required": list(required)} if required else {}),
    }


def _whole(pattern: re.Pattern[str]) -> str:
    """A pattern that the reader matches in full, as a schema writes it."""
    return f"^(?:{pattern.pattern})$"


def _url() -> str:
    """The one form of a URL, in the regular expressions that JavaScript and Python share."""
    nameless = re.sub(r"\?P<\w+>", "?:", _URL.pattern)
    either_case = nameless.replace("a-z", "A-Za-z").replace("a-f", "A-Fa-f")
    return f"^{either_case.replace('https?', '[Hh][Tt][Tt][Pp][Ss]?')}$"
