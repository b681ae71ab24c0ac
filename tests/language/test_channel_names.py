"""Channels in automations: by their keys, whichever file declares them."""

from __future__ import annotations

import pytest

from pipelinectl.automation.references import reference
from pipelinectl.language.automations.names import Desk, Names
from pipelinectl.language.automations.workflows import Workflows
from pipelinectl.language.references import Directory
from pipelinectl.language.spec import Place
from pipelinectl.model import Address, Kind, Record
from tests.language.reading import documents

ADDRESS = Address(Kind.AUTOMATION, ("w",))


def looked_up(text: str, *, whole: bool = True) -> tuple[Record, Names]:
    """What a text names beside the channels `support-email` and `chat`."""
    desk = Desk(Directory({}, ()), Workflows({}, {}), whole, ("support-email", "chat"))
    (document,) = documents(f"channel: {text}\n")
    names = Names(desk, ADDRESS)
    return names.channel(text, Place(document, ("channel",))), names


@pytest.mark.parametrize("text", ["support-email", " chat ", "id:8841"])
def test_a_channel_is_named_by_its_key_or_by_the_id_of_its_account(text: str) -> None:
    found, names = looked_up(text)
    assert found == reference("channel", text.strip())
    assert names.sound
    assert names.found == []


def test_a_slip_is_told_with_the_key_that_was_meant() -> None:
    _, names = looked_up("suport-email")
    (found,) = names.found
    meant = 'Did you mean "support-email"?'
    assert (found.code, found.hint) == ("PC217", None)
    assert found.message == f'"suport-email" is not the key of a channel of the files. {meant}'


def test_a_channel_may_be_declared_in_files_that_were_not_read() -> None:
    _, names = looked_up("whatsapp", whole=False)
    assert names.found == []
    assert [*names.missing] == [("channel", "whatsapp")]
