"""Outlines and ways of a canvas that we draw ourselves, as SVG paths in the form in which the renderer writes them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from xogen.canvas.paint import number

_RADIUS = 8
_ARROW = 6
_ASIDE = 42
"""How far beside the cards a way runs that leads up again."""
_PAST = 12
"""How far beside a card that it only passes."""


class Box(NamedTuple):
    """A card, a frame or a switch on the canvas, in points from its top left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height


class Line(NamedTuple):
    """A way: the data of its path, and the corners of its arrow."""

    path: str
    arrow: str


def rounded(box: Box) -> str:
    """Return the outline of a box, from its upper right corner to the left."""
    left, top, right, bottom, r = box.left, box.top, box.right, box.bottom, _RADIUS
    points = [
        (right - r, top), (right - r, top), (left + r, top), (left + r, top), (left + r / 2, top), (left, top + r / 2),
        (left, top + r), (left, top + r), (left, bottom - r), (left, bottom - r), (left, bottom - r / 2),
        (left + r / 2, bottom), (left + r, bottom), (left + r, bottom), (right - r, bottom), (right - r, bottom),
        (right - r / 2, bottom), (right, bottom - r / 2), (right, bottom - r), (right, bottom - r), (right, top + r),
        (right, top + r), (right, top + r / 2), (right - r / 2, top), (right - r, top),
    ]  # fmt: skip
    return _path(points)


def way(start: tuple[float, float], end: tuple[float, float]) -> Line:
    """Return a way that leads down."""
    (x, y), (to_x, to_y) = start, end
    bend = max(14.0, abs(to_y - y) / 2)
    tip = to_y - _ARROW
    path = _path([(x, y), (x, y + bend), (to_x, tip - bend), (to_x, tip)])
    return Line(path, _points([(to_x - 3, tip), (to_x, to_y), (to_x + 3, tip)]))


def lane(start: tuple[float, float], own: Box, box: Box, others: Iterable[Box]) -> float:
    """Return where a way up to a card runs: beside both cards, on the side on which it starts, and past all others.

    At the left there is only the room up to the picture's edge; what needs more runs at the right.
    """
    top, low = box.top, max(start[1], own.bottom) + 30
    between = [one for one in others if one.top < low and one.bottom > top]
    if start[0] < own.left + own.width / 2:
        out = min(own.left, box.left) - _ASIDE
        for one in sorted(between, key=lambda one: -one.right):
            if one.left - _PAST < out < one.right + _PAST:
                out = one.left - _PAST
        if out >= _PAST:
            return out
    out = max(own.right, box.right) + _ASIDE
    for one in sorted(between, key=lambda one: one.left):
        if one.left - _PAST < out < one.right + _PAST:
            out = one.right + _PAST
    return out


def way_back(start: tuple[float, float], out: float, box: Box) -> Line:
    """Return a way to a card further up, in its lane."""
    x, y = start
    right = out > box.right
    side = 1 if right else -1
    to_x, to_y = (box.right if right else box.left), box.top + min(box.height / 2, 40)
    tip = to_x + side * _ARROW
    down = [(x, y), (x, y + 26), (out, y + 30), (out, y - 30)]
    up = [(out, y - 90), (out, to_y + 90), (out, to_y + 30)]
    home = [(out, to_y), (tip + side * 20, to_y), (tip, to_y)]
    return Line(_path([*down, *up, *home]), _points([(tip, to_y - 3), (to_x, to_y), (tip, to_y + 3)]))


def _points(points: list[tuple[float, float]]) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in points)


def _path(points: list[tuple[float, float]]) -> str:
    """Return cubic curves through every third point."""
    return f"M{_points(points[:1])}C{_points(points[1:])}"
