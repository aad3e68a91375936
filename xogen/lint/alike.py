"""Whether two nodes do the same: equal in all that a user or the context can see, and on to places that do the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from typing import Any

from xogen.lint.facts import TaskFacts
from xogen.lint.node_options import node_options
from xogen.model.conditions import Condition, EntityTest, IntentTest
from xogen.model.nodes import Node

MOST_PAIRS = 200
"""Pairs of nodes that one comparison looks at."""
MOST_IN_ALL = 20_000
"""Pairs of nodes that are looked at in one dialog: a tenth of a second."""
_UNSEEN = frozenset({"id", "name", "ref_id", "label", "allow", "transitions", "nodes"})
_UNNAMED = frozenset({"message", "script", "logic", "confirmation", "bot-action", "dialog-call", "agent-transfer"})
"""Kinds whose names nothing in the context shows; of all others a value stands there under the name."""

Pair = tuple[str, str]


class Alike:
    """The comparisons of one dialog.

    Attributes:
        is_complete: whether all comparisons so far came to an answer; one that took too long says "not alike".
    """

    def __init__(self, facts: TaskFacts) -> None:
        """Take the dialog; nothing is compared yet."""
        self.is_complete = True
        self._facts = facts
        self._left = MOST_IN_ALL

    def groups(self, targets: Sequence[str]) -> list[list[str]]:
        """Return those of some targets that do the same, in groups of two and more, in the order of the targets."""
        by_outline: defaultdict[Hashable, list[str]] = defaultdict(list)
        for target in targets:
            if target in self._facts.by_id:
                by_outline[_outline(self._facts.by_id[target].node)].append(target)
        found: list[list[str]] = []
        for candidates in by_outline.values():
            groups: list[list[str]] = []
            for target in candidates if len(candidates) > 1 else ():
                group = next((each for each in groups if self.are(each[0], target)), None)
                if group is None:
                    groups.append([target])
                else:
                    group.append(target)
            found.extend(group for group in groups if len(group) > 1)
        return found

    def are(self, one: str, other: str) -> bool:
        """Whether two targets do the same. Nodes that lead round to each other are taken for alike until one differs.

        Args:
            one: the id of a node, or an exit.
            other: another one.
        """
        seen: set[Pair] = set()
        waiting: list[Pair] = [(one, other)]
        while waiting:
            pair = waiting.pop()
            if pair[0] == pair[1] or pair in seen:
                continue
            if len(seen) >= MOST_PAIRS or self._left <= 0:
                self.is_complete = False
                return False
            seen.add(pair)
            self._left -= 1
            onward = self._onward(*pair)
            if onward is None:
                return False
            waiting.extend(onward)
        return True

    def _onward(self, one: str, other: str) -> Sequence[Pair] | None:
        """Return what has to be alike for two targets to be; ``None`` when they differ themselves."""
        here, there = self._facts.by_id.get(one), self._facts.by_id.get(other)
        if here is None or there is None or not _is_equal(here.node, there.node):
            return None
        # Tags, for one, which the model has no name for.
        if node_options(self._facts, here.pointer) != node_options(self._facts, there.pointer):
            return None
        pairs: list[Pair] = []
        for mine, its in zip(here.node.transitions, there.node.transitions, strict=True):
            if self._tested(mine.when) != self._tested(its.when):
                return None
            pairs.append((mine.to, its.to))
        if here.node.type == "bot-action" and there.node.type == "bot-action":
            pairs.extend((mine.id, its.id) for mine, its in zip(here.node.nodes, there.node.nodes, strict=True))
        return pairs

    def _tested(self, when: Condition | None) -> object:
        """Return a condition with the names of nodes for their ids: a copied node tests itself."""
        if isinstance(when, EntityTest):
            return self._facts.name(when.entity), when.op, when.value
        return self._facts.name(when.intent) if isinstance(when, IntentTest) else when


def _outline(node: Node) -> Hashable:
    """Return what is seen of a node at a glance: where that differs, nothing else need be compared."""
    text = node.script if node.type == "script" else ""
    if node.type == "message":
        text = "".join(said for response in node.responses[:1] for said in response.text.values())
    return node.type, len(node.transitions), text, "" if node.type in _UNNAMED else node.component


def _is_equal(one: Node, other: Node) -> bool:
    """Whether two nodes are equal but for where they lead. Messages that say nothing show nothing that could be."""
    if one.type != other.type or len(one.transitions) != len(other.transitions):
        return False
    if one.type == "message" and not one.responses:
        return False
    if one.type not in _UNNAMED and one.component != other.component:
        return False
    if one.type == "bot-action" and other.type == "bot-action" and len(one.nodes) != len(other.nodes):
        return False
    return all(value == getattr(other, key) for key, value in _seen(one))


def _seen(node: Node) -> Iterator[tuple[str, Any]]:
    return ((key, getattr(node, key)) for key in type(node).model_fields if key not in _UNSEEN)
