"""The next write towards a goal: pure functions of goal and live state, asked again after each.

HubSpot takes changes one object at a time and checks each alone: labels are unique without
regard to case, one closed stage must exist at every moment, no single call can put a stage first.
So swaps go through a name in between, what becomes closed comes before what stops being closed,
and order is mended one stage at a time. Observed by others on API version 2026-09; each is a row
of docs/hubspot-behaviour.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.adapters.hubspot import calls, ordering
from pipelinectl.model import OFF, ORDER, Kind, as_list
from pipelinectl.names import label_key
from pipelinectl.ports import Verb

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipelinectl.model import Live, LiveObject
    from pipelinectl.ports import Goal, Want, Write


def next_write(pipeline: str, goal: Goal, live: Live) -> Write | None:
    """The next write that brings one pipeline nearer to the goal; None once it is there."""
    return _Steps(pipeline, goal, live).next()


class _Steps:
    """The steps of one pipeline, in the order in which HubSpot accepts them."""

    def __init__(self, pipeline: str, goal: Goal, live: Live) -> None:
        self._id = pipeline
        self._goal = goal
        self._live = live
        self._wants = goal.by_pipeline.get(pipeline, ())
        self._whole = goal.wants.get((Kind.PIPELINE, pipeline))

    def next(self) -> Write | None:
        for step in (
            self._create_pipeline,
            self._rename_pipeline,
            self._update_statuses,
            self._create_statuses,
            self._reopen_statuses,
            self._order,
            self._set_rules,
            self._delete_statuses,
            self._delete_pipeline,
        ):
            for write in step():
                return write
        return None

    def _create_pipeline(self) -> Iterator[Write]:
        want = self._whole
        if want and want.verb is Verb.CREATE and not self._stands(want):
            yield from self._clear(want, str(want.fields["name"]))
            stages = [each for each in self._wants if _is_new_status(each)]
            yield calls.create_pipeline(want, stages, self._next_place())

    def _next_place(self) -> int:
        """Behind all other pipelines, as far as their number tells.

        Orders of pipelines have gaps and ties, which HubSpot sorts by label; they are not managed.
        """
        return len(self._live.objects.get(Kind.PIPELINE, {}))

    def _rename_pipeline(self) -> Iterator[Write]:
        want = self._whole
        if want and want.verb is Verb.UPDATE and "name" in want.fields:
            yield from self._renamed(want)

    def _renamed(self, want: Want) -> Iterator[Write]:
        found = self._live.get(want.kind, want.id)
        name = want.fields["name"]
        if found is not None and found.fields["name"] != name:
            yield from self._clear(want, str(name))
            yield calls.rename(want, found, str(name))

    def _update_statuses(self) -> Iterator[Write]:
        """Names, and states that become closed: these never take the last closed stage away."""
        for want in self._statuses(Verb.UPDATE):
            found = self._live.get(Kind.STATUS, want.id)
            if found is None:
                continue
            if want.fields.get("state") == "closed" and found.fields["state"] != "closed":
                yield calls.set_state(want, found)
            if "name" in want.fields:
                yield from self._renamed(want)

    def _reopen_statuses(self) -> Iterator[Write]:
        for want in self._statuses(Verb.UPDATE):
            found = self._live.get(Kind.STATUS, want.id)
            if found and "state" in want.fields and found.fields["state"] != want.fields["state"]:
                yield calls.set_state(want, found)

    def _create_statuses(self) -> Iterator[Write]:
        standing = self._live.get(Kind.PIPELINE, self._id)
        for want in self._statuses(Verb.CREATE):
            if standing is None or self._stands(want):
                continue
            yield from self._clear(want, str(want.fields["name"]))
            order = ordering.target(standing, self._wants, self._whole, arriving=want.id)
            yield calls.create_status(want, ordering.place(want.id, order, standing))

    def _order(self) -> Iterator[Write]:
        standing = self._live.get(Kind.PIPELINE, self._id)
        anchor = self._order_want()
        if standing is None or anchor is None:
            return
        move = ordering.next_move(
            standing,
            ordering.target(standing, self._wants, self._whole),
        )
        if move is not None:
            yield calls.move_status(anchor, standing, *move)

    def _order_want(self) -> Want | None:
        """The change that an order is written for, if any."""
        if self._whole and self._whole.verb is Verb.UPDATE and ORDER in self._whole.fields:
            return self._whole
        return next((each for each in self._statuses(Verb.CREATE) if each.order), None)

    def _set_rules(self) -> Iterator[Write]:
        want = self._goal.wants.get((Kind.RULES, self._id))
        if want is None or want.verb is Verb.DELETE:
            return
        found = self._live.get(Kind.RULES, self._id)
        fields = found.fields if found else OFF
        differing = {name: value for name, value in want.fields.items() if fields[name] != value}
        if differing:
            yield calls.set_rules(want, found, differing)

    def _delete_statuses(self) -> Iterator[Write]:
        for want in self._statuses(Verb.DELETE):
            found = self._live.get(Kind.STATUS, want.id)
            if found is not None and not self._comes_later(found):
                yield calls.delete_status(want, found)

    def _delete_pipeline(self) -> Iterator[Write]:
        want = self._whole
        found = self._live.get(Kind.PIPELINE, self._id)
        if want is None or want.verb is not Verb.DELETE or found is None:
            return
        if self._comes_later(found):
            return
        rules = self._live.get(Kind.RULES, self._id)
        if rules is not None and any(map(as_list, rules.fields.values())):
            yield calls.delete_rules(want, rules)
        below = (*self._live.statuses_of(self._id), *((rules,) if rules else ()))
        yield calls.delete_pipeline(want, found, below)

    def _statuses(self, verb: Verb) -> Iterator[Want]:
        return (each for each in self._wants if each.kind is Kind.STATUS and each.verb is verb)

    def _stands(self, want: Want) -> bool:
        return self._live.get(want.kind, want.id) is not None

    def _clear(
        self, want: Want, name: str, passed: frozenset[str] = frozenset()
    ) -> Iterator[Write]:
        """What must be written before `want` can have this name: whoever has it gives it up.

        The holder takes its own new name if that is free in turn; where renames form a ring, or
        the holder is about to go, it takes a name in between.
        """
        holder = self._holder(want, name)
        if holder is None:
            return
        other = self._goal.wants.get((holder.kind, holder.id))
        if other is None:
            return
        target = str(other.fields.get("name", "")) if other.verb is Verb.UPDATE else ""
        ring = holder.id in passed
        if other.verb is Verb.DELETE:
            yield from self._go_first(other, holder)
        if target and not ring and label_key(target) != label_key(name):
            yield from self._clear(other, target, passed | {want.id})
            yield calls.rename(other, holder, target)
        elif target or other.verb is Verb.DELETE:
            yield calls.rename(other, holder, self._name_between(holder))

    def _go_first(self, other: Want, holder: LiveObject) -> Iterator[Write]:
        """The delete of a holder that is about to go, where nothing has to come before it.

        If HubSpot refuses it, nothing was changed yet.
        """
        if self._comes_later(holder):
            return
        if holder.kind is Kind.PIPELINE:
            yield from _Steps(holder.id, self._goal, self._live)._delete_pipeline()  # noqa: SLF001
        elif not self._is_last_closed(holder) and not self._is_named_by_rules(holder):
            yield calls.delete_status(other, holder)

    def _comes_later(self, found: LiveObject) -> bool:
        """Whether workflows still name what goes: it only gives up its name so far."""
        return (found.kind, found.id) in self._goal.later

    def _is_last_closed(self, status: LiveObject) -> bool:
        siblings = self._live.statuses_of(str(status.parent))
        closed = [each.id for each in siblings if each.fields["state"] == "closed"]
        return closed == [status.id]

    def _is_named_by_rules(self, status: LiveObject) -> bool:
        rules = self._live.get(Kind.RULES, str(status.parent))
        return rules is not None and any(
            status.id in as_list(value) for value in rules.fields.values()
        )

    def _holder(self, want: Want, name: str) -> LiveObject | None:
        label = label_key(name)
        for each in self._siblings(want):
            if each.id != want.id and label_key(str(each.fields["name"])) == label:
                return each
        return None

    def _siblings(self, want: Want) -> Iterable[LiveObject]:
        if want.kind is Kind.PIPELINE:
            return self._live.objects.get(Kind.PIPELINE, {}).values()
        return self._live.statuses_of(str(want.parent))

    def _name_between(self, holder: LiveObject) -> str:
        labels = {
            label_key(str(each.fields["name"]))
            for each in (
                self._live.objects[Kind.PIPELINE].values()
                if holder.parent is None
                else self._live.statuses_of(holder.parent)
            )
        }
        base = str(holder.fields["name"]).strip()
        name, number = f"{base} (renaming)", 2
        while label_key(name) in labels:
            name, number = f"{base} (renaming {number})", number + 1
        return name


def _is_new_status(want: Want) -> bool:
    return want.kind is Kind.STATUS and want.verb is Verb.CREATE
