"""All instructions of one configuration, whole: read the golden file as the person who clicks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.adapters.hubspot_pages.example import (
    changes_of_channels,
    of_channels,
    of_the_rest,
    told,
)
from tests.golden import check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.ports import Task

GOLDEN = Path(__file__).parent / "golden"


def lines(task: Task) -> Iterator[str]:
    found = told(task)
    differs = f" ({', '.join(task.paths)})" if task.paths else ""
    yield f"## {task.address}{differs}{' goes' if task.gone else ''}"
    yield f"Page: {found.page}"
    yield f"Click: {found.path}"
    yield f"Who: {found.who}"
    yield f"Expected: {found.expected}\n"


@pytest.mark.row("TCRE-02", "B-API-01")
@pytest.mark.row(
    "CH-GEN-03",
    "CH-EMAIL-03",
    "CH-EMAIL-08",
    "CH-MSGR-01",
    "CH-MSGR-13",
    "CH-FORM-02",
    "CH-WA-01",
    "CH-CALL-01",
    "B-CALL-01",
    "CH-CUST-01",
    "CH-GEN-06",
    "PIPE-06",
    "TCRE-04",
    "CH-EMAIL-12",
    "CH-EMAIL-13",
    "CH-EMAIL-16",
    "CH-CHAT-03",
    "CH-CHAT-04",
    "CH-CHAT-05",
    "CH-CHAT-06",
    "CH-MSGR-05",
    "CH-MSGR-06",
    "CH-MSGR-09",
    "CH-FORM-08",
    "CH-FORM-09",
    "ROUTE-01",
    "ASSIGN-01",
    "ASSIGN-02",
    "ASSIGN-03",
    "ASSIGN-06",
    "CONSENT-02",
    "CONSENT-03",
)
def test_every_channel_and_setting_to_be_made() -> None:
    check(GOLDEN / "channels.md", "\n".join(line for each in of_channels() for line in lines(each)))


@pytest.mark.row("CH-GEN-05", "CH-FORM-06", "CH-FORM-11", "MIG-01", "MIG-02", "B-MIG-01", "PERM-04")
def test_every_change_of_a_channel_that_is_there() -> None:
    check(
        GOLDEN / "changes.md",
        "\n".join(line for each in changes_of_channels() for line in lines(each)),
    )


@pytest.mark.row("NAV-02", "NAV-03")
@pytest.mark.row(
    "ACT-24",
    "B-PIPE-08",
    "B-SKILL-01",
    "B-ROUTE-02",
    "B-AVAIL-01",
    "B-AVAIL-02",
    "B-CAP-01",
    "B-SLA-01",
    "B-SLA-02",
    "B-SLA-03",
    "B-SLA-04",
    "B-SLA-05",
    "B-SLA-06",
    "B-SLA-07",
    "B-SPAM-01",
)
def test_everything_else() -> None:
    check(GOLDEN / "others.md", "\n".join(line for each in of_the_rest() for line in lines(each)))
