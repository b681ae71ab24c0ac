"""Reference pages made from the schemas and from the commands: docs/language.md, docs/commands.md.

What the schemas and the commands cannot say for themselves stands here as text.
"""

from __future__ import annotations

import inspect
import json
from typing import TYPE_CHECKING, Any

from pipelinectl.cli.main import cli
from pipelinectl.plan.model import Exit
from pipelinectl.schema import SCHEMAS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LANGUAGE = """\
# The language

You write two kinds of files. The *project file* `pipelinectl.yaml` says which accounts there are
and where the configuration lies. The *configuration*, every `.yaml` and `.yml` file below the
folder that it names, says what the help desk shall be like. The files are read as one, so how you
divide it is up to you; only the same pipeline cannot stand in two files.

`pipelinectl schema` prints the JSON Schema that this page is made from. An editor that knows it
completes fields while you type; `# yaml-language-server: $schema=PATH` as the first line of a file
tells many editors where it is.

## YAML

- YAML 1.2, in UTF-8. `yes`, `on` and `17:00` are text. Where other YAML readers take a text for
  something else, a warning asks for quotes.
- A text that looks like a number, `true` or nothing needs quotes: `id: "4"`, not `id: 4`.
- An omitted field, `~` and `null` mean the same: it is not managed, or has its default. "Nothing in
  it" is `""` or `[]`.
- Anchors (`&name`), aliases (`*name`) and merge keys (`<<:`) work inside one file. Keys that begin
  with `x-` are ignored at the top of a file; they may hold what several places share.
- `${var.name}` in a value is a variable of the project file or of `--var`. A value that is one
  variable alone keeps the variable's type. `$${` is a literal `${`. Keys take no variables.

## Keys, names and ids

A *key* is how files, plans and commands call a pipeline or a status. It does not change. A *name*
is what people see, and may change at any time. An *id* is what the account calls the object.

- The key of a pipeline is written. The key of a status may be: `{key: waiting, name: Waiting}`. In
  the short form, `- Waiting on us`, it is made from the name: letters without accents, lower case,
  everything else one `_`, here `waiting_on_us`. Where that gives no key, or one that is taken,
  write one.
- The id of a pipeline that these files create is its key, the id of a status is
  `<pipeline key>-<status key>`. `id:` names another one: the object is taken over where the
  account has it, and created under that id where not.
- `default: true` on a pipeline means the one that every HubSpot account comes with.
- In a pipeline that is taken over, statuses without `id:` are found by the ledger, by the form of
  id above, or by their names.
- An *address* is a kind and keys: `pipeline.support`, `status.support.waiting_on_us`,
  `rules.support`. Addresses are what `--only`, `--except`, `--allow` and `protect` take.

- The key of a workflow under `automations` is written, and may hold `-` too. No pipeline has the
  same. Its address is `automation.escalate-stale`; that of the actions of a status is
  `automation.support.new`, that of a switch `automate.support.customer_replies`.

- The key of a channel is written in the same way. Its address is `channel.support-email`; each of
  its settings has one of its own, `channel.support-email.routing`, and so has the workflow that
  stands in for some of them, `automation.channel.support-email`.
- Other settings: `access.billing`, `form.refund-form` (the form of that channel),
  `user.ana@acme.example.working_hours`, `team.tier_1.main_members` (the key is made from the team's
  name), `skills.languages`, `sla.goals`, `spam.deny`.

Rules name the statuses of their own pipeline by key or by name. Everything else names a status as
`pipeline/Status`. Users are named by e-mail address, teams by name. A text that is the key of one
status and the name of another is an error.

## What is managed

A field that is left out is not managed: whatever the account says stays. A rule that is left out
stays as it is; `false` or `[]` switches it off and keeps it off. A status that nobody declared
keeps its place behind the nearest declared one before it.

What leaves the files is deleted if these files created it, and released if it was taken over: it
stays in the account and is no longer managed. `exclusive: true` on a pipeline means that the
statuses in the files are all there shall be. `removed` permits a delete for everybody to review.
Nothing is deleted for being absent where there is no ledger, or where only a part of the
configuration was read.

`move_tickets_to` is checked and otherwise not used yet: a status that holds tickets is not deleted.

A channel, and each of its settings, is managed as far as it stands in the files. A list is always
whole: members, skills, `allow`, `deny`, the users and teams of `access`. `enabled` and
`create_tickets` are left alone where they are left out. Forms, users and teams are never deleted; a
channel that left the files stays connected, unless `removed: - {channel: key}` asks a person to
disconnect it.

## Automations

What a ticket does by itself: [automations.md](automations.md) explains triggers, conditions and
actions, with their defaults and with what needs which subscription.

## Channels, and who works them

`channels` says by which ways customers reach you, `ticket_properties` what their tickets are like,
`routing` who gets them. `users`, `teams` and `skills` say who works when and what they know, `sla`
what you promise, `spam` whose mail you (never) read, `access` of a pipeline who sees it, and
`migrate` which channels move from an inbox to the help desk, which cannot be undone.

Most of that has no API. Each setting becomes true by an API, by a workflow or by a person; the plan
says which, and `realise` of a channel chooses where there is a choice. [channels.md](channels.md)
explains it type by type, [capabilities.md](capabilities.md) lists every setting.
"""

