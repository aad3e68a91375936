"""Room for cards at the places where an author put smaller ones."""

from __future__ import annotations

from collections.abc import Mapping

GAP = 34
"""Between two cards at least, in points."""
_MOST_STRETCH = 4.0


def stretched(
    sizes: Mapping[str, tuple[float, float]], places: Mapping[str, tuple[float, float]]
) -> dict[str, tuple[float, float]]:
    """Return places stretched to both sides until boxes of these sizes have room beside each other.

    Args:
        sizes: width and height of each box, in points.
        places: left and top of those boxes that have a place.

    Returns:
        Left and top of the same boxes, in their old proportions; what still overlaps, because two nodes have one
        place, moves down. Takes time by the square of their number, which a canvas limits.
    """
    across = down = 1.0
    keys = sorted(places, key=lambda key: (places[key][1], places[key][0]))
    for index, one in enumerate(keys):
        for other in keys[index + 1 :]:
            dx, dy = abs(places[one][0] - places[other][0]), places[other][1] - places[one][1]
            left = one if places[one][0] <= places[other][0] else other
            wide, high = sizes[left][0] + GAP, sizes[one][1] + GAP
            if dx * across >= wide or dy * down >= high:
                continue
            beside, below = (wide / dx if dx else _MOST_STRETCH), (high / dy if dy else _MOST_STRETCH)
            if beside / across < below / down:
                across = min(beside, _MOST_STRETCH)
            else:
                down = min(below, _MOST_STRETCH)
    return _apart(sizes, {key: (places[key][0] * across, places[key][1] * down) for key in keys})


def _apart(
    sizes: Mapping[str, tuple[float, float]], places: Mapping[str, tuple[float, float]]
) -> dict[str, tuple[float, float]]:
    """Move boxes down that still overlap one above them."""
    done: dict[str, tuple[float, float]] = {}
    for key, (x, first) in places.items():
        y, (wide, high) = first, sizes[key]
        for other, (left, top) in sorted(done.items(), key=lambda item: item[1][1]):
            width, height = sizes[other]
            if x < left + width and left < x + wide and y < top + height and top < y + high:
                y = top + height + GAP
        done[key] = (x, y)
    return done
