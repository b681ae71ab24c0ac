"""Every row that the language, a finding or a manual step answers is shown by a test."""

from __future__ import annotations

from tests.rows import FAMILIES, PAGE, ROOT, page, rows, shown


def test_every_row_that_needs_a_test_has_one() -> None:
    tests = shown()
    missing = [row.name for row in rows().values() if row.needs_a_test and row.name not in tests]
    assert missing == [], "name them with @pytest.mark.row or in the rows.txt of a case"


def test_tests_name_rows_that_exist() -> None:
    listed = rows()
    unknown = {name: tests for name, tests in shown().items() if name not in listed}
    assert unknown == {}, "add them to tests/rows.toml, or correct their names"


def test_every_row_has_its_place_on_the_page() -> None:
    assert {name.split("-")[0] for name in rows()} == {*FAMILIES}


def test_the_page_is_what_the_tests_say() -> None:
    kept = (ROOT / PAGE).read_text("utf-8")
    assert kept == page(rows(), shown()), "run `make docs`"
