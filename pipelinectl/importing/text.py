"""The YAML text of one pipeline, written so that every YAML reader reads the same values."""

from __future__ import annotations

import io
import re
import sys
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from pipelinectl.automation.references import STATUS, named
from pipelinectl.model import OFF, Kind, Read, as_list

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelinectl.model import Live, LiveObject, Value

_PLAIN = re.compile(r"[^\W\d_]\w*(?:[ -]\w+)*")
_SPECIAL = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
"""Words that some version of YAML reads as something else than text, in any case of letters."""

_STEP = " ▸ "
_EDIT = f"{_STEP}a channel{_STEP}Edit"
"""How the path to a setting goes on from the list of channels."""

Pages = dict[str, list[str]]
"""Settings that no read shows, by the page that shows them."""

_WIDTH = 92
_INDENT = 4


@dataclass(frozen=True, slots=True)
class Found:
    """A pipeline of the account and its statuses in their order, each with its key."""

    key: str
    pipeline: LiveObject
    statuses: tuple[tuple[str, LiveObject], ...]


def file_text(found: Found, live: Live, environment: str) -> str:
    """The whole file: a comment that says what it is, the pipeline, and what could not be read."""
    body = _dumped(
        CommentedMap(version=1, pipelines=CommentedMap({_text(found.key): _pipeline(found, live)}))
    )
    return _header(live.account, environment) + body + _notes(found, live)


def _header(account: str, environment: str) -> str:
    return _comment(
        f"A ticket pipeline as account {account} (environment {environment}) had it when "
        "`pipelinectl import` wrote this file.\n"
        "\n"
        "`pipelinectl plan` finds nothing to change now. Run `pipelinectl apply` once: it writes "
        "nothing to the account, and remembers this state for `pipelinectl drift`. From then on "
        "change what you like here, look at the plan, and apply it.\n"
        "\n"
        "Each `id:` ties an entry to the object that exists in the account. Leave it as it is "
        "when you change a name, a key or the order."
    )


def _pipeline(found: Found, live: Live) -> CommentedMap:
    fields = found.pipeline.fields
    made = CommentedMap(name=_text(str(fields["name"])), id=_quoted(found.pipeline.id))
    made["statuses"] = CommentedSeq([_status(key, each) for key, each in found.statuses])
    if found.pipeline.builtin:
        _comment_before(
            made,
            "id",
            "This is the account's own default pipeline. `default: true` instead of this line "
            "means the default pipeline of whichever account the files are applied to.",
        )
    if all(each.fields["state"] == "open" for _, each in found.statuses):
        _comment_before(
            made,
            "statuses",
            "No status is closed. The help desk lets this pipeline be, but would refuse to create "
            "it in another account. Write `state: closed` where tickets end.",
        )
    values = _rules(found, live)
    stray = _stray(values, found)
    rules = {name: _rule(value, found) for name, value in values.items() if name not in stray}
    if rules:
        made["rules"] = CommentedMap(rules)
    switches = _switches(found, live)
    if switches:
        made["automate"] = styled({"update_status": switches})
        _comment_before(
            made,
            "automate",
            "The switches of the pipeline's Automate page, as far as they can be read. A person "
            "sets them there; `pipelinectl plan` says when they differ.",
        )
    return made


def _switches(found: Found, live: Live) -> dict[str, object]:
    """The triggers that the account shows: the name of a status, or False for one that is off."""
    names = {each.id: str(each.fields["name"]).strip() for _, each in found.statuses}
    keys = {each.id: key for key, each in found.statuses}
    made: dict[str, object] = {}
    for name in ("email_sent_to_customer", "customer_replies"):
        switch = live.get(Kind.AUTOMATE, f"{found.pipeline.id}/{name}")
        value = switch.fields["value"] if switch else None
        target = named(value, STATUS)
        if value is False:
            made[name] = False
        elif target in keys:
            made[name] = keys[target] if names[target] in keys.values() else names[target]
    return made


def workflows_text(entries: Mapping[str, object], live: Live, environment: str) -> str:
    """The whole file of workflows: a comment that says what it is, and the workflows by key."""
    body = _dumped(CommentedMap(version=1, automations=styled(entries)))
    return (
        _comment(
            f"The workflows of tickets as account {live.account} (environment {environment}) had "
            "them when `pipelinectl import` wrote this file. Each `id:` ties an entry to the "
            "workflow that exists in the account."
        )
        + body
    )


def channels_text(
    entries: Mapping[str, object], unseen: Mapping[str, Pages], live: Live, environment: str
) -> str:
    """The whole file of channels, and below them, by type, where to look for what no read shows."""
    body = _dumped(CommentedMap(version=1, channels=styled(entries)))
    head = _comment(
        f"The channels as account {live.account} (environment {environment}) had them when "
        "`pipelinectl import` wrote this file. Each `id:` ties an entry to the channel that exists "
        "in the account. No API shows more of them than this: what else a channel has is named "
        "below, with the page that shows it. Write it here to have it managed.\n"
        "\n"
        "The working hours and the teams of users are not imported."
    )
    return head + body + _unseen(unseen)


