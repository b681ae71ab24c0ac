"""The shape of a saved plan, checked when one is read and published as a JSON Schema."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from pipelinectl.model import Realisation
from pipelinectl.plan.model import Action, Block, Reason, Side, StepState

Digest = Annotated[str, Field(pattern="^sha256:[0-9a-f]{64}$")]
Fields = dict[str, JsonValue]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SpanShape(_Part):
    """A stretch of a file; lines and columns count from 1, the end column is exclusive."""

    file: str = Field(description="File, relative to the project folder.")
    line: int = Field(description="First line.")
    column: int = Field(description="First column.")
    end_line: int = Field(description="Last line.")
    end_column: int = Field(description="Column behind the last character.")


class DeclaredShape(_Part):
    """Where the files declare what a change is about."""

    file: str = Field(description="File, relative to the project folder.")
    line: int = Field(description="Line, from 1.")
    column: int = Field(description="Column, from 1.")


class RelatedShape(_Part):
    """A second place that explains a diagnostic."""

    span: SpanShape = Field(description="The place.")
    label: str = Field(description="What is there.")


class DiagnosticShape(_Part):
    """One finding."""

    code: str = Field(description="Its code; `pipelinectl explain CODE` tells more.")
    severity: Literal["error", "blocked", "warning", "info"] = Field(
        description="How much it matters."
    )
    message: str = Field(description="One line that stands alone.")
    hint: str | None = Field(description="What to write or do instead.")
    address: str | None = Field(description="The resource it is about.")
    span: SpanShape | None = Field(description="Where it stands in the files.")
    related: list[RelatedShape] = Field(description="Other places that explain it.")


class MovedShape(_Part):
    """One field that differs."""

    path: str = Field(description="The field.")
    side: Side = Field(description="Which side moved it since the last apply.")


class ImpactShape(_Part):
    """Whom a change touches."""

    tickets: int = Field(description="How many tickets it concerns.")


class ChangeShape(_Part):
    """One planned action on one address."""

    address: str = Field(description="The resource, by its keys.")
    action: Action = Field(description="What happens.")
    reason: Reason = Field(description="Why.")
    realisation: Realisation = Field(description="How it becomes true.")
    before: Fields | None = Field(
        description="The managed fields now; null where there is nothing."
    )
    after: Fields | None = Field(description="The managed fields then; null where nothing is left.")
    paths: list[MovedShape] = Field(description="What differs.")
    order: list[str] = Field(
        description="For a status that is created: the keys of all statuses in their order.",
    )
    depends_on: list[str] = Field(description="Addresses that must come first.")
    impact: ImpactShape | None = Field(
        description="Whom it touches; null where it does not matter."
    )
    declared_at: DeclaredShape | None = Field(description="Where the files declare it.")
    blocked_by: list[Block] = Field(description="What holds it back; empty if nothing does.")


class DriftShape(_Part):
    """What moved in the account since the last apply."""

    address: str = Field(description="The resource, by its keys.")
    paths: list[MovedShape] = Field(description="The fields that moved; the side is always live.")
    base: Fields = Field(description="Their values when last applied.")
    live: Fields = Field(description="Their values now.")
    missing: bool = Field(description="Whether the object is gone.")
    who: str | None = Field(description="Who changed it last, where the account tells.")
    when: str | None = Field(description="When, where the account tells.")


class ManualStepShape(_Part):
    """A step that a person takes."""

    address: str = Field(description="The setting, by its keys.")
    page: str = Field(description="The settings page.")
    path: str = Field(description="Where to click.")
    link: str | None = Field(description="Link to the page.")
    expected: str = Field(description="The expected value.")
    state: StepState = Field(
        description="`open`, `acknowledged` where somebody says that it was done, or `verified` "
        "where the account shows it."
    )
    by: str | None = Field(description="Who acknowledged it.")
    at: str | None = Field(description="When it was acknowledged.")
    who: str = Field(description="Who may do it; empty where that is not known.")
    shown: bool = Field(
        description="Whether the account shows it once it is done, and closes the step.",
    )


class FingerprintShape(_Part):
    """What the plan relies on at one address."""

    id: str = Field(description="The id, opaque to all but the adapter.")
    hash: Digest = Field(description="Hash over the managed fields.")


class SelectionShape(_Part):
    """Which part of the configuration the plan covers."""

    only: list[str] = Field(description="The selectors of --only.")
    excluded: list[str] = Field(alias="except", description="The selectors of --except.")
    whole: bool = Field(description="Whether the whole configuration was read.")


class ExitShape(_Part):
    """The exit code of the command that made the document."""

    code: int = Field(description="The code.")
    name: str = Field(description="Its name.")


class PlanShape(_Part):
    """A saved plan of pipelinectl: what would change in one account, why, and how."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={"$schema": "https://json-schema.org/draft/2020-12/schema"},
    )

    format_version: Literal["1.0"] = Field(description="Version of this format.")
    tool_version: str = Field(description="Version of pipelinectl that made the plan.")
    account: str = Field(description="Id of the account.")
    environment: str = Field(description="Name of the environment in the project file.")
    created_at: str = Field(description="When the plan was made, ISO 8601 in UTC.")
    configuration_digest: Digest = Field(description="Digest of the files; for the reader.")
    selection: SelectionShape = Field(description="Which part of the configuration it covers.")
    allowed: list[str] = Field(description="Addresses that --allow permits.")
    complete: bool = Field(description="Whether the next plan is empty once this is applied.")
    applyable: bool = Field(description="Whether at least one change can be carried out.")
    errored: bool = Field(description="Whether a diagnostic is an error.")
    changes: list[ChangeShape] = Field(description="The changes, in order.")
    drift: list[DriftShape] = Field(description="What moved in the account since the last apply.")
    manual_steps: list[ManualStepShape] = Field(description="Steps that a person takes.")
    unchanged: int = Field(description="How many declared resources are as declared.")
    fingerprints: dict[str, FingerprintShape] = Field(description="What the plan relies on.")
    diagnostics: list[DiagnosticShape] = Field(description="Findings, in order.")
    exit: ExitShape = Field(description="The exit code of the plan.")
    review_digest: Digest = Field(description="Digest of what a reviewer agrees to.")
    digest: Digest = Field(description="Digest over everything else in the file.")


def plan_schema() -> dict[str, Any]:
    """The JSON Schema of a saved plan."""
    return PlanShape.model_json_schema(by_alias=True)
