"""'Did you mean', keys from names, and equal labels."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelinectl.names import did_you_mean, key_from_name, near, same_label

FIELDS = ["pipelines", "statuses", "name", "first_name", "New", "id", "max_delete", "color"]
NEAR: dict[str, str | None] = {
    "pipelnes": "pipelines",
    "piplines": "pipelines",
    "pipleines": "pipelines",
    "PIPELINES": "pipelines",
    "new": "New",
    "nmae": "name",
    "name ": "name",
    "name_first": "first_name",
    "max-delete": "max_delete",
    "colour": "color",
    "di": "id",
    "x": None,
    "": None,
    "automations": None,
    "nose": None,
    "y" * 5000: None,
}


@pytest.mark.parametrize(("word", "wanted"), NEAR.items(), ids=[word[:20] for word in NEAR])
def test_near(word: str, wanted: str | None) -> None:
    assert near(word, FIELDS) == wanted


def test_the_nearest_of_several_wins_and_the_first_of_equals() -> None:
    assert near("status_a", ["status_bb", "status_b", "status_c"]) == "status_b"


def test_did_you_mean() -> None:
    assert (did_you_mean("nme", FIELDS), did_you_mean("zzz", FIELDS)) == (
        "Did you mean `name`?",
        None,
    )


@given(st.text(max_size=12), st.lists(st.text(max_size=12), max_size=5))
def test_a_guess_is_one_of_the_known(word: str, known: list[str]) -> None:
    assert near(word, known) in {None, *known}


KEYS = {
    "Waiting on us": "waiting_on_us",
    "  New!  ": "new",
    "Café — à la carte": "cafe_a_la_carte",
    "\uff26\uff35\uff2c\uff2c width": "full_width",
    "In Progress (2)": "in_progress_2",
    "İstanbul": "istanbul",
    "a--b__c": "a_b_c",
    "2nd level": "",
    "待機": "",
    "": "",
    "_": "",
}


@pytest.mark.parametrize(("name", "key"), KEYS.items(), ids=KEYS.keys())
def test_key_from_name(name: str, key: str) -> None:
    assert key_from_name(name) == key


@given(st.text(max_size=30))
def test_a_key_has_the_form_of_a_key_or_is_empty(name: str) -> None:
    key = key_from_name(name)
    assert key == "" or (key[0].isalpha() and key.replace("_", "a").isalnum() and key.isascii())


def test_labels_are_the_same_without_regard_to_case_and_margins() -> None:
    assert [same_label(" New ", "nEW"), same_label("STRASSE", "straße"), same_label("a", "b")] == [
        True, True, False
    ]  # fmt: skip
