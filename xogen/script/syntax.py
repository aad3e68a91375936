"""Whether a script parses, and where it stops parsing.

The platform runs a script as the body of a function: ``return`` at the top is normal. References ``{{context.x}}``
that stand bare in a script are replaced by the platform beforehand, so they count as names here.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import _quickjs

# `throw` ends the run before the first statement of the script: it is parsed and never executed.
_BEFORE = "throw 0;(function(){"
_AFTER = "\n})"
_PLACE = re.compile(r"<input>:(\d+):(\d+)")
_REFERENCE = re.compile(r"\{\{\s*(?:context|env|content|koreUtil)\b[^{}\n]*\}\}")


class SyntaxProblem(NamedTuple):
    """The first place where a script does not parse. ``line`` and ``column`` count from 1."""

    line: int
    column: int
    message: str


def neutralise(source: str) -> str:
    """Return the source with each ``{{...}}`` reference replaced by a name of the same length.

    Lone surrogates and NUL, which JSON can carry and the engines cannot, become question marks and spaces.
    """
    plain = source.encode("utf-8", "replace").decode().replace("\0", " ")
    return _REFERENCE.sub(lambda match: "_" * len(match[0]), plain)


@lru_cache(maxsize=16_384)
def check_syntax(source: str) -> SyntaxProblem | None:
    """Return the first syntax problem of a script, or ``None`` when it parses.

    Args:
        source: JavaScript as a script node, a message or a processor holds it.
    """
    import _quickjs  # what quickjs wraps, which itself loads thread pools and logging: twelve milliseconds

    try:
        _context().eval(_BEFORE + neutralise(source) + _AFTER)
    except _quickjs.StackOverflow:
        return SyntaxProblem(1, 1, "nested too deeply to be parsed")
    except _quickjs.JSException as error:
        text = str(error)
        if text.startswith("SyntaxError: "):
            return _problem(text, source)
    return None


@cache
def _context() -> _quickjs.Context:
    """One context for all scripts: nothing of them ever runs in it, so that none leaves anything behind."""
    import _quickjs

    return _quickjs.Context()


def _problem(text: str, source: str) -> SyntaxProblem:
    message = text.split("\n", 1)[0].removeprefix("SyntaxError: ")
    place = _PLACE.search(text)
    line, byte = (int(place[1]), int(place[2])) if place else (1, len(_BEFORE) + 1)
    if line == 1:
        byte -= len(_BEFORE)
    lines = re.split(r"\r\n|[\n\r\u2028\u2029]", source)
    if line > len(lines):  # the closing brace of our own wrapping: the script ended too early
        return SyntaxProblem(len(lines), len(lines[-1]) + 1, "the script ends too early: something is not closed")
    # The engine counts bytes, people count characters.
    before = neutralise(lines[line - 1]).encode()[: max(byte - 1, 0)]
    return SyntaxProblem(line, len(before.decode("utf-8", "ignore")) + 1, message)