_PROJECT = """\
## Project file

Environments without `protect` and `limits` have none. An address under `protect` also keeps what
it lies in: while `status.support.new` is protected, `pipeline.support` is not deleted either.
"""

_COMMANDS = """\
# Commands

PATH is a project folder, a folder of YAML or one file; without it, the project at or above the
current folder. Where PATH is less than the whole configuration, nothing is deleted or released for
being absent, and the plan says so.

Data goes to stdout, everything else to stderr. A command that talks to an account says first which
environment, account and host it uses. Where the project file names several environments, `--env`
is needed.
"""

_EXITS: Mapping[Exit, str] = {
    Exit.DONE: "Done, or nothing to change.",
    Exit.ERROR: "An error: in the files, on the command line, or of a call. From `apply`: nothing "
    "was written.",
    Exit.DIFFERENCES: "There are differences. Only from `plan --detailed-exitcode`, `drift`, and "
    "`apply --fail-on manual`.",
    Exit.BLOCKED: "A guard holds a change back, with what depends on it. `apply` carries out the "
    "rest.",
    Exit.STALE: "The saved plan is stale, altered or for another account, or `--expect` names "
    "another plan. Nothing was written.",
    Exit.PARTLY_APPLIED: "A call failed or its answer was lost, and at least one write was or may "
    "have been done. Run it again.",
}

_SEVERAL = "Where several hold: 4, 5, 1, 3, 2. JSON documents repeat the code with its name."

_COMMON = frozenset({"no_color", "quiet", "verbose", "log_json"})
"""Options that every command takes; they are listed once."""

_WORDS = {
    "string": "text",
    "boolean": "true or false",
    "integer": "whole number",
    "number": "number",
}


def language_page() -> str:
    """The reference of the configuration and of the project file, as Markdown."""
    lines = [_mark("the schemas in schema/"), _LANGUAGE]
    shown: set[str] = set()
    configuration = SCHEMAS["configuration"]()
    lines += ["## Fields", "", *_fields("A configuration file", configuration)]
    lines += _definitions(configuration, shown)
    project = SCHEMAS["project"]()
    lines += [_PROJECT, *_fields("pipelinectl.yaml", project), *_definitions(project, shown)]
    return "\n".join(lines).rstrip("\n") + "\n"


