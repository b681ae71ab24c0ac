"""The next write to workflows: pure functions of goal and live state, asked again after each.

A workflow is created switched off, read back, and only then switched on. One that is replaced
(HubSpot advises to clone where enrollment changes, ACT-29) is switched off before the new one is
switched on: two that are on would act twice on one ticket, while a gap of one call misses at worst
what enters in it. What goes is deleted last, what refers to it before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelinectl.adapters.hubspot import flowcalls
from pipelinectl.adapters.hubspot.accountlookup import AccountLookup
from pipelinectl.adapters.hubspot.flows import CannotLower, Unresolved, lowered, post_body, same
from pipelinectl.automation.inplace import CONTACT_OWNER
from pipelinectl.automation.references import WORKFLOW, references, renamed
from pipelinectl.canonical import fields_to_json, text_of
from pipelinectl.diagnostics import diagnostic
from pipelinectl.model import Kind, Record
from pipelinectl.ports import RemoteError, Verb

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipelinectl.model import Live, LiveObject, Value
    from pipelinectl.ports import Goal, Want, Write

FIXED_FIELDS = frozenset({"trigger", "only_if", "re_enroll", CONTACT_OWNER})
"""What does not change in place (HubSpot's knowledge base, ACT-29), or cannot: an update does not
say what a workflow reads beside the ticket (`flows.fetched`)."""

_ENABLED, _DESCRIPTION = "enabled", "description"


def next_write(goal: Goal, live: Live) -> Write | None:
    """The next write that brings the workflows nearer to the goal; None once all are there.

    Raises:
        RemoteError: what is wanted cannot be put into HubSpot's form.
    """
    return next(_Steps(goal, live).all(), None)


class _Steps:
    """All writes that could come next, the next one first."""

    def __init__(self, goal: Goal, live: Live) -> None:
        self._wants = goal.automations
        self._live = live
        self._listed = live.objects.get(Kind.AUTOMATION, {})
        going = {Verb.REPLACE, Verb.DELETE}
        leaving = frozenset(each.id for each in self._wants if each.verb in going)
        self._lookup = AccountLookup(live.native, live, leaving)

    def all(self) -> Iterator[Write]:
        for want in self._wants:
            if want.verb is not Verb.DELETE:
                yield from self._towards(want)
        yield from self._deletes()

    def _towards(self, want: Want) -> Iterator[Write]:
        found = self._stands(want)
        if found is None:
            if want.verb is not Verb.UPDATE:
                yield self._created(want)
            return
        if want.verb is Verb.UPDATE and found.opaque is not None:
            return
        fields = self._fields(want, found)
        was_on, shall_be_on = found.fields[_ENABLED] is True, fields[_ENABLED] is True
        yield from self._changed(want, found, {**fields, _ENABLED: was_on and shall_be_on})
        if shall_be_on:
            for other in self._others(want, found):
                yield from self._switched_off(want, other)
        yield from self._changed(want, found, fields)

    def _created(self, want: Want) -> Write:
        """A new workflow, off. Of one that is replaced it has what files cannot say."""
        fields = {**want.fields, _ENABLED: False}
        old = self._listed.get(want.id)
        model = old if old is not None and old.opaque is None else None
        return flowcalls.create(want, fields, post_body(self._lowered(want, fields, model)))

    def _stands(self, want: Want) -> LiveObject | None:
        """The workflow that becomes what is wanted: of a replace, the new one."""
        if want.verb is Verb.UPDATE and want.id in self._listed:
            return self._listed[want.id]
        marked = self._live.marked(want.address)
        return next((each for each in marked if each.id != want.id), None)

    def _others(self, want: Want, found: LiveObject) -> list[LiveObject]:
        """The one that is replaced, and copies that an interrupted run left."""
        others = [each for each in self._live.marked(want.address) if each.id != found.id]
        old = self._listed.get(want.id)
        if old is not None and old.id != found.id and old not in others:
            others.append(old)
        return others

    @staticmethod
    def _fields(want: Want, found: LiveObject) -> dict[str, Value]:
        """All fields as they shall be: of an update, what is not wanted anew stays."""
        if want.verb is Verb.UPDATE:
            return {**found.fields, **want.fields}
        return dict(want.fields)

    def _changed(
        self, want: Want, found: LiveObject, fields: Mapping[str, Value]
    ) -> Iterator[Write]:
        """One write of all fields, unless the workflow is so already."""
        if self._reads_so(found, fields):
            return
        body = self._lowered(want, fields, found, in_place=True)
        if not _shows(found, body, fields):
            doing = _doing(found, body, fields)
            yield flowcalls.change(want, found, fields, body, doing)

    def _reads_so(self, found: LiveObject, fields: Mapping[str, Value]) -> bool:
        """Whether the fields are equal as they stand: then there is no need to lower them."""
        wanted = {name: renamed(value, self._named) for name, value in fields.items()}
        known = {name: found.fields.get(name) for name in wanted}
        return text_of(fields_to_json(wanted)) == text_of(fields_to_json(known))

    def _named(self, kind: str, name: str) -> str:
        try:
            return self._lookup.id_of(kind, name) if kind == WORKFLOW else name
        except Unresolved:
            return name

    def _switched_off(self, want: Want, other: LiveObject) -> Iterator[Write]:
        """As it is, but off: what it says is HubSpot's own, and so are its references."""
        if other.fields[_ENABLED] is True:
            fields = {**other.fields, _ENABLED: False}
            body = {**other.native, "isEnabled": False}
            yield flowcalls.change(want, other, fields, body, "disable")

    def _deletes(self) -> Iterator[Write]:
        going: dict[str, tuple[Want, LiveObject]] = {}
        for want in self._wants:
            if want.verb is Verb.DELETE:
                found = self._listed.get(want.id)
                going |= {found.id: (want, found)} if found else {}
                continue
            stands = self._stands(want)
            if stands is not None:
                going |= {each.id: (want, each) for each in self._others(want, stands)}
        while going:
            last = _unreferred(going)
            yield flowcalls.delete(*going.pop(last))

    def _lowered(
        self,
        want: Want,
        fields: Mapping[str, Value],
        old: LiveObject | None = None,
        *,
        in_place: bool = False,
    ) -> Mapping[str, Any]:
        native = old.native if old else None
        try:
            return lowered(
                fields, self._lookup, mark=str(want.address), old=native, in_place=in_place
            )
        except (CannotLower, Unresolved) as fault:
            raise RemoteError(
                diagnostic(
                    "PC521",
                    f'Workflow "{fields.get("name")}" cannot be put into HubSpot\'s form: {fault}',
                    hint="Plan again: what it names may have changed in the account.",
                    address=str(want.address),
                ),
            ) from fault


def _shows(found: LiveObject, body: Mapping[str, Any], fields: Mapping[str, Value]) -> bool:
    """Whether a workflow is as it shall be. A mark that is missing alone is no reason to write."""
    text = fields.get(_DESCRIPTION, found.fields.get(_DESCRIPTION))
    return same(body, found.native) and text == found.fields.get(_DESCRIPTION)


def _doing(found: LiveObject, body: Mapping[str, Any], fields: Mapping[str, Value]) -> str:
    """The verb for a change: to switch on or off is more than any other change."""
    is_on = fields[_ENABLED] is True
    if found.fields[_ENABLED] is is_on:
        return "change"
    alone = _shows(found, {**body, "isEnabled": not is_on}, fields)
    return ("enable" if is_on else "disable") if alone else "change"


def _unreferred(going: Mapping[str, tuple[Want, LiveObject]]) -> str:
    """One that no other of these refers to; of a ring any."""
    named = {
        name
        for identifier, (_, each) in going.items()
        for kind, name in references(Record(each.fields))
        if kind == WORKFLOW and name != identifier
    }
    return next((each for each in going if each not in named), next(iter(going)))
