"""One text to a value and findings: a table of each."""

# ruff: noqa: E501 - a row of a table stands on one line

from __future__ import annotations

import sys
from typing import Any

import pytest

from pipelinectl.source import read_text
from tests.source.shown import rows, value

VALUES: dict[str, tuple[str, Any]] = {
    "typed by YAML 1.2": ("a: yes\nb: 010\nc: '1'\nd: 17:00", {"a": "yes", "b": 10, "c": "1", "d": "17:00"}),
    "an alias is the value itself": ("a: &x [1]\nb: *x", {"a": [1], "b": [1]}),
    "an alias of a text as key": ("a: &x k\n*x : 1", {"a": "k", "k": 1}),
    "a later anchor of the same name wins": ("a: &x 1\nb: &x 2\nc: *x", {"a": 1, "b": 2, "c": 2}),
    "own keys win over merged ones": ("a: &x {k: 1, l: 2}\nb: {k: 3, <<: *x}", {"a": {"k": 1, "l": 2}, "b": {"k": 3, "l": 2}}),
    "the earlier of merged mappings wins": ("a: {<<: [{k: 1}, {k: 2, l: 3}]}", {"a": {"k": 1, "l": 3}}),
    "merges of merges": ("a: &x {k: 1}\nb: &y {<<: *x, l: 2}\nc: {<<: *y}", {"a": {"k": 1}, "b": {"l": 2, "k": 1}, "c": {"l": 2, "k": 1}}),
    "a quoted << is a key": ('"<<": 1', {"<<": 1}),
    "a byte-order mark": ("\ufeffa: 1", {"a": 1}),
    "YAML 1.2 by name": ("%YAML 1.2\n---\na: 1\n...\n", {"a": 1}),
    "NEL and U+2028 are characters like others": ("a: x\x85y\u2028z\u2029\nb: 'q\u2028\n  r'", {"a": "x\x85y\u2028z\u2029", "b": "q\u2028 r"}),
    "empty values are null": ("a:\nb: [~, null]\nc: ''", {"a": None, "b": [None, None], "c": ""}),
    "64 levels": ("a: " + "[" * 63 + "]" * 63, None),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), VALUES.values(), ids=VALUES.keys())
def test_reads(text: str, wanted: Any) -> None:
    assert wanted is None or value(text) == wanted


@pytest.mark.parametrize("text", ["", "\n", "# only a comment\n", "---\n", "\ufeff", "null\n"])
def test_nothing_is_no_document_and_no_fault(text: str) -> None:
    assert read_text(text, "f.yaml") == (None, [])


def test_an_alias_shares_the_value() -> None:
    read = value("a: &x [1]\nb: *x\nc: {<<: {d: *x}}")
    assert read["a"] is read["b"] is read["c"]["d"]


