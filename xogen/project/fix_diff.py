"""What fixes change, as a unified diff, in which no secret shows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote

from xogen.formats.line_diff import unified
from xogen.model.secrets import is_secret_name, is_secret_value, kinds_of
from xogen.project.fixing import Change

_MEMBER = re.compile(
    r'(?P<before>.?\s*"(?P<key>[^"\\]*)"\s*:\s*")(?P<value>(?:[^"\\]|\\.)*)(?P<after>"\s*,?\s*)', re.DOTALL
)
_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')
_VALUES = frozenset({"value", "apiKey", "password"})
"""Keys under which exports keep what may be a secret, whose name stands elsewhere."""

HIDDEN = "***"


def as_diff(changes: Iterable[Change]) -> str:
    """Return the changes as a unified diff. A line that holds a secret shows ``***`` in its place."""
    lines: list[str] = []
    for change in sorted(changes, key=lambda change: change.path):
        before, after = _lines(change.before), _lines(change.after)
        lines += (_shown(line) for line in unified(before, after, change.path))
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _lines(text: str) -> list[str]:
    """Split at line feeds only: U+2028 and its like stand within a line of JSON."""
    *whole, rest = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    return [f"{line}\n" for line in whole] + [rest] * bool(rest)


def _shown(line: str) -> str:
    plain = unquote(line).replace('\\"', '"')
    member = _MEMBER.fullmatch(line)
    if member is not None:
        value = unquote(member["value"])
        is_secret = (member["key"] in _VALUES or is_secret_name(member["key"])) and is_secret_value(value)
        if is_secret or any(kinds_of(plain)):
            return f"{member['before']}{HIDDEN}{member['after']}"
        return line
    return _TEXT.sub(f'"{HIDDEN}"', line) if any(kinds_of(plain)) else line
