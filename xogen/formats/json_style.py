"""How a JSON text is laid out, read off the text itself, so that what is put in looks like what stands there."""

from __future__ import annotations

import json
import re
from functools import cached_property
from typing import Any

from xogen.formats.members import Container

_STRING = r'"[^"\\]*(?:\\.[^"\\]*)*"'
_COLON = re.compile(rf"{_STRING}(\s*:[ \t]*)?", re.DOTALL)
_COMMA = re.compile(rf"{_STRING}|,([^\S\n]*)(?=\S)", re.DOTALL)
_INDENT = re.compile(r"\n([ \t]+)\S")
_ESCAPED = re.compile(r"\\u(?!00[01])[0-9a-fA-F]{4}")
_LINE_START = re.compile(rf"\s*(?:{_STRING}\s*:\s*)?", re.DOTALL)


class Style:
    """The style of one text."""

    def __init__(self, text: str) -> None:
        """Look at nothing yet."""
        self._text = text

    @cached_property
    def newline(self) -> str:
        """How a line ends."""
        return "\r\n" if "\r\n" in self._text else "\n"

    @cached_property
    def indent(self) -> str:
        """By how much one level stands further in."""
        match = _INDENT.search(self._text)
        return match[1] if match else "  "

    @cached_property
    def colon(self) -> str:
        """What stands between a key and its value."""
        return next((match[1] for match in _COLON.finditer(self._text) if match[1]), ": ")

    @cached_property
    def comma(self) -> str:
        """What stands between two values of one line."""
        spaces = next((match[1] for match in _COMMA.finditer(self._text) if match[1] is not None), None)
        if spaces is None:
            spaces = "" if self.colon == ":" and not self.lines else " "
        return f",{spaces}"

    @cached_property
    def lines(self) -> bool:
        """Whether the text has more than one line."""
        return "\n" in self._text.strip()

    @cached_property
    def ascii(self) -> bool:
        """Whether characters beyond ASCII are written as escapes."""
        return self._text.isascii() and _ESCAPED.search(self._text) is not None

    def margin(self, offset: int) -> str:
        """Return the white space at the start of the line."""
        line = self._text[self._text.rfind("\n", 0, offset) + 1 : offset].lstrip("\ufeff")
        return line[: len(line) - len(line.lstrip())]

    def starts_line(self, offset: int) -> bool:
        """Say whether nothing but a key stands before this place in its line."""
        line = self._text[self._text.rfind("\n", 0, offset) + 1 : offset].lstrip("\ufeff")
        return self.lines and _LINE_START.fullmatch(line) is not None

    def write(self, value: Any, margin: str | None, key: str | None = None) -> str:  # noqa: ANN401 - any JSON value
        """Write a value, or a member when it has a key.

        Args:
            value: what to write.
            margin: the white space before its line, for a value that may take several lines; ``None``: one line.
            key: the member's key.

        Raises:
            ValueError: the value holds what JSON has not.
        """
        before = f"{json.dumps(key, ensure_ascii=self.ascii)}{self.colon}" if key is not None else ""
        if margin is None:
            separators = (self.comma, self.colon)
            return before + json.dumps(value, ensure_ascii=self.ascii, allow_nan=False, separators=separators)
        separators = (",", self.colon)
        written = json.dumps(value, ensure_ascii=self.ascii, allow_nan=False, indent=self.indent, separators=separators)
        return before + written.replace("\n", self.newline + margin)

    def margin_of_members(self, container: Container) -> str | None:
        """Return the white space before each member's line; ``None`` when the container stands in one line."""
        if container.members:
            head = self._text[container.start + 1 : container.members[0].start]
            return head[head.rfind("\n") + 1 :] if "\n" in head else None
        return self.margin(container.start) + self.indent if self.starts_line(container.start) else None

    def margin_of_value(self, start: int, end: int) -> str | None:
        """Return the margin for what takes a value's place: several lines as the old one, or where its line allows."""
        old = self._text[start:end]
        if old[:1] in {"[", "{"} and old[1:-1].strip():
            return self.margin(start) if "\n" in old else None
        return self.margin(start) if self.starts_line(start) else None
