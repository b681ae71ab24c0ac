"""What `explain` says of settings: what can be done with them, and by whose word."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelinectl.adapters.registry import DEFAULT, capabilities_of
from pipelinectl.reference import capabilities_page, setting_name
from tests.desk import Desk
from tests.emulator.harness import Api
from tests.golden import check

GOLDEN = Path(__file__).parent / "cases" / "cli"
TABLE = capabilities_of(DEFAULT)


@pytest.fixture
def offline(tmp_path: Path) -> Desk:
    """A folder without any account."""
    return Desk(tmp_path, Api("http://127.0.0.1:1", "none"))


@pytest.mark.parametrize(
    ("name", "words"),
    {
        "routing": ["channel.routing"],
        "properties-of-an-email": ["channel.ticket_properties", "email"],
        "properties-of-a-form": ["ticket_properties", "form"],
        "a-custom-channel": ["channel", "custom"],
        "a-whole-kind": ["spam"],
        "a-workflow": ["automation"],
    }.items(),
)
def test_a_setting_is_explained(offline: Desk, name: str, words: list[str]) -> None:
    ended = offline.run("explain", *words)
    assert ended.code == 0, ended.err
    check(GOLDEN / f"explain-{name}.txt", ended.out)


@pytest.mark.parametrize("name", sorted({setting_name(row) for row in TABLE}))
def test_every_setting_has_a_page(offline: Desk, name: str) -> None:
    ended = offline.run("explain", name)
    found = [row for row in TABLE if setting_name(row) == name]
    assert ended.code == 0, ended.err
    assert [row.what in ended.out for row in found] == [True] * len(found)
    assert ended.out.count("Source:") == sum(len(row.ways) for row in found)


def test_without_its_kind_a_setting_is_found_where_one_kind_has_it(offline: Desk) -> None:
    assert offline.run("explain", "Routing").out == offline.run("explain", "channel.routing").out


@pytest.mark.parametrize(
    ("name", "words"),
    {
        "a-misspelt-setting": ["channel.routin"],
        "a-setting-without-a-guess": ["nonsense"],
        "a-misspelt-type": ["routing", "emial"],
        "a-setting-that-the-type-lacks": ["signature", "chat"],
    }.items(),
)
def test_what_is_unknown_gets_a_guess(offline: Desk, name: str, words: list[str]) -> None:
    ended = offline.run("explain", *words)
    assert ended.code == 1
    check(GOLDEN / f"usage-{name}.txt", f"{ended.out}--\n{ended.err}")


def test_the_page_lists_every_setting_once() -> None:
    page = capabilities_page(DEFAULT, TABLE)
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    assert len(rows) == len(TABLE)
    assert all(line.count(" | ") == 5 for line in rows)
