"""Which object of the account is meant by each declaration, and which entry of the ledger.

Identity is a key that the author chose. An object is found by `id:` or `default: true`, else by
the id bound in the ledger, else by our own form of id, else, for the statuses of an adopted
pipeline, by its name. Explicit claims come first, so that a key that moved takes its object along.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from pipelinectl.automation.references import CHANNEL, references
from pipelinectl.diagnostics import diagnostic
from pipelinectl.ledger.model import Origin
from pipelinectl.model import Address, How, Kind, Read
from pipelinectl.names import label_key
from pipelinectl.plan import channels

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pipelinectl.diagnostics import Diagnostic
    from pipelinectl.ledger.journal import Written
    from pipelinectl.ledger.model import Entry, Ledger
    from pipelinectl.model import Desired, Live, LiveObject, Resource


DELETED_BY_ABSENCE = frozenset({Kind.PIPELINE, Kind.STATUS, Kind.RULES, Kind.AUTOMATION})
"""The kinds of what the tool creates and takes away again; all else is released when it leaves."""


class By(StrEnum):
    """How a declaration found its object."""

    ID = "id"
    DEFAULT = "default"
    LEDGER = "ledger"
    OWN = "own"
    LABEL = "label"
    IDENTIFIER = "identifier"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Bound:
    """A declaration and its object. `id` is the one it has, or would be created under.

    `entry` is what the ledger remembers of the object, found by the address, else by the id.
    """

    id: str
    by: By
    live: LiveObject | None
    entry: Entry | None
    origin: Origin


@dataclass(slots=True)
class Binding:
    """All declarations with their objects; `owners` is the way back from an id."""

    bound: dict[Address, Bound] = field(default_factory=dict)
    owners: dict[tuple[Kind, str], Address] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def key_of(self, status: str) -> str:
        """A status's key, or `id:` and its id where no declaration owns it."""
        owner = self.owners.get((Kind.STATUS, status))
        return owner.keys[1] if owner else f"id:{status}"


def bind(
    desired: Desired,
    live: Live,
    ledger: Ledger | None,
    written: Written,
    own_id: Callable[[Address, str | None], str],
) -> Binding:
    """Find the object of every declaration; one object belongs to one declaration at most."""
    return _Binder(desired, live, ledger, written, own_id).run()