def _unseen(unseen: Mapping[str, Pages]) -> str:
    """Each page once, with the settings that are found there; types that are alike together."""
    alike: dict[str, list[str]] = {}
    for kind, pages in unseen.items():
        lines = (f"- {_place(page)}: {', '.join(names)}" for page, names in pages.items())
        alike.setdefault("".join(_comment(each) for each in lines), []).append(kind)
    lists = {page.partition(_EDIT)[0] for each in unseen.values() for page in each if _EDIT in page}
    notes = "".join(
        _comment(f"\nThe list of channels is at {each}. Hover over a channel there for Edit.")
        for each in sorted(lists)
    )
    for said, kinds in alike.items():
        notes += _comment(f"\nOf channels of type {', '.join(kinds)}:") + said
    return notes


def _place(page: str) -> str:
    """Where a setting is found, said without the way to the list of channels."""
    to_the_list, edit, tab = page.partition(_EDIT)
    if edit:
        return f"On the tab {tab.removeprefix(_STEP)} of a channel" if tab else "At Edit"
    return "In the list of channels" if to_the_list.endswith(f"{_STEP}Channels") else f"At {page}"


def styled(value: object) -> Any:
    """Plain mappings, lists and texts, written so that every YAML reader reads the same values."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict):
        return CommentedMap({_text(str(name)): styled(each) for name, each in value.items()})
    if isinstance(value, list):
        return CommentedSeq([styled(each) for each in value])
    return value


def _status(key: str, status: LiveObject) -> CommentedMap:
    made = CommentedMap(key=_text(key), name=_text(str(status.fields["name"])))
    if status.fields["state"] != "open":
        made["state"] = str(status.fields["state"])
    made["id"] = _quoted(status.id)
    made.fa.set_flow_style()
    return made


def _rules(found: Found, live: Live) -> dict[str, Value]:
    """All rules of the pipeline where at least one is on; else none, so that none is managed."""
    rules = live.get(Kind.RULES, found.pipeline.id)
    if rules is None or live.reads.get(Kind.RULES) is not Read.COMPLETE:
        return {}
    values = {name: rules.fields.get(name, off) for name, off in OFF.items()}
    return {} if values == OFF else values


def _stray(values: Mapping[str, Value], found: Found) -> list[str]:
    """The rules that name a status which the pipeline does not have."""
    ids = {each.id for _, each in found.statuses}
    return [name for name, value in values.items() if not ids.issuperset(as_list(value))]


def _rule(value: Value, found: Found) -> object:
    """A switch as it is; a set of ids as keys, in the order of the statuses."""
    if not isinstance(value, tuple):
        return value
    listed = CommentedSeq([_text(key) for key, each in found.statuses if each.id in value])
    listed.fa.set_flow_style()
    return listed


def _notes(found: Found, live: Live) -> str:
    """What a reader must know of the rules that do not stand in the file."""
    stray = _stray(_rules(found, live), found)
    if stray:
        return _comment(
            f"Left out of `rules:`, because the account names a status there that this pipeline "
            f"does not have: {', '.join(stray)}.",
            _INDENT,
        )
    if live.reads.get(Kind.RULES) is Read.COMPLETE:
        return ""
    why = live.why.get(Kind.RULES)
    return _comment(
        "The rules of this pipeline could not be read"
        + (f" ({_one_line(why).rstrip('.')})" if why else "")
        + ". Look at Settings > Objects > Tickets > Pipelines > this pipeline > Pipeline Rules, "
        "and write `rules:` here to manage them.",
        _INDENT,
    )


def _one_line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _text(text: str) -> str:
    """A text, plain only where no reader can take it for anything else."""
    plain = _PLAIN.fullmatch(text) and text.lower() not in _SPECIAL
    return text if plain else _quoted(text)


def _quoted(text: str) -> str:
    """A text in double quotes; `${` would be a variable, so it is written `$${`."""
    quoted: str = DoubleQuotedScalarString(text.replace("${", "$${"))
    return quoted


def _comment_before(mapping: CommentedMap, key: str, text: str) -> None:
    lines = "\n".join(_wrapped(text, _INDENT))
    mapping.yaml_set_comment_before_after_key(key, before=lines, indent=_INDENT)


def _comment(text: str, indent: int = 0) -> str:
    lines = [line for part in text.split("\n") for line in _wrapped(part, indent) or [""]]
    return "".join(f"{' ' * indent}# {line}".rstrip() + "\n" for line in lines)


def _wrapped(text: str, indent: int) -> list[str]:
    return textwrap.wrap(text, _WIDTH - indent, break_long_words=False, break_on_hyphens=False)


def _dumped(value: CommentedMap) -> str:
    yaml = YAML()
    yaml.width = sys.maxsize  # a folded name would be the same value, and hard to read
    yaml.indent(mapping=2, sequence=_INDENT, offset=2)
    text = io.StringIO()
    yaml.dump(value, text)
    return text.getvalue()
