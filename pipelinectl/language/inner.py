"""Which mapping of the language lies at the end of a way, read from the models themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

from pipelinectl.language.models.base import Model

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelinectl.source.document import Path


def innermost(annotation: Any, value: Any, path: Path) -> type[Model] | None:
    """The model of the innermost mapping that holds the end of `path`, or lies there.

    `annotation` is what pydantic reads `value` as; `path` leads from there. Where no mapping of
    fixed fields is on the way, there is no model.
    """
    found = _model_of(annotation, value)
    for step in path:
        annotation, value = _after(annotation, step), _item(value, step)
        found = _model_of(annotation, value) or found
    return found


def _item(value: Any, step: str | int) -> Any:
    try:
        return value[step]
    except (KeyError, IndexError, TypeError):
        return None


def _alternatives(annotation: Any) -> Iterator[Any]:
    """What an annotation may be, without its marks."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _alternatives(get_args(annotation)[0])
    elif origin is Union or type(annotation).__name__ == "UnionType":
        for each in get_args(annotation):
            yield from _alternatives(each)
    else:
        yield annotation


def _model_of(annotation: Any, value: Any) -> type[Model] | None:
    """The model of a mapping; of several alternatives at most one is."""
    if not isinstance(value, dict):
        return None
    return next(
        (
            each
            for each in _alternatives(annotation)
            if isinstance(each, type) and issubclass(each, Model)
        ),
        None,
    )


def _after(annotation: Any, step: str | int) -> Any:
    """What stands behind one step."""
    for each in _alternatives(annotation):
        origin = get_origin(each)
        if isinstance(step, int) and origin is list:
            return get_args(each)[0]
        if isinstance(step, str) and origin is dict:
            return get_args(each)[1]
        if isinstance(step, str) and isinstance(each, type) and issubclass(each, Model):
            return _field(each, step)
    return None


def _field(model: type[Model], name: str) -> Any:
    model.model_rebuild()  # what a model says of one that is defined further below
    for own, field in model.model_fields.items():
        if name == (field.alias or own):
            return field.annotation
    return model.OTHERS
