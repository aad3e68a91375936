"""TOML text to values, with the line of every key: ``tomllib`` gives values without places, so we find them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from xogen.errors import InputError
from xogen.formats.explain import Key, Keys, explain

M = TypeVar("M", bound=BaseModel)

_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_BARE_OR_QUOTED = re.compile(r"""\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*""")
_BEGINNING = re.compile(r"\[{1,2}\s*[\w.-]+\]{0,2}|[\w.-]+(?=\s*[=:]|\s+\S)")
"""What may be shown of a line: the name of a table, or the key before a value, which may be a secret."""
_TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"""|\'\'\'.*?\'\'\'|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|\#[^\n]*|[\[\]{}]|\n|[^"\'\#\[\]{}\n]+|["\']',
    re.DOTALL,
)


def read_toml(text: str, path: str) -> dict[str, Any]:
    """Parse TOML.

    Args:
        text: the file's text.
        path: the file, as the user named it.

    Raises:
        InputError: with the line and column of the fault.
    """
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        match = _AT.search(message)
        line = int(match[1]) if match and match[1] else text.count("\n") + 1
        column = f":{match[2]}" if match and match[2] else ""
        what = _plainly(_AT.sub("", message))
        raise InputError(
            f"this is not valid TOML: {what[0].lower()}{what[1:]}",
            where=f"{path}:{line}{column}",
            hint=_toml_hint(text, line),
        ) from None
    except RecursionError:
        raise InputError(
            "values are nested too deep", where=path, hint="no file that xogen reads is: it is damaged"
        ) from None


def _plainly(what: str) -> str:
    if what == "Cannot overwrite a value":
        return "this key stands twice in its table"
    return "this table stands twice" if what.startswith("Cannot declare") else what


def _toml_hint(text: str, line: int) -> str | None:
    lines = text.split("\n")
    if any(item.startswith(("<<<<<<< ", ">>>>>>> ")) for item in lines):
        return "the file holds the markers of an unfinished merge: resolve it first"
    shown = _BEGINNING.match(lines[line - 1].strip()) if 0 < line <= len(lines) else None
    return f"look at the line that starts with: {shown[0][:60]}" if shown else None


def validate(model: type[M], data: object, *, text: str, path: str, at: Keys = ()) -> M:
    """Check parsed TOML against a model.

    Args:
        model: the pydantic model.
        data: the value that stands at ``at`` in the file.
        text: the file's text, asked for lines only when something is wrong.
        path: the file, as the user named it.
        at: the key path of ``data`` in the file; empty for the whole file.

    Raises:
        InputError: naming file, line and key of every fault.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise explain(error, model, path=path, line_of=lambda keys: toml_line(text, keys), at=at) from None


def toml_line(text: str, keys: Keys) -> int:
    """Return the line (from 1) where a key path is written, or that of its nearest parent, or 1."""
    places = _places(text)
    for length in range(len(keys), 0, -1):
        line = places.get(keys[:length])
        if line is not None:
            return line
    return 1


@lru_cache(maxsize=8)
def _places(text: str) -> Mapping[Keys, int]:
    places: dict[Keys, int] = {}
    counts: dict[Keys, int] = {}
    table: Keys = ()
    for line, statement in _statements(text):
        stripped = statement.strip()
        if stripped.startswith("["):
            double = stripped.startswith("[[")
            names = _key_path(stripped.lstrip("["))
            table = _with_indexes(names[:-1], counts) + names[-1:]
            if double:
                counts[table] = counts.get(table, -1) + 1
                places.setdefault(table, line)
                table = (*table, counts[table])
        else:
            names = _key_path(stripped)
        full = table if stripped.startswith("[") else table + names
        for length in range(1, len(full) + 1):
            places.setdefault(full[:length], line)
    return places


def _with_indexes(names: Keys, counts: Mapping[Keys, int]) -> Keys:
    """Put the index of the last ``[[table]]`` behind each name that is an array of tables."""
    full: Keys = ()
    for name in names:
        full = (*full, name)
        if full in counts:
            full = (*full, counts[full])
    return full


def _key_path(statement: str) -> Keys:
    keys: list[Key] = []
    position = 0
    while match := _BARE_OR_QUOTED.match(statement, position):
        keys.append(next(group for group in match.groups() if group is not None))
        position = match.end()
        if statement[position : position + 1] != ".":
            break
        position += 1
    return tuple(keys)


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Yield each table header and each ``key = value`` with the line it starts on."""
    line = start = 1
    depth = 0
    parts: list[str] = []
    for match in _TOKEN.finditer(text):
        lexeme = match[0]
        if lexeme == "\n" and depth == 0:
            if "".join(parts).strip():
                yield start, "".join(parts)
            parts = []
            line += 1
            start = line
            continue
        if lexeme[0] != "#":
            parts.append(lexeme)
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(lexeme, 0)
        line += lexeme.count("\n")
    if "".join(parts).strip():
        yield start, "".join(parts)
