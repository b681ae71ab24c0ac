"""Consent in Messenger."""

from __future__ import annotations

import pytest

from pipelinectl.engine.desk import EXPLICIT, IMPLICIT, MESSENGER

from .desks import Game, channel, game


def page(consent: str | None) -> Game:
    return game(channels=(channel(MESSENGER, consent=consent),))


@pytest.mark.row("CONSENT-03")
def test_explicit_consent_holds_messages_back_until_the_visitor_agrees() -> None:
    played = page(EXPLICIT)
    assert played.message(MESSENGER, "Robin") == ""
    assert played.why("message_not_received") == ["the visitor has not agreed yet"]
    assert played.message(MESSENGER, "Robin", agrees=True)
    assert played.told("consent") == [
        {"channel": MESSENGER, "contact": played.ticket.contact, "how": "explicit"}
    ]


@pytest.mark.row("CONSENT-03")
def test_who_has_agreed_is_not_asked_again() -> None:
    played = page(EXPLICIT)
    first = played.message(MESSENGER, "Robin", agrees=True)
    assert played.message(MESSENGER, "Robin") != first
    assert played.message(MESSENGER, "Kim") == played.newest
    assert len(played.world.tickets) == 2


@pytest.mark.row("CONSENT-04")
def test_implicit_consent_is_given_by_writing() -> None:
    played = page(IMPLICIT)
    assert played.message(MESSENGER, "Robin")
    assert [each["how"] for each in played.told("consent")] == ["implicit"]


@pytest.mark.row("CONSENT-02")
def test_without_it_nobody_is_asked() -> None:
    played = page(None)
    assert played.message(MESSENGER, "Robin")
    assert played.told("consent") == []
