"""`${var.name}` in values."""

# ruff: noqa: E501 - a row of a table stands on one line

from __future__ import annotations

from typing import Any

import pytest

from pipelinectl.source import Variable, substitute
from tests.source.shown import place, read, rows

VARIABLES: dict[str, Variable] = {
    "brand": "Acme",
    "n": 3,
    "half": 0.5,
    "on": True,
    "empty": "",
    "nested": "${var.n}",
}

VALUES: dict[str, tuple[str, Any]] = {
    "inside a text": ("a: Hello ${var.brand}!", {"a": "Hello Acme!"}),
    "twice in a text": ("a: ${var.brand}${var.brand}", {"a": "AcmeAcme"}),
    "alone, with its type": ("a: [${var.n}, ${var.half}, ${var.on}]".replace("[", "[\n  '", 1).replace(", ", "',\n  '").replace("]", "']"), {"a": [3, 0.5, True]}),
    "a number in a text": ("a: n=${var.n}", {"a": "n=3"}),
    "a boolean in a text as YAML writes it": ("a: is ${var.on}", {"a": "is true"}),
    "an empty text": ('a: "${var.empty}"', {"a": ""}),
    "at any depth": ("a: {b: [{c: '${var.n}'}]}", {"a": {"b": [{"c": 3}]}}),
    "in a block text": ("a: |\n  x\n  ${var.brand}\n", {"a": "x\nAcme\n"}),
    "a literal": ("a: $${var.brand}", {"a": "${var.brand}"}),
    "a literal and a variable": ("a: $${x} ${var.n}", {"a": "${x} 3"}),
    "a dollar alone": ("a: $5 ${var.n} {x}", {"a": "$5 3 {x}"}),
    "a variable is not looked into": ("a: ${var.nested}", {"a": "${var.n}"}),
    "made of escapes": ('a: "\\x24{var.n}"', {"a": 3}),
    "other values stay": ("a: [1, ~, true, 1.5, ${x}]".replace("${x}", "'${var.n}'"), {"a": [1, None, True, 1.5, 3]}),
    "behind aliases and merges": ("a: &x {b: '${var.n}'}\nc: *x\nd: {<<: *x}", {"a": {"b": 3}, "c": {"b": 3}, "d": {"b": 3}}),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), VALUES.values(), ids=VALUES.keys())
def test_replaces(text: str, wanted: Any) -> None:
    document = read(text)
    replaced, found = substitute(document, VARIABLES)
    assert (replaced.value, rows(found)) == (wanted, [])


FAULTS: dict[str, tuple[str, list[str]]] = {
    "an unknown variable": ("a: x ${var.brnd} y", ["PC109 1:6-17 The variable `brnd` is not defined."]),
    "an unknown variable in quotes": ("a: 'it''s ${var.brnd}'", ["PC109 1:11-22 The variable `brnd` is not defined."]),
    "the second of two like ones": ("a: $${var.x} ${var.x} ${var.x}", ["PC109 1:14-22 The variable `x` is not defined.", "PC109 1:23-31 The variable `x` is not defined."]),
    "an unknown variable in a block text": ("a: |\n  ${var.x}", ["PC109 1:4-5 The variable `x` is not defined."]),
    "an unknown variable made of escapes": ('a: "\\x24{var.x}"', ["PC109 1:4-17 The variable `x` is not defined."]),
    "another form": ("a: ${brand}", ["PC109 1:4-12 `${brand}` is no variable: the form is `${var.name}`."]),
    "another name space": ("a: ${env.HOME}", ["PC109 1:4-15 `${env.HOME}` is no variable: the form is `${var.name}`."]),
    "no closing brace": ("a: ${var.n", ["PC109 1:4-11 `${var.n` is no variable: the form is `${var.name}`."]),
    "spaces inside": ("a: ${ var.n }", ["PC109 1:4-14 `${ var.n }` is no variable: the form is `${var.name}`."]),
    "in a key": ("a-${var.n}: 1", ["PC110 1:3-11 `${var.n}` stands in a key; variables stand in values only."]),
    "an alias reports once": ('a: &x ["${var.x}"]\nb: *x\nc: *x', ["PC109 1:9-17 The variable `x` is not defined."]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), FAULTS.values(), ids=FAULTS.keys())
def test_refuses(text: str, wanted: list[str]) -> None:
    document = read(text)
    replaced, found = substitute(document, VARIABLES)
    assert (replaced.value, rows(found)) == (
        {key: value.replace("$${", "${") if isinstance(value, str) else value for key, value in document.value.items()},
        wanted,
    )  # fmt: skip


def test_hints_name_the_nearest_variable_or_the_place_to_define_one() -> None:
    _, found = substitute(read("a: ${var.brnd}\nb: ${var.zzzzzz}\nc: ${x}"), VARIABLES)
    assert [one.hint for one in found] == [
        "Did you mean `${var.brand}`?",
        "Write `zzzzzz:` under `variables:` in pipelinectl.yaml, or pass `--var`.",
        "Write `$${` where the text itself is meant to hold `${`.",
    ]


def test_the_document_itself_stays_and_places_with_it() -> None:
    document = read("a: x\nb: ['${var.n}', {c: y}]")
    replaced, _ = substitute(document, VARIABLES)
    assert document.value == {"a": "x", "b": ["${var.n}", {"c": "y"}]}
    assert place(replaced.span(("b", 1, "c"))) == place(document.span(("b", 1, "c"))) == "2:21-22"


def test_a_document_without_variables_is_returned_as_it_is() -> None:
    document = read("a: x")
    assert substitute(document, VARIABLES)[0] is document
