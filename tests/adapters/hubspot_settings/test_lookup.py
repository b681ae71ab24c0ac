"""Channels in references: the core names them by the ids of their accounts."""

from __future__ import annotations

from pipelinectl.automation.references import CHANNEL
from tests.adapters.hubspot_settings.account import lookup


def test_a_channel_is_its_id_with_or_without_the_word_for_it() -> None:
    found = lookup()
    assert found.id_of(CHANNEL, "id:148662") == found.id_of(CHANNEL, "148662") == "148662"
    assert found.name_of(CHANNEL, "148662") == "148662"
    assert found.candidates(CHANNEL, "148662") == []
