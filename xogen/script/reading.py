"""One script as all that ask about it share it: parsed once, its names resolved once, its uses found once."""

from __future__ import annotations

from xogen.model.once import once
from xogen.script.drafts import Draft, drafts
from xogen.script.lines import Lines
from xogen.script.scopes import Scopes
from xogen.script.syntax import neutralise
from xogen.script.tree import Tree, parse

MOST_KEPT = 2_000_000
"""Characters of the scripts whose trees are kept: a tree takes twenty bytes for each. What was found out of them is
kept apart, and longer."""


class Reading:
    """A script's tree and what was found in it.

    Attributes:
        tree: the script, flat.
        lines: where its lines start.
        scopes: which names it declares where.
    """

    def __init__(self, source: str) -> None:
        """Parse a script; one that is wrong gives what can be read of it."""
        self.tree: Tree = parse(neutralise(source))
        self.lines = Lines(self.tree.source)
        self.scopes = Scopes(self.tree)

    @once
    def drafts(self) -> tuple[Draft, ...]:
        """The uses of the platform's objects."""
        return drafts(self.tree, self.scopes)


class _Kept(dict[str, Reading]):
    """The readings of scripts, as long as there is room."""

    size = 0

    def __missing__(self, source: str) -> Reading:
        if self.size + len(source) > MOST_KEPT:
            self.forget()
        self.size += len(source)
        return self.setdefault(source, Reading(source))

    def forget(self) -> None:
        self.clear()
        self.size = 0


_KEPT = _Kept()


def reading(source: str) -> Reading:
    """Return a script as it is read by all that ask about it."""
    return _KEPT[source]


def forget() -> None:
    """Let go of the trees that are kept."""
    _KEPT.forget()
