"""Reference pages made from tables: for `explain`, docs/diagnostics.md and docs/capabilities.md."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from pipelinectl.checks.tiers import GATES
from pipelinectl.codes import TABLE
from pipelinectl.model import Kind, Realisation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipelinectl.capabilities import Capability, Way
    from pipelinectl.codes import Code

_FAMILIES = {
    "PC0": "Syntax",
    "PC1": "Structure and project file",
    "PC2": "References",
    "PC3": "Checks",
    "PC5": "The account and its API",
    "PC6": "Plan safety",
    "PC9": "Faults of pipelinectl",
}
_KINDS = {
    Kind.PIPELINE: "Pipelines",
    Kind.STATUS: "Statuses",
    Kind.RULES: "Pipeline rules",
    Kind.ACCESS: "Access to pipelines",
    Kind.AUTOMATE: "Templated automations",
    Kind.SKILLS: "Skills",
    Kind.TEAM: "Teams",
    Kind.USER: "Users",
    Kind.FORM: "Forms",
    Kind.CHANNEL: "Channels",
    Kind.AUTOMATION: "Automations",
    Kind.SLA: "SLA",
    Kind.SPAM: "Allow and deny list",
}
_BY = {
    Realisation.API: "pipelinectl writes it",
    Realisation.WORKFLOW: "pipelinectl makes a workflow that does it",
    Realisation.MANUAL: "a person clicks it; the plan says where",
    Realisation.READ_ONLY: "it is looked at and left alone",
}
_NOT_SHOWN = "nothing; a person says that it is done, with `pipelinectl ack`"
_UNCONFIRMED = "not confirmed: nobody reports having seen it work"
_WIDTH = 88


def page(row: Code) -> str:
    """One code, for the terminal."""
    origin = f", check {row.row}" if row.row else ""
    text = textwrap.fill(row.explanation, _WIDTH)
    return f"{row.code}: {row.title} ({row.severity}{origin})\n\n{text}\n"


def diagnostics_page() -> str:
    """All codes by family, as Markdown."""
    lines = [
        "<!-- Made by `make docs` from pipelinectl/codes/. Do not edit. -->",
        "# Diagnostics",
        "",
        "Every finding has a code. `pipelinectl explain CODE` shows these pages in the terminal.",
        "Errors end a command with exit 1, what is blocked with exit 3; warnings and infos leave",
        "the exit code alone, and `--strict` turns warnings into errors.",
    ]
    for prefix, title in _FAMILIES.items():
        lines += ["", f"## {title}"]
        for row in TABLE.values():
            if row.code.startswith(prefix):
                origin = f" · {row.row}" if row.row else ""
                lines += ["", f"### {row.code} {row.title}", "", f"*{row.severity}{origin}*", ""]
                lines += textwrap.wrap(row.explanation, 96)
    return "\n".join(lines) + "\n"


def setting_name(row: Capability) -> str:
    """How a setting is called for: `channel.routing`, or its kind where it is the thing itself."""
    return f"{row.kind}.{row.setting}" if row.setting else str(row.kind)


def setting_page(row: Capability) -> str:
    """What can be done with a setting, for the terminal."""
    types = f" ({', '.join(row.types)})" if row.types else ""
    lines = [f"{setting_name(row)}{types}: {row.what}", ""]
    for number, way in enumerate(row.ways, 1):
        how = "; ".join([_BY[way.realisation], *_remarks(way)])
        said = f"{way.realisation}: {how}. Source: {way.source}."
        lines += textwrap.wrap(said, _WIDTH, initial_indent=f"{number}. ", subsequent_indent="   ")
    lines.append("")
    for label, text in (
        ("Shown by", row.shown or _NOT_SHOWN),
        ("Page", row.page),
        ("Who", row.who),
    ):
        if text:
            lines += textwrap.wrap(f"{label + ':':<10}{text}", _WIDTH, subsequent_indent=" " * 10)
    return "\n".join(lines) + "\n"


def capabilities_page(adapter: str, rows: Iterable[Capability]) -> str:
    """All settings by kind, as Markdown."""
    table = tuple(rows)
    lines = [
        f"<!-- Made by `make docs` from adapters/{adapter}/capabilities/. Do not edit. -->",
        "# What can be done with each setting",
        "",
        "How a declared setting becomes true. `pipelinectl explain channel.routing` shows a row of",
        "this page in the terminal. The words for the ways:",
        "",
        *(f"- `{way}`: {said}" for way, said in _BY.items()),
        "",
        "The ways stand best first. The first one that the subscription has, and that can do all",
        "that is declared, is taken, unless `realise:` asks for another. A step by hand is done",
        "once the account shows it; of what it does not show, `pipelinectl ack` says so.",
        "Each way has its source; none of them was tried on a real account by this project.",
    ]
    for kind, title in _KINDS.items():
        lines += ["", f"## {title}", ""]
        lines += ["| setting | ways | shown by | page | who | rows |", "|---|---|---|---|---|---|"]
        lines += [_line(each) for each in table if each.kind is kind]
    return "\n".join(lines) + "\n"


def _line(row: Capability) -> str:
    types = f" ({', '.join(row.types)})" if row.types else ""
    cells = (
        f"`{setting_name(row)}`{types}<br>{row.what}",
        "<br>".join(f"{n}. {_way(way)}" for n, way in enumerate(row.ways, 1)),
        row.shown or "nothing",
        row.page,
        row.who,
        row.rows.replace(" ", ", "),
    )
    return f"| {' | '.join(cells)} |"


def _way(way: Way) -> str:
    """A way in a cell of the table."""
    remarks = "; ".join(_remarks(way))
    return f"`{way.realisation}`{': ' if remarks else ''}{remarks} (*{way.source}*)"


def _remarks(way: Way) -> Iterator[str]:
    if not way.chosen:
        yield "only where `realise:` asks for it"
    if way.needs:
        yield f"needs {_needs(way.needs)}"
    if way.note:
        yield way.note
    if not way.confirmed:
        yield _UNCONFIRMED


def _needs(feature: str) -> str:
    """What a feature takes, in words."""
    return next(each.needs for each in GATES if each.feature == feature)
