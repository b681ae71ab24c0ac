"""The channels, people and goals of the language's draft, word for word: nothing is at fault."""

from __future__ import annotations

import sys
from pathlib import Path
from subprocess import run

import jsonschema

from pipelinectl.language import build
from pipelinectl.schema import SCHEMAS
from tests.language.reading import SANDBOX, as_text, documents

DRAFT = Path(__file__).with_name("draft.yaml").read_text("utf-8")


def test_every_block_of_the_draft_is_read_without_a_fault() -> None:
    # it moves a channel that it does not declare: the blocks are not all of a configuration
    spec, found = build(documents(DRAFT), SANDBOX, whole=False)
    assert as_text(found) == ""
    assert spec.complete
    assert {key: each.type for key, each in spec.channels.items()} == {
        "support-email": "email",
        "web-chat": "chat",
        "facebook": "facebook_messenger",
        "contact-form": "form",
        "whatsapp-se": "whatsapp",
        "hotline": "calling",
        "telegram": "custom",
    }
    assert list(spec.users) == ["ana@acme.example"]
    assert [one.channel for one in spec.removed] == [None, "old-form"]
    assert [one.channel for one in spec.migrations] == ["billing-email"]
    assert None not in (spec.skills, spec.sla, spec.spam, spec.pipelines["support"].access)


def test_the_published_schema_takes_it_too() -> None:
    (document,) = documents(DRAFT)
    jsonschema.Draft202012Validator(SCHEMAS["configuration"]()).validate(document.value)


def test_another_form_of_a_form() -> None:
    form = (
        "{new: Contact support, fields: [email, ticket.subject, ticket.content, "
        "{name: ticket.source_page, hidden: true}]}"
    )
    text = f"channels: {{contact-form: {{type: form, form: {form}}}}}"
    spec, found = build(documents(text), SANDBOX)
    assert found == []
    fields = spec.channels["contact-form"].settings["fields"]
    assert isinstance(fields, tuple)
    assert len(fields) == 4


READ = """
import sys
from pipelinectl.language import EnvironmentView, build
from pipelinectl.source import read_text
document, _ = read_text(sys.stdin.read(), "a.yaml")
build([document], EnvironmentView())
sys.stdout.write(" ".join(name for name in sys.modules if "language.models." in name))
"""


def test_files_without_channels_do_not_wait_for_the_models_of_channels() -> None:
    def imported(text: str) -> set[str]:
        command = [sys.executable, "-c", READ]
        done = run(command, input=text, check=True, capture_output=True, text=True)
        return {name.rpartition(".")[2] for name in done.stdout.split()}

    plain = "pipelines: {a: {name: A, statuses: [New, {name: Closed, state: closed}]}}"
    assert imported(plain) == {"base", "file", "pipelines"}
    assert {"channels", "people"} < imported(DRAFT)
    assert "automations" not in imported(DRAFT)