KEPT: dict[str, tuple[str, Any, list[str]]] = {
    "a key that stands twice": ("a: 1\nb: 2\na: 3", {"a": 1, "b": 2}, ["PC006 3:1-2 The key `a` stands twice in this mapping."]),
    "two merge keys": ("x: &x {k: 1}\na:\n  <<: *x\n  <<: {l: 2}", {"x": {"k": 1}, "a": {"k": 1}}, ["PC006 4:3-5 The key `<<` stands twice in this mapping."]),
    "a key with a line break and an escape": ('"a\\n\\e": 1\n"a\\n\\e": 2', {"a\n\x1b": 1}, ["PC006 2:1-8 The key `a\\n\\x1b` stands twice in this mapping."]),
    "a number as key": ("a: 1\n1.0: [x]\nb: 2", {"a": 1, "b": 2}, ["PC007 2:1-4 The key `1.0` is a number, not text."]),
    "a boolean as key": ("true: 1", {}, ["PC007 1:1-5 The key `true` is a boolean, not text."]),
    "nothing as key": ("~: 1", {}, ["PC007 1:1-2 The key `~` is nothing, not text."]),
    "a list as key": ("? [a, b]\n: {c: 1}\nd: 2", {"d": 2}, ["PC007 1:3-4 The key is a list, not text."]),
    "a template as value": ("a: {{name}}", {"a": {}}, ["PC007 1:5-6 The key is a mapping, not text."]),
    "an alias of a number as key": ("a: &x 1\n*x : 2", {"a": 1}, ["PC007 2:1-3 The key is an alias of a number, not of a text."]),
    "a key that is a boolean to 1.1": ("on: 1", {"on": 1}, ['PC012 1:1-3 "on" is a boolean to YAML 1.1 readers; quote it.']),
    "a key that is a date to 1.1": ("2024-01-01: 1", {"2024-01-01": 1}, ['PC012 1:1-11 "2024-01-01" is a date to YAML 1.1 readers; quote it.']),
    "a tag": ("a: !include b.yaml", {"a": "b.yaml"}, ["PC008 1:4-19 The tag `!include` stands before this value; tags are not part of the language."]),
    "a tag of YAML itself": ("a: !!str 1", {"a": 1}, ["PC008 1:4-11 The tag `!!str` stands before this value; tags are not part of the language."]),
    "a tag of Python": ("a: !!python/object:os.system {}", {"a": {}}, ["PC008 1:4-31 The tag `!!python/object:os.system` stands before this value; tags are not part of the language."]),
    "a second document": ("a: 1\n---\nb: 2", {"a": 1}, ["PC009 2:1-4 A second document begins here; a file holds one."]),
    "an anchor that contains itself": ("a: &x\n  - *x", {"a": [None]}, ["PC010 2:5-7 The alias `*x` stands inside the value that it stands for."]),
    "a merge of itself": ("a: &x\n  <<: *x", {"a": {}}, ["PC010 2:7-9 The alias `*x` stands inside the value that it stands for."]),
    "an alias without anchor": ("a: *x", {"a": None}, ["PC013 1:4-6 The alias `*x` has no anchor before it in this file."]),
    "a merge of a text": ("a: {<<: x, b: 1}", {"a": {"b": 1}}, ["PC014 1:9-10 `<<` takes a mapping or a list of mappings; this is neither."]),
    "a merge of a list with a text": ("a: {<<: [{b: 1}, x]}", {"a": {"b": 1}}, ["PC014 1:18-19 `<<` takes a mapping or a list of mappings; this is neither."]),
    "another version of YAML": ("%YAML 1.1\n---\na: 1", {"a": 1}, ["PC004 1:1-2 This file asks for another version of YAML than 1.2."]),
    "a tag directive": ("%TAG ! tag:x,2000:\n---\na: 1", {"a": 1}, ["PC008 1:1-2 This file declares tags with `%TAG`; tags are not part of the language."]),
    "every fault of a file": ("a: 1\na: 2\n3: 4\nb: *x\n", {"a": 1, "b": None}, ["PC006 2:1-2 The key `a` stands twice in this mapping.", "PC007 3:1-2 The key `3` is a number, not text.", "PC013 4:4-6 The alias `*x` has no anchor before it in this file."]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "left", "wanted"), KEPT.values(), ids=KEPT.keys())
def test_refuses_a_part_and_keeps_the_rest(text: str, left: Any, wanted: list[str]) -> None:
    document, found = read_text(text, "f.yaml")
    assert (document and document.value, rows(found)) == (left, wanted)


