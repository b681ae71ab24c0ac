"""Plain scalars by the YAML 1.2 core schema, and what YAML 1.1 readers make of them."""

from __future__ import annotations

import math

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipelinectl.source.scalars import SPECIAL_WORDS, Scalar, core_value, old_reading

CORE: dict[str, Scalar] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None, "nULL": "nULL",
    "true": True, "True": True, "TRUE": True, "tRUE": "tRUE",
    "false": False, "False": False, "FALSE": False,
    "yes": "yes", "on": "on", "y": "y", "off": "off",
    "0": 0, "-0": 0, "12": 12, "+12": 12, "010": 10, "-010": -10, "+46701234567": 46701234567,
    "0o10": 8, "0o8": "0o8", "-0o10": "-0o10", "0x1F": 31, "0xg": "0xg", "0b1": "0b1",
    "1_000": "1_000", "1.5": 1.5, "1.": 1.0, ".5": 0.5, "-.5": -0.5, "1e3": 1000.0,
    "1e-3": 0.001, "+1.5E+2": 150.0, ".": ".", "-": "-", "1.2.3": "1.2.3", "e3": "e3",
    ".inf": math.inf, "-.Inf": -math.inf, "+.INF": math.inf, "inf": "inf", ".iNF": ".iNF",
    "1e999": math.inf, "17:00": "17:00", "2024-01-01": "2024-01-01", "=": "=", "<<": "<<",
    "١٢": "١٢", "1 2": "1 2", "12\n": "12\n",
}  # fmt: skip

OLD: dict[str, str | None] = {
    **dict.fromkeys(("yes", "Yes", "YES", "no", "on", "OFF", "y", "N"), "a boolean"),
    **dict.fromkeys(("17:00", "12:30:45", "-1:30", "190:20:30.15"), "a time"),
    **dict.fromkeys(("2024-01-01", "2001-12-14t21:59:43.10-05:00", "2001-1-4 1:59:43 Z"), "a date"),
    **dict.fromkeys(("1_000", "0b101", "0x_1", "1_0.5", "685_230.15e+03"), "a number"),
    "010": "the number 8", "-010": "the number -8", "=": "a default value", "<<": "a merge key",
    **dict.fromkeys(
        ("", "yES", "true", "null", "~", "12", "0", "007", "08", "1.5", "1e3", ".5", "0x1F", "a",
         "1:2:3:x", "17:60", "2024-1-1", "2024-01", "support", "0o10", "127.0.0.1", "_1", "-"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "value"), CORE.items(), ids=[repr(text) for text in CORE])
def test_the_core_schema_reads(text: str, value: Scalar) -> None:
    assert (type(core_value(text)), core_value(text)) == (type(value), value)


def test_the_core_schema_reads_not_a_number() -> None:
    assert [math.isnan(float(core_value(text) or 0)) for text in (".nan", ".NaN", ".NAN")] == [
        True
    ] * 3


def test_a_number_that_nobody_configures_is_refused() -> None:
    for text in ("9" * 401, "0x" + "f" * 401, "1." + "0" * 401):
        with pytest.raises(OverflowError):
            core_value(text)


@pytest.mark.parametrize(("text", "reading"), OLD.items(), ids=[repr(text) for text in OLD])
def test_readers_of_1_1_take_it_for(text: str, reading: str | None) -> None:
    assert old_reading(text) == reading


@given(st.text("0123456789_:.-+eExobTZ tfnyYNaslrue", max_size=10))
def test_every_text_that_pyyaml_reads_otherwise_has_a_reading(text: str) -> None:
    try:
        theirs = yaml.safe_load(f"[{text}]")
    except (yaml.YAMLError, ValueError):
        return
    if not (isinstance(theirs, list) and len(theirs) == 1) or text != text.strip():
        return
    mine = core_value(text)
    if isinstance(mine, str) and not isinstance(theirs[0], str | dict):
        assert old_reading(text) is not None, (text, theirs)


@given(st.text(max_size=6))
def test_what_the_reader_does_not_look_at_is_text_to_everyone(text: str) -> None:
    if text > ":" and text not in SPECIAL_WORDS:
        assert (core_value(text), old_reading(text)) == (text, None)
