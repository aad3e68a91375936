"""The scripts of the real exports, decoded."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from urllib.parse import unquote

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
