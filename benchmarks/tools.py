"""Which programs there are to measure, found on PATH or beside the Python that runs this."""

from __future__ import annotations

import os
import shutil
import subprocess
import sysconfig
from dataclasses import dataclass

from benchmarks.desk import TOKEN_ENV

OURS, TERRAFORM, OCTODNS, SCHEMA = "pipelinectl", "Terraform", "octoDNS", "check-jsonschema"
PEERS = (TERRAFORM, OCTODNS, SCHEMA)
_PROGRAMS = {
    OURS: "pipelinectl",
    TERRAFORM: "terraform",
    OCTODNS: "octodns-sync",
    SCHEMA: "check-jsonschema",
}


@dataclass(frozen=True, slots=True)
class Tool:
    """A program that is here. `version` is the first line that it says of itself."""

    name: str
    path: str
    version: str


def found() -> dict[str, Tool]:
    """All tools that are here, by name.

    Raises:
        FileNotFoundError: pipelinectl itself is not installed.
    """
    places = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", "")])
    tools = {}
    for name, program in _PROGRAMS.items():
        path = shutil.which(program, path=places)
        if path is not None:
            tools[name] = Tool(name, path, _version(path))
    if OURS not in tools:
        msg = "pipelinectl is not installed here: pip install -e '.[emulator,bench]'"
        raise FileNotFoundError(msg)
    return tools


def environ() -> dict[str, str]:
    """The environment for all commands: no colour, no calls home, no settings of this machine."""
    kept = {key: value for key, value in os.environ.items() if key not in {"CI", "NO_COLOR"}}
    kept = {key: value for key, value in kept.items() if not key.startswith("TF_")}
    return kept | {"NO_COLOR": "1", "CHECKPOINT_DISABLE": "1", TOKEN_ENV: "any"}


def _version(path: str) -> str:
    done = subprocess.run(
        [path, "--version"], capture_output=True, text=True, check=True, env=environ()
    )
    return (done.stdout or done.stderr).splitlines()[0].strip()
