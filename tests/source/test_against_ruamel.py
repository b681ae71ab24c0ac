"""Our reader and ruamel.yaml (pure, YAML 1.2) must read the same values from the same text."""

from __future__ import annotations

import io
import math
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from pipelinectl.source import read_text
from pipelinectl.source.scalars import old_reading

# Permitted differences, kept out of what is generated:
# - scalars that YAML 1.1 reads otherwise (dates, `1_000`, `0b1`, `=`): ruamel.yaml keeps some of
#   1.1's types in 1.2, the core schema does not;
# - NEL, U+2028 and U+2029: ruamel.yaml breaks lines at NEL, YAML 1.2 does not;
# - a block text whose first line begins with a tab after its spaces: libyaml refuses it, loudly;
# - a plain text in brackets that begins with a colon (`{:0: x}`): the same;
# - `0o17` and `0x1f` with a sign: ruamel.yaml takes them for numbers, the core schema does not.

LETTERS = st.characters(
    codec="utf-8",
    exclude_categories=("Cc", "Cs", "Zl", "Zp", "Co", "Cn"),
    exclude_characters="\ufeff\x85\x7f",
)
WORDS = st.sampled_from(
    [
        "a",
        "New",
        "Waiting on us",
        "it's",
        'say "x"',
        "a: b",
        "a #b",
        "#ff0055",
        "",
        " ",
        "~",
        "null",
        "true",
        "-",
        "- a",
        "? x",
        "!x",
        "&x",
        "*x",
        "%x",
        "@x",
        "`x`",
        "{x",
        "[x",
        "x]",
        "a\nb",
        "a\n",
        "\na",
        "a\n\n",
        "  a",
        "a  ",
        "a\tb",
        "\ta",
        "a\n  b\nc",
        "|",
        ">",
        "<<",
        ",",
    ]
)
TEXTS = st.one_of(WORDS, st.text(LETTERS, max_size=30))
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), TEXTS, TEXTS
)
DATA = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)
STYLES = st.fixed_dictionaries(
    {
        "default_flow_style": st.sampled_from([True, False, None]),
        "default_style": st.sampled_from([None, None, '"', "'", "|", ">"]),
        "indent": st.integers(2, 6),
        "width": st.sampled_from([8, 40, 80, 4000]),
        "allow_unicode": st.booleans(),
        "explicit_start": st.booleans(),
        "line_break": st.sampled_from(["\n", "\r\n"]),
    }
)


def oracle(text: str) -> Any:
    reader = YAML(typ="safe", pure=True)
    reader.version = (1, 2)
    return reader.load(text)


def ours(text: str) -> Any:
    document, found = read_text(text, "f.yaml")
    assert [one for one in found if one.code != "PC012"] == []
    return None if document is None else document.value


def same(left: Any, right: Any) -> bool:
    if isinstance(left, float) and isinstance(right, float) and math.isnan(left):
        return math.isnan(right)
    if type(left) is not type(right):
        return False
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    if isinstance(left, list):
        return len(left) == len(right) and all(map(same, left, right))
    return bool(left == right)


def agree(text: str) -> None:
    mine, other = ours(text), oracle(text)
    assert same(mine, other), (text, mine, other)


@given(data=st.dictionaries(TEXTS, DATA, min_size=1, max_size=5), style=STYLES)
@settings(deadline=None, max_examples=150)
def test_documents_written_by_pyyaml_read_alike(data: Any, style: dict[str, Any]) -> None:
    text = yaml.dump(data, Dumper=Untagged, **style)
    if style["default_style"] is None or "!!" not in text:
        agree(text)


@given(data=st.dictionaries(TEXTS, DATA, min_size=1, max_size=5), flow=st.booleans())
@settings(deadline=None, max_examples=100)
def test_documents_written_by_ruamel_read_alike(data: Any, *, flow: bool) -> None:
    writer = YAML(typ="safe", pure=True)
    writer.version = (1, 2)
    writer.default_flow_style = flow
    stream = io.StringIO()
    writer.dump(data, stream)
    text = stream.getvalue()
    if read_text(text, "f.yaml")[0] is not None:
        agree(text)


class Untagged(yaml.SafeDumper):
    """Writes every text so that readers of YAML 1.2 read a text, and no alias."""

    def ignore_aliases(self, data: Any) -> bool:
        del data
        return True


def _as_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    plain = not isinstance(yaml.safe_load(f"[{text}]") if text.isalnum() else 0, list)
    style = '"' if plain or old_reading(text) or not text.isalpha() else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


Untagged.add_representer(str, _as_text)

FRAGMENTS = st.sampled_from(
    [
        "a",
        "b",
        "key",
        "x y",
        "12",
        "-1.5",
        "true",
        "null",
        "~",
        "'q'",
        '"d\\n"',
        "''",
        '""',
        ":",
        ": ",
        ":\n",
        "\n",
        "\n\n",
        "\n  ",
        "\n    ",
        "\n- ",
        "\n  - ",
        "- ",
        "? ",
        "  ",
        " ",
        "<<: ",
        "a: ",
        "b: ",
        "\nb: ",
        "\n  c: ",
        "\n---\n",
        "...",
        "-",
        "é",
        "'",
        '"',
        "\\",
        "\r\n",
    ]
)


@given(st.lists(FRAGMENTS, max_size=14).map("".join))
@settings(deadline=None, max_examples=600)
def test_what_both_read_without_complaint_is_the_same(text: str) -> None:
    document, found = read_text(text, "f.yaml")
    if found or document is None:
        return
    try:
        other = oracle(text)
    except (YAMLError, TypeError, ValueError):
        return
    assert same(document.value, other), (text, document.value, other)


BLOCK_TEXTS = {
    "literal": "a: |\n  x\n  y\n",
    "literal at the end of a file without a newline": "a: |\n  x",
    "literal that strips": "a: |-\n  x\n\n",
    "literal that keeps": "a: |+\n  x\n\n\nb: 1\n",
    "literal that keeps at the end without a newline": "a: |+\n  x\n\n  ",
    "empty literal": "a: |\nb: 1\n",
    "empty literal that keeps": "a: |+\n\n\nb: 1\n",
    "empty literal at the end": "a: |",
    "literal with an indentation of its own": "a: |2\n    x\n  y\n",
    "literal that begins with empty lines": "a: |\n\n\n  x\n",
    "literal with spaces at the end of lines": "a: |\n  x  \n   \n  y\n",
    "literal with a tab": "a: |\n  x\n  \ty\n",
    "folded": "a: >\n  x\n  y\n\n  z\n",
    "folded with more indented lines": "a: >\n  x\n    y\n  z\n",
    "folded at the end of a file without a newline": "a: >\n  x\n  y",
    "folded that strips": "a: >-\n  x\n  y\n\n",
    "comment after the sign": "a: | # why\n  x\n",
    "item of a list": "a:\n- |\n  x\n- >-\n  y\n",
    "carriage returns": "a: |\r\n  x\r\n  y\r\nb: 1\r\n",
    "quoted over lines": "a: 'x\n  y\n\n  z'\nb: \"x\\\n  y\"\n",
    "plain over lines": "a: x\n  y\n\n  z\nb: 1\n",
}


@pytest.mark.parametrize("text", BLOCK_TEXTS.values(), ids=BLOCK_TEXTS.keys())
def test_texts_over_lines_read_alike(text: str) -> None:
    agree(text)
