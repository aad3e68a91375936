"""How large things are: one set of measures for the DOT labels and for the cards that are painted into the SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import NamedTuple

from xogen.canvas.scene import CHIP_SIZE, HEADING_SIZE, META_SIZE, MOST_CHIPS, TEXT_SIZE, Branch, Card, Scene
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
NUMBER_WIDTH = 20
"""From the left edge of a listed chip to its words."""
_TAB, TAB_HEIGHT = 17, 15
_LIST_ROWS, _LIST_COLUMNS = 6, (2, 6)
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


class Entry(NamedTuple):
    """Where a chip stands in a list, from the list's top left corner."""

    left: float
    top: float
    width: float
    height: float


def text_height(card: Card) -> float:
    """Return the height of a card's kind, name and text."""
    return KIND_LINE + NAME_LINE * len(card.name) + TEXT_LINE * len(card.lines)


def chip_height(branches: Sequence[Branch]) -> float:
    """Return the height of a row or list of chips, 0 where there is none: all branches of a card have one, or none."""
    if not branches or not branches[0].chip:
        return 0
    if is_listed(branches):
        return max(entry.top + entry.height for entry in chip_list(branches)) + CHIP_SPACE + TAB_HEIGHT
    return CHIP_LINE * max(len(branch.chip) for branch in branches) + 2 * CHIP_SPACE


def row_width(branches: Sequence[Branch]) -> float:
    """Return how wide a row of chips is at least, 0 where there is none."""
    if not chip_height(branches):
        return 0
    row = sum(_widths(branches)) + CHIP_SPACE * (len(branches) - 1)
    if is_listed(branches):
        return max(row, *(entry.left + entry.width for entry in chip_list(branches)))
    return row


def is_listed(branches: Sequence[Branch]) -> bool:
    """Whether the chips stand in a list, each with a number, and below it the numbers in a row."""
    return len(branches) > MOST_CHIPS and bool(branches[0].chip)


def chip_list(branches: Sequence[Branch]) -> tuple[Entry, ...]:
    """Return the chips of a list in columns, one below the other in each."""
    columns = min(max(ceil(len(branches) / _LIST_ROWS), _LIST_COLUMNS[0]), _LIST_COLUMNS[1])
    rows = ceil(len(branches) / columns)
    heights = [
        CHIP_LINE * max(len(branch.chip) for branch in branches[row::rows]) + 2 * CHIP_SPACE for row in range(rows)
    ]
    entries: list[Entry] = []
    left = 0.0
    for start in range(0, len(branches), rows):
        column = branches[start : start + rows]
        width = NUMBER_WIDTH + CHIP_SIDE + max(map(_words, column))
        entries += (
            Entry(left, sum(heights[:row]) + CHIP_SPACE * row, width, heights[row]) for row in range(len(column))
        )
        left += width + CHIP_SPACE
    return tuple(entries)


def _words(branch: Branch) -> float:
    return max((measure(line, CHIP_SIZE) for line in branch.chip), default=0)


def _widths(branches: Sequence[Branch]) -> list[float]:
    """Return how wide what stands in the row is at least: chips, or the numbers of a list."""
    if is_listed(branches):
        return [float(_TAB)] * len(branches)
    return [_words(branch) + 2 * CHIP_SIDE for branch in branches]


def chip_row(branches: Sequence[Branch], width: float) -> tuple[Chip, ...]:
    """Return the chips of a row, or the numbers below a list, which share what room ``width`` leaves."""
    widths = _widths(branches)
    more = max(0, width - sum(widths) - CHIP_SPACE * (len(widths) - 1)) / len(widths)
    chips: list[Chip] = []
    left = 0.0
    for wide in widths:
        chips.append(Chip(left, wide + more))
        left += wide + more + CHIP_SPACE
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
