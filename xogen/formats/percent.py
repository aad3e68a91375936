"""Percent-encoded texts, changed in place: what stays the same keeps its spelling, encoded or plain."""

from __future__ import annotations

import re
from urllib.parse import unquote

from xogen.formats.wire.encoding import encode

_RUN = re.compile(r"(?:%[0-9a-fA-F]{2})+")


def respelt(spelt: str, new: str) -> str | None:
    """Return ``new`` spelt as ``spelt`` is: the same field is encoded in one bot and plain in another.

    Args:
        spelt: the text as the export has it.
        new: the text that it is to become, as its author reads it.

    Returns:
        The spelling of ``new``, in which all characters before and after the change are those of ``spelt``; ``None``
        when there is none that reads back as ``new``.
    """
    old = unquote(spelt)
    before = _common(old, new)
    after = _common(old[before:][::-1], new[before:][::-1])
    places = _places(spelt)
    if len(places) != len(old) + 1:
        return None
    middle = new[before : len(new) - after]
    written = encode(middle) if places[-1] > len(old) else middle
    result = spelt[: places[before]] + written + spelt[places[len(old) - after] :]
    if unquote(result) != new:
        result = spelt[: places[before]] + encode(middle) + spelt[places[len(old) - after] :]
    return result if unquote(result) == new else None


def _places(spelt: str) -> list[int]:
    """Return where each character of the decoded text starts in its spelling, and where the last one ends."""
    places: list[int] = []
    position = 0
    for run in _RUN.finditer(spelt):
        places += range(position, run.start())
        start = run.start()
        for character in unquote(run[0]):
            places.append(start)
            start += 3 * len(character.encode("utf-8", "surrogatepass"))
        position = run.end()
    return [*places, *range(position, len(spelt) + 1)]


def _common(one: str, other: str) -> int:
    """Return how many characters two texts start with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (left, right) in pairs if left != right), min(len(one), len(other)))
