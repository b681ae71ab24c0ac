"""What a YAML file must be before anything can be read from it."""

from __future__ import annotations

from pipelinectl.codes.row import Code

ROWS = (
    Code(
        "PC001",
        "error",
        "A file or folder cannot be read",
        "The path does not exist, is not a file, or may not be read. Check the path and "
        "its permissions.",
    ),
    Code(
        "PC002",
        "error",
        "A file is not UTF-8",
        "Configuration files are UTF-8 (a byte-order mark is fine). Save the file again "
        "with the encoding UTF-8.",
    ),
    Code(
        "PC003",
        "error",
        "A file holds a character that YAML does not allow",
        "A NUL byte or another control character stands in the file, often left by a copy "
        "from another program. Delete it.",
    ),
    Code(
        "PC004",
        "error",
        "The YAML cannot be read",
        "The text is not YAML 1.2. The caret stands where reading stopped; the cause is "
        "often a line above it: a missing colon, an open quote or bracket, or an "
        "indentation that differs from its neighbours.",
    ),
    Code(
        "PC005",
        "error",
        "A tab is used for indentation",
        "YAML indents with spaces only. Replace the tab with two spaces for each level.",
    ),
    Code(
        "PC006",
        "error",
        "A key stands twice in one mapping",
        "Two entries of one mapping have the same key, so one of them would be lost. Keep "
        "one, or give the other its own key.",
        row="V110",
    ),
    Code(
        "PC007",
        "error",
        "A key is not text",
        "Keys are text. Quote a key that looks like a number, a date or a boolean; a list "
        "or a mapping cannot be a key.",
    ),
    Code(
        "PC008",
        "error",
        "A tag is used",
        "Tags such as `!include` or `!!python/object` are not part of the language. Write "
        "the value itself.",
    ),
    Code(
        "PC009",
        "error",
        "A file holds more than one document",
        "`---` in the middle of a file starts a second document. Put each document into a "
        "file of its own.",
    ),
    Code(
        "PC010",
        "error",
        "An anchor contains itself",
        "An alias stands inside the value that its anchor names, so the value would have "
        "no end. Write the inner value out.",
    ),
    Code(
        "PC011",
        "error",
        "A file is too large to read safely",
        "The file, one of its values, its nesting or the values that its aliases stand "
        "for exceed what a configuration needs. Split the file, or write the values out.",
    ),
    Code(
        "PC012",
        "warning",
        "Other YAML readers take a value for something else",
        "pipelinectl reads YAML 1.2. Readers of YAML 1.1 take a plain `yes`, `on`, `010` "
        "or `17:00` for a boolean or a number. Quote the text so that every reader "
        "agrees.",
        row="V112",
    ),
    Code(
        "PC013",
        "error",
        "An alias has no anchor",
        "`*name` needs `&name` earlier in the same file. Anchors do not cross files.",
    ),
    Code(
        "PC014",
        "error",
        "A merge key has nothing to merge",
        "`<<:` takes an alias of a mapping, or a list of such aliases.",
    ),
    Code(
        "PC015",
        "error",
        "There is no configuration",
        "No `.yaml` or `.yml` file was found, or all of them are empty.",
    ),
    Code(
        "PC016",
        "error",
        "A path leaves the project folder",
        "Files must lie inside the project folder once links are followed: a pull request "
        "must not read other files of the machine that checks it.",
    ),
    Code(
        "PC017",
        "error",
        "A file does not hold a mapping",
        "A configuration file is a mapping with keys such as `pipelines:` at its top.",
    ),
)
