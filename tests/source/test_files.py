"""Finding and decoding files, and the lines that a caret is shown in."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest

from pipelinectl.source import Sources, load
from tests.source.shown import rows


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project folder, and a file beside it that nobody may read."""
    (tmp_path / "secret.yaml").write_text("password: x\n")
    folder = tmp_path / "project"
    (folder / "pipelines" / "sub").mkdir(parents=True)
    (folder / "pipelinectl.yaml").write_text("version: 1\n")
    (folder / "pipelines" / "b.yaml").write_text("b: 1\n")
    (folder / "pipelines" / "a.yml").write_text("a: 1\n")
    (folder / "pipelines" / "sub" / "c.yaml").write_text("c: 1\n")
    (folder / "pipelines" / "notes.txt").write_text("{")
    return folder


def names(root: Path, target: str) -> list[str]:
    return [document.file for document in load(root, Path(target)).documents]


def test_a_folder_is_read_with_all_below_it_in_order(root: Path) -> None:
    (root / "pipelines" / ".hidden.yaml").write_text("{")
    (root / "pipelines" / ".git").mkdir()
    (root / "pipelines" / ".git" / "x.yaml").write_text("{")
    wanted = ["pipelines/a.yml", "pipelines/b.yaml", "pipelines/sub/c.yaml"]
    assert names(root, "pipelines") == names(root, str(root / "pipelines")) == wanted


def test_the_project_folder_itself_leaves_its_own_files_out(root: Path) -> None:
    (root / "acknowledged.yaml").write_text("{")
    assert names(root, ".") == ["pipelines/a.yml", "pipelines/b.yaml", "pipelines/sub/c.yaml"]


def test_one_file_is_read_alone(root: Path) -> None:
    assert names(root, "pipelines/sub/c.yaml") == ["pipelines/sub/c.yaml"]


def test_a_broken_file_does_not_hide_the_others(root: Path) -> None:
    (root / "pipelines" / "a.yml").write_text("a: [")
    (root / "pipelines" / "sub" / "c.yaml").write_bytes(b"c: 1\nd: caf\xe9\n")
    loaded = load(root, Path("pipelines"))
    assert [document.file for document in loaded.documents] == ["pipelines/b.yaml"]
    assert loaded.broken == ("pipelines/a.yml", "pipelines/sub/c.yaml")
    assert rows(loaded.diagnostics) == [
        "PC004 1:5-5 The file ends inside a bracket.",
        "PC002 2:7-8 pipelines/sub/c.yaml is not UTF-8: reading stopped at byte 12 of 13.",
    ]


ENCODINGS = {
    "UTF-16": ("utf-16", "The file looks like UTF-16. Save it as UTF-8."),
    "UTF-16 without a mark": ("utf-16-le", "Save the file again with the encoding UTF-8."),
    "Latin-1": ("latin-1", "Save the file again with the encoding UTF-8."),
}


@pytest.mark.parametrize(("encoding", "hint"), ENCODINGS.values(), ids=ENCODINGS.keys())
def test_other_encodings_are_refused(root: Path, encoding: str, hint: str) -> None:
    (root / "x.yaml").write_bytes("name: café\n".encode(encoding))
    loaded = load(root, Path("x.yaml"))
    assert loaded.documents == ()
    assert [one.hint for one in loaded.diagnostics] == [hint]


def test_a_link_out_of_the_project_is_refused(root: Path) -> None:
    (root / "pipelines" / "link.yaml").symlink_to(root.parent / "secret.yaml")
    (root / "pipelines" / "up").symlink_to(root.parent)
    loaded = load(root, Path("pipelines"))
    assert len(loaded.documents) == 3
    assert rows(loaded.diagnostics) == [
        "PC016 1:1-1 pipelines/link.yaml leads out of the project folder.",
        "PC016 1:1-1 pipelines/up leads out of the project folder.",
    ]


@pytest.mark.parametrize("target", ["..", "../secret.yaml", "pipelines/../../secret.yaml", "/"])
def test_a_target_outside_the_project_is_refused(root: Path, target: str) -> None:
    loaded = load(root, Path(target))
    assert ([one.code for one in loaded.diagnostics], loaded.documents) == (["PC016"], ())


def test_links_inside_are_followed_once(root: Path) -> None:
    (root / "pipelines" / "sub" / "loop").symlink_to(root / "pipelines")
    (root / "more").mkdir()
    (root / "more" / "again.yaml").symlink_to(root / "pipelines" / "b.yaml")
    (root / "more" / "folder").symlink_to(root / "pipelines")
    assert len(names(root, ".")) == len(names(root, "pipelines")) == 3


def test_what_cannot_be_read_is_said(root: Path) -> None:
    (root / "pipelines" / "gone.yaml").symlink_to(root / "nowhere")
    (root / "pipelines" / "folder.yaml").mkdir()
    assert rows(load(root, Path("pipelines")).diagnostics) == [
        "PC001 1:1-1 pipelines/gone.yaml cannot be read: no such file or directory."
    ]
    assert rows(load(root, Path("nowhere")).diagnostics) == [
        "PC001 1:1-1 nowhere cannot be read: no such file or directory."
    ]


def test_nothing_to_read_is_said(root: Path) -> None:
    (root / "none").mkdir()
    (root / "empty.yaml").write_text("# nothing\n")
    assert rows(load(root, Path("none")).diagnostics) == ["PC015 nowhere none holds no YAML file."]
    assert rows(load(root, Path("empty.yaml")).diagnostics) == [
        "PC015 nowhere empty.yaml holds no value."
    ]


def test_file_names_that_are_not_text_do_not_stop_anything(root: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(root) + b"/pipelines/\xff.yaml")).write_text("d: 1")
    except OSError:
        pytest.skip("the file system takes UTF-8 names only")
    assert "pipelines/?.yaml" in names(root, "pipelines")


def test_the_garbage_collector_is_on_again(root: Path) -> None:
    load(root, Path("pipelines"))
    assert gc.isenabled()


def test_lines_for_the_caret(root: Path) -> None:
    (root / "x.yaml").write_bytes("\ufeffa: 1\r\nb: é\u2028x\rc: 3\n".encode() + b"d: \xff")
    sources = Sources(root)
    assert [sources.line("x.yaml", number) for number in range(6)] == [
        None, "a: 1", "b: é\u2028x", "c: 3", "d: \ufffd", None
    ]  # fmt: skip


@pytest.mark.parametrize("file", ["gone", "nul.yaml", "../secret.yaml", "pipelines", "a\x00b"])
def test_no_line_where_there_is_none_to_show(root: Path, file: str) -> None:
    (root / "nul.yaml").write_bytes(b"a\x00b")
    assert Sources(root).line(file, 1) is None


def test_a_file_is_read_once(root: Path) -> None:
    sources = Sources(root)
    assert sources.line("pipelines/b.yaml", 1) == "b: 1"
    (root / "pipelines" / "b.yaml").unlink()
    assert sources.line("pipelines/b.yaml", 1) == "b: 1"
