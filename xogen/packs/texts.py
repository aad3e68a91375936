"""How a template writes what the bot says: a string, a table by language, or a list of variants and channels.

Every form is brought into one when the file is read, so that expansion knows a single shape.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BeforeValidator, model_validator

from xogen.model.base import Owned

T = TypeVar("T")

ANY = "*"
"""Stands for every language that has no text of its own: what a plain string is kept under."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[_-][A-Za-z0-9]{2,8})*")


def _by_language(value: object) -> object:
    if not isinstance(value, str | Mapping):
        raise ValueError('must be text, or a table by language: { en = "..." }')  # noqa: TRY004 - pydantic reports it
    return {ANY: value} if isinstance(value, str) else value


def _words_by_language(value: object) -> object:
    if not isinstance(value, list | tuple | Mapping):
        raise ValueError('must be a list, or a table of lists by language: { en = ["..."] }')  # noqa: TRY004 - as above
    return value if isinstance(value, Mapping) else {ANY: value}


def _languages(value: Mapping[str, Any]) -> Mapping[str, Any]:
    for language in value:
        if language != ANY and not _LANGUAGE.fullmatch(language):
            raise ValueError(f'{language!r} is no language; write text, or a table by language: {{ en = "..." }}')
    if not value:
        raise ValueError("must not be empty")
    return value


def _not_empty(value: Mapping[str, str]) -> Mapping[str, str]:
    if not all(text.strip() for text in value.values()):
        raise ValueError("must not be empty")
    return value


Text = Annotated[
    Mapping[str, str],
    BeforeValidator(_by_language, json_schema_input_type=str | dict[str, str]),
    AfterValidator(_languages),
]
"""A string, or a table by language."""

Title = Annotated[Text, AfterValidator(_not_empty)]
"""A text that says something: the platform knows a dialog by it."""

Words = Annotated[
    Mapping[str, tuple[str, ...]],
    BeforeValidator(_words_by_language, json_schema_input_type=list[str] | dict[str, list[str]]),
    AfterValidator(_languages),
]
"""A list of strings, or a table of lists by language."""


class Say(Owned):
    """One thing the bot says on one channel: a text, or a script file that prints."""

    channel: str = "default"
    text: Text | None = None
    script: Text | None = None

    @model_validator(mode="after")
    def _one(self) -> Say:
        if (self.text is None) == (self.script is None):
            raise ValueError("needs a text or a script, and not both")
        return self


def _says(value: object) -> object:
    if isinstance(value, str):
        return [{"text": value}]
    if isinstance(value, Mapping):
        return [value if value.keys() & {"text", "script", "channel"} else {"text": value}]
    if isinstance(value, list | tuple) and all(isinstance(item, str | Mapping | Say) for item in value):
        return [{"text": item} if isinstance(item, str) else item for item in value]
    raise ValueError('must be text, a table by language: { en = "..." }, or a list of texts')


Says = Annotated[
    tuple[Say, ...],
    BeforeValidator(_says, json_schema_input_type=str | dict[str, str] | Say | list[str | Say]),
]
"""A text, a table by language, ``{ channel, text | script }``, or a list of texts and such tables."""


def pick(table: Mapping[str, T], language: str, home: str) -> T:
    """Return the entry for a language: its own, else that for any, else the pack's own language, else the first."""
    for key in (language, ANY, home):
        if key in table:
            return table[key]
    return next(iter(table.values()))
