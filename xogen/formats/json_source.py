"""JSON text to values, every fault one error with its line: the stdlib takes duplicate keys, and dies of depth."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from math import isinf
from typing import Any, NoReturn, TypeVar

from pydantic import BaseModel, ValidationError

from xogen.errors import InputError
from xogen.formats.explain import explain
from xogen.formats.pointers import to_pointer
from xogen.formats.spans import place

M = TypeVar("M", bound=BaseModel)

DEPTH = 200
"""Deeper than any file a person or the platform writes; the deepest of eleven real exports has 13 levels."""

DIGITS = 1000
"""Longer whole numbers are no number, and Python refuses those of more than 4300 digits."""

_STRIDE = DIGITS // 10
_LONG_RUN = re.compile(r"[0-9]{10}")
"""Of every hundredth character ten in a row are digits where a number is too long: so a look at those tells whether
whole numbers are to be counted one by one, which takes as long as reading them."""

_MARKER = re.compile(r"^(?:<{7} |={7}$|>{7} )", re.MULTILINE)
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_LEXEME = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}:,]|[^\s\[\]{}:,"]+', re.DOTALL)


class DuplicateError(Exception):
    """A key stands twice in one object."""


class NumberError(Exception):
    """NaN or Infinity, which Python reads and JSON has not, or a number too large for anything."""


def read_json(text: str, path: str, *, restore: str = "restore it") -> Any:  # noqa: ANN401 - a JSON file holds anything
    """Parse JSON.

    Args:
        text: the file's text; a byte order mark is accepted.
        path: the file, as the user named it.
        restore: what to do about an empty file.

    Raises:
        InputError: with line and column of the fault: syntax, a key that stands twice, merge markers, a file that
            ends too early, half a Unicode character, a number too large, nesting of more than 200 levels.
    """
    plain = text.removeprefix("\ufeff")
    try:
        value = json.loads(plain, **options(plain))
    except json.JSONDecodeError as error:
        raise _syntax_error(plain, path, error, restore) from None
    except DuplicateError:
        raise _duplicate_error(plain, path) from None
    except NumberError as error:
        what, number = error.args
        raise InputError(
            f"this is not valid JSON: {what}",
            where=_where(path, plain, next(m.start() for m in _LEXEME.finditer(plain) if m[0].startswith(number))),
            hint="write null, or a text",
        ) from None
    except RecursionError:
        raise _depth_error(plain, path) from None
    if is_deeper_than(value, DEPTH):
        raise _depth_error(plain, path)
    check_characters(plain, path)
    return value


def options(text: str) -> dict[str, Any]:
    """Return how a text is parsed: by which functions objects and numbers are made."""
    return {
        "object_pairs_hook": _object,
        "parse_constant": _constant,
        "parse_int": _int if _LONG_RUN.search(text[::_STRIDE]) else None,
        "parse_float": _float,
    }


def validate(model: type[M], data: object, *, text: str, path: str) -> M:
    """Check parsed JSON against a model.

    Args:
        model: the pydantic model.
        data: the whole document.
        text: the file's text, asked for lines only when something is wrong.
        path: the file, as the user named it.

    Raises:
        InputError: naming file, line and key of every fault, with the nearest name for unknown keys.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise explain(error, model, path=path, line_of=lambda keys: place(text, to_pointer(keys))[0]) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise DuplicateError
    return value


def _constant(name: str) -> NoReturn:
    raise NumberError(f"there is no {name}", name)


def _int(number: str) -> int:
    if len(number) > DIGITS:
        raise NumberError(f"a number has {len(number)} digits", number)
    return int(number)


def _float(number: str) -> float:
    value = float(number)
    if isinf(value):
        raise NumberError("a number is too large", number)
    return value


def _where(path: str, text: str, offset: int) -> str:
    offset = max(offset, 0)
    return f"{path}:{text.count(chr(10), 0, offset) + 1}:{offset - text.rfind(chr(10), 0, offset)}"


def _syntax_error(text: str, path: str, error: json.JSONDecodeError, restore: str) -> InputError:
    marker = _MARKER.search(text)
    if marker is not None:
        return InputError(
            "this is not valid JSON: the file holds the markers of an unfinished merge",
            where=_where(path, text, marker.start()),
            hint="resolve the merge, and keep one of the two versions",
        )
    if not text.strip():
        return InputError("the file is empty", where=path, hint=restore)
    if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
        return InputError(
            f"this is not valid JSON: the file ends too early ({error.msg[0].lower()}{error.msg[1:]})",
            where=_where(path, text, error.pos),
            hint="it was cut off; restore it",
        )
    return InputError(
        f"this is not valid JSON: {error.msg[0].lower()}{error.msg[1:]}",
        where=_where(path, text, error.pos),
        hint=_syntax_hint(text, error.pos),
    )


def _syntax_hint(text: str, offset: int) -> str | None:
    if text[offset : offset + 1] in {"}", "]"} or text[:offset].rstrip().endswith(","):
        return "remove the comma before the closing bracket, or write the value that is missing"
    if text[offset : offset + 2] in {"//", "/*"}:
        return "JSON has no comments"
    if text[offset : offset + 1] == "'":
        return 'texts and keys stand in double quotes: "..."'
    return None


def _duplicate_error(text: str, path: str) -> InputError:
    """Find the second of two equal keys; runs on bad files only."""
    open_: list[set[str] | None] = []
    for match, following in pairwise(_LEXEME.finditer(text)):
        lexeme = match[0]
        if lexeme in "{[":
            open_.append(set() if lexeme == "{" else None)
        elif lexeme in "}]":
            open_.pop()
        elif lexeme[0] == '"' and following[0] == ":":
            seen = open_[-1]
            key = str(json.loads(lexeme))
            if seen is not None and key in seen:
                return InputError(
                    f"the key {key!r} stands twice in one object",
                    where=_where(path, text, match.start()),
                    hint="keep one of the two",
                )
            if seen is not None:
                seen.add(key)
    raise AssertionError("the parser saw a key twice, the search did not")


def check_characters(text: str, path: str) -> None:
    """Refuse a lone surrogate: it can be read, but no file, terminal or picture can hold it."""
    if "\\u" not in text or not _HALF.search(text):
        return
    for match in _LEXEME.finditer(text):
        if _HALF.search(match[0]) and any("\ud800" <= character <= "\udfff" for character in json.loads(match[0])):
            raise InputError(
                "a text holds half a Unicode character (a lone surrogate)",
                where=_where(path, text, match.start()),
                hint="a character beyond U+FFFF was cut in two: write it whole, or remove the \\uD... escape",
            )


def _depth_error(text: str, path: str) -> InputError:
    depth = 0
    for match in _LEXEME.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(match[0], 0)
        if depth > DEPTH:
            return InputError(
                f"values are nested more than {DEPTH} levels deep",
                where=_where(path, text, match.start()),
                hint="no dialog and no bot export is: the file is damaged",
            )
    return InputError("values are nested too deep", where=path, hint="the file is damaged")


def is_deeper_than(value: object, limit: int) -> bool:
    """Whether lists and objects are nested in more levels."""
    level: list[Any] = [value] if isinstance(value, dict | list) else []
    for _ in range(limit):
        # Exact types are compared because they are all that the parser makes, in half the time of isinstance.
        level = [
            child
            for item in level
            if item
            for child in (item.values() if type(item) is dict else item)
            if type(child) is dict or type(child) is list
        ]
        if not level:
            return False
    return True
