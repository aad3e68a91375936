"""What the cards of an SVG hold: the bar with its glyph, texts and chips, placed from the card's top left corner.

The renderer finds positions and routes edges; letting it set every text in HTML labels, too, takes it three times as
long, and leaves text outside ASCII off its place. The labels of ``labels`` show the same card where Graphviz draws all.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from xogen.canvas.geometry import (
    BAR,
    CHIP_LINE,
    CHIP_SPACE,
    HEADING_LINE,
    KEY_WIDTH,
    KIND_LINE,
    LEGEND_LINE,
    NAME_LINE,
    NUMBER_WIDTH,
    PAD,
    SUBTITLE_LINE,
    TAB_HEIGHT,
    TEXT_LEFT,
    TEXT_LINE,
    Size,
    chip_height,
    chip_list,
    chip_row,
    is_listed,
    legend_places,
    legend_word,
    text_height,
)
from xogen.canvas.scene import CHIP_SIZE, HEADING_SIZE, META_SIZE, NAME_SIZE, Branch, Card, Scene
from xogen.canvas.styles import KINDS, Theme, ThemeName
from xogen.canvas.text import directed

_MIDDLE = ' text-anchor="middle"'


def number(value: float) -> str:
    """Write a coordinate to a tenth of a point."""
    return f"{round(value, 1):g}"


def words(line: str) -> str:
    """Escape a line of text."""
    return escape(directed(line), quote=False)


def _rect(left: float, top: float, width: float, height: float, round_: float, fill: str) -> str:
    return (
        f'<rect x="{number(left)}" y="{number(top)}" width="{number(width)}" height="{number(height)}" '
        f'rx="{round_:g}" fill="{fill}"/>'
    )


class Painter:
    """Paints the cards of one theme."""

    def __init__(self, name: ThemeName, theme: Theme) -> None:
        """Take the theme's colours."""
        self.theme = theme
        self._hues = {kind: look.hue(name) for kind, look in KINDS.items()}

    def card(self, card: Card, size: Size) -> str:
        """Paint what stands in a card of ``size``."""
        hue, kind = self._hues[card.kind], KINDS[card.kind]
        high = text_height(card)
        parts = [
            _rect(PAD, PAD, BAR, high, 6, hue),
            self._glyph(kind.glyph, PAD + BAR / 2, PAD + high / 2 + 4.5, NAME_SIZE),
            self._kind(card, kind.word, hue),
        ]
        y = PAD + KIND_LINE - 4.0
        for name in card.name:
            y += NAME_LINE
            parts.append(
                f'<text x="{TEXT_LEFT}" y="{number(y)}" font-size="{NAME_SIZE}" font-weight="bold" '
                f'fill="{self.theme.ink}">{words(name)}</text>'
            )
        for line in card.lines:
            y += TEXT_LINE
            parts.append(f'<text x="{TEXT_LEFT}" y="{number(y + 0.5)}">{words(line)}</text>')
        if chip_height(card.branches):
            parts += self._chips(card.branches, PAD, size)
        return "\n".join(parts)

    def _glyph(self, glyph: str, x: float, y: float, size: int) -> str:
        return (
            f'<text x="{number(x)}" y="{number(y)}"{_MIDDLE} font-size="{size}" font-weight="bold" '
            f'fill="{self.theme.on_hue}">{glyph}</text>'
        )

    def _kind(self, card: Card, word: str, hue: str) -> str:
        meta = f'<tspan dx="7" font-weight="normal">{words(card.meta)}</tspan>' if card.meta else ""
        return (
            f'<text x="{TEXT_LEFT}" y="{PAD + 8}" font-size="{META_SIZE}" font-weight="bold" fill="{hue}">'
            f"{word.upper()}{meta}</text>"
        )

    def switch(self, branches: Sequence[Branch], size: Size) -> str:
        """Paint the chips of a switch."""
        return "\n".join(self._chips(branches, CHIP_SPACE, size))

    def _chips(self, branches: Sequence[Branch], pad: int, size: Size) -> list[str]:
        """Paint the chips as the last row; where there are many, as a numbered list and a row of numbers below it."""
        high = chip_height(branches)
        top = size.height - pad - high
        if is_listed(branches):
            return self._listed(branches, pad, size, top)
        parts = []
        for branch, chip in zip(branches, chip_row(branches, size.width - 2 * pad), strict=True):
            paint = self.theme.tones[branch.tone]
            left, middle = pad + chip.left, pad + chip.left + chip.width / 2
            parts.append(_rect(left, top, chip.width, high, 6, paint.chip))
            first = top + high / 2 + 3.2 - (len(branch.chip) - 1) * CHIP_LINE / 2
            parts += [
                f'<text x="{number(middle)}" y="{number(first + index * CHIP_LINE)}"{_MIDDLE} font-size="{CHIP_SIZE}" '
                f'fill="{paint.text}">{words(line)}</text>'
                for index, line in enumerate(branch.chip)
            ]
        return parts

    def _listed(self, branches: Sequence[Branch], pad: int, size: Size, top: float) -> list[str]:
        parts = []
        row = size.height - pad - TAB_HEIGHT
        tabs = chip_row(branches, size.width - 2 * pad)
        for number_, (branch, entry, tab) in enumerate(zip(branches, chip_list(branches), tabs, strict=True), 1):
            paint = self.theme.tones[branch.tone]
            left, middle = pad + entry.left, pad + tab.left + tab.width / 2
            first = top + entry.top + entry.height / 2 + 3.2 - (len(branch.chip) - 1) * CHIP_LINE / 2
            bold = f'font-size="{CHIP_SIZE}" font-weight="bold" fill="{paint.text}">{number_}</text>'
            parts.append(_rect(left, top + entry.top, entry.width, entry.height, 6, paint.chip))
            parts.append(f'<text x="{number(left + NUMBER_WIDTH / 2)}" y="{number(first)}"{_MIDDLE} {bold}')
            parts += [
                f'<text x="{number(left + NUMBER_WIDTH)}" y="{number(first + index * CHIP_LINE)}" '
                f'font-size="{CHIP_SIZE}" fill="{paint.text}">{words(line)}</text>'
                for index, line in enumerate(branch.chip)
            ]
            parts.append(_rect(pad + tab.left, row, tab.width, TAB_HEIGHT, 6, paint.chip))
            parts.append(f'<text x="{number(middle)}" y="{number(row + 11)}"{_MIDDLE} {bold}')
        return parts

    def title(self, scene: Scene, left: float, top: float) -> str:
        """Paint title, subtitle and legend at the top of the drawing."""
        parts = []
        for line in scene.heading:
            top += HEADING_LINE
            parts.append(
                f'<text x="{number(left)}" y="{number(top - 6)}" font-size="{HEADING_SIZE}" font-weight="bold" '
                f'fill="{self.theme.ink}">{words(line)}</text>'
            )
        for line in scene.subtitle:
            top += SUBTITLE_LINE
            parts.append(f'<text x="{number(left)}" y="{number(top - 3)}">{words(line)}</text>')
        for key, x, y in legend_places(scene):
            parts += self._key(key, left + x, top + y)
        return "\n".join(parts)

    def _key(self, key: str, x: float, y: float) -> list[str]:
        """Paint one entry of the legend: a small bar or mark, and its word."""
        middle = y + LEGEND_LINE / 2
        word = (
            f'<text x="{number(x + KEY_WIDTH)}" y="{number(middle + 3)}" font-size="{META_SIZE}">'
            f"{legend_word(key)}</text>"
        )
        if key not in KINDS:
            return [f'<g transform="translate({number(x + 8)} {number(middle)})">{self._mark(key)}</g>', word]
        return [
            _rect(x, middle - 7, 17, 14, 4.5, self._hues[key]),
            self._glyph(KINDS[key].glyph, x + 8.5, middle + 3, META_SIZE),
            word,
        ]

    def _mark(self, form: str) -> str:
        theme = self.theme
        if form == "end":
            return f'<circle r="3.5" fill="{theme.ink}"/><circle r="6" fill="none" stroke="{theme.ink}"/>'
        if form == "return-to-flow":
            return f'<circle r="7" fill="none" stroke="{theme.ink}"/><text y="3"{_MIDDLE} font-size="8">←</text>'
        if form == "left-out":
            return (
                f'<circle r="7" fill="none" stroke="{theme.soft}" stroke-dasharray="3,1.5"/>'
                f'<text y="2"{_MIDDLE} font-size="8">…</text>'
            )
        paint = theme.warn if form == "not-connected" else theme.lost
        return (
            f'<circle r="7" fill="{paint.chip}" stroke="{paint.line}" stroke-dasharray="3,1.5"/>'
            f'<text y="3"{_MIDDLE} font-size="{META_SIZE}" fill="{paint.text}">!</text>'
        )
