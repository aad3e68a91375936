"""Paints findings onto a finished canvas: badges, the ways that lead to them, and the list in the margin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape

from xogen.canvas.badges import INDENT, LINE, MARGIN_WIDTH, Note, Notes, places
from xogen.canvas.layout import corner, opposite
from xogen.canvas.paint import number, words
from xogen.canvas.styles import THEMES, Paint, Theme, ThemeName
from xogen.model.counted import counted
from xogen.model.finding import Severity

_SIZE = re.compile(r'width="([\d.]+)pt" height="([\d.]+)pt"\s+viewBox="0\.00 0\.00 [\d.]+ [\d.]+"')
_GROUP = re.compile(
    r'(<g id="(node|edge)-([^"]*)" class="\w+">\n(?:<title>[^<]*</title>\n)?)(.*?)(?=<g id="|</g>\n</svg>)', re.DOTALL
)
_PATH = re.compile(r'<path fill="none"[^>]* d="(M(-?[\d.]+),(-?[\d.]+)[^"]*)"/>')
_RADIUS = 8.5
_EDGE = 8


def annotate(svg: bytes, notes: Notes, theme: ThemeName, *, listed: bool = True) -> bytes:
    """Return a canvas with findings on it.

    Args:
        svg: a canvas of ``svg.compose``.
        notes: what ``badges.notes_of`` its scene returned.
        theme: the canvas's colours.
        listed: whether the findings stand in a list at its right; a page that lists them itself needs none.
    """
    if not notes.notes:
        return svg
    painter = _Annotator(notes, THEMES[theme])
    text = _GROUP.sub(painter.group, svg.decode())
    if not listed:
        return text.encode()
    size = _SIZE.search(text)
    if size is None:
        raise ValueError("this is no canvas")
    wide, high = float(size[1]), float(size[2])
    width, height = wide + MARGIN_WIDTH + 2 * INDENT, max(high, notes.height + 2 * INDENT)
    head = f'width="{number(width)}pt" height="{number(height)}pt" viewBox="0 0 {number(width)} {number(height)}"'
    margin = "\n".join(painter.margin(wide, height))
    body = text[size.end() :].removesuffix("</svg>\n")
    return f"{text[: size.start()]}{head}{body}{margin}\n</svg>\n".encode()


class _Annotator:
    """Paints the findings of one canvas."""

    def __init__(self, notes: Notes, theme: Theme) -> None:
        self.notes = notes
        self.theme = theme
        self.by_part: dict[tuple[str, str], list[Note]] = {}
        for note in notes.notes:
            part = ("edge", note.edge) if note.edge else ("node", note.key)
            self.by_part.setdefault(part, []).append(note)

    def paint(self, severity: Severity) -> Paint:
        """Return the colours of a severity."""
        theme = self.theme
        return {Severity.ERROR: theme.lost, Severity.WARNING: theme.warn, Severity.INFO: theme.tones["choice"]}[
            severity
        ]

    def group(self, match: re.Match[str]) -> str:
        """Return a part of the drawing with its badges, and a way to a finding with a band under it."""
        begin, what, key, drawn = match[1], match[2], match[3], match[4]
        notes = self.by_part.get((what, key), [])
        path = _PATH.search(drawn)
        if what == "edge" and path and (key in self.notes.path or notes):
            color = self.theme.warn.line
            band = f'<path fill="none" stroke="{color}" stroke-opacity="0.28" stroke-width="8" d="{path[1]}"/>\n'
            begin += band
        if not notes:
            return begin + drawn
        if what == "edge" and path:
            x, y = float(path[2]) - _EDGE * (len(notes) - 1), float(path[3]) + _EDGE + 2
        else:
            (_, y), (x, _) = corner(drawn), opposite(drawn)
            x -= 2 * _RADIUS * (len(notes) - 1)
        badges = "".join(f"{self.badge(note, x + 2 * _RADIUS * index, y)}\n" for index, note in enumerate(notes))
        inner, closing, rest = drawn.rpartition("</g>\n")
        return f"{begin}{inner}{badges}{closing}{rest}"

    def badge(self, note: Note, x: float, y: float) -> str:
        """Paint the number of a finding in the colours of its severity."""
        paint = self.paint(note.severity)
        return (
            f'<g class="badge"><title>{note.severity.word}: {escape(" ".join(note.lines), quote=False)}</title>'
            f'<circle cx="{number(x)}" cy="{number(y)}" r="{_RADIUS}" fill="{paint.chip}" stroke="{paint.line}" '
            f'stroke-width="1.5"/><text x="{number(x)}" y="{number(y + 3.2)}" text-anchor="middle" font-size="9" '
            f'font-weight="bold" fill="{paint.text}">{note.number}</text></g>'
        )

    def margin(self, left: float, height: float) -> Iterator[str]:
        """Paint the list of findings at the right of the canvas."""
        theme = self.theme
        counts: Mapping[Severity, int] = {
            severity: sum(note.severity is severity for note in self.notes.notes) for severity in reversed(Severity)
        }
        said = ", ".join(counted(count, severity.word) for severity, count in counts.items() if count)
        yield f'<g id="findings" transform="translate({number(left)} {INDENT})" font-size="10" fill="{theme.soft}">'
        yield f'<path d="M0 0V{number(height - 2 * INDENT)}" stroke="{theme.border}" fill="none"/>'
        yield f'<text x="{INDENT - 8}" y="12" font-size="13" font-weight="bold" fill="{theme.ink}">{said}</text>'
        last = LINE * 2
        for note, top in places(self.notes):
            y = top + 8
            yield self.badge(note, INDENT - 1, y)
            for line in note.lines:
                yield f'<text x="{INDENT + 14}" y="{number(y + 3.5)}" fill="{theme.ink}">{words(line)}</text>'
                y += LINE
            yield f'<text x="{INDENT + 14}" y="{number(y + 2.5)}" font-size="8.5">{words(note.rule)}</text>'
            last = y + LINE
        if self.notes.left_out:
            yield f'<text x="{INDENT + 14}" y="{number(last + 8)}">and {self.notes.left_out} more</text>'
        yield "</g>"
