"""What the files do not declare: what goes, what is released, what is merely forgotten.

A delete needs a reason that the author gave: an entry of `removed:`, an absence of what this tool
created, or an exclusive pipeline. Everything else in the account is left alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipelinectl.ledger.journal import NOTHING_WRITTEN
from pipelinectl.ledger.model import Origin
from pipelinectl.model import Address, Kind, Read
from pipelinectl.names import KEY, key_from_name
from pipelinectl.plan.identity import DELETED_BY_ABSENCE
from pipelinectl.plan.model import Action, Change, Reason
from pipelinectl.plan.removals import Removals
from pipelinectl.plan.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pipelinectl.diagnostics import Diagnostic
    from pipelinectl.ledger.journal import Written
    from pipelinectl.ledger.model import Entry, Ledger
    from pipelinectl.model import Desired, Live, LiveObject, Removal, Value
    from pipelinectl.plan.identity import Binding


@dataclass(slots=True)
class Absences:
    """Changes for what is not declared, the ids they concern, and what could not be told apart.

    `withheld` says that a later plan may delete more: there is no ledger yet to prove anything.
    """

    changes: list[Change] = field(default_factory=list)
    ids: dict[Address, str] = field(default_factory=dict)
    removals: dict[Address, Removal] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    withheld: bool = False


def absences(  # noqa: PLR0913 - it looks at all that a plan is made from
    desired: Desired,
    live: Live,
    ledger: Ledger | None,
    binding: Binding,
    own_id: Callable[[Address, str | None], str],
    *,
    written: Written = NOTHING_WRITTEN,
) -> Absences:
    """Deletes, releases and forgotten entries, each object once; pipelines before statuses."""
    finder = _Finder(desired, live, ledger, binding, own_id, written=written)
    finder.removed()
    finder.left_the_files()
    finder.exclusive()
    return finder.result


class _Finder:
    """Collects absences; an object that was found once is not found again."""

    def __init__(  # noqa: PLR0913 - as above
        self,
        desired: Desired,
        live: Live,
        ledger: Ledger | None,
        binding: Binding,
        own_id: Callable[[Address, str | None], str],
        *,
        written: Written,
    ) -> None:
        self._desired = desired
        self._live = live
        self._ledger = ledger
        self._by_id = ledger.by_id() if ledger else {}
        self._binding = binding
        self._own_id = own_id
        self._written = written
        self._terms = Terms(desired, live, binding)
        self._seen: set[tuple[Kind, str]] = set()
        self._deleted: set[Address] = set()
        self._released: set[Address] = set()
        self.result = Absences()

    def removed(self) -> None:
        """What `removed:` names and the account still has; pipelines first, with all they hold."""
        removals = Removals(
            self._live,
            self._ledger,
            self._binding,
            self._own_id,
            self._written,
            pipeline_key=self._pipeline_key,
        )
        for removal in sorted(self._desired.removals, key=lambda each: each.status is not None):
            matches = removals.matches(removal)
            self.result.diagnostics += removals.said(removal, matches)
            for found in matches[:1] if len(matches) == 1 else ():
                self._delete(found, Reason.REMOVED, removal)
                for workflow in removals.made_for(found):
                    self._delete(workflow, Reason.REMOVED, removal)

    def left_the_files(self) -> None:
        """Entries of the ledger that no declaration owns any more."""
        if self._ledger is None or not self._desired.whole:
            return
        for address, entry in sorted(self._ledger.entries.items(), key=_parents_first):
            owner = self._binding.owners.get((address.kind, entry.id))
            if owner is None and address not in self._desired.resources:
                self._left(address, entry)
            elif owner is not None and owner != address:
                self._forget(address, entry, Reason.RELEASED)

    def exclusive(self) -> None:
        """Statuses of exclusive pipelines that nobody declared; never without a ledger."""
        if not self._desired.whole:
            return
        for address, resource in self._desired.resources.items():
            if not resource.exclusive:
                continue
            for found in self._live.statuses_of(self._binding.bound[address].id):
                if (Kind.STATUS, found.id) in self._binding.owners:
                    continue
                if self._ledger is None:
                    self.result.withheld = True
                else:
                    self._delete(found, Reason.EXCLUSIVE)

    def _left(self, address: Address, entry: Entry) -> None:
        found = self._live.get(address.kind, entry.id)
        if address in self._deleted or self._gone_with_its_pipeline(address):
            return
        rules_stand = address.kind is Kind.RULES and self._live.get(Kind.PIPELINE, entry.id)
        if found is None and self._live.reads.get(address.kind) is not Read.COMPLETE:
            return
        if address.kind not in DELETED_BY_ABSENCE and found is not None:
            self._release(address, entry)
            return
        if found is None and not rules_stand:
            self._forget(address, entry)
        elif address.kind is Kind.RULES or self._is_released(address, entry):
            self._release(address, entry)
        elif found is not None:
            self._delete(found, Reason.ABSENT)

    def _is_released(self, address: Address, entry: Entry) -> bool:
        parent = self._desired.resources.get(address.root)
        if address.kind is Kind.STATUS:
            if parent is not None and parent.exclusive:
                return False
            return entry.origin is Origin.ADOPTED or address.root in self._released
        return entry.origin is Origin.ADOPTED

    def _gone_with_its_pipeline(self, address: Address) -> bool:
        """Whether the pipeline's own delete already covers this address."""
        stays = {Kind.PIPELINE, Kind.AUTOMATION}
        return address.kind not in stays and address.root in self._deleted

    def _delete(self, found: LiveObject, reason: Reason, removal: Removal | None = None) -> None:
        if (found.kind, found.id) in self._seen or ((found.kind, found.id) in self._binding.owners):
            return
        if found.parent is not None and (Kind.PIPELINE, found.parent) in self._seen:
            return
        self._seen.add((found.kind, found.id))
        address = self._address_of(found)
        self._deleted.add(address)
        self.result.ids[address] = found.id
        if removal is not None:
            self.result.removals[address] = removal
        self.result.changes.append(
            Change(
                address,
                Action.DELETE,
                reason,
                before=self._before(found),
                declared_at=removal.span if removal else None,
            ),
        )

    def _before(self, found: LiveObject) -> dict[str, Value]:
        fields: dict[str, Value] = dict(found.fields)
        if found.kind in {Kind.AUTOMATION, Kind.CHANNEL}:
            return self._terms.in_keys(Address(Kind.AUTOMATION, (found.id,)), fields)
        if found.kind is Kind.PIPELINE:
            fields["statuses"] = tuple(
                each.fields["name"] for each in self._live.statuses_of(found.id)
            )
        return fields

    def _release(self, address: Address, entry: Entry) -> None:
        self._released.add(address)
        self.result.ids[address] = entry.id
        self.result.changes.append(
            Change(address, Action.RELEASE, Reason.RELEASED, before=_singles(entry.base)),
        )

    def _forget(self, address: Address, entry: Entry, reason: Reason = Reason.ABSENT) -> None:
        """Only the ledger changes: the object is gone, or stands under another key now."""
        if address in self._desired.resources:
            return
        self.result.ids[address] = entry.id
        self.result.changes.append(Change(address, Action.NONE, reason))

    def _address_of(self, found: LiveObject) -> Address:
        """The address in the ledger; else one made from the name, as `import` would make it."""
        known = self._by_id.get((found.kind, found.id))
        if known and known[0] not in self._desired.resources:
            return known[0]
        if found.kind is Kind.AUTOMATION:
            return self._workflow_address(found)
        parents = () if found.parent is None else (self._pipeline_key(found.parent),)
        own = self._own_key(found, parents)
        key = own or key_from_name(str(found.fields["name"])) or "unnamed"
        return self._free(found, parents, key)

    def _workflow_address(self, found: LiveObject) -> Address:
        """The address that its mark names, if it is free; else one made from its name."""
        try:
            marked = Address.parse(found.mark or "")
        except ValueError:
            marked = None
        if marked is not None and not self._is_taken(marked, found):
            return marked
        key = key_from_name(str(found.fields.get("name"))) or "unnamed"
        return self._free(found, (), key)

    def _own_key(self, found: LiveObject, parents: tuple[str, ...]) -> str | None:
        """The key that our own form of id was made from, if the id has that form."""
        ends = (found.id[place:] for place in range(len(found.id)))
        for key in ends:
            if KEY.fullmatch(key) and (
                self._own_id(Address(found.kind, (*parents, key)), found.parent) == found.id
            ):
                return key
        return None

    def _pipeline_key(self, identifier: str) -> str:
        owner = self._binding.owners.get((Kind.PIPELINE, identifier))
        if owner:
            return owner.keys[0]
        known = self._by_id.get((Kind.PIPELINE, identifier))
        if known:
            return known[0].keys[0]
        found = self._live.get(Kind.PIPELINE, identifier)
        if found is None:
            return "unknown"
        return self._own_key(found, ()) or key_from_name(str(found.fields["name"])) or "unnamed"

    def _free(self, found: LiveObject, parents: tuple[str, ...], key: str) -> Address:
        """An address that nothing else has: neither the files, nor the ledger, nor this plan."""
        candidate, number = Address(found.kind, (*parents, key)), 2
        while self._is_taken(candidate, found):
            candidate, number = Address(found.kind, (*parents, f"{key}_{number}")), number + 1
        return candidate

    def _is_taken(self, address: Address, found: LiveObject) -> bool:
        entry = self._ledger.entries.get(address) if self._ledger else None
        remembered = entry is not None and entry.id != found.id
        return remembered or address in self._desired.resources or address in self.result.ids


def _singles(fields: Mapping[str, Value]) -> dict[str, Value] | None:
    """The fields without lists, which name statuses by ids that mean nothing to a reader."""
    return {name: value for name, value in fields.items() if not isinstance(value, tuple)} or None


def _parents_first(item: tuple[Address, Entry]) -> tuple[int, tuple[str, ...]]:
    kinds: Iterator[Kind] = iter(Kind)
    return list(kinds).index(item[0].kind), item[0].keys
