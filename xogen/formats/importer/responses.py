"""What the bot says, by channel and language: texts decoded, scripts apart. One response an entry, at its index."""

from __future__ import annotations

from xogen.formats.importer.encoding import decode
from xogen.formats.importer.reading import Json, table, tables, text
from xogen.formats.importer.source import Source
from xogen.model.nodes import Response

SCRIPTED = "uxmap"
"""The type of a text that is JavaScript, which calls ``print``."""


def responses(source: Source, component: Json, key: str) -> tuple[Response, ...]:
    """Return the responses of a component, in the bot's languages."""
    return tuple([_response(source, entry) for entry in tables(component, key)])


def _response(source: Source, entry: Json) -> Response:
    said: dict[str, str] = {}
    scripts: dict[str, str] = {}
    locale = table(entry, "localeData")
    for language in source.languages:
        if locale.get(language) is not None:
            local = table(locale, language)
            words = decode(text(local, "text"))
            (scripts if text(local, "type") == SCRIPTED else said)[language] = words
    if not locale and "text" in entry:  # the form of 2017 has one language, and no table for it
        words = decode(text(entry, "text"))
        (scripts if text(entry, "type") == SCRIPTED else said)[source.languages[0]] = words
    return source.make(Response, {"channel": text(entry, "channel") or "default", "text": said, "script": scripts})
