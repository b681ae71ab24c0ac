"""What the models of the language are made of: texts, keys, ids, values, and the base of all."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, WithJsonSchema

from pipelinectl.channels import TYPES

KEY = "^[a-z][a-z0-9_]*$"
"""The form of the keys of pipelines and statuses."""

HYPHENED = "^[a-z][a-z0-9_-]*$"
"""The form of the keys of workflows and channels."""

PROPERTY = "^[A-Za-z][A-Za-z0-9_]*$"
"""The form of the names of properties."""

_ANY = r"[^\x00-\x1f\x7f-\x9f\u2028\u2029]*"
FILLED = rf"^{_ANY}\S{_ANY}$"
"""The form of names, ids and references, as it is published: one line, and not empty."""

_READ = rf"^{_ANY}[^\s\x00-\x1f\x7f-\x9f]{_ANY}$"
"""The form as it is read. `\\S` alone would let one control character pass."""

LINES = r"\S"
"""The form of texts of several lines: not empty."""

SHORT, LONG = "<text>", "<mapping>"
SWITCH, LIST, VALUE = "<switch>", "<list>", "<value>"
WHOLE, NUMBER = "<whole>", "<number>"
PIPELINE, STATUS, WORKFLOW = "<pipeline>", "<status>", "<workflow>"
CHANNEL = "<channel>"
TYPE_TAGS = {each: f"<{each}>" for each in TYPES}
"""The branch of each type of channel."""

TAGS = frozenset(
    (
        *(SHORT, LONG, SWITCH, LIST, VALUE, WHOLE, NUMBER),
        *(PIPELINE, STATUS, WORKFLOW, CHANNEL),
        *TYPE_TAGS.values(),
    )
)
"""Names of branches. Pydantic puts them into the place of an error, where no file has them."""

NO_VALUE = "no_value"
"""The type of the error where a text, number or boolean is wanted and something else stands."""


def text_or_mapping(value: object) -> str:
    """The branch of a text and a mapping."""
    return LONG if isinstance(value, dict) else SHORT


def switch_or_list(value: object) -> str:
    """The branch of a switch and a list."""
    return LIST if isinstance(value, list) else SWITCH


def text_or_list(value: object) -> str:
    """The branch of a text and a list."""
    return LIST if isinstance(value, list) else SHORT


def list_or_mapping(value: object) -> str:
    """The branch of a list and a mapping."""
    return LONG if isinstance(value, dict) else LIST


def value_list_or_mapping(value: object) -> str:
    """The branch of a single value, a list of them, and a mapping."""
    if isinstance(value, dict):
        return LONG
    return LIST if isinstance(value, list) else VALUE


def value_or_mapping(value: object) -> str:
    """The branch of a single value and a mapping."""
    return LONG if isinstance(value, dict) else VALUE


def switch_or_mapping(value: object) -> str:
    """The branch of a switch and a mapping."""
    return LONG if isinstance(value, dict) else SWITCH


def _kind_of_value(value: object) -> str | None:
    if isinstance(value, bool):
        return SWITCH
    if isinstance(value, int | float):
        return _kind_of_number(value)
    return SHORT if isinstance(value, str) else None


def _kind_of_number(value: object) -> str:
    return NUMBER if isinstance(value, float) else WHOLE


Text = Annotated[str, Field(pattern=_READ), WithJsonSchema({"pattern": FILLED, "type": "string"})]
Lines = Annotated[str, Field(pattern=LINES)]
Key = Annotated[str, Field(pattern=KEY)]
HyphenedKey = Annotated[str, Field(pattern=HYPHENED)]
PropertyName = Annotated[str, Field(pattern=PROPERTY)]
Number = Annotated[
    Annotated[int, Tag(WHOLE)] | Annotated[float, Tag(NUMBER)],
    Discriminator(_kind_of_number),
    WithJsonSchema({"type": "number"}),
]
ById = dict[str, Text | None]
Id = Annotated[
    Annotated[Text, Tag(SHORT)] | Annotated[ById, Tag(LONG)],
    Discriminator(text_or_mapping),
]
Statuses = Annotated[
    Annotated[bool, Tag(SWITCH)] | Annotated[list[Text], Tag(LIST)],
    Discriminator(switch_or_list),
]
Scalar = Annotated[
    Annotated[str, Tag(SHORT)]
    | Annotated[bool, Tag(SWITCH)]
    | Annotated[int, Tag(WHOLE)]
    | Annotated[float, Tag(NUMBER)],
    Discriminator(_kind_of_value, custom_error_type=NO_VALUE, custom_error_message="no value"),
    WithJsonSchema({"type": ["string", "number", "boolean"]}),
]
"""A text, a number or a boolean."""

Json = Annotated[dict[str, Any], WithJsonSchema({"type": "object"})]
"""The vendor's own JSON."""

Version = Annotated[
    int, Field(ge=1, le=1), WithJsonSchema({"const": 1, "type": "integer"})
]  # a Literal would take `true` for 1
State = Literal["open", "closed"]
Tier = Literal["free", "starter", "professional", "enterprise"]
AddOn = Literal["transactional_email"]


class Model(BaseModel):
    """What all mappings of the language have in common."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", allow_inf_nan=False)

    PHRASE: ClassVar[str] = ""
    """How to speak of the mapping where it lies in something bigger, such as "an action"."""

    OTHERS: ClassVar[Any] = None
    """What the fields without a name of their own hold, where a mapping takes any."""


class Part(Model):
    """A mapping that few files have: built when the first of them is read."""

    model_config = ConfigDict(defer_build=True)


def or_variable(pattern: str) -> str:
    """A form as it is published: an editor sees the file before variables have their values."""
    return rf"{pattern}|\$\{{"


def word(description: str, **more: Any) -> Any:
    """A field that may be absent and, where it is there, holds a value.

    For mappings in which the words that are there say what it is: which are, `model_fields_set`
    knows.
    """
    return Field(default=None, description=description, **more)


def written(model: type[Model]) -> tuple[str, ...]:
    """The names of a mapping's fields as files have them."""
    return tuple(field.alias or name for name, field in model.model_fields.items())


def words_in(model: Model) -> tuple[str, ...]:
    """The names of the fields that are there, as files have them, in the order of the model."""
    there = model.model_fields_set
    fields = type(model).model_fields
    return tuple(field.alias or name for name, field in fields.items() if name in there)
