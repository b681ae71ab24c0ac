"""HubSpot's help desk: reads an account and writes to it, one call at a time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pipelinectl.adapters.hubspot import automations, naming, pages, raising, steps, versions
from pipelinectl.adapters.hubspot.capabilities import CAPABILITIES
from pipelinectl.adapters.hubspot.directory import Directory
from pipelinectl.adapters.hubspot.failures import not_understood
from pipelinectl.adapters.hubspot.flowlive import KINDS, read_back, with_flow, with_flows
from pipelinectl.adapters.hubspot.flowreader import FlowReader
from pipelinectl.adapters.hubspot.flowwriter import FlowWriter
from pipelinectl.adapters.hubspot.http import Http
from pipelinectl.adapters.hubspot.objections import objections
from pipelinectl.adapters.hubspot.patience import Patience
from pipelinectl.adapters.hubspot.settings import checks, settling, writes
from pipelinectl.adapters.hubspot.settings.reading import SettingReader
from pipelinectl.adapters.hubspot.settings.writer import SettingWriter
from pipelinectl.diagnostics import diagnostic
from pipelinectl.model import ORDER, Address, Kind, Live, LiveObject, Read
from pipelinectl.ports import LastEdit, Limits, RemoteError, Touched, Write

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from pipelinectl.capabilities import Capability
    from pipelinectl.model import Value
    from pipelinectl.ports import Goal, Instruction, Names, Objection, Scope, Task

_WORKERS = 6
_NOT_READABLE = {"PC503", "PC504"}


class HubSpotDesk:
    """One account behind one token. Obeys `pipelinectl.ports.HelpDesk`."""

    def __init__(self, base_url: str, token: str, patience: Patience | None = None) -> None:
        self._http = Http(base_url, token)
        self._directory = Directory(self._http)
        self._flows = FlowReader(self._http)
        waiting = patience or Patience()
        self._flow_writer = FlowWriter(self._http, self._flows, waiting)
        self._settings = SettingReader(self._http, self._directory)
        self._setting_writer = SettingWriter(self._http, self._settings, self._directory, waiting)
        self._account: str | None = None
        self._ui_domain = "app.hubspot.com"
        self._emails: dict[str, str | None] = {}

    @property
    def host(self) -> str:
        """Where the account is reached."""
        return self._http.host

    @property
    def calls(self) -> int:
        """How many calls were made so far."""
        return self._http.calls

    @property
    def capabilities(self) -> tuple[Capability, ...]:
        """What HubSpot's APIs, workflows and pages let one do with each setting."""
        return CAPABILITIES

    def account(self) -> str:
        """The portal id that the token leads to (account information API)."""
        if self._account is None:
            details = self._http.get(versions.ACCOUNT, "Reading the account")
            try:
                self._account = str(details["portalId"])
                self._ui_domain = str(details.get("uiDomain") or self._ui_domain)
            except (KeyError, TypeError, AttributeError) as fault:
                raise not_understood("Reading the account") from fault
        return self._account

    def read(self, scope: Scope) -> Live:
        """Always all ticket pipelines with their statuses and rules: 1 + P calls.

        Workflows where they are asked for: see `flowreader` for their calls; channels, forms,
        users and teams likewise: see `settings.reading`. All of it is fetched side by side. What
        they name is looked up in lists that are read once, and only if something names it.
        """
        with ThreadPoolExecutor(_WORKERS) as workers:
            known = scope.known.get(Kind.AUTOMATION, frozenset())
            wanted = scope.kinds & KINDS
            flows = workers.submit(self._flows.fetch, known) if wanted else None
            lists = self._settings.begin(scope.kinds, workers)
            live = self._read_pipelines()
        live = self._settings.finished(live, lists)
        if flows is None:
            return live
        return with_flows(live, flows.result(), self._directory, wanted)

    def _read_pipelines(self) -> Live:
        listing = self._http.get(versions.PIPELINES, "Reading the pipelines")
        trust, cut = raising.trust(listing)
        found = raising.pipelines(listing)
        pipelines = {whole[0].id: whole[0] for whole in found}
        statuses = {each.id: each for whole in found for each in whole[1:]}
        rules, why = self._rules(tuple(pipelines))
        return Live(
            account=self.account(),
            objects={Kind.PIPELINE: pipelines, Kind.STATUS: statuses, Kind.RULES: rules},
            reads={
                Kind.PIPELINE: trust,
                Kind.STATUS: trust,
                Kind.RULES: Read.UNREADABLE if why else trust,
            },
            why={
                kind: words
                for kind, words in (
                    (Kind.PIPELINE, cut),
                    (Kind.STATUS, cut),
                    (Kind.RULES, why or cut),
                )
                if words
            },
            native=self._directory,
        )

    def tickets(self, statuses: Collection[str]) -> Mapping[str, int]:
        """Ticket counts by the search index, which lags behind; HubSpot checks again on delete."""
        found: dict[str, int] = {}
        for status in statuses:
            body = {
                "filterGroups": [
                    {
                        "filters": [
                            {
                                "propertyName": "hs_pipeline_stage",
                                "operator": "EQ",
                                "value": status,
                            },
                        ],
                    },
                ],
                "limit": 1,
            }
            try:
                answer = self._http.search(versions.TICKET_SEARCH, body, "Counting tickets")
            except RemoteError as error:
                if error.diagnostic.code in _NOT_READABLE:
                    continue
                raise
            total = answer.get("total") if isinstance(answer, dict) else None
            if isinstance(total, int):
                found[status] = total
        return found

    def last_edit(self, found: LiveObject) -> LastEdit | None:
        """The newest row of the object's audit; None where it has none or may not be read."""
        if found.kind is Kind.PIPELINE:
            path = versions.pipeline(found.id)
        elif found.kind is Kind.STATUS:
            path = versions.stage(str(found.parent), found.id)
        else:
            return None
        try:
            answer = self._http.find(f"{path}/audit", "Reading who changed it")
        except RemoteError:
            return None
        rows = answer.get("results") if isinstance(answer, dict) else None
        listed = rows if isinstance(rows, list) else []
        dated = [each for each in listed if isinstance(each, dict) and each.get("timestamp")]
        if not dated:
            return None
        newest = max(dated, key=lambda each: str(each["timestamp"]))
        user = newest.get("fromUserId")
        return LastEdit(self._email(str(user)) if user else None, str(newest["timestamp"]))

    def limits(self) -> Limits:
        """What the limits API tells of ticket pipelines; unknown where it may not be read."""
        rows: Any = ()
        try:
            answer = self._http.find(versions.LIMITS, "Reading the limits")
            rows = answer["hubspotDefinedObjectTypes"] if answer else ()
        except (RemoteError, KeyError, TypeError):
            rows = ()
        listed = rows if isinstance(rows, list) else []
        limit = next(
            (
                each.get("limit")
                for each in listed
                if isinstance(each, dict) and each.get("objectTypeId") == versions.TICKETS
            ),
            None,
        )
        return Limits(
            pipelines=limit if isinstance(limit, int) else None,
            statuses_per_pipeline=naming.HUBSPOT_NAMING.statuses_max,
        )

    def link(self, pipeline: str) -> str | None:
        """The settings page of a ticket pipeline."""
        return f"{self._page(Kind.PIPELINE)}/{quote(pipeline, safe='')}"

    def _page(self, kind: Kind) -> str:
        return pages.link_of(kind, str(self._account), self._ui_domain)

    @property
    def fixed_fields(self) -> frozenset[str]:
        """What begins a workflow: HubSpot advises to clone for it, not to change in place."""
        return automations.FIXED_FIELDS

    def objections(self, fields: Mapping[str, Value], live: Live) -> tuple[Objection, ...]:
        """What speaks against a workflow; reads the lists that its names are looked up in."""
        return objections(fields, live, self._directory)

    def settled(self, kind: Kind, fields: Mapping[str, Value], live: Live) -> Mapping[str, Value]:
        """The fields as HubSpot's JSON for them reads back."""
        if kind in KINDS:
            return read_back(fields, self._directory, live)
        return settling.settled(kind, fields, live)

    def setting_objections(
        self, address: Address, fields: Mapping[str, Value], live: Live
    ) -> tuple[Objection, ...]:
        """What speaks against a setting; reads the lists that its names are looked up in."""
        return checks.setting_objections(address, fields, live, self._directory)

    def instruction(self, task: Task, names: Names) -> Instruction:
        """The clicks in HubSpot's pages."""
        return pages.instruction(task, names, self._page(task.address.kind))

    def own_id(self, address: Address, parent: str | None) -> str:
        """The id made from the keys, as `naming` says.

        Where HubSpot chooses ids, or has none, the address stands for the object.
        """
        if address.kind is Kind.AUTOMATE:
            return f"{parent}/{address.keys[1]}"
        if address.kind is Kind.STATUS:
            return naming.status_id(*address.keys)
        if address.kind in {Kind.PIPELINE, Kind.RULES}:
            return naming.pipeline_id(address.keys[0])
        if address.kind is Kind.USER and len(address.keys) > 1:
            return f"{address.keys[0].lower()}/{address.keys[1]}"
        return str(address)

    def next_write(self, pipeline: str, goal: Goal, live: Live) -> Write | None:
        """The next write towards the goal."""
        return steps.next_write(pipeline, goal, live)

    def next_automation_write(self, goal: Goal, live: Live) -> Write | None:
        """The next write to a workflow; may read a list that its names are looked up in."""
        return automations.next_write(goal, live)

    def next_setting_write(self, goal: Goal, live: Live) -> Write | None:
        """The next write to a form, a user, a team or a custom channel."""
        return writes.next_write(goal, live)

    def perform(self, write: Write, live: Live) -> Live:
        """Send one write and read back what it touched."""
        kinds = {each.kind for each in write.touches}
        if Kind.AUTOMATION in kinds:
            return with_flow(live, *self._flow_writer.perform(write, live))
        if kinds & writes.KINDS:
            return self._setting_writer.perform(write, live)
        return self._perform(write, live)

    def _perform(self, write: Write, live: Live) -> Live:
        """A write to a pipeline, its statuses or its rules.

        Where the answer is lost, reading back tells whether the write was carried out. It is
        then sent a second time if it was not: every id is chosen by us, so nothing is doubled.
        """
        for last in (False, True):
            try:
                self._send(write)
            except RemoteError as error:
                if not error.lost:
                    raise
                seen = self._read_back(write, live)
                if _shows(seen, write):
                    return seen
                if last:
                    raise
                continue
            seen = self._read_back(write, live)
            if _shows(seen, write):
                return seen
            break
        raise RemoteError(
            diagnostic(
                "PC509",
                f"{write.what}: accepted, but reading it back does not show it.",
                hint="Run plan to see what is there now.",
            ),
            lost=True,
        )

    def _send(self, write: Write) -> None:
        call = write.call
        self._http.write(call["method"], call["path"], call["body"], write.what.capitalize())

    def _read_back(self, write: Write, live: Live) -> Live:
        """The state after a write. If it cannot be read, the write may have been carried out."""
        try:
            return self._reread(write, live)
        except RemoteError as error:
            raise RemoteError(error.diagnostic, lost=True) from error

    def _reread(self, write: Write, live: Live) -> Live:
        if all(each.kind is Kind.RULES for each in write.touches):
            return self._with_rules(write.pipeline, live)
        body = self._http.find(versions.pipeline(write.pipeline), "Reading back")
        old = live.get(Kind.PIPELINE, write.pipeline)
        pipelines = dict(live.objects[Kind.PIPELINE])
        statuses = dict(live.objects[Kind.STATUS])
        for each in live.statuses_of(write.pipeline):
            statuses.pop(each.id, None)
        pipelines.pop(write.pipeline, None)
        if body is not None:
            whole, *found = raising.pipeline(body, builtin=old.builtin if old else False)
            pipelines[whole.id] = whole
            statuses |= {each.id: each for each in found}
        rules = live.objects[Kind.RULES]
        if body is None:
            rules = {key: each for key, each in rules.items() if key != write.pipeline}
        objects = {
            **live.objects,
            Kind.PIPELINE: pipelines,
            Kind.STATUS: statuses,
            Kind.RULES: rules,
        }
        return replace(live, objects=objects)

    def _with_rules(self, pipeline: str, live: Live) -> Live:
        body = self._http.find(versions.rules(pipeline), "Reading back")
        rules = {key: each for key, each in live.objects[Kind.RULES].items() if key != pipeline}
        if body is not None:
            rules[pipeline] = raising.rules(body, pipeline)
        return replace(live, objects={**live.objects, Kind.RULES: rules})

    def _rules(self, pipelines: Collection[str]) -> tuple[dict[str, LiveObject], str | None]:
        """The rules of each pipeline, and why they cannot be read, if so.

        The first read tells whether the token and the subscription allow any.
        """
        first, *rest = pipelines or (None,)
        if first is None:
            return {}, None
        try:
            found = [self._rule(first)]
            with ThreadPoolExecutor(_WORKERS) as workers:
                found += workers.map(self._rule, rest)
        except RemoteError as error:
            if error.diagnostic.code in _NOT_READABLE:
                return {}, error.diagnostic.message
            raise
        return {each.id: each for each in found if each is not None}, None

    def _rule(self, pipeline: str) -> LiveObject | None:
        body = self._http.find(versions.rules(pipeline), "Reading the pipeline rules")
        return None if body is None else raising.rules(body, pipeline)

    def _email(self, user: str) -> str | None:
        """The e-mail address of a user; the id where owners may not be read."""
        if user not in self._emails:
            path = f"{versions.OWNERS}/{quote(user, safe='')}?idProperty=userId"
            try:
                owner = self._http.find(path, "Reading who changed it")
            except RemoteError:
                owner = None
            email = owner.get("email") if isinstance(owner, dict) else None
            self._emails[user] = str(email) if email else f"user {user}"
        return self._emails[user]


def _shows(live: Live, write: Write) -> bool:
    """Whether the account shows what the write says. An order is judged by the next step."""
    return all(_is_so(live, each) for each in write.touches)


def _is_so(live: Live, touched: Touched) -> bool:
    found = live.get(touched.kind, touched.id)
    if touched.after is None:
        return found is None
    if found is None:
        return False
    return all(
        found.fields.get(name) == value for name, value in touched.after.items() if name != ORDER
    )
