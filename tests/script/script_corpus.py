"""The scripts of the real exports, decoded."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from hypothesis import strategies as st

EXPORTS = Path(__file__).parent.parent / "fixtures" / "exports"
KEYS = {"script", "preProcessor", "postProcessor"}


@cache
def corpus():
    found = set()
    waiting = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(EXPORTS.glob("*/botDefinition.json"))]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            found |= {unquote(text) for key, text in value.items() if key in KEYS and isinstance(text, str)}
            if value.get("type") == "uxmap" and isinstance(value.get("text"), str):
                found.add(unquote(value["text"]))
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
    return tuple(sorted(found))


PIECES = (
    "context", "context.entities", ".a", ".b", "?.c", "['d']", "[0]", "[x]", " = ", " += ", "++", "(", ")", "{", "}",
    ";\n", "if (", "else ", "for (const ", " of ", " in ", "while (", "return ", "break;", "function f(a) {", "=> ",
    "const ", "let ", "var {a, b: c = 1}", "x", "f(", ", ", "'k'", "`t${", "1", " + ", " || ", " && ", " ? ", " : ",
    "typeof ", "delete ", "BotUserSession.put('k', ", "BotContext.get('a')", "print(", "try {", "catch (e) {",
    "switch (x) {case 1: ", "default: ", "// é\n", "'😀'", "{{context.a}}", "JSON.parse(", "new Promise(", ".then(",
)  # fmt: skip


def pieces():
    """Scripts put together of words that mean something to us: most do not parse, many do in parts."""
    return st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
