"""The examples of docs/channels.md."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipelinectl.language import build
from tests.language.reading import SANDBOX, as_text, documents, spec_of

PAGE = (Path(__file__).parents[2] / "docs" / "channels.md").read_text("utf-8")
SUPPORT = """
pipelines:
  support:
    name: Support Pipeline
    statuses: [New, Waiting on contact, {name: Closed, state: closed}]
"""
EXAMPLES = [
    (example,) if "pipelines:" in example else (SUPPORT, example)
    for example in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
]


@pytest.mark.parametrize("texts", EXAMPLES, ids=range(len(EXAMPLES)))
def test_every_example_is_read_without_a_finding(texts: tuple[str, ...]) -> None:
    _, found = build(documents(*texts), SANDBOX)
    assert as_text(found) == ""


@pytest.mark.row("CH-GEN-01")
def test_every_type_of_channel_has_an_example() -> None:
    told = {each.type for texts in EXAMPLES for each in spec_of(*texts).channels.values()}
    assert told == {"email", "chat", "facebook_messenger", "form", "whatsapp", "calling", "custom"}
