"""JSON as text that can always be written: what UTF-8 cannot carry is escaped, all else is shown as it is."""

from __future__ import annotations

import json
import re

_ESCAPED = re.compile(r"[\ud800-\udfff\u2028\u2029\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def json_text(value: object, *, indent: int | None = None) -> str:
    """Return a value as JSON, without a line end.

    Exports may hold half of a surrogate pair, which is legal in JSON and in no file; line separators would break a
    line for some readers of JSON Lines; and what steers a terminal is no more welcome there than in a text.
    """
    text = json.dumps(value, indent=indent, ensure_ascii=False)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
