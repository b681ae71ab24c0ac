"""What tests of whole commands share."""

from __future__ import annotations

import pytest

from pipelinectl.adapters.hubspot.patience import Patience


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not show after three reads is given up: the account here is never slow."""
    monkeypatch.setattr("pipelinectl.adapters.hubspot.desk.Patience", lambda: Patience(attempts=3))
