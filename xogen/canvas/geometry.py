"""How large things are: one set of measures for the DOT labels and for the cards that are painted into the SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xogen.canvas.scene import CHIP_SIZE, HEADING_SIZE, META_SIZE, TEXT_SIZE, Branch, Card, Scene
from xogen.canvas.styles import KINDS, MARKS
from xogen.canvas.text import measure

PAD = 7
"""From a card's edge to what stands in it."""
BAR = 20
TEXT_LEFT = PAD + BAR + PAD
KIND_LINE, NAME_LINE, TEXT_LINE = 12, 16, 13.5
CHIP_SPACE = 4
CHIP_SIDE = 7
CHIP_LINE = 11
HEADING_LINE, SUBTITLE_LINE, LEGEND_LINE = 24, 14, 18
KEY_WIDTH = 22
"""From the left edge of a legend's mark to its word."""
_KEY_SPACE = 14
_LEGEND_WIDEST = 460
_TITLE_SPACE = 18
"""Between the title with its legend and the first card."""


class Size(NamedTuple):
    """Width and height in points."""

    width: float
    height: float


class Chip(NamedTuple):
    """Where a chip stands in its row."""

    left: float
    width: float


def text_height(card: Card) -> float:
    """Return the height of a card's kind, name and text."""
    return KIND_LINE + NAME_LINE * len(card.name) + TEXT_LINE * len(card.lines)


def chip_height(branches: Sequence[Branch]) -> float:
    """Return the height of a row of chips, 0 where there is none. Either all branches of a card have one, or none."""
    if not branches or not branches[0].chip:
        return 0
    return CHIP_LINE * max(len(branch.chip) for branch in branches) + 2 * CHIP_SPACE


def row_width(branches: Sequence[Branch]) -> float:
    """Return how wide a row of chips is at least, 0 where there is none."""
    if not chip_height(branches):
        return 0
    widths = [max((measure(line, CHIP_SIZE) for line in branch.chip), default=0) + 2 * CHIP_SIDE for branch in branches]
    return sum(widths) + CHIP_SPACE * (len(widths) - 1)


def chip_row(branches: Sequence[Branch], width: float) -> tuple[Chip, ...]:
    """Return the chips of a row, which share what room ``width`` leaves."""
    more = max(0, width - row_width(branches)) / len(branches)
    chips: list[Chip] = []
    left = 0.0
    for branch in branches:
        wide = max((measure(line, CHIP_SIZE) for line in branch.chip), default=0) + 2 * CHIP_SIDE + more
        chips.append(Chip(left, wide))
        left += wide + CHIP_SPACE
    return tuple(chips)


def card_size(card: Card, text_width: float) -> Size:
    """Return the size of a card whose column of text is ``text_width`` wide."""
    chips = chip_height(card.branches)
    return Size(
        max(TEXT_LEFT + text_width + PAD, row_width(card.branches) + 2 * PAD),
        PAD + text_height(card) + PAD + (chips + PAD if chips else 0),
    )


def switch_size(branches: Sequence[Branch]) -> Size:
    """Return the size of a switch: its chips and a margin around them."""
    return Size(row_width(branches) + 2 * CHIP_SPACE, chip_height(branches) + 2 * CHIP_SPACE)


def legend_word(key: str) -> str:
    """Return the word of a kind or a mark in the legend."""
    return KINDS[key].word if key in KINDS else MARKS[key]


def legend_places(scene: Scene) -> Iterator[tuple[str, float, float]]:
    """Yield the kinds and marks in use with left and top of their entries, in rows."""
    x, y = 0.0, 4.0
    used = {mark.form for mark in scene.marks}
    for key in (*scene.kinds, *(form for form in MARKS if form in used)):
        wide = KEY_WIDTH + measure(legend_word(key), META_SIZE)
        if x and x + wide > _LEGEND_WIDEST:
            x, y = 0.0, y + LEGEND_LINE
        yield key, x, y
        x += wide + _KEY_SPACE


def title_size(scene: Scene) -> Size:
    """Return the size of title, subtitle and legend, with the space below them."""
    places = list(legend_places(scene))
    widths = [measure(line, HEADING_SIZE, bold=True) for line in scene.heading]
    widths += [measure(line, TEXT_SIZE) for line in scene.subtitle]
    widths += [x + KEY_WIDTH + measure(legend_word(key), META_SIZE) for key, x, _ in places]
    legend = max((y + LEGEND_LINE for _, _, y in places), default=0)
    return Size(
        max(widths, default=0),
        HEADING_LINE * len(scene.heading) + SUBTITLE_LINE * len(scene.subtitle) + legend + _TITLE_SPACE,
    )
