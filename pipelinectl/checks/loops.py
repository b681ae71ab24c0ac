"""Loops: tickets that automations move from status to status until they are where they were.

A graph has an edge from each status to the automations that it starts, and from each automation
to the statuses that it sets and to the workflows that it enrols tickets in. What is switched off
has no edges. Whether conditions let a ticket through is not asked: a loop *can* be produced.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from pipelinectl.automation.model import walk
from pipelinectl.automation.references import WORKFLOW, named
from pipelinectl.checks import automate, graphs, moves
from pipelinectl.diagnostics import Diagnostic, Related, diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipelinectl.automation.model import Action
    from pipelinectl.checks.automate import Trigger
    from pipelinectl.checks.moves import Standing
    from pipelinectl.language.spec import Automation, Spec

_SHOWN = 5
_RETURNS = {
    automate.SENT: "a mail to the customer moves the ticket back",
    automate.REPLIES: "a reply of the customer moves the ticket back",
}


@dataclass(frozen=True, slots=True)
class Step:
    """What an automation does on a way round: the action that leads on."""

    automation: Automation
    action: Action


@dataclass(frozen=True, slots=True)
class Loop:
    """A way round: its statuses, its steps, and the trigger that leads back, if one does."""

    stations: tuple[str, ...]
    steps: tuple[Step, ...]
    trigger: Trigger | None = None


@dataclass(slots=True)
class _Graph:
    """Nodes are statuses as `<pipeline>/<status>` and automations by address."""

    statuses: dict[str, Standing]
    automations: dict[str, Automation]
    edges: dict[str, dict[str, Action | None]] = field(default_factory=dict)


def loops(spec: Spec) -> Iterator[Diagnostic]:
    """PC346: each loop once."""
    graph = _graph(spec)
    seen: set[frozenset[str]] = set()
    for loop in _all(spec, graph):
        stations = frozenset(loop.stations)
        if stations not in seen:
            seen.add(stations)
            yield _found(loop, graph)


def _graph(spec: Spec) -> _Graph:
    working = {str(key): each for key, each in spec.automations.items() if each.enabled}
    graph = _Graph(moves.statuses_of(spec) if working else {}, working)
    graph.edges = {node: {} for node in (*graph.statuses, *working)}
    for address, automation in working.items():
        for status in moves.reached(automation):
            if status in graph.statuses:
                graph.edges[status][address] = None
        for _, action in walk(automation.actions):
            following = moves.target(action) or named(action.settings.get("workflow"), WORKFLOW)
            if following in graph.edges:
                graph.edges[address].setdefault(following, action)
    return graph


def _all(spec: Spec, graph: _Graph) -> Iterator[Loop]:
    if not graph.automations:
        return
    for automation in graph.automations.values():
        yield from _there_and_back(automation)
    for nodes in graphs.components(graph.edges):
        yield from _by_workflows(graph, nodes)
    for pipeline in spec.pipelines.values():
        for trigger in automate.triggers(pipeline).values():
            yield from _by_mail(graph, trigger)


def _by_workflows(graph: _Graph, nodes: Sequence[str]) -> Iterator[Loop]:
    """One way round in a set of nodes that all lead to each other.

    With one status only, nothing moves: it is set where the ticket is already. Workflows that
    only enrol tickets in each other are an error of the language.
    """
    inside = set(nodes)
    statuses = [node for node in nodes if node in graph.statuses]
    if len(statuses) < 2:
        return
    start, others = statuses[0], set(statuses[1:])
    there = graphs.shortest(graph.edges, start, others.__contains__, inside)
    back = graphs.shortest(graph.edges, there[-1], start.__eq__, inside)
    yield _loop(graph, [*there, *back[1:]])


def _by_mail(graph: _Graph, trigger: Trigger) -> Iterator[Loop]:
    """Ways from where a trigger puts tickets to open statuses, from which it takes them back.

    A closed status is only passed through: a mail that opens a ticket again is what people want.
    """
    start = f"{trigger.pipeline.key}/{trigger.status.key}"

    def taken_back(node: str) -> bool:
        standing = graph.statuses.get(node)
        if standing is None or node == start:
            return False
        return standing.pipeline is not trigger.pipeline or standing.status.state == "open"

    for way in graphs.ways(graph.edges, start, taken_back, graph.edges):
        if graph.statuses[way[-1]].pipeline is trigger.pipeline:
            yield _loop(graph, way, trigger)


def _there_and_back(automation: Automation) -> Iterator[Loop]:
    """Ways round inside one chain: it sets another status, then the one that started it."""
    reached = set(moves.reached(automation))
    found: list[Loop] = []

    def follow(actions: Iterable[Action], away: Action | None) -> Action | None:
        """Collect what returns; `away` is the last action that set a status, then and after."""
        for action in actions:
            status = moves.target(action)
            if status is not None:
                last = None if away is None else moves.target(away)
                if away and last and last != status and status in reached:
                    steps = (Step(automation, away), Step(automation, action))
                    found.append(Loop((status, last, status), steps))
                away = action
            branches = (*action.branches, *filter(None, (action.otherwise,)))
            ends = [follow(branch.actions, away) for branch in branches]
            away = next((end for end in ends if end is not away), away)
        return away

    follow(automation.actions, None)
    yield from found


def _loop(graph: _Graph, way: Sequence[str], trigger: Trigger | None = None) -> Loop:
    statuses = [node for node in way if node in graph.statuses]
    steps = []
    for node, following in pairwise(way):
        action = graph.edges[node][following]
        if action is not None:
            steps.append(Step(graph.automations[node], action))
    stations = [*statuses, statuses[0]] if trigger else statuses
    return Loop(tuple(stations), tuple(steps), trigger)


def _found(loop: Loop, graph: _Graph) -> Diagnostic:
    first, *others = loop.steps
    workflows = dict.fromkeys(f'workflow "{step.automation.name}"' for step in loop.steps)
    makers = _some(list(workflows)) + ["update_status"] * bool(loop.trigger)
    return diagnostic(
        "PC346",
        f"The loop {' → '.join(_short(_names(loop, graph)))} can be produced by {_listed(makers)}.",
        span=moves.place_of(first.action, first.automation),
        hint=_hint(loop),
        address=str(first.automation.address),
        related=[*map(_leads_on, others[:_SHOWN]), *_return(loop.trigger)],
    )


def _leads_on(step: Step) -> Related:
    return Related(moves.place_of(step.action, step.automation), "leads on")


def _return(trigger: Trigger | None) -> Iterator[Related]:
    if trigger is not None:
        yield Related(trigger.place.span, _RETURNS[trigger.setting])


def _hint(loop: Loop) -> str:
    if not all(step.automation.re_enroll for step in loop.steps):
        return "A ticket goes round once, as long as re_enroll stays off."
    if loop.trigger is not None:
        return "It begins again with every such mail, as re_enroll is on."
    return "Nothing ends it: re_enroll is on all the way round. Switch it off in one place."


def _names(loop: Loop, graph: _Graph) -> list[str]:
    standings = [graph.statuses[node] for node in loop.stations]
    if len({each.pipeline.key for each in standings}) == 1:
        return [each.status.name for each in standings]
    return [f"{each.pipeline.name}/{each.status.name}" for each in standings]


def _short(names: list[str]) -> list[str]:
    return names if len(names) <= 2 * _SHOWN else [*names[:4], "…", *names[-3:]]


def _some(makers: list[str]) -> list[str]:
    return makers if len(makers) <= _SHOWN else [*makers[:3], f"{len(makers) - 3} more"]


def _listed(texts: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(texts[:-1]), texts[-1])))
