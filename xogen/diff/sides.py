"""Two tasks whose nodes are matched: what every comparison of them asks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from xogen.diff.match import match_nodes
from xogen.diff.parts import Part, Parts
from xogen.model.diff import Ignored, NodeRef
from xogen.model.nodes import EXITS

IDS = "ids"
ORDER_OF_NODES = "the order in which nodes are listed"
ORDER_OF_WAYS = "the order of conditions that exclude each other"
FOLLOWING = "references that follow a new name"
ORDER_OF_SETS = "the order of utterances and synonyms"

_REFERENCE = re.compile(
    "(?:"
    + "|".join(
        f"(?<={re.escape(before)})"
        for root in ("context", "entities")
        for before in (f"{root}.", f'{root}["', f"{root}['")
    )
    + r"|(?<=\]\())[A-Za-z_$][\w$]*"
)
"""What stands before a node's name where it is a reference, and no word of a text: the last is an utterance's mark."""


@dataclass(frozen=True)
class Sides:
    """Both sides of a comparison, and which node of one is which of the other.

    ``dialogs`` are the new names of dialogs by their old ones, where they have another.
    """

    old: Parts
    new: Parts
    dialogs: Mapping[str, str] = field(default_factory=dict)
    ignored: Counter[str] = field(default_factory=Counter)

    @cached_property
    def pairs(self) -> Mapping[int, int]:
        """The new index of each old node that has one."""
        return match_nodes(self.old, self.new)

    @cached_property
    def back(self) -> Mapping[int, int]:
        """The old index of each new node that has one."""
        return {two: one for one, two in self.pairs.items()}

    def old_node(self, node_id: str) -> Hashable:
        """Return what a transition or condition of the old task names, so that it compares with the new one's."""
        index = self.old.by_id.get(node_id)
        if index is None:
            return ("exit" if node_id in EXITS else "missing", node_id)
        return ("node", self.pairs[index]) if index in self.pairs else ("removed", node_id)

    def new_node(self, node_id: str) -> Hashable:
        """Return the same of the new task."""
        index = self.new.by_id.get(node_id)
        if index is None:
            return ("exit" if node_id in EXITS else "missing", node_id)
        return ("node", index) if index in self.back else ("added", node_id)

    @cached_property
    def _renames(self) -> Mapping[str, str]:
        pairs = [
            (self.old.all[one].node.component, self.new.all[two].node.component) for one, two in self.pairs.items()
        ]
        return {before: after for before, after in reversed(pairs) if before != after}

    def renamed(self, text: str) -> str:
        """Return a text of the old task that refers to nodes by the names they have in the new one."""
        names = self._renames
        return _REFERENCE.sub(lambda match: names.get(match[0], match[0]), text) if names else text

    def passed_over(self) -> tuple[Ignored, ...]:
        """Return what was ignored so far."""
        return tuple(Ignored(what=what, count=count) for what, count in sorted(self.ignored.items()))


def node_ref(parts: Parts, part: Part) -> NodeRef:
    """Return what a node is known by."""
    inside = None if part.parent is None else parts.all[part.parent].node.component
    node = part.node
    return NodeRef(index=part.index, id=node.id, name=node.component, kind=node.type, ref_id=node.ref_id, inside=inside)
