"""The frozen base of all values that xogen owns, and the text types they share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer

Localised = Mapping[str, str]
"""Text by language, ``{"en": "Which company?"}``."""


class Owned(BaseModel):
    """A frozen value whose every key is ours: an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


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
