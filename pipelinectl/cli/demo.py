"""`pipelinectl demo`: the whole way on an emulated account, with the commands as one types them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipelinectl.cli import options

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipelinectl.cli.console import Console

_TOKEN = "PIPELINECTL_SANDBOX_TOKEN"  # noqa: S105 - the name of a variable, not a token
_BY_HAND = "Waiting for us (renamed by hand)"
_STAGES = "/crm/pipelines/2026-09/0-5/0/stages"
_WORKFLOW = "Escalate stale tickets"
_DELAY = "0-1"
"""HubSpot's name for the action that waits."""

_NEXT = """
What to try next:
  pipelinectl init my-desk          write a project of your own
  pipelinectl emulator serve        an emulated account to practise on
  pipelinectl import --env sandbox  start from an account that exists
"""


@click.command("demo")
@options.streams
def demo_command(*, console: Console) -> None:
    """Start an emulated account, apply the example, change something by hand, find it."""
    with tempfile.TemporaryDirectory(prefix="pipelinectl-demo-") as name:
        folder = Path(name)
        with _emulator(console) as url:
            _copy_example(folder, url)
            console.data(
                f"An emulated account answers at {url}; the example lies in {folder} until the end."
            )
            _Demo(console, folder, url).run()
    console.data(_NEXT)


class _Demo:
    """The steps; each says what it shows, and fails the demo if it ends otherwise."""

    def __init__(self, console: Console, folder: Path, url: str) -> None:
        self._console = console
        self._folder = folder
        self._url = url
        self._environ = {**os.environ, _TOKEN: "demo", "NO_COLOR": "1"}
        self._environ.pop("CI", None)

    def run(self) -> None:
        """Validate, plan, apply, click what is left, change by hand, find it, put it back."""
        env = ("--env", "sandbox")
        plan = ("plan", *env, "--detailed-exitcode")
        self._step("Check the files, offline", 0, "validate")
        self._step("What would change?", 2, *plan, "--out", "p.json")
        self._step("Carry out that very plan", 0, "apply", "p.json")
        self._click_what_is_left()
        self._step(
            "One switch cannot be read back, so a person says that it is on",
            0,
            "ack",
            "automate.support.set_close_date",
            *env,
        )
        self._step("Now nothing is left to do", 0, *plan)
        self._rename_a_status()
        self._slow_down_a_workflow()
        self._step("What changed since, and who did it? (for a nightly job)", 2, "drift", *env)
        self._step("The plan finds it, and would put it back", 2, *plan)
        self._step("Put it back", 0, "apply", *env, "--yes")

    def _step(self, words: str, expected: int, *arguments: str) -> None:
        self._say(words)
        self._console.data(f"$ pipelinectl {' '.join(arguments)}")
        self._console.out.flush()
        done = subprocess.run(  # noqa: S603 - this very program
            [sys.executable, "-m", "pipelinectl", *arguments],
            cwd=self._folder,
            env=self._environ,
            check=False,
            stdout=self._console.out,
            stderr=subprocess.STDOUT,
        )
        self._console.data(f"(exit code {done.returncode})")
        if done.returncode != expected:
            raise click.ClickException(
                f"This step should end with exit code {expected}, not {done.returncode}.",
            )

    def _say(self, words: str) -> None:
        self._console.data(f"\n# {words}")

    def _click_what_is_left(self) -> None:
        """Set the triggers of the Automate page, as the person does whom the plan asks."""
        self._say("Two switches are left for a person, who now sets them in the help desk")
        ids = {each["label"]: each["id"] for each in self._stages()}
        triggers = {
            "email_sent_to_customer": ids["Waiting on contact"],
            "customer_replies": ids["Waiting on us"],
        }
        self._call("PATCH", "/_ui/pipelines/0/automate", triggers)

    def _rename_a_status(self) -> None:
        """Rename a status through the API, as somebody in the settings would."""
        stage = self._stages()[-2]
        self._say(f'Somebody renames the status "{stage["label"]}" in the help desk by hand')
        change = {"label": _BY_HAND, "metadata": {}}
        self._call("PATCH", f"{_STAGES}/{stage['id']}", change)

    def _slow_down_a_workflow(self) -> None:
        """Let a workflow wait longer, as somebody in the workflow editor would."""
        self._say(f'Somebody else lets the workflow "{_WORKFLOW}" wait four times as long')
        flows = self._call("GET", "/_ui/flows")["results"]
        (flow,) = (each for each in flows if each["name"] == _WORKFLOW)
        for action in flow["actions"]:
            if action.get("actionTypeId") == _DELAY:
                action["fields"]["delta"] = str(4 * int(action["fields"]["delta"]))
        self._call("PATCH", f"/_ui/flows/{flow['id']}", {"actions": flow["actions"]})

    def _stages(self) -> Sequence[Mapping[str, Any]]:
        """The stages of the account's own pipeline, in their order."""
        stages = self._call("GET", _STAGES)["results"]
        return sorted(stages, key=lambda each: int(each["displayOrder"]))

    def _call(self, method: str, path: str, body: Any = None) -> Any:
        import requests  # noqa: PLC0415 - slow to import

        headers = {"Authorization": "Bearer demo"}
        answer = requests.request(method, self._url + path, json=body, headers=headers, timeout=10)
        answer.raise_for_status()
        return answer.json()


@contextmanager
def _emulator(console: Console) -> Iterator[str]:
    """An emulated account in a process of its own, on a free port."""
    command = [sys.executable, "-m", "pipelinectl", "emulator", "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdout is not None  # asked for as a pipe
        try:
            line = process.stdout.readline()
            if " ready at " not in line:
                raise click.ClickException("The emulator did not start.")
            console.detail(line.strip())
            yield line.split(" ready at ")[1].split()[0]
        finally:
            process.terminate()


def _copy_example(folder: Path, url: str) -> None:
    with resources.as_file(resources.files("pipelinectl") / "example") as example:
        shutil.copytree(example, folder, dirs_exist_ok=True)
    project = folder / "pipelinectl.yaml"
    text = project.read_text(encoding="utf-8")
    project.write_text(text.replace("http://127.0.0.1:8787", url), encoding="utf-8")
