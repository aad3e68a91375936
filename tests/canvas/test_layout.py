from __future__ import annotations

import pytest

from xogen.canvas.layout import _SHAPE, corner, layout_of
from xogen.canvas.renderer import render_many
from xogen.canvas.styles import KINDS
from xogen.model.layout import Layout


@pytest.mark.parametrize("kind", KINDS)
def test_the_corner_of_every_shape_is_that_of_its_box(kind):
    look = KINDS[kind]
    box = f'shape={look.shape} style="{look.style}" peripheries={look.peripheries} width=2 height=1 label=""'
    # Two margins of a whole number of points: the box stands at 40, 30 from the graph's corner or 4 further inside.
    source = f'digraph {{ graph [pad=0] a [id="node-a" {box}] }}'
    picture = render_many([source], "svg")[0].decode().replace("&#45;", "-")
    left, top = corner(picture[picture.index('<g id="node-a"') :])
    ring = 4 * (look.peripheries - 1)
    assert (left, top + 72 + ring) == (ring, 0)


def test_the_short_way_to_a_rounded_corner_is_right():
    drawn = (
        '<path fill="#ffffff" d="M355.5,-594.8C355.5,-594.8 106.5,-594.8 106.5,-594.8 100.5,-594.8 94.5,-588.8 '
        '94.5,-582.8 94.5,-582.8 94.5,-556.3 94.5,-556.3 94.5,-550.3 100.5,-544.3 106.5,-544.3"/>'
    )
    numbers = [
        float(number) for number in _SHAPE.search(drawn)[2].replace("M", "").replace("C", " ").replace(",", " ").split()
    ]
    assert corner(drawn) == (min(numbers[::2]), min(numbers[1::2])) == (94.5, -594.8)


def test_a_picture_that_is_no_canvas_has_no_positions():
    assert layout_of(b"<svg/>") == Layout()
