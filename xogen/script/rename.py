"""Renaming of entities and services in scripts and texts, by parsed path.

A name that only looks alike (a string, a property of something else, a local variable) stays as it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from xogen.model.references import path_segments, references
from xogen.script.paths import PathUse, Spelling, context_paths

_IDENTIFIER = re.compile(r"(?:[^\W\d]|\$)[\w$]*")
Names = Mapping[str, str]


def rename_in_script(source: str, entities: Names, services: Names) -> str:
    """Return a script with ``context.entities.<entity>`` and ``context.<service>`` renamed.

    Args:
        source: JavaScript; references in its strings are renamed too.
        entities: new names of entities by their old ones.
        services: new names of services (and of whatever else stands right under ``context``) by their old ones.
    """
    if not _mentions(source, entities, services):
        return source
    edits: dict[int, tuple[int, str]] = {}
    for use in context_paths(source):
        for spelling, new in _changes(use, entities, services):
            start, end, text = _edit(spelling, new, source)
            edits[start] = (end, text)
    return _apply(source, edits)


def rename_in_text(text: str, entities: Names, services: Names) -> str:
    """Return a text with the paths in its ``{{...}}`` references renamed, as ``rename_in_script`` does."""
    if not _mentions(text, entities, services):
        return text
    edits: dict[int, tuple[int, str]] = {}
    for reference in references(text):
        start = text.index(reference.expression, reference.start)
        new = _rename_expression(reference.expression, reference.path, entities, services)
        if new != reference.expression:
            edits[start] = (start + len(reference.expression), new)
    return _apply(text, edits)


def rename_path(path: str, entities: Names, services: Names) -> str:
    """Return a bare path (``context.CreateLeadService.response.statusCode``, as conditions hold it) renamed."""
    segments = path_segments(path)
    names = tuple(segment.name for segment in segments)
    return _rename_expression(path, names or None, entities, services)


def _mentions(source: str, entities: Names, services: Names) -> bool:
    return any(name in source for name in entities) or any(name in source for name in services)


def _new_name(path: tuple[str, ...], entities: Names, services: Names) -> tuple[int, str] | None:
    """Return which segment of a path changes and into what."""
    if path[0] != "context" or len(path) < 2:
        return None
    if path[1] == "entities":
        return (2, entities[path[2]]) if len(path) > 2 and path[2] in entities else None
    return (1, services[path[1]]) if path[1] in services else None


def _rename_expression(expression: str, path: tuple[str, ...] | None, entities: Names, services: Names) -> str:
    if path is None:
        return rename_in_script(expression, entities, services)
    change = _new_name(path, entities, services)
    if change is None:
        return expression
    if not _IDENTIFIER.fullmatch(change[1]):
        return rename_in_script(expression, entities, services)
    segment = path_segments(expression)[change[0]]
    return expression[: segment.start] + change[1] + expression[segment.end :]


def _changes(use: PathUse, entities: Names, services: Names) -> list[tuple[Spelling, str]]:
    change = _new_name(use.path, entities, services)
    spelling = use.spellings[change[0]] if change else None
    return [(spelling, change[1])] if change and spelling else []


def _edit(spelling: Spelling, new: str, source: str) -> tuple[int, int, str]:
    plain = bool(_IDENTIFIER.fullmatch(new))
    if spelling.form == "shorthand":  # `{firstName}` binds the old name, which the rest of the script goes on using
        key = new if plain else json.dumps(new)
        return spelling.start, spelling.end, f"{key}: {source[spelling.start : spelling.end]}"
    if spelling.form == "string":
        return spelling.start, spelling.end, json.dumps(new, ensure_ascii=False)[1:-1].replace("'", "\\'")
    if spelling.form == "number":
        return spelling.start, spelling.end, json.dumps(new, ensure_ascii=False)
    if plain:
        return spelling.start, spelling.end, new
    if spelling.form == "key":
        return spelling.start, spelling.end, json.dumps(new, ensure_ascii=False)
    dot = "?." if spelling.optional else ""
    return spelling.after, spelling.end, f"{dot}[{json.dumps(new, ensure_ascii=False)}]"


def _apply(text: str, edits: Mapping[int, tuple[int, str]]) -> str:
    parts: list[str] = []
    at = 0
    for start, (end, new) in sorted(edits.items()):
        parts.extend((text[at:start], new))
        at = end
    return "".join((*parts, text[at:]))
