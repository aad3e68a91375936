"""Where the nodes of a drawn canvas stand, read off the drawing itself: one run of the renderer gives both."""

from __future__ import annotations

import re
from collections.abc import Sequence

from xogen.canvas.renderer import render_many
from xogen.canvas.scene import id_of
from xogen.model.layout import Layout, Position

_ORIGIN = re.compile(r'<g id="canvas"[^>]*translate\((-?[\d.]+) (-?[\d.]+)\)')
_NODE = re.compile(r'<g id="node-([^"]+)" class="(?:node|cluster)">\n(.*?)</g>', re.DOTALL)
_SHAPE = re.compile(r'<(path|polygon) [^>]*? (?:d|points)="([^"]*)"')
_ROUNDED = re.compile(r'<path [^>]*? d="M[^,]*,(-?[\d.]+)C(?:[^ ]* ){5}(-?[\d.]+),')
"""A rounded box as the renderer draws it, from its upper right corner to the upper left one."""
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def layouts(sources: Sequence[str]) -> list[Layout]:
    """Return the layout of each DOT source, as ``layout_of`` its drawing.

    Raises:
        MachineError: there is no renderer.
    """
    return [layout_of(svg) for svg in render_many(sources, "svg")]


def layout_of(svg: bytes) -> Layout:
    """Return left, top and size of each card and frame in a canvas.

    Args:
        svg: a canvas, before or after ``finish_svg``.

    Returns:
        Positions by node id, in whole points from the drawing's top left corner; y grows downwards. A bot action
        and the nodes inside it have one each.
    """
    text = svg.decode().replace("&#45;", "-")
    origin = _ORIGIN.search(text)
    if origin is None:
        return Layout()
    right, down = float(origin[1]), float(origin[2])
    positions = {}
    for key, drawn in _NODE.findall(text):
        (left, top), (end, bottom) = corner(drawn), opposite(drawn)
        positions[id_of(key)] = Position(
            left=round(left + right), top=round(top + down), width=round(end - left), height=round(bottom - top)
        )
    return Layout(positions=positions)


def corner(drawn: str) -> tuple[float, float]:
    """Return left and top of the box that the first shape in ``drawn`` outlines.

    Ornaments of a shape (the tabs of a component, the ear of a folder) reach beyond its box, but not at its lower
    left corner.
    """
    rounded = _ROUNDED.match(drawn)
    if rounded:
        return float(rounded[2]), float(rounded[1])
    shape = _SHAPE.search(drawn)
    if shape is None:
        return 0.0, 0.0
    numbers = [float(number) for number in _NUMBER.findall(shape[2])]
    xs, ys = numbers[::2], numbers[1::2]
    if shape[1] == "path":
        return min(xs), min(ys)
    low = max(ys)
    left = min(x for x, y in zip(xs, ys, strict=True) if y == low)
    return left, min(y for x, y in zip(xs, ys, strict=True) if x == left)


def opposite(drawn: str) -> tuple[float, float]:
    """Return right and bottom of the box: no ornament reaches beyond these."""
    shape = _SHAPE.search(drawn)
    numbers = [float(number) for number in _NUMBER.findall(shape[2])] if shape else [0.0, 0.0]
    return max(numbers[::2]), max(numbers[1::2])
