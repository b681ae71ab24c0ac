"""What the project file says, typed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pipelinectl.diagnostics import Span
    from pipelinectl.source import Variable


@dataclass(frozen=True, slots=True)
class GitLedger:
    """A branch of the project's repository that keeps the ledger, and the remote it is on."""

    branch: str
    remote: str = "origin"


@dataclass(frozen=True, slots=True)
class Environment:
    """One account, and how to reach it. What the file left out is None or empty.

    A `ledger` of None is the local file.

    `spans` holds where each given field stands; `span` is the environment's name.
    """

    name: str
    adapter: str
    account: int
    token_env: str
    span: Span
    base_url: str | None = None
    protect: tuple[str, ...] = ()
    max_delete: int | None = None
    max_delete_percent: int | None = None
    variables: Mapping[str, Variable] = field(default_factory=dict)
    subscriptions: Mapping[str, str] | None = None
    add_ons: tuple[str, ...] | None = None
    data_privacy: bool | None = None
    ledger: GitLedger | None = None
    spans: Mapping[str, Span] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Project:
    """The project file of the folder `root`.

    `file` is its name in spans, `configuration` a folder relative to `root` with forward slashes.
    `faulty` names the environments that `environments` lacks because they have errors.
    """

    root: Path
    file: str
    configuration: str = "pipelines"
    environments: Mapping[str, Environment] = field(default_factory=dict)
    variables: Mapping[str, Variable] = field(default_factory=dict)
    faulty: tuple[str, ...] = ()

    def variables_of(
        self, environment: Environment | None, given: Mapping[str, Variable] | None = None
    ) -> dict[str, Variable]:
        """All variables: `given` ones win over the environment's, those over the project's."""
        own = environment.variables if environment is not None else {}
        return {**self.variables, **own, **(given or {})}
