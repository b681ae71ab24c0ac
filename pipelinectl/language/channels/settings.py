"""The settings of a channel, each in the form that `pipelinectl.channels` lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pipelinectl.channels import AS_WORKFLOW, HELP_DESK, OF_THE_CONNECTION
from pipelinectl.diagnostics import Related, Severity, diagnostic
from pipelinectl.language.channels.hours import schedule
from pipelinectl.language.channels.properties import ticket_properties
from pipelinectl.language.channels.routing import routing
from pipelinectl.language.channels.service import is_help_desk
from pipelinectl.language.models.base import Model, words_in
from pipelinectl.language.models.channels import RealiseChannelModel
from pipelinectl.language.models.forms import FormFieldModel, NewFormModel
from pipelinectl.language.wording import excerpt
from pipelinectl.model import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelinectl.language.automations.names import Names
    from pipelinectl.language.models.channels import ChannelModel
    from pipelinectl.language.spec import Place
    from pipelinectl.model import Value

_NO_SETTINGS = frozenset({"id", "type", "realise"})
_LINES = frozenset({"signature", "greeting", "instant_reply"})
CONNECTION = "connection"
"""The word of `realise:` for the channel itself."""


def settings(model: ChannelModel, place: Place, names: Names) -> dict[str, Value]:
    """The settings that a channel declares, in the order of the language."""
    found: dict[str, Value] = {}
    for name in words_in(model):
        value = _declared(model, name)
        if value is None or name in _NO_SETTINGS:
            continue
        if name == "form":
            found |= _form(value)
            _check_fields(value, place.at(name), names)
        else:
            found[name] = _setting(name, value, place.at(name), names, model)
    return found


def _declared(model: Model, name: str) -> Any:
    """The value of a field by the name that files have for it."""
    return getattr(model, f"{name}_" if name == "from" else name)


def _setting(name: str, value: Any, place: Place, names: Names, model: ChannelModel) -> Value:
    match name:
        case "ticket_properties":
            return ticket_properties(value, place, names)
        case "routing":
            return routing(value, place, names, str(getattr(model, "type", "")))
        case "availability":
            return schedule(value, place, names)
        case "chatflows":
            return tuple(Record(name=each.name.strip(), type=each.type) for each in value)
    return _plain(name, value, place, names)


def _plain(name: str, value: Any, place: Place, names: Names) -> Value:
    """A setting that names nothing: a mapping of texts, a text or a switch."""
    if isinstance(value, Model):
        return _mapping(name, value, place, names)
    if name == "connected_to":
        _check_place(value, place, names)
    if name == "address":
        _check_address(value, place, names)
    if name == "number":
        return re.sub("[ -]", "", value)
    if isinstance(value, str):
        return value.rstrip() if name in _LINES else value.strip()
    assert isinstance(value, bool)
    return value


def _mapping(name: str, model: Model, place: Place, names: Names) -> Record:
    """A mapping of texts as it is, what is omitted left out."""
    values = {each: _declared(model, each) for each in words_in(model)}
    if values.get("address") is not None:
        _check_address(values["address"], place.at("address"), names)
    found = {each: value.strip() for each, value in values.items() if value is not None}
    if not found:
        names.refuse("PC141", f"{name} is empty.", place, "Delete it, or fill it.")
    return Record(found)


def _check_place(text: str, place: Place, names: Names) -> None:
    """Note a name of an inbox that can hardly be anything but the help desk."""
    if text.strip() != HELP_DESK and is_help_desk(text):
        names.found.append(
            diagnostic(
                "PC105",
                f'"{excerpt(text)}" is taken for the name of an inbox.',
                span=place.span,
                hint=f"Did you mean `{HELP_DESK}`?",
                address=str(names.address),
                severity=Severity.WARNING,
            )
        )


def _check_address(text: str, place: Place, names: Names) -> None:
    left, _, right = text.strip().partition("@")
    # a variable without a value has been refused where it stands
    if (not left or not right) and "${" not in text:
        names.refuse(
            "PC106",
            f'"{excerpt(text)}" is no e-mail address.',
            place,
            "Write an address such as `support@acme.example`.",
        )


def _check_fields(value: str | NewFormModel, place: Place, names: Names) -> None:
    """Note fields of a new form that are named twice."""
    first: dict[str, int] = {}
    for index, each in enumerate(value.fields if isinstance(value, NewFormModel) else ()):
        name = each if isinstance(each, str) else each.name
        other = first.setdefault(name, index)
        if other != index:
            names.refuse(
                "PC108",
                f'The form has the field "{excerpt(name)}" twice.',
                place.at("fields", index),
                "Keep one of the two.",
                (Related(place.at("fields", other).span, "the first one"),),
            )


def _form(value: str | NewFormModel) -> dict[str, Value]:
    """The name of a form; where the files create it, its fields too."""
    if not isinstance(value, NewFormModel):
        return {"form": value.strip()}
    return {"form": value.new.strip(), "fields": tuple(_field(each) for each in value.fields)}


def _field(declared: str | FormFieldModel) -> Record:
    if isinstance(declared, str):
        return Record(name=declared, hidden=False, required=False)
    label: dict[str, Value] = {} if declared.label is None else {"label": declared.label.strip()}
    return Record(
        label, name=declared.name, hidden=bool(declared.hidden), required=bool(declared.required)
    )


def realise(
    model: ChannelModel, declared: Mapping[str, Value], place: Place, names: Names
) -> dict[str, str]:
    """The realisation that is asked for, by setting.

    One word holds for every setting that is declared and is more than the connection; `workflow`
    for those that a workflow can stand in for.
    """
    wish = model.realise
    if wish is None:
        return {}
    if isinstance(wish, RealiseChannelModel):
        return _each(model, wish, place, names)
    able = [name for name in declared if name not in OF_THE_CONNECTION | {"fields"}]
    if wish == "workflow":
        able = [name for name in able if name in AS_WORKFLOW]
        if not able:
            names.refuse(
                "PC164",
                "Nothing of this channel could be a workflow.",
                place,
                "A workflow can stand in for `ticket_properties` and `routing`.",
            )
    return dict.fromkeys(able, wish)


def _each(
    model: ChannelModel, wish: RealiseChannelModel, place: Place, names: Names
) -> dict[str, str]:
    known = {field.alias or name for name, field in type(model).model_fields.items()}
    found: dict[str, str] = {}
    for name in words_in(wish):
        word = _declared(wish, name)
        if word is None:
            continue
        if name != CONNECTION and name not in known:
            names.refuse(
                "PC164",
                f'"{name}" is not a setting of {getattr(model, "type", "")} channels.',
                place.at(name),
                "Delete the line.",
            )
        found[name] = word
    return found
