"""What tickets are like: a mapping of properties to values and tests."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import ConfigDict, Discriminator, Field, Tag

from pipelinectl.language.models.base import (
    LIST,
    LONG,
    PROPERTY,
    SHORT,
    VALUE,
    Json,
    Number,
    Part,
    PropertyName,
    Scalar,
    text_or_list,
    value_list_or_mapping,
    word,
)

DURATION = r"^[1-9][0-9]{0,4} ?(minutes?|hours?|days?|m|h|d)$"
"""The form of durations."""

Duration = Annotated[str, Field(pattern=DURATION)]
Values = Annotated[
    Annotated[Scalar, Tag(VALUE)] | Annotated[list[Scalar], Tag(LIST), Field(min_length=1)],
    Discriminator(lambda value: LIST if isinstance(value, list) else VALUE),
]
Texts = Annotated[
    Annotated[str, Tag(SHORT), Field(min_length=1)]
    | Annotated[list[Annotated[str, Field(min_length=1)]], Tag(LIST), Field(min_length=1)],
    Discriminator(text_or_list),
]


class TestModel(Part):
    """Tests of one property. Of several in one mapping, all must hold."""

    PHRASE: ClassVar[str] = "a test"

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    is_not: Values = word("The property has none of these values, or no value.", examples=["HIGH"])
    above: Number = word("The number is greater.", examples=[3])
    below: Number = word("The number is smaller.", examples=[3])
    at_least: Number = word("The number is greater or equal.", examples=[3])
    at_most: Number = word("The number is smaller or equal.", examples=[3])
    contains: Texts = word(
        "The text holds one of these texts.", examples=["refund", ["refund", "money back"]]
    )
    contains_not: Texts = word("The text holds none of these texts.", examples=["test"])
    changed_within: Duration = word(
        "The property changed in the time before, such as `2 days`.", examples=["2 days"]
    )
    not_changed_within: Duration = word(
        "The property did not change in the time before.", examples=["2 days"]
    )
    older_than: Duration = word("The date lies further back than this.", examples=["3 days"])
    newer_than: Duration = word("The date lies no further back than this.", examples=["3 days"])


Test = Annotated[
    Annotated[Scalar, Tag(VALUE)]
    | Annotated[list[Scalar], Tag(LIST), Field(min_length=1)]
    | Annotated[TestModel, Tag(LONG)],
    Discriminator(value_list_or_mapping),
]
"""A value, several of which one is meant, or tests. `known` and `unknown` are words for tests."""


def _closed(schema: dict[str, Any]) -> None:
    """Say in the schema that any other key is the name of a property."""
    listed = "|".join(schema["properties"])
    other = f"^(?!(?:{listed})$){PROPERTY.removeprefix('^')}"
    what = {"description": "A property by the help desk's internal name."}
    schema["patternProperties"] = {other: {**what, **schema.pop("additionalProperties")}}
    schema["minProperties"] = 1


def _property(description: str, *examples: Any) -> Any:
    return Field(None, description=description, examples=list(examples) or None)


class ConditionModel(Part):
    """A condition: properties with the value, the list of values or the test that must hold.

    Of several properties in one mapping, all must hold. `all`, `any` and `not` combine
    conditions. Every key that is not listed here is the help desk's internal name of a property.
    """

    PHRASE: ClassVar[str] = "a condition"
    OTHERS: ClassVar[Any] = Test

    model_config = ConfigDict(extra="allow", json_schema_extra=_closed)
    __pydantic_extra__: dict[PropertyName, Test | None]

    all: list[ConditionModel] | None = Field(
        None,
        min_length=1,
        description="All of these conditions must hold.",
        examples=[[{"priority": "HIGH"}, {"owner": "unknown"}]],
    )
    any: list[ConditionModel] | None = Field(
        None,
        min_length=1,
        description="At least one of these conditions must hold.",
        examples=[[{"priority": "URGENT"}, {"category": "BUG"}]],
    )
    not_: ConditionModel | None = Field(
        None,
        alias="not",
        description="This condition must not hold.",
        examples=[{"owner": "known"}],
    )
    raw: Json | None = Field(
        None,
        description="A filter in HubSpot's own JSON, for what the language cannot say.",
    )
    subject: Test | None = _property("The ticket's name.", {"contains": "refund"})
    content: Test | None = _property("The ticket's description.", {"contains": "refund"})
    priority: Test | None = _property("The priority.", "HIGH", ["HIGH", "URGENT"])
    category: Test | None = _property("The category.", "BUG")
    owner: Test | None = _property(
        "The owner, by e-mail address; `known` or `unknown`.", "ana@acme.example", "unknown"
    )
    status: Test | None = _property(
        "The status: its name where the trigger or `pipeline` beside it names the pipeline, else "
        "`pipeline/Status`.",
        "Waiting on us",
        "support/Waiting on us",
    )
    pipeline: Test | None = _property("The pipeline, by key or name.", "support")
    source: Test | None = _property("Where the ticket came from.", "email", ["chat", "form"])
    channel: Test | None = _property(
        "The channel that the ticket came by: the key of one of the files, or `id:` and the id of "
        "its account; `known` or `unknown`.",
        "support-email",
        ["support-email", "id:8841"],
    )

    def tests(self) -> dict[str, Any]:
        """The tests that stand here, by property."""
        named = {name: getattr(self, name) for name in KNOWN_PROPERTIES}
        return {
            name: test
            for name, test in {**named, **(self.model_extra or {})}.items()
            if test is not None
        }


KNOWN_PROPERTIES = (
    *("subject", "content", "priority", "category"),
    *("owner", "status", "pipeline", "source", "channel"),
)
"""The properties that have a name of ours; every other name is the help desk's own."""
