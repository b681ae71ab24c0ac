"""`pipelinectl demo`: the whole way on an emulated account, with the commands as one types them."""

from __future__ import annotations

import os
import shlex
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
_LEFT_OUT = ("billing.yaml", "channels.yaml", "people.yaml", "service.yaml")
"""Files of the example that the demo does without, so that it is quick to read."""
_ADDRESS = "support@test.acme.example"
_CUSTOMER = "kim@customer.example"
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
  pipelinectl explain channel       what can be done with channels, and by whom
"""


@click.command("demo")
@options.streams
def demo_command(*, console: Console) -> None:
    """Apply a part of the example to an emulated account, change things by hand, find them."""
    with tempfile.TemporaryDirectory(prefix="pipelinectl-demo-") as name:
        folder = Path(name)
        with _emulator(console) as url:
            _copy_example(folder, url)
            console.data(f"An emulated account answers at {url}.")
            console.data(f"A part of the example lies in {folder} until the end.")
            _Demo(console, folder, _ByHand(url)).run()
    console.data(_NEXT)


class _Demo:
    """The steps; each says what it shows, and fails the demo if it ends otherwise."""

    def __init__(self, console: Console, folder: Path, hand: _ByHand) -> None:
        self._console = console
        self._folder = folder
        self._hand = hand
        self._environ = {**os.environ, _TOKEN: "demo", "NO_COLOR": "1"}
        self._environ.pop("CI", None)

    def run(self) -> None:
        """Validate, plan, apply, connect a channel, get a ticket, change by hand, find it."""
        env = ("--env", "sandbox")
        plan = ("plan", *env, "--detailed-exitcode")
        self._step("Check the files, offline", 0, "validate", *env)
        self._step("What would change, and what is left to a person?", 2, *plan, "--out", "p.json")
        self._step("Carry out that very plan; what needs a channel waits", 0, "apply", "p.json")
        self._person_does_the_steps()
        self._step("What no API shows, the person signs", 0, "ack", "channel.*.*", *env)
        self._step("and this", 0, "ack", "automate.support.set_close_date", *env)
        self._step("The channel is there, so plan again", 2, *plan, "--out", "p.json")
        self._step("Make its workflow", 0, "apply", "p.json")
        self._customer_writes()
        self._step("Now nothing is left to do", 0, *plan)
        self._colleagues_change_things()
        self._step("What changed since, and who did it? (for a nightly job)", 2, "drift", *env)
        self._step("The plan finds it, and would put it back", 2, *plan, "--out", "p.json")
        self._step("Put it back", 0, "apply", "p.json")

    def _step(self, words: str, expected: int, *arguments: str) -> None:
        self._say(words)
        self._console.data(f"$ pipelinectl {shlex.join(arguments)}")
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

    def _person_does_the_steps(self) -> None:
        self._say("A person connects the address in HubSpot, and sets what the plan asks for")
        self._hand.connect_the_address()
        self._hand.set_the_triggers()

    def _customer_writes(self) -> None:
        self._say(f"A customer writes to {_ADDRESS}. The ticket that comes of it:")
        for name, value in self._hand.ticket_of_a_message().items():
            self._console.data(f"  {name}: {value}")

    def _colleagues_change_things(self) -> None:
        label = self._hand.rename_a_status()
        self._say(f'Somebody renames the status "{label}" in the help desk by hand')
        self._hand.slow_down_a_workflow()
        self._say(f'Somebody else lets the workflow "{_WORKFLOW}" wait four times as long')


class _ByHand:
    """What people do in the emulated account: with the mouse, or by writing a mail."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._channel = ""

    def connect_the_address(self) -> None:
        """Connect the e-mail address, and set the channel as the example declares it."""
        new = {"type": "email", "inbox": "help_desk", "address": _ADDRESS, "mailbox": "gmail"}
        self._channel = self._call("POST", "/_ui/channels", new)["id"]
        settings = {
            "create_tickets": True,
            "from": {"name": "agent_and_company", "company": "Acme", "address": _ADDRESS},
            "signature": "{{sender.full_name}} · Acme Support",
            "forwarded_emails_from": "original_sender",
        }
        self._call("PATCH", f"/_ui/channels/{self._channel}", settings)

    def set_the_triggers(self) -> None:
        """Set the triggers of the pipeline's Automate page."""
        ids = {each["label"]: each["id"] for each in self._stages()}
        triggers = {
            "email_sent_to_customer": ids["Waiting on contact"],
            "customer_replies": ids["Waiting on us"],
        }
        self._call("PATCH", "/_ui/pipelines/0/automate", triggers)

    def ticket_of_a_message(self) -> Mapping[str, str]:
        """Write to the address as a customer. Returns what is worth showing of the ticket."""
        mail = {"from": _CUSTOMER, "subject": "I cannot log in", "text": "Please help."}
        made = self._call("POST", f"/_ui/channels/{self._channel}/messages", mail)
        ticket = self._call("GET", f"/_ui/tickets/{made['ticketId']}")["properties"]
        labels = {each["id"]: each["label"] for each in self._stages()}
        owner = self._call("GET", f"/crm/owners/2026-09/{ticket['hubspot_owner_id']}")
        return {
            "subject": ticket["subject"],
            "status": labels[ticket["hs_pipeline_stage"]],
            "priority": ticket["hs_ticket_priority"],
            "owner": owner["email"],
        }

    def rename_a_status(self) -> str:
        """Rename a status through the API, as somebody in the settings would. Returns its name."""
        stage = self._stages()[-2]
        change = {"label": _BY_HAND, "metadata": {}}
        self._call("PATCH", f"{_STAGES}/{stage['id']}", change)
        return str(stage["label"])

    def slow_down_a_workflow(self) -> None:
        """Let a workflow wait longer, as somebody in the workflow editor would."""
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
        left_out = shutil.ignore_patterns(*_LEFT_OUT)
        shutil.copytree(example, folder, ignore=left_out, dirs_exist_ok=True)
    project = folder / "pipelinectl.yaml"
    text = project.read_text(encoding="utf-8")
    project.write_text(text.replace("http://127.0.0.1:8787", url), encoding="utf-8")
