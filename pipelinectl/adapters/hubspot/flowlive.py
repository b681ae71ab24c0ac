"""Workflows in the live state: raised when they are read, and one by one after each write."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pipelinectl.adapters.hubspot.accountlookup import AccountLookup
from pipelinectl.adapters.hubspot.flows import CannotLower, Unresolved, raised, settled
from pipelinectl.automation.references import WORKFLOW
from pipelinectl.model import Kind, LiveObject, Read

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from pipelinectl.adapters.hubspot.directory import Directory
    from pipelinectl.adapters.hubspot.flowreader import Fetched
    from pipelinectl.model import Live, Value

KINDS = frozenset({Kind.AUTOMATE, Kind.AUTOMATION})
"""The kinds that are read from HubSpot's workflows."""

_WITHHELD = "HubSpot lists this workflow and does not show its content."


def with_flows(live: Live, fetched: Fetched, directory: Directory, kinds: Collection[Kind]) -> Live:
    """The live state with the workflows that were read, of the kinds that were asked for."""
    named = {str(each.get("id")): _named(each) for each in fetched.flows}
    known = replace(live, objects={**live.objects, Kind.AUTOMATION: named})
    lookup, pipelines = AccountLookup(directory, known), live.objects[Kind.PIPELINE].keys()
    raising = (raised(each, lookup, pipelines) for each in fetched.flows)
    found = [each for each in raising if each is not None]
    found += [_withheld(each) for each in fetched.withheld]
    return replace(
        live,
        objects={**live.objects, **{kind: _of(kind, found) for kind in kinds}},
        reads={**live.reads, **dict.fromkeys(kinds, fetched.trust)},
        why={**live.why, **(dict.fromkeys(kinds, fetched.why) if fetched.why else {})},
    )


def with_flow(live: Live, identifier: str, flow: Mapping[str, Any] | None) -> Live:
    """The live state after a write to one workflow; None where it is gone."""
    listed = dict(live.objects.get(Kind.AUTOMATION, {}))
    listed.pop(identifier, None)
    lookup, pipelines = AccountLookup(live.native, live), live.objects[Kind.PIPELINE].keys()
    found = None if flow is None else raised(flow, lookup, pipelines)
    if found is not None:
        listed[identifier] = found
        live = _proved(live)
    return replace(live, objects={**live.objects, Kind.AUTOMATION: listed})


def read_back(fields: Mapping[str, Value], directory: Directory, live: Live) -> Mapping[str, Value]:
    """The fields as they would be raised once they were lowered; as they are if they cannot be."""
    try:
        return settled(fields, _ComingLookup(directory, live))
    except (CannotLower, Unresolved):
        return fields


class _ComingLookup(AccountLookup):
    """A lookup to which workflows of the files are known by their addresses."""

    def id_of(self, kind: str, name: str) -> str:
        """The id; of a workflow that is named by its address, the address."""
        if kind == WORKFLOW and name.startswith(f"{Kind.AUTOMATION}."):
            return name
        return super().id_of(kind, name)


def _proved(live: Live) -> Live:
    """What was read back shows that the token can read workflows, though the list was empty."""
    kinds = {kind for kind, read in live.reads.items() if read is Read.UNPROVEN and kind in KINDS}
    return replace(
        live,
        reads={**live.reads, **dict.fromkeys(kinds, Read.COMPLETE)},
        why={kind: words for kind, words in live.why.items() if kind not in kinds},
    )


def _of(kind: Kind, found: Iterable[LiveObject]) -> dict[str, LiveObject]:
    return {each.id: each for each in found if each.kind is kind}


def _named(flow: Mapping[str, Any]) -> LiveObject:
    """A workflow as other workflows refer to it, before any of them is raised."""
    name = str(flow.get("name") or "")
    return LiveObject(Kind.AUTOMATION, str(flow.get("id")), None, {"name": name})


def _withheld(row: Mapping[str, Any]) -> LiveObject:
    fields: dict[str, Value] = {
        "name": str(row.get("name") or ""),
        "enabled": row.get("isEnabled") is True,
    }
    return LiveObject(
        Kind.AUTOMATION, str(row["id"]), None, fields, opaque=_WITHHELD, native=dict(row)
    )