LOST: dict[str, tuple[str, list[str]]] = {
    "a list at the top": ("- a", ["PC017 1:1-2 The file holds a list; a configuration file is a mapping."]),
    "a text at the top": ("a", ["PC017 1:1-2 The file holds a single value; a configuration file is a mapping."]),
    "a NUL": ("a: b\nc: \x00", ["PC003 2:4-5 The file holds a NUL byte (U+0000), which YAML does not allow here."]),
    "a control character": ("a: \x1b[1m", ["PC003 1:4-5 The file holds a control character (U+001B), which YAML does not allow here."]),
    "a byte-order mark in the middle": ("a: 1\n\ufeffb: 2", ["PC003 2:1-2 The file holds a byte-order mark (U+FEFF), which YAML does not allow here."]),
    "half a surrogate pair": ("a: \ud800", ["PC003 1:4-5 The file holds a control character (U+D800), which YAML does not allow here."]),
    "65 levels": ("a: " + "[" * 64 + "]" * 64, ["PC011 1:67-68 Values are nested more than 64 levels deep."]),
    "a tab before a key": ("a:\n\tb: 1", ["PC005 2:1-2 A tab is used for indentation; YAML indents with spaces only."]),
    "a tab after spaces": ("a:\n  b: 1\n  \tc: 1", ["PC005 3:3-4 A tab is used for indentation; YAML indents with spaces only."]),
    "no space after a colon": ("name:Foo\nb: 1", ["PC004 1:5-6 A space is missing after `name:`."]),
    "a colon in a value": ("name: Foo: bar", ["PC004 1:10-11 An unquoted value holds a colon and a space, which begin another mapping."]),
    "a mapping below a value": ("a: 1\n  b: 2", ["PC004 2:4-5 A colon stands where none can be."]),
    "an open quote": ("a: 'x\nb: 2\n", ["PC004 1:4-5 The quote that opens here is not closed."]),
    "an apostrophe in quotes": ("a: 'it's'", ["PC004 1:8-9 Something follows a value that has already ended."]),
    "an open bracket": ("a: [1, 2\nb: 3\n", ["PC004 1:4-5 The bracket that opens here is not closed, or a comma is missing in it."]),
    "an open brace": ("a: {b: 1\n", ["PC004 1:4-5 The bracket that opens here is not closed, or a comma is missing in it."]),
    "a wrong indentation": ("a:\n  - b\n c: 1\n", ["PC004 3:2-3 The indentation of this line fits no line above it."]),
    "an at sign": ("a: @x", ["PC004 1:4-5 A value cannot begin with `@`."]),
    "a backtick": ("a: `x`", ["PC004 1:4-5 A value cannot begin with a backtick."]),
    "a percent sign": ("a: %x", ["PC004 1:4-5 A value cannot begin with `%`."]),
    "a star alone": ("a: * b", ["PC004 1:4-5 `&` and `*` begin the name of an anchor, and here is none."]),
    "an exclamation mark": ("a: !x! b", ["PC004 1:4-5 A value cannot begin with `!`."]),
    "an unknown escape": ('a: "C:\\qx"', ['PC004 1:7-8 A backslash in "..." begins an escape, and this one is unknown.']),
    "a missing colon": ("a: 1\nb\nc: 2\n", ["PC004 2:1-2 A colon is missing after this key."]),
    "a list item after a key": ("a: - b", ["PC004 1:4-5 A list item cannot begin here."]),
    "no key before a colon": ("a: 1\n: 2", ["PC004 2:1-2 A key is missing before this colon."]),
    "what was found before a syntax error stays": ("1: 2\nb: [", ["PC007 1:1-2 The key `1` is a number, not text.", "PC004 2:5-5 The file ends inside a bracket."]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), LOST.values(), ids=LOST.keys())
def test_cannot_read_past(text: str, wanted: list[str]) -> None:
    document, found = read_text(text, "f.yaml")
    assert (document, rows(found)) == (None, wanted)


def test_a_repeated_key_names_the_first() -> None:
    _, found = read_text("a: 1\nb: 2\na: 3", "f.yaml")
    assert [(near.label, near.span.line) for one in found for near in one.related] == [
        ("it stands here first", 1)
    ]


@pytest.mark.parametrize("text", [text for text, *_ in [*KEPT.values(), *LOST.values()]])
def test_every_finding_says_what_to_write(text: str) -> None:
    _, found = read_text(text, "f.yaml")
    assert [one.message for one in found if not one.hint] == []


def test_reads_without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: &x [yes, 010]\nb: *x\nc: |\n  t\nd: {<<: {e: 1}}\n"
    fast, _ = read_text(text, "f.yaml")
    monkeypatch.setitem(sys.modules, "yaml.cyaml", None)
    monkeypatch.delattr("yaml.cyaml", raising=False)
    slow, found = read_text(text, "f.yaml")
    assert fast is not None
    assert slow is not None
    assert found == []
    assert slow.value == fast.value
    assert list(slow.positions.tape) == list(fast.positions.tape)
