"""Which objects of the account the entries of `removed:` mean, and what is to be said of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelinectl.diagnostics import diagnostic
from pipelinectl.model import OF_A_CHANNEL, Address, Kind
from pipelinectl.names import label_key, near
from pipelinectl.plan import channels
from pipelinectl.plan.marks import marked_for, may_go

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pipelinectl.diagnostics import Diagnostic
    from pipelinectl.ledger.journal import Written
    from pipelinectl.ledger.model import Ledger
    from pipelinectl.model import Live, LiveObject, Removal
    from pipelinectl.plan.identity import Binding


class Removals:
    """Looks for what entries name, in one account; `pipeline_key` names a pipeline by its id."""

    def __init__(  # noqa: PLR0913 - it looks at all that may know an object
        self,
        live: Live,
        ledger: Ledger | None,
        binding: Binding,
        own_id: Callable[[Address, str | None], str],
        written: Written,
        *,
        pipeline_key: Callable[[str], str],
    ) -> None:
        self._live = live
        self._ledger = ledger
        self._by_id = ledger.by_id() if ledger else {}
        self._binding = binding
        self._own_id = own_id
        self._written = written
        self._pipeline_key = pipeline_key

    def matches(self, removal: Removal) -> list[LiveObject]:
        """What an entry may mean: one object, none, or several of one name."""
        if removal.automation is not None:
            return self._matching_workflows(removal.automation, removal.id)
        if removal.channel is not None:
            return self._matching_channels(removal.channel, removal.id)
        if removal.status is None:
            everything = tuple(self._live.objects.get(Kind.PIPELINE, {}).values())
            address = Address(Kind.PIPELINE, (removal.pipeline,))
            return self._match(everything, removal.pipeline, removal.id, address, None)
        parents = self._parents(removal)
        found: list[LiveObject] = []
        for parent in parents:
            siblings = self._live.statuses_of(parent)
            address = Address(Kind.STATUS, (self._pipeline_key(parent), removal.status))
            found += self._match(siblings, removal.status, removal.id, address, parent)
        return found

    def made_for(self, found: LiveObject) -> list[LiveObject]:
        """The workflows of a pipeline's statuses, or of a channel: they go along with it."""
        if found.kind not in {Kind.PIPELINE, Kind.CHANNEL}:
            return []
        is_channel = found.kind is Kind.CHANNEL
        key = OF_A_CHANNEL if is_channel else self._pipeline_key(found.id)
        marked = marked_for(found, key, self._live)
        return [each for each in marked if self._is_ours(each)]

    def _is_ours(self, workflow: LiveObject) -> bool:
        return may_go(workflow, self._live, self._ledger, self._written)

    def _matching_workflows(self, reference: str, identifier: str | None) -> list[LiveObject]:
        """By `id:`, the key in the ledger, the mark, then by name. What is opaque counts too."""
        everything = self._live.objects.get(Kind.AUTOMATION, {})
        if identifier is not None:
            return [everything[identifier]] if identifier in everything else []
        address = _workflow(reference)
        entry = self._ledger.entries.get(address) if self._ledger else None
        if entry is not None and entry.id in everything:
            return [everything[entry.id]]
        marked = list(self._live.marked(address))
        if marked and self._by_id:
            return [each for each in marked if self._is_ours(each)]
        wanted = label_key(reference)
        return marked or [
            each
            for each in everything.values()
            if label_key(str(each.fields.get("name"))) == wanted
        ]

    def _matching_channels(self, reference: str, identifier: str | None) -> list[LiveObject]:
        """By `id:`, the key in the ledger, then by name or by what tells channels apart."""
        everything = self._live.objects.get(Kind.CHANNEL, {})
        if identifier is not None:
            return [everything[identifier]] if identifier in everything else []
        entry = (
            self._ledger.entries.get(Address(Kind.CHANNEL, (reference,))) if self._ledger else None
        )
        if entry is not None and entry.id in everything:
            return [everything[entry.id]]
        return [each for each in everything.values() if channels.is_called(each, reference)]

    def _parents(self, removal: Removal) -> list[str]:
        address = Address(Kind.PIPELINE, (removal.pipeline,))
        bound = self._binding.bound.get(address)
        if bound is not None:
            return [bound.id]
        everything = tuple(self._live.objects.get(Kind.PIPELINE, {}).values())
        return [each.id for each in self._match(everything, removal.pipeline, None, address, None)]

    def _match(
        self,
        candidates: tuple[LiveObject, ...],
        reference: str,
        identifier: str | None,
        address: Address,
        parent: str | None,
    ) -> list[LiveObject]:
        """By `id:`, the key in the ledger, our own form of id, then by name."""
        entry = self._ledger.entries.get(address) if self._ledger else None
        by_id = {each.id: each for each in candidates}
        if identifier is not None:
            return [by_id[identifier]] if identifier in by_id else []
        for known in (entry.id if entry else None, self._own_id(address, parent)):
            if known is not None and known in by_id:
                return [by_id[known]]
        wanted = label_key(reference)
        return [each for each in candidates if label_key(str(each.fields["name"])) == wanted]

    def said(self, removal: Removal, matches: list[LiveObject]) -> Iterator[Diagnostic]:
        """What is to be said of an entry that does not mean one object."""
        if len(matches) > 1:
            yield _ambiguous(removal, matches)
        elif not matches:
            yield from self._misspelt(removal)

    def _misspelt(self, removal: Removal) -> Iterator[Diagnostic]:
        """What is gone already is no difference; what is nearly there may be a slip of the pen."""
        wanted, candidates = self._nearby(removal)
        known = [str(each.fields.get("name")) for each in candidates]
        guess = near(wanted, known)
        marked = self._live.marked(_workflow(removal.automation)) if removal.automation else ()
        if marked and removal.id is None:
            yield diagnostic(
                "PC627",
                f'The workflow "{marked[0].fields.get("name")}" (id {marked[0].id}) bears the '
                f'mark of "{wanted}" and is not known to the ledger: it may be a clone, so '
                "nothing is removed.",
                span=removal.span,
                hint=f'To remove it, add id: "{marked[0].id}" to this entry.',
            )
            return
        if removal.id is not None or guess is None:
            return
        yield diagnostic(
            "PC627",
            f'The account has nothing called "{wanted}", so nothing is removed.',
            span=removal.span,
            hint=f'Did you mean "{guess}"? If it is gone, the entry can go too.',
        )

    def _nearby(self, removal: Removal) -> tuple[str, Iterable[LiveObject]]:
        """The text of a removal, and what it may have been meant for."""
        if removal.automation is not None:
            return removal.automation, self._live.objects.get(Kind.AUTOMATION, {}).values()
        if removal.channel is not None:
            return removal.channel, self._live.objects.get(Kind.CHANNEL, {}).values()
        parents = self._parents(removal) if removal.status is not None else []
        below = [status for parent in parents for status in self._live.statuses_of(parent)]
        everything = self._live.objects.get(Kind.PIPELINE, {}).values()
        return str(removal.status) if parents else removal.pipeline, below or everything


def _ambiguous(removal: Removal, matches: list[LiveObject]) -> Diagnostic:
    what = removal.automation or removal.channel or removal.status or removal.pipeline
    ids = ", ".join(each.id for each in matches)
    return diagnostic(
        "PC207",
        f'"{what}" is the name of {len(matches)} objects of the account.',
        span=removal.span,
        hint=f"Add id: to this entry, one of {ids}.",
    )


def _workflow(reference: str) -> Address:
    return Address(Kind.AUTOMATION, tuple(reference.split("/", 1)))
