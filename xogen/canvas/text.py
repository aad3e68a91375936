"""Text as a card shows it: cleaned, measured, wrapped and shortened.

The renderer estimates widths from a table that knows ASCII only and counts every other byte as a space, so this module
measures for itself, never below that estimate: a card's cell is then always as wide as what stands in it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_FIRST = 32
_REGULAR = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
)  # fmt: skip
_BOLD = (
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611,
    556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389,
    280, 389, 584,
)  # fmt: skip
# Advance widths of Arial, Helvetica, Liberation Sans and Arimo, which are metric-compatible, in thousandths of an em.

_BYTE = 278
"""What the renderer counts for each byte of a character outside ASCII: a space."""
_WIDE = 1000
_EMOJI = 1370
"""The widest of the emoji fonts in use (Segoe UI Emoji)."""
_OTHER = 667
_EMOJI_FROM = 0x1F000

ELLIPSIS = "…"
_BREAK_AFTER = frozenset("/?&=,;:|._-")
_NEVER_FIRST = frozenset("、。，．！？：；）」』】〉》ーぁぃぅぇぉっゃゅょァィゥェォッャュョะาำๅๆฯ")
"""Closing signs and small letters of scripts that break anywhere, and Thai vowels that follow their consonant."""
_NEVER_LAST = frozenset("（「『【〈《เแโใไ\u200d")
_DRAWN_UP_TO = "\u05ff"
_DRAWN_BEYOND = frozenset(
    "–—―‗‘’‚‛“”„†‡•…‰′″‹›‼‾⁄ⁿ₣₤₧₪€℅ℓ№™Ω℮←↑→↓↔↕↨∂∆∏∑−√∞∟∩∫≈≠≡≤≥⌂■□▪▫▬▲►▼◄◊○●◘◙◦☺☻☼♀♂♠♣♥♦♪♫ﬁﬂ\ufffd"
)
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_MARK = "\u200f"
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_BLANK = re.compile(r"\s+")


class _Widths(dict[str, int]):
    """Widths by character; a character that is asked for the first time is measured and kept."""

    def __missing__(self, char: str) -> int:
        width = max(_class_width(char), _BYTE * len(char.encode("utf-8", "replace")))
        self[char] = width
        return width


def _class_width(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    if ord(char) >= _EMOJI_FROM:
        return _EMOJI if unicodedata.category(char) in {"So", "Sk"} else _WIDE
    return _WIDE if unicodedata.east_asian_width(char) in "WF" else _OTHER


_TABLES = {
    bold: _Widths((chr(code), width) for code, width in enumerate(table, _FIRST))
    for bold, table in ((False, _REGULAR), (True, _BOLD))
}


def measure(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of ``text`` in points, at least what the renderer takes it for."""
    return sum(map(_TABLES[bold].__getitem__, text)) * size / 1000


def clean(text: str) -> str:
    """Replace by U+FFFD what XML and DOT cannot carry, and what would show a text in another order than it has.

    Those are control characters, lone surrogates and non-characters, and the overrides of writing direction.
    """
    if text.isprintable():
        return text
    return _UNFIT.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """Return ``text`` cleaned, with every run of white space as one space."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return _BLANK.sub(" ", clean(text)).strip()


def _joins_previous(char: str) -> bool:
    """Whether a line must not begin with ``char``: marks, joiners, variation selectors, skin tones."""
    return (
        char in _NEVER_FIRST
        or "\U0001f3fb" <= char <= "\U0001f3ff"
        or unicodedata.category(char) in {"Mn", "Me", "Mc", "Cf"}
    )


def _pieces(word: str) -> Iterator[str]:
    """Split a word where a line may break inside it: after separators of paths, around wide characters."""
    start = 0
    for index in range(1, len(word)):
        before, char = word[index - 1], word[index]
        breaks = before in _BREAK_AFTER or (
            (char > "\u02ff" and unicodedata.east_asian_width(char) in "WF")
            or (before > "\u02ff" and unicodedata.east_asian_width(before) in "WF")
        )
        if breaks and char not in _BREAK_AFTER and before not in _NEVER_LAST and not _joins_previous(char):
            yield word[start:index]
            start = index
    yield word[start:]


def _hard(piece: str, width: float, size: float, *, bold: bool) -> Iterator[str]:
    """Cut a piece that has no place to break, between signs that a reader sees as two."""
    table, room = _TABLES[bold], width * 1000 / size
    start = between = used = until = 0
    for index, char in enumerate(piece):
        if index > start and piece[index - 1] not in _NEVER_LAST and not _joins_previous(char):
            between, until = index, used
        if used + table[char] > room and between > start:
            yield piece[start:between]
            start, used = between, used - until
        used += table[char]
    yield piece[start:]


def _units(text: str, width: float, size: float, *, bold: bool) -> Iterator[tuple[str, bool]]:
    """Yield the unbreakable pieces, and whether a space stands before each."""
    for word in text.split():
        spaced = True
        if measure(word, size, bold=bold) <= width:
            yield word, spaced
            continue
        for piece in _pieces(word):
            for part in _hard(piece, width, size, bold=bold):
                yield part, spaced
                spaced = False


def wrap(text: str, width: float, size: float, *, lines: int, bold: bool = False) -> tuple[str, ...]:
    """Break ``text`` into at most ``lines`` lines of ``width`` points; what is left over ends in an ellipsis."""
    text = one_line(text)
    if not text:
        return ()
    if measure(text, size, bold=bold) <= width:
        return (text,)
    done: list[str] = []
    line = ""
    for unit, spaced in _units(text, width, size, bold=bold):
        longer = f"{line} {unit}" if line and spaced else line + unit
        if not line or measure(longer, size, bold=bold) <= width:
            line = longer
        elif len(done) == lines - 1:
            return (*done, fit(f"{longer}{ELLIPSIS}", width, size, bold=bold))
        else:
            done.append(line)
            line = unit
    return (*done, line)


def fit(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """Shorten ``text`` to ``width`` points, with an ellipsis where something is missing."""
    if measure(text, size, bold=bold) <= width:
        return text
    table, room, used = _TABLES[bold], width * 1000 / size - _TABLES[bold][ELLIPSIS], 0
    for index, char in enumerate(text):
        used += table[char]
        if used > room:
            cut = index
            while cut and (_joins_previous(text[cut]) or text[cut - 1] in _NEVER_LAST):
                cut -= 1
            return text[:cut].rstrip() + ELLIPSIS
    return text


def directed(line: str) -> str:
    """Put a line whose first letter runs right to left between marks, so that its signs stand on their right side."""
    if line.isascii():
        return line
    for char in line:
        direction = unicodedata.bidirectional(char)
        if direction == "L":
            return line
        if direction in _RIGHT_TO_LEFT:
            return f"{_MARK}{line}{_MARK}"
    return line


def without_glyph(text: str) -> tuple[str, ...]:
    """Return the characters that a PNG shows as boxes: the renderer's fonts end with Greek, Cyrillic and Hebrew."""
    found = {char for char in text if char > _DRAWN_UP_TO and char not in _DRAWN_BEYOND and not char.isspace()}
    return tuple(sorted(char for char in found if unicodedata.category(char) != "Cf"))
