"""One script as all that ask about it share it: parsed once, its names resolved once, its uses found once."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from xogen.script.drafts import Draft, drafts
from xogen.script.scopes import Scopes, scopes_of
from xogen.script.syntax import neutralise
from xogen.script.tree import Family, Offsets, parse

if TYPE_CHECKING:
    from tree_sitter import Node

KEPT = 128
"""Scripts whose trees are kept: about a bot's. Trees are large, and what was found out of them is kept apart."""


class Reading:
    """A script's tree and what was found in it."""

    def __init__(self, source: str) -> None:
        """Parse a script; one that is wrong gives what can be read of it."""
        plain = neutralise(source)
        self.root: Node = parse(plain).root_node
        self.offsets = Offsets(plain)

    @cached_property
    def family(self) -> Family:
        """Who stands in what."""
        return Family(self.root)

    @cached_property
    def scopes(self) -> Scopes:
        """Which names are declared where."""
        return scopes_of(self.family)

    @cached_property
    def drafts(self) -> tuple[Draft, ...]:
        """The uses of the platform's objects."""
        return tuple(drafts(self.family, self.scopes))


@lru_cache(maxsize=KEPT)
def reading(source: str) -> Reading:
    """Return a script as it is read by all that ask about it."""
    return Reading(source)
