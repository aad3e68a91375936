"""One script as all that ask about it share it: parsed once, its names resolved once, its uses found once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xogen.model.once import once
from xogen.script.drafts import Draft, drafts, packed, unpacked
from xogen.script.lines import Lines
from xogen.script.scopes import Scopes
from xogen.script.syntax import neutralise
from xogen.script.tree import Tree, parse
from xogen.script.uses import PathUse, surely, uses_of

MOST_KEPT = 2_000_000
"""Characters of the scripts whose trees are kept: a tree takes twenty bytes for each. What was found out of them is
kept apart, and longer."""


class Reading:
    """A script's tree and what was found in it.

    Attributes:
        tree: the script, flat.
        scopes: which names it declares where.
    """

    def __init__(self, source: str) -> None:
        """Parse a script; one that is wrong gives what can be read of it."""
        self.tree: Tree = parse(neutralise(source))
        self.scopes = Scopes(self.tree)

    def __getstate__(self) -> dict[str, Any]:
        """Return what another process is sent: of the uses only what they are made of."""
        state = {name: value for name, value in self.__dict__.items() if name != "uses"}
        return {**state, "drafts": packed(self.drafts)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take what another process sent."""
        self.__dict__.update(state, drafts=unpacked(state["drafts"]))

    @once
    def lines(self) -> Lines:
        """Where the lines of the script start."""
        return Lines(self.tree.source)

    @once
    def drafts(self) -> tuple[Draft, ...]:
        """The uses of the platform's objects."""
        return drafts(self.tree, self.scopes)

    @once
    def sure(self) -> tuple[bool, ...]:
        """Which of them are certain to happen, or certain to find what the script has written."""
        return surely(self.tree, self.drafts)

    @once
    def uses(self) -> tuple[PathUse, ...]:
        """The same with their places, and with what is certain about them."""
        return uses_of(self.tree, self.lines, self.drafts, self.sure)


class _Kept(dict[str, Reading]):
    """The readings of scripts, as long as there is room."""

    size = 0

    def __missing__(self, source: str) -> Reading:
        if not self.has_room(source):
            self.forget()
        return self.keep(source, Reading(source))

    def has_room(self, source: str) -> bool:
        return self.size + len(source) <= MOST_KEPT

    def keep(self, source: str, read: Reading) -> Reading:
        self.size += len(source)
        return self.setdefault(source, read)

    def forget(self) -> None:
        self.clear()
        self.size = 0


_KEPT = _Kept()


def reading(source: str) -> Reading:
    """Return a script as it is read by all that ask about it."""
    return _KEPT[source]


def kept() -> Mapping[str, Reading]:
    """Return the readings that are kept, by their sources."""
    return dict(_KEPT)


def keep(readings: Mapping[str, Reading]) -> None:
    """Keep readings that were made elsewhere, as long as there is room."""
    for source, read in readings.items():
        if source not in _KEPT and _KEPT.has_room(source):
            _KEPT.keep(source, read)


def forget() -> None:
    """Let go of the trees that are kept."""
    _KEPT.forget()
