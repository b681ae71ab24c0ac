"""Pydantic models of forms that the files create."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Discriminator, Field, Tag

from pipelinectl.language.models.base import LONG, SHORT, Part, Text, text_or_mapping

FORM_FIELD = r"^(ticket\.)?[A-Za-z][A-Za-z0-9_]*$"
"""The form of the names of fields: properties of contacts, with `ticket.` of tickets."""

FieldName = Annotated[str, Field(pattern=FORM_FIELD)]


class FormFieldModel(Part):
    """A field of a form in its long form."""

    PHRASE: ClassVar[str] = "a field"

    name: FieldName = Field(
        description="A property of contacts; with `ticket.` before it, one of tickets.",
        examples=["ticket.source_page"],
    )
    hidden: bool | None = Field(
        None,
        description="Whether visitors do not see it.",
        json_schema_extra={"default": False},
    )
    required: bool | None = Field(
        None,
        description="Whether visitors must fill it in.",
        json_schema_extra={"default": False},
    )
    label: Text | None = Field(
        None, description="What stands beside it. HubSpot's own label where it is omitted."
    )


FormField = Annotated[
    Annotated[FieldName, Tag(SHORT)] | Annotated[FormFieldModel, Tag(LONG)],
    Discriminator(text_or_mapping),
]


class NewFormModel(Part):
    """A form that these files create."""

    PHRASE: ClassVar[str] = "the form"

    new: Text = Field(description="The form's name.", examples=["Contact support"])
    fields: list[FormField] = Field(
        min_length=1,
        description="Its fields in their order, `ticket.pipeline` and `ticket.status` left out: "
        "`ticket_properties` are hidden fields by themselves.",
        examples=[["email", "ticket.subject", {"name": "ticket.source_page", "hidden": True}]],
    )
