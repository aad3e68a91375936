"""The frozen base of all values that xogen owns, and the text types they share."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, PlainSerializer

Localised = Mapping[str, str]
"""Text by language, ``{"en": "Which company?"}``."""


class Owned(BaseModel):
    """A frozen value whose every key is ours: an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


M = TypeVar("M", bound=Owned)


def unchecked(kind: type[M], own: dict[str, Any] | None = None, /, **values: Any) -> M:  # noqa: ANN401 - any field
    """Return a value of a model without a check: what the platform wrote may break rules that hold for what we own.

    It is as fast as a plain object (``model_construct`` takes ten times as long). Whoever calls it sees to the types:
    texts are ``str``, sequences are tuples; a word that is not on a ``Literal``'s list may stand. All fields count as
    set.

    Args:
        kind: the model.
        own: its fields as a dict, which becomes the value's own; where there are many, that is faster than by name.
        values: its fields, where ``own`` is not given.
    """
    value = _new(kind)
    defaults, every = _form(kind)
    if own is not None:
        values = own
    _set_values(value, values if len(values) == len(every) else defaults | values)
    _set_names(value, every)
    _set_extra(value, None)
    _set_private(value, None)
    return value


_new = object.__new__
# The slots themselves, as a frozen model refuses what is set by name.
_set_values, _set_names, _set_extra, _set_private = (
    vars(BaseModel)[slot].__set__
    for slot in ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
)


def defaults_of(kind: type[Owned]) -> dict[str, Any]:
    """Return the defaults of a model by the names of their fields."""
    fields = kind.model_fields.items()
    return {name: field.get_default(call_default_factory=True) for name, field in fields if not field.is_required()}


@cache
def _form(kind: type[Owned]) -> tuple[dict[str, Any], set[str]]:
    """Return the defaults of a model and the names of its fields, which all of its unchecked values share."""
    return defaults_of(kind), set(kind.model_fields)


def _is_reason(value: str) -> str:
    if not value.strip():
        raise ValueError("needs a reason: say why this is allowed here")
    return value


Reasons = Mapping[str, Annotated[str, AfterValidator(_is_reason)]]
"""Rules or families of rules that are allowed to find something, each with the reason."""


def _join_lines(value: object) -> object:
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        return "\n".join(value)
    return value


def _split_lines(value: str) -> str | list[str]:
    return value.split("\n") if "\n" in value else value


Script = Annotated[
    str,
    BeforeValidator(_join_lines, json_schema_input_type=str | list[str]),
    PlainSerializer(_split_lines, when_used="json"),
]
"""JavaScript source. In JSON a script of several lines is a list of lines, so that a diff shows the line."""
