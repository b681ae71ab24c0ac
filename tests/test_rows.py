"""Every letter of every row is shown: by a test of its kind, or by a paragraph of the docs."""

from __future__ import annotations

import pytest

from tests.rows import (
    FAMILIES,
    PAGE,
    ROOT,
    Row,
    borne,
    calls_of_marks,
    family_of,
    headings,
    letters_of,
    modules,
    page,
    rows,
    shown,
)

LETTERS = {"F", "VE", "VW", "M", "B", "D"}


def test_no_row_is_open() -> None:
    tests = shown()
    found = {row.name: row.open(tests.get(row.name, ())) for row in rows().values()}
    assert {name: letters for name, letters in found.items() if letters} == {}, (
        "name the row in a test of that kind, with @pytest.mark.row or in the rows.txt of a case"
    )


def test_tests_name_rows_that_exist() -> None:
    listed = rows()
    unknown = {name: tests for name, tests in shown().items() if name not in listed}
    assert unknown == {}, "add them to tests/rows.toml, or correct their names"


def test_every_mark_is_borne_by_a_test() -> None:
    for path, tree in modules():
        read = {id(mark) for _, mark in borne(tree)}
        lost = [each.lineno for each in calls_of_marks(tree) if id(each) not in read]
        assert lost == [], f"{path}: nobody reads these marks"


def test_a_row_is_treated_in_a_way_that_there_is_and_has_its_place_on_the_page() -> None:
    assert [row.name for row in rows().values() if not row.letters or row.letters - LETTERS] == []
    assert {family_of(name) for name in rows()} == {*FAMILIES}


def test_documentation_is_a_heading_of_a_page_that_the_table_links() -> None:
    kept = (ROOT / PAGE).read_text("utf-8")
    for row in rows().values():
        assert (row.docs is not None) == ("D" in row.letters), row
        if row.docs is not None:
            page_name, _, anchor = row.docs.partition("#")
            assert anchor in headings(page_name), row
            assert f"({row.docs}) |\n" in kept, row


@pytest.mark.parametrize(
    ("test", "letters"),
    [
        ("tests/language/test_channels.py::test_a_form_channel", {"F"}),
        ("tests/engine/test_mails.py::test_a_trigger_that_is_off_does_nothing", {"B"}),
        ("tests/test_cli.py::test_it", set()),
        ("tests/cases/check/channel-checks-of-email/a-mailbox-that-must-forward", {"VW"}),
        ("tests/cases/check/channels-language/a-mailbox-by-imap", {"VE"}),
        ("tests/cases/plan/automate-open-steps", {"F", "M", "VW"}),
        ("tests/cases/plan/status-closed", {"F"}),
    ],
)
def test_what_a_test_can_show_follows_from_its_place_and_from_what_it_expects(
    test: str, letters: set[str]
) -> None:
    assert letters_of(test) == letters


def test_a_row_is_open_for_each_letter_that_nothing_shows() -> None:
    field = "tests/language/test_channels.py::test_a_form_channel"
    row = Row("CH-X-01", "Something.", "F VE M D")
    assert row.open([field]) == ["D", "M", "VE"]
    assert Row(row.name, row.what, "F D", "channels.md#forms").open([field]) == []


def test_the_page_is_what_the_tests_say() -> None:
    kept = (ROOT / PAGE).read_text("utf-8")
    assert kept == page(rows(), shown()), "run `make docs`"
