"""What is on a canvas, before any notation: cards, switches, marks and frames, and the edges between them.

DOT, Mermaid and SVG are three ways of showing one scene.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from xogen.canvas.styles import KINDS, Tone

HEADING_SIZE, NAME_SIZE, TEXT_SIZE, META_SIZE, CHIP_SIZE, SMALL_SIZE = 18, 13, 10, 9, 9, 8
"""Sizes of type, in points."""
MOST_CHIPS = 10
"""Ways out of a card that stand in one row of chips. More are numbered: a list of them, and a row of numbers below."""

MarkForm = Literal["end", "not-connected", "return-to-flow", "missing", "left-out"]


class Branch(NamedTuple):
    """One way out of a card. ``chip`` is empty where there is but one way and no condition.

    ``leaves`` is the key of the frame that the way leads out of, where it stands for the whole frame. ``back`` says
    that it closes a loop, ``merges`` that other ways lead to the same card.
    """

    chip: tuple[str, ...]
    tone: Tone
    to: str
    title: str
    leaves: str | None = None
    back: bool = False
    merges: bool = False


class Card(NamedTuple):
    """A node as a card, all its text wrapped and measured. ``name`` is its ``title`` on lines."""

    key: str
    kind: str
    title: str
    name: tuple[str, ...]
    meta: str
    lines: tuple[str, ...]
    tooltip: str
    branches: tuple[Branch, ...] = ()
    frame: str | None = None


class Switch(NamedTuple):
    """Where a bot action branches: right behind its frame, for its branches are its own and not its nodes'."""

    key: str
    frame: str
    branches: tuple[Branch, ...]


class Mark(NamedTuple):
    """A target that is no node, drawn by the card or switch ``source`` that leads to it."""

    key: str
    source: str
    form: MarkForm
    text: str = ""
    lines: tuple[str, ...] = ()
    frame: str | None = None


class Frame(NamedTuple):
    """A bot action around its inner nodes. ``entry`` is the key of the first of them."""

    key: str
    title: str
    name: tuple[str, ...]
    tooltip: str
    entry: str


class Scene(NamedTuple):
    """Everything on one canvas, in the order of the task's nodes.

    ``width`` is that of the text column of all cards. ``ties`` are pairs of cards that stand below each other although
    no way leads from one to the other.
    """

    title: str
    heading: tuple[str, ...]
    subtitle: tuple[str, ...]
    cards: tuple[Card, ...]
    switches: tuple[Switch, ...]
    marks: tuple[Mark, ...]
    frames: tuple[Frame, ...]
    width: int
    ties: tuple[tuple[str, str], ...] = ()

    @property
    def holders(self) -> tuple[Card | Switch, ...]:
        """What branches: cards and switches."""
        return (*self.cards, *self.switches)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds in use, in the order of the table of kinds."""
        used = {card.kind for card in self.cards}
        return tuple(kind for kind in KINDS if kind in used)


_UNSAFE = re.compile(r"[^A-Za-z0-9_-]|_(?=x)")
_SAFE = re.compile(r"_x([0-9a-f]+)_")


def safe_keys(ids: Iterable[str]) -> list[str]:
    """Return one key for each id: unique, of ASCII letters, digits, ``_`` and ``-``, so a name in every notation."""
    taken: set[str] = set()
    keys = []
    for node_id in ids:
        base = key = _UNSAFE.sub(lambda match: f"_x{ord(match[0]):x}_", node_id)
        copy = 1
        while key in taken:
            copy += 1
            key = f"{base}-{copy}"
        taken.add(key)
        keys.append(key)
    return keys


def id_of(key: str) -> str:
    """Return the node id that ``safe_keys`` made a key of."""
    return _SAFE.sub(lambda match: chr(int(match[1], 16)), key)
