"""What the bot says, by channel and language: texts decoded, scripts apart. One response an entry, at its index."""

from __future__ import annotations

from xogen.formats.importer.encoding import decode
from xogen.formats.importer.reading import Json, table, tables, text, text_below
from xogen.formats.importer.source import Part, Source
from xogen.model.nodes import Response

SCRIPTED = "uxmap"
"""The type of a text that is JavaScript, which calls ``print``."""


def responses(source: Source, component: Part, key: str) -> tuple[Response, ...]:
    """Return the responses of a component, in the bot's languages."""
    entries = tables(component.data, key, component.at)
    if not entries:
        return ()
    at = f"{component.at}/{key}"
    return tuple([_response(source, entry, f"{at}/{index}") for index, entry in enumerate(entries)])


def _response(source: Source, entry: Json, at: str) -> Response:
    said: dict[str, str] = {}
    scripts: dict[str, str] = {}
    locale = table(entry, "localeData", at)
    here = f"{at}/localeData"
    for language in source.languages:
        if locale.get(language) is not None:
            words = decode(text_below(locale, language, "text", here))
            (scripts if text_below(locale, language, "type", here) == SCRIPTED else said)[language] = words
    if not locale and "text" in entry:  # the form of 2017 has one language, and no table for it
        words = decode(text(entry, "text", at))
        (scripts if text(entry, "type", at) == SCRIPTED else said)[source.languages[0]] = words
    return source.make(Response, channel=text(entry, "channel", at) or "default", text=said, script=scripts)
