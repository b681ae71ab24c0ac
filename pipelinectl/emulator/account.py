"""The emulated account: what a request handler works on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipelinectl.emulator.pipelines.model import (
    OBJECT_TYPES,
    TICKETS,
    ObjectType,
    Pipeline,
    pipeline_from,
    pipeline_json,
)

if TYPE_CHECKING:
    from pipelinectl.emulator.store import Store
    from pipelinectl.emulator.tickets.searchindex import SearchIndex
    from pipelinectl.emulator.wire import JsonObject

TICKET = "ticket"
RULES = "rules"
AUTOMATE = "automate"
ACCESS = "access"


@dataclass(frozen=True, slots=True)
class Account:
    """One account: its id, its profiles, and the documents it consists of."""

    id: int
    profiles: frozenset[str]
    store: Store
    index: SearchIndex

    def has(self, profile: str) -> bool:
        """Whether a profile is on."""
        return profile in self.profiles

    def pipelines(self, object_type: ObjectType) -> list[Pipeline]:
        """The pipelines of a type, as HubSpot sorts them: by order, ties by label."""
        bodies = self.store.all(_kind(object_type))
        found = [pipeline_from(object_type, body) for body in bodies]
        return sorted(found, key=lambda pipeline: (pipeline.display_order, pipeline.label))

    def pipeline(self, object_type: ObjectType, pipeline_id: str) -> Pipeline | None:
        """The pipeline of that id, or None."""
        body = self.store.get(_kind(object_type), pipeline_id)
        return None if body is None else pipeline_from(object_type, body)

    def save(self, pipeline: Pipeline) -> None:
        """Create or replace a pipeline."""
        self.store.put(_kind(pipeline.object_type), pipeline.id, pipeline_json(pipeline))

    def forget(self, pipeline: Pipeline) -> None:
        """Purge a pipeline, its rules, the switches of its Automate tab and who may see it."""
        self.store.drop(_kind(pipeline.object_type), pipeline.id)
        self.store.drop(RULES, rules_key(pipeline))
        if pipeline.object_type is TICKETS:
            self.store.drop(AUTOMATE, pipeline.id)
            self.store.drop(ACCESS, pipeline.id)

    def default_pipeline(self) -> Pipeline | None:
        """The ticket pipeline that a ticket without a pipeline goes to."""
        pipelines = self.pipelines(TICKETS)
        return next((found for found in pipelines if found.default), next(iter(pipelines), None))

    def rules(self, pipeline: Pipeline) -> JsonObject | None:
        """The rules document of a pipeline, or None."""
        return self.store.get(RULES, rules_key(pipeline))

    def drop_from_rules(self, pipeline: Pipeline, stage_ids: set[str]) -> None:
        """Take purged stages out of the rules of their pipeline."""
        rules = self.rules(pipeline)
        if rules is None:
            return
        for rule in rules.values():
            if isinstance(rule, dict):
                rule["pipelineStageIds"] = [
                    kept for kept in rule["pipelineStageIds"] if kept not in stage_ids
                ]
        self.store.put(RULES, rules_key(pipeline), rules)

    def new_id(self) -> str:
        """An id as HubSpot generates them: a number of nine digits, never given twice."""
        return str(self.store.number("id", start=800000001))


def rules_key(pipeline: Pipeline) -> str:
    """The id that HubSpot gives the rules of a pipeline."""
    return f"{pipeline.object_type.id}-{pipeline.id}"


def object_type_of(text: str) -> ObjectType | None:
    """The object type that a path means by its name or its id, or None."""
    return next((found for found in OBJECT_TYPES if text in {found.id, found.name}), None)


def now() -> str:
    """The time as HubSpot writes it: UTC, with milliseconds and a Z."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _kind(object_type: ObjectType) -> str:
    return f"pipeline:{object_type.id}"
