"""Turn pydantic's errors into what a person needs: where, what, and the nearest right name. No value is printed."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from xogen.errors import InputError
from xogen.model.nearest import did_you_mean

Key = str | int
Keys = tuple[Key, ...]

SHOWN = 20
"""More faults than this are no help, and looking up their lines takes time."""

_PLAIN = {
    "missing": "is missing",
    "string_type": "must be text",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "list_type": "must be a list",
    "tuple_type": "must be a list",
    "dict_type": "must be a table",
    "mapping_type": "must be a table",
    "model_type": "must be a table",
    "model_attributes_type": "must be a table",
    "string_too_short": "must not be empty",
    "too_short": "must not be empty",
}

_LIMITS = {
    "greater_than_equal": ("ge", "must be at least {}"),
    "less_than_equal": ("le", "must be at most {}"),
}


def explain(
    error: ValidationError, model: type[BaseModel], *, path: str, line_of: Callable[[Keys], int], at: Keys = ()
) -> InputError:
    """Return one ``InputError`` that lists the faults of ``error`` as ``path:line: key: what``, at most 20 of them.

    Args:
        error: what pydantic found.
        model: the model that was validated, asked for the names it knows.
        path: the file, as the user named it.
        line_of: line (from 1) of a key path in the file, or of its nearest parent that is there.
        at: the key path under which the model stands in the file.
    """
    faults = []
    found = error.errors(include_url=False, include_input=False)
    for item in found[:SHOWN]:
        location: Keys = tuple(item["loc"])
        keys = at + _written_keys(model, location)
        faults.append(
            (line_of(keys), dotted(keys), _words(model, location, item["type"], item["msg"], item.get("ctx")))
        )
    unique = list(dict.fromkeys(sorted(faults)))
    line, key, words = unique[0]
    more = "".join(f"\n{path}:{number}: {name}: {text}" for number, name, text in unique[1:])
    more += f"\n{path}: and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
    return InputError(f"{words}{more}", where=f"{path}:{line}: {key}" if key else f"{path}:{line}")


def dotted(keys: Sequence[Key]) -> str:
    """Write a key path as people do: ``nodes.firstName.branches[0].next``."""
    text = ""
    for key in keys:
        text += f"[{key}]" if isinstance(key, int) else f".{key}" if text else key
    return text


def _words(model: type[BaseModel], location: Keys, kind: str, message: str, context: Mapping[str, Any] | None) -> str:
    if kind == "extra_forbidden":
        return f"unknown key{did_you_mean(str(location[-1]), _known_keys(model, location[:-1]))}"
    if kind in {"literal_error", "enum"}:
        return f"must be one of {(context or {}).get('expected', '')}"
    if kind == "union_tag_invalid":
        return f"must be one of {(context or {}).get('expected_tags', '')}"
    if kind == "union_tag_not_found":
        return "needs a type"
    if kind in _LIMITS:
        key, words = _LIMITS[kind]
        return words.format((context or {}).get(key))
    return _PLAIN.get(kind) or message.removeprefix("Value error, ")


def _members(annotation: object) -> list[Any]:
    """Return the alternatives of an annotation, unwrapped of ``Annotated`` and ``X | None``."""
    found: list[Any] = []
    todo = [annotation]
    while todo:
        current = todo.pop(0)
        origin = get_origin(current)
        if origin is Annotated:
            todo.insert(0, get_args(current)[0])
        elif origin in {Union, types.UnionType}:
            todo[:0] = get_args(current)
        else:
            found.append(current)
    return found


def _tag(model: type[BaseModel], key: Key) -> bool:
    field = model.model_fields.get("type")
    if field is not None:
        return key in get_args(field.annotation)
    # Conditions have no type: each form is told by its one required key, which pydantic then takes for the tag.
    form = model.model_fields.get(str(key))
    return form is not None and form.is_required()


def _step(annotations: Iterable[Any], key: Key) -> tuple[list[Any], bool]:
    """Go one key down. Returns what may stand there, and whether the key is written in the file (a tag is not)."""
    models = [item for item in annotations if isinstance(item, type) and issubclass(item, BaseModel)]
    tagged = [model for model in models if _tag(model, key)]
    if len(models) > 1 and tagged:
        return list(tagged), False
    below: list[Any] = []
    for model in models:
        for name, field in model.model_fields.items():
            if key in {name, field.alias}:
                below += _members(field.annotation)
    for item in annotations:
        arguments = get_args(item)
        if arguments and not isinstance(item, type):
            below += _members(arguments[0] if isinstance(key, int) else arguments[-1])
    return below, True


def _written_keys(model: type[BaseModel], location: Keys) -> Keys:
    keys: list[Key] = []
    annotations: list[Any] = [model]
    for key in location:
        if key == "[key]":  # pydantic's word for a table's key itself, which stands just before it
            break
        annotations, written = _step(annotations, key)
        if written:
            keys.append(key)
    return tuple(keys)


def _known_keys(model: type[BaseModel], location: Keys) -> set[str]:
    annotations: list[Any] = [model]
    for key in location:
        annotations, _ = _step(annotations, key)
    models = [item for item in annotations if isinstance(item, type) and issubclass(item, BaseModel)]
    return {field.alias or name for item in models for name, field in item.model_fields.items()}