def commands_page() -> str:
    """The reference of the commands and of the exit codes, as Markdown."""
    top = cli.context_class(cli, info_name="pipelinectl")
    leaves = list(_leaves(cli, top))
    lines = [_mark("the commands themselves"), _COMMANDS]
    for command, context in leaves:
        lines += [f"## {context.command_path}", "", inspect.cleandoc(command.help or ""), ""]
        lines += ["```", command.get_usage(context).removeprefix("Usage: "), "```", ""]
        lines += _options(_records(command, context, common=False))
    lines += ["## Options of every command", "", *_options(_records(*leaves[0], common=True))]
    lines += ["## Exit codes", "", "| code | name | meaning |", "|---|---|---|"]
    lines += [f"| {int(each)} | `{each.label}` | {_EXITS[each]} |" for each in Exit]
    lines += [
        "",
        "Where several hold: 4, 5, 1, 3, 2. JSON documents repeat the code with its name.",
    ]
    return "\n".join(lines) + "\n"


def _mark(source: str) -> str:
    return f"<!-- Made by `make docs` from pipelinectl/manual.py and {source}. Do not edit. -->"


def _definitions(schema: Mapping[str, Any], shown: set[str]) -> Iterator[str]:
    """Each mapping that the schema defines and that was not shown yet."""
    for name, part in schema["$defs"].items():
        if name not in shown:
            shown.add(name)
            yield from _fields(name, part)


def _fields(title: str, part: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"### {title}", "", part["description"], "")
    yield from ("| field | value | |", "|---|---|---|")
    required = part.get("required", ())
    for name, field in part["properties"].items():
        needed = " *Required.*" if name in required else ""
        words = f"{field['description']}{needed}{_default(field)}{_example(field)}"
        yield f"| `{name}` | {_type(field)} | {_cell(words)} |"
    yield ""


def _default(field: Mapping[str, Any]) -> str:
    if "default" not in field:
        return ""
    default = field["default"]
    return f" Default: `{default if isinstance(default, str) else json.dumps(default)}`."


def _example(field: Mapping[str, Any]) -> str:
    shown = [json.dumps(each, ensure_ascii=False) for each in field.get("examples", ())]
    return f" For example {' or '.join(f'`{each}`' for each in shown)}." if shown else ""


def _type(part: Mapping[str, Any]) -> str:
    """What a field takes, in words; that it may be null is said once, at the top."""
    if "$ref" in part:
        name = part["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    for branches in ("anyOf", "oneOf"):
        if branches in part:
            words = [_type(each) for each in part[branches] if each != {"type": "null"}]
            return " or ".join(words)
    if "const" in part or "enum" in part:
        values = part.get("enum", [part.get("const")])
        return ", ".join(f"`{json.dumps(each).strip(chr(34))}`" for each in values if each)
    kinds = part["type"] if isinstance(part["type"], list) else [part["type"]]
    return " or ".join(_kind(kind, part) for kind in kinds if kind != "null")


def _kind(kind: str, part: Mapping[str, Any]) -> str:
    if kind == "array":
        return f"list of {_type(part['items'])}"
    if kind != "object":
        return _WORDS[kind]
    if "patternProperties" in part:
        (inner,) = part["patternProperties"].values()
        return f"mapping of names to {_type(inner)}"
    if "additionalProperties" not in part:
        return "mapping"
    return f"mapping of environments to {_type(part['additionalProperties'])}"


def _leaves(group: Any, context: Any) -> Iterator[tuple[Any, Any]]:
    """Every command that does something, each with its context (as click has them)."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        inner = command.context_class(command, info_name=name, parent=context)
        if hasattr(command, "list_commands"):
            yield from _leaves(command, inner)
        else:
            yield command, inner


def _records(command: Any, context: Any, *, common: bool) -> Iterator[tuple[str, str]]:
    """Options as they are written, with what they do: a command's own, or every command's."""
    for param in command.get_params(context):
        record = param.get_help_record(context)
        if param.param_type_name != "option" or record is None or "--help" in param.opts:
            continue
        if (param.name in _COMMON) == common:
            yield record


def _options(records: Iterator[tuple[str, str]]) -> list[str]:
    rows = [f"| `{_cell(written)}` | {_cell(words)} |" for written, words in records]
    return ["| option | does |", "|---|---|", *rows, ""] if rows else []


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
