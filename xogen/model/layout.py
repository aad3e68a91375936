"""Where the nodes of a drawn task stand: what the canvas finds out and the package carries."""

from __future__ import annotations

from collections.abc import Mapping

from xogen.model.base import Owned


class Position(Owned):
    """Left and top of a node's card, in points, from the drawing's top left corner; rounded to whole points.

    ``width`` and ``height`` are the card's, where they are known.
    """

    left: int
    top: int
    width: int = 0
    height: int = 0


class Layout(Owned):
    """The positions of one task's nodes by node id."""

    positions: Mapping[str, Position] = {}
