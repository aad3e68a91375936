"""Texts in the languages of a bot: what is missing in one language stands in the task's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")


def chosen(values: Mapping[str, T], language: str, default: str) -> T | None:
    """Return the value in a language, else in the default one, else the first there is."""
    if language in values:
        return values[language]
    return values.get(default, next(iter(values.values()), None))


def localised(values: Mapping[str, str], languages: Sequence[str], otherwise: str = "") -> dict[str, str]:
    """Return a text in every language; the first language is the default."""
    return {language: chosen(values, language, languages[0]) or otherwise for language in languages}