class _Binder:
    """The steps of `bind`, over one set of states."""

    def __init__(
        self,
        desired: Desired,
        live: Live,
        ledger: Ledger | None,
        written: Written,
        own_id: Callable[[Address, str | None], str],
    ) -> None:
        self._desired = desired
        self._live = live
        self._entries: Mapping[Address, Entry] = ledger.entries if ledger else {}
        self._by_id = ledger.by_id() if ledger else {}
        self._written = written
        self._own_id = own_id
        self._result = Binding()

    def run(self) -> Binding:
        resources = self._desired.resources
        pipelines = [each for each in resources if each.kind is Kind.PIPELINE]
        self._settle(pipelines, self._pipeline_steps)
        statuses: dict[Address, list[Address]] = {}
        for address in resources:
            if address.kind is Kind.STATUS:
                statuses.setdefault(address.root, []).append(address)
        for siblings in statuses.values():
            self._settle(siblings, self._status_steps)
        for address in resources:
            if address.kind is Kind.RULES:
                self._bind_rules(address)
            elif address.kind is Kind.AUTOMATE:
                self._bind_automate(address)
        for kind, steps in (
            (Kind.CHANNEL, self._channel_steps),
            (Kind.FORM, self._form_steps),
            (Kind.TEAM, self._team_steps),
            (Kind.AUTOMATION, self._automation_steps),
        ):
            self._settle([each for each in resources if each.kind is kind], steps)
        for address in resources:
            if address not in self._result.bound:
                identifier = self._own_id(address, None)
                self._bind(address, By.OWN, identifier, self._live.get(address.kind, identifier))
        self._say_found_by_label()
        return self._result

    def _settle(
        self,
        addresses: Iterable[Address],
        steps: Callable[[Address], Iterable[tuple[By, str | None]]],
    ) -> None:
        """Let each way of finding go over all declarations before the next way is tried."""
        siblings = tuple(addresses)
        ways: dict[By, list[tuple[Address, str]]] = {way: [] for way in By}
        for address in siblings:
            for by, identifier in steps(address):
                if identifier is not None:
                    ways[by].append((address, identifier))
        for way, candidates in ways.items():
            for address, identifier in candidates:
                if address not in self._result.bound:
                    self._claim(address, way, identifier)
        for address in siblings:
            if address not in self._result.bound:
                self._will_create(address)

    def _pipeline_steps(self, address: Address) -> Iterable[tuple[By, str | None]]:
        resource = self._desired.resources[address]
        if resource.how is How.ID:
            yield By.ID, resource.id
            return
        if resource.how is How.DEFAULT:
            yield By.DEFAULT, self._builtin()
            return
        yield from self._remembered(address)
        yield By.OWN, self._own_id(address, None)

    def _status_steps(self, address: Address) -> Iterable[tuple[By, str | None]]:
        resource = self._desired.resources[address]
        parent = self._result.bound[address.root]
        if resource.how is How.ID:
            yield By.ID, resource.id
            return
        yield from self._remembered(address)
        yield By.OWN, self._own_id(address, parent.id)
        yield By.OWN, self._own_id(Address(Kind.STATUS, (parent.id, address.keys[1])), parent.id)
        if self._adopted(address.root):
            yield By.LABEL, self._labelled(resource, parent.id)

    def _automation_steps(self, address: Address) -> Iterable[tuple[By, str | None]]:
        """By `id:`, the ledger, then the mark, where one object bears it or all are ours.

        What an account without the `id:` got instead has an id that the help desk chose. A mark
        alone is believed where there is no ledger to ask, or where a run set out to create it:
        else it may be another project's workflow, or a clone of one that is gone. What acts on the
        tickets of another channel that is connected is another project's without a ledger too.
        """
        resource = self._desired.resources[address]
        if resource.how is How.ID:
            yield By.ID, resource.id
        yield from self._remembered(address)
        marked = self._live.marked(address)
        if len(marked) == 1 and self._serves_another(address, marked[0]):
            return
        ours = all((each.kind, each.id) in self._written.created for each in marked)
        expected = not self._entries or str(address) in self._written.uncertain
        if (len(marked) == 1 and expected) or (marked and ours):
            yield By.OWN, marked[0].id

    def _serves_another(self, address: Address, workflow: LiveObject) -> bool:
        """Whether a channel's workflow that nobody here made begins with another channel."""
        if not address.of_a_channel or (Kind.AUTOMATION, workflow.id) in self._written.created:
            return False
        own = self._result.bound.get(address.root)
        named = references((workflow.fields.get("trigger"),))
        ids = {name for kind, name in named if kind == CHANNEL}
        standing = ids & self._live.objects.get(Kind.CHANNEL, {}).keys()
        return own is not None and bool(standing) and own.id not in ids

    def _channel_steps(self, address: Address) -> Iterable[tuple[By, str | None]]:
        """By `id:`, the ledger, then by what tells channels of one type apart.

        A channel is connected anew under another id: what fits is taken before what the ledger
        remembers and what fits no more, and also where the account has none with the `id:`.
        """
        if len(address.keys) > 1:
            return
        resource = self._desired.resources[address]
        if resource.id is not None and self._live.get(Kind.CHANNEL, resource.id) is not None:
            yield By.ID, resource.id
            return
        alike = [each.id for each in channels.alike(resource.fields, self._live)]
        known = self._entries.get(address)
        if known is not None and (known.id in alike or not alike):
            yield By.LEDGER, known.id
        elif len(alike) > 1:
            self._result.diagnostics.append(channels.several(resource, alike))
        elif alike:
            yield By.IDENTIFIER, alike[0]

    def _form_steps(self, address: Address) -> Iterable[tuple[By, str | None]]:
        yield from self._remembered(address)
        wanted = label_key(str(self._desired.resources[address].fields["name"]))
        found = [
            each.id
            for each in self._live.objects.get(Kind.FORM, {}).values()
            if label_key(str(each.fields.get("name"))) == wanted
        ]
        if len(found) == 1:
            yield By.IDENTIFIER, found[0]

    def _team_steps(self, address: Address) -> Iterable[tuple[By, str | None]]:
        name = self._desired.resources[address].fields["team"]
        found = [
            each.id
            for each in self._live.objects.get(Kind.TEAM, {}).values()
            if each.fields.get("team") == name and each.id.endswith(f"/{address.keys[-1]}")
        ]
        if len(found) == 1:
            yield By.IDENTIFIER, found[0]

    def _remembered(self, address: Address) -> Iterable[tuple[By, str | None]]:
        entry = self._entries.get(address)
        if entry:
            yield By.LEDGER, entry.id

    def _adopted(self, pipeline: Address) -> bool:
        resource = self._desired.resources[pipeline]
        return resource.how is not How.KEY or (
            self._result.bound[pipeline].origin is Origin.ADOPTED
        )

    def _builtin(self) -> str | None:
        for found in self._live.objects.get(Kind.PIPELINE, {}).values():
            if found.builtin:
                return found.id
        return None

    def _labelled(self, resource: Resource, parent: str) -> str | None:
        wanted = label_key(str(resource.fields["name"]))
        found = [
            each.id
            for each in self._live.statuses_of(parent)
            if label_key(str(each.fields["name"])) == wanted
        ]
        return found[0] if len(found) == 1 else None

    def _claim(self, address: Address, by: By, identifier: str) -> None:
        kind = address.kind
        found = self._live.get(kind, identifier)
        if found is None or (kind, identifier) in self._result.owners:
            return
        if kind is Kind.STATUS and found.parent != self._result.bound[address.root].id:
            return
        self._bind(address, by, identifier, found)

    def _will_create(self, address: Address) -> None:
        resource = self._desired.resources[address]
        parent = self._result.bound[address.root].id if address.kind is Kind.STATUS else None
        identifier = resource.id if resource.how is How.ID else None
        if address.kind in {Kind.AUTOMATION, Kind.CHANNEL}:
            identifier = None  # the help desk chooses it
        entry = self._entries.get(address)
        if address.kind is Kind.CHANNEL and entry is not None and not self._was_read(address.kind):
            identifier = entry.id  # it may well be there
        self._bind(address, By.NOTHING, identifier or self._own_id(address, parent), None)

    def _was_read(self, kind: Kind) -> bool:
        return self._live.reads.get(kind) is Read.COMPLETE

    def _bind_rules(self, address: Address) -> None:
        parent = self._result.bound[address.root]
        self._bind(address, parent.by, parent.id, self._live.get(Kind.RULES, parent.id))

    def _bind_automate(self, address: Address) -> None:
        parent = self._result.bound[address.root]
        identifier = self._own_id(address, parent.id)
        self._bind(address, parent.by, identifier, self._live.get(Kind.AUTOMATE, identifier))

    def _bind(self, address: Address, by: By, identifier: str, found: LiveObject | None) -> None:
        entry = self._entries.get(address)
        if entry is None or entry.id != identifier:
            known = self._by_id.get((address.kind, identifier))
            entry = known[1] if known else None
        self._result.bound[address] = Bound(
            id=identifier,
            by=by,
            live=found,
            entry=entry,
            origin=self._origin(address, by, identifier, entry),
        )
        self._result.owners.setdefault((address.kind, identifier), address)

    def _origin(self, address: Address, by: By, identifier: str, entry: Entry | None) -> Origin:
        if entry:
            return entry.origin
        if (address.kind, identifier) in self._written.created:
            return Origin.CREATED
        found = by in {By.ID, By.DEFAULT, By.LABEL, By.IDENTIFIER}
        adopted = found or address.kind not in DELETED_BY_ABSENCE
        return Origin.ADOPTED if adopted else Origin.CREATED

    def _say_found_by_label(self) -> None:
        """One note for each pipeline, with the ids that make the matches last."""
        by_pipeline: dict[Address, list[Address]] = {}
        for address, bound in self._result.bound.items():
            if bound.by is By.LABEL:
                by_pipeline.setdefault(address.root, []).append(address)
        for pipeline, addresses in by_pipeline.items():
            resource = self._desired.resources[pipeline]
            count = "1 status was" if len(addresses) == 1 else f"{len(addresses)} statuses were"
            self._result.diagnostics.append(
                diagnostic(
                    "PC622",
                    f'{count} found in the account by name, in pipeline "{self._name(pipeline)}".',
                    span=resource.span,
                    hint="A name may change; these lines keep the match: "
                    + ", ".join(map(self._line, addresses)),
                    address=str(pipeline),
                ),
            )

    def _line(self, address: Address) -> str:
        bound = self._result.bound[address]
        state = self._desired.resources[address].fields["state"]
        closed = ", state: closed" if state == "closed" else ""
        return (
            f"{{key: {address.keys[1]}, name: {quoted(self._name(address))}, "
            f"id: {quoted(bound.id)}{closed}}}"
        )

    def _name(self, address: Address) -> str:
        return str(self._desired.resources[address].fields["name"])


def quoted(text: str) -> str:
    """A text as a double-quoted YAML scalar, ready to be pasted: JSON's texts are such scalars."""
    return json.dumps(text, ensure_ascii=False)
