"""Automations to the bodies of HubSpot's requests.

Sources: HubSpot's API description of flows (required keys, what an update lacks); its workflow
skill for agents (an update replaces everything, so what files cannot say is sent as it was read).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelinectl.adapters.hubspot.flows.actions import lowered_action
from pipelinectl.adapters.hubspot.flows.branching import lowered_branching
from pipelinectl.adapters.hubspot.flows.canonical import FIXED
from pipelinectl.adapters.hubspot.flows.fetched import with_sources
from pipelinectl.adapters.hubspot.flows.json_values import names_an_action
from pipelinectl.adapters.hubspot.flows.keeping import kept
from pipelinectl.adapters.hubspot.flows.lookup import CannotLower, located
from pipelinectl.adapters.hubspot.flows.marker import marked, parted
from pipelinectl.adapters.hubspot.flows.terms import TICKETS
from pipelinectl.adapters.hubspot.flows.triggers import Begin, lowered_begin
from pipelinectl.automation.graph import graph_of
from pipelinectl.automation.model import from_value, walk
from pipelinectl.model import Record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipelinectl.adapters.hubspot.flows.lookup import Lookup
    from pipelinectl.automation.graph import Graph, Node
    from pipelinectl.automation.model import Way
    from pipelinectl.model import Value

Json = dict[str, Any]

EMPTY: Mapping[str, Any] = {
    "timeWindows": [],
    "blockedDates": [],
    "customProperties": {},
    "dataSources": [],
}
UNSAID = (*EMPTY, "suppressionFilterBranch", "enrollmentSchedule", "uuid")
"""What a flow may hold and files cannot say."""


def lowered(
    fields: Mapping[str, Value],
    lookup: Lookup,
    mark: str,
    old: Mapping[str, Any] | None = None,
    *,
    in_place: bool = False,
) -> Json:
    """The body of a create, whose action ids count from "1" in walking order.

    `fields` are all of an automation's, in the terms of the account. `mark` is the address that
    the description's last line will name. `old` is the flow as it was read, where there is one:
    what files cannot say comes from it, and so do the text of an undeclared description, the ids
    of actions that stay (tickets wait at them), and the form of what did not change. `in_place`
    says that `old` itself changes: an update cannot say all that a create can.

    Raises:
        CannotLower: HubSpot's form of something is not known; it can be written with `raw:`.
        Unresolved: the account does not have what is named, or has it more than once.
    """
    body = without_keeping(fields, lookup, old, in_place=in_place)
    text = fields.get("description", parted((old or {}).get("description"))[0])
    body["description"] = marked(str(text), mark)
    return body if old is None else kept(body, old)


def without_keeping(
    fields: Mapping[str, Value],
    lookup: Lookup,
    old: Mapping[str, Any] | None = None,
    *,
    in_place: bool = False,
) -> Json:
    """As `lowered`, without a description, and with nothing of `old` but what files cannot say."""
    chain = from_value(fields["actions"])
    graph = graph_of(chain)
    unsaid = {name: old[name] for name in UNSAID if old is not None and old.get(name) is not None}
    body: Json = {
        "type": "PLATFORM_FLOW",
        "flowType": "WORKFLOW",
        "objectTypeId": TICKETS,
        "name": fields["name"],
        "isEnabled": fields["enabled"],
        "enrollmentCriteria": lowered_begin(_begin(fields), lookup),
        "actions": _actions(graph, [way for way, _ in walk(chain)], lookup),
        **EMPTY,
        **unsaid,
    }
    if graph.start is not None:
        body["startActionId"] = str(graph.start)
    return with_sources(body, old, in_place=in_place)


def put_body(body: Mapping[str, Any], revision_id: str) -> Json:
    """The body of an update: without what it must not hold, with the latest revision."""
    return {
        **{name: each for name, each in body.items() if name not in FIXED},
        "revisionId": revision_id,
    }


def post_body(body: Mapping[str, Any]) -> Json:
    """The body of a create that follows an old flow: without the old one's `uuid`."""
    return {name: each for name, each in body.items() if name != "uuid"}


def _begin(fields: Mapping[str, Value]) -> Begin:
    trigger, only_if = fields["trigger"], fields["only_if"]
    assert isinstance(trigger, Record)
    assert isinstance(only_if, Record | None)
    return Begin(trigger, only_if, fields["re_enroll"] is True)


def _actions(graph: Graph, ways: Sequence[Way], lookup: Lookup) -> list[Json]:
    repeated = graph.repeated
    found = []
    for number, way in enumerate(ways, 1):
        node = graph.nodes[number]
        edges = [
            _edge(edge.to, again=(number, place) in repeated)
            for place, edge in enumerate(node.ways)
        ]
        with located(".".join(["actions", *map(str, way)])):
            found.append({"actionId": str(number), **_action(node, edges, lookup)})
    return found


def _action(node: Node, edges: Sequence[Json | None], lookup: Lookup) -> Json:
    if len(node.ways) > 1:
        return lowered_branching(node, edges, lookup)
    found = lowered_action(node.action, lookup)
    if names_an_action(found):
        reason = "what another action found is named by its id, and ids are counted anew."
        raise CannotLower("", reason)
    return found if edges[0] is None else {**found, "connection": edges[0]}


def _edge(to: int | None, *, again: bool) -> Json | None:
    if to is None:
        return None
    return {"edgeType": "GOTO" if again else "STANDARD", "nextActionId": str(to)}
