"""A difference for people: dialog by dialog, node by node, words that went and came."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xogen.diff.said import (
    grouped,
    heading,
    ignored_words,
    lines_of,
    node_words,
    summary,
    value_words,
    way_words,
)
from xogen.model.counted import counted
from xogen.model.diff import BotDiff, NodeChange, Piece, TaskDiff, ValueChange, WayChange

_SIGNS = {"added": "+", "removed": "-", "changed": "~"}
_COLORS = {"+": "32", "-": "31", "~": "33", " ": "2", "…": "2"}
_MOST = 12
"""Changes of one key outside of dialogs that are shown."""
_WORDS = 60
"""Signs of equal words shown around a change."""
# What would move the cursor or colour the terminal is shown as its code: texts come from files of other people.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def write(diff: BotDiff, *, color: bool = False, titles: tuple[str, str] = ("old", "new")) -> str:
    """Return the difference as lines.

    Args:
        diff: what changed.
        color: whether the text goes to a terminal that shows colours.
        titles: what the user calls the old and the new side.
    """
    page = _Page(color=color)
    blocks = [[page.paint(f"{titles[0]} → {titles[1]}", "1")]] if not diff.equal else []
    blocks += [list(page.dialog(each)) for each in diff.changed]
    if diff.values:
        blocks.append([page.paint("outside of dialogs", "1"), *page.outside(diff.values)])
    end = [page.paint(summary(diff), "32;1") if diff.equal else page.paint(summary(diff), "1")]
    if diff.passed_over:
        end.append(page.paint(ignored_words(diff.passed_over), "2"))
    blocks.append(end)
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


class _Page:
    """Lines, coloured or not."""

    def __init__(self, *, color: bool) -> None:
        self._color = color

    def paint(self, text: str, code: str) -> str:
        shown = _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
        return f"\x1b[{code}m{shown}\x1b[0m" if self._color else shown

    def line(self, sign: str, text: str, margin: int, *, bold: bool = False) -> str:
        code = _COLORS[sign] + (";1" if bold else "")
        return " " * margin + self.paint(f"{sign} {text}" if sign != " " else f"  {text}", code)

    def dialog(self, diff: TaskDiff) -> Iterator[str]:
        """Yield what changed in one dialog."""
        sign = _SIGNS[diff.what]
        size = f" ({counted(diff.task.nodes, 'node')})" if diff.what != "changed" else ""
        yield self.line(sign, f"dialog {heading(diff)}{size}", 0, bold=True)
        for value in diff.values:
            yield from self.value(value, 2)
        for node in diff.nodes:
            yield from self.node(node)

    def outside(self, values: Sequence[ValueChange]) -> Iterator[str]:
        """Yield what changed outside of dialogs, a few of each key."""
        for key, group in grouped(values):
            for value in group[:_MOST]:
                yield from self.value(value, 2)
            if len(group) > _MOST:
                yield self.line("…", f"{counted(len(group) - _MOST, 'more change')} of {key}", 2)

    def node(self, change: NodeChange) -> Iterator[str]:
        """Yield what changed in one node."""
        yield self.line(_SIGNS[change.what], node_words(change), 2)
        for value in change.values:
            yield from self.value(value, 6)
        for way in change.ways:
            yield self.way(way)

    def way(self, change: WayChange) -> str:
        sign = _SIGNS.get(change.what, "~")
        return self.line(sign, f"transition {way_words(change)}", 6)

    def value(self, change: ValueChange, margin: int) -> Iterator[str]:
        """Yield a property: the words that went and came, or its lines."""
        sign = _SIGNS[change.what]
        if change.form == "words":
            yield " " * margin + self.paint(f"~ {change.name}: ", _COLORS["~"]) + self._words(change.pieces)
        elif change.form == "lines":
            yield self.line(sign, f"{change.name}:", margin)
            pieces = change.pieces or (Piece(what=change.what, text=str(change.new or change.old)),)
            for mark, text in lines_of(pieces):
                yield self.line(mark, text, margin + 4)
        else:
            yield self.line(sign, value_words(change), margin)

    def _words(self, pieces: tuple[Piece, ...]) -> str:
        said = []
        for at, piece in enumerate(pieces):
            text = " ".join(piece.text.split("\n"))
            if piece.what == "removed":
                said.append(self.paint(f"[-{text}-]" if not self._color else text, "31;9"))
            elif piece.what == "added":
                said.append(self.paint(f"{{+{text}+}}" if not self._color else text, "32;1"))
            else:
                said.append(self.paint(_middle(text, first=at == 0, last=at + 1 == len(pieces)), "0"))
        return "".join(said)


def _middle(text: str, *, first: bool, last: bool) -> str:
    """Shorten words that stayed: what stands next to a change is kept."""
    if first and len(text) > _WORDS:
        return f"…{text[-_WORDS:]}"
    if last and len(text) > _WORDS:
        return f"{text[:_WORDS]}…"
    return text if len(text) <= 2 * _WORDS else f"{text[:_WORDS]} … {text[-_WORDS:]}"
