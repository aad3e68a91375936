"""A task taken apart for matching: its nodes in one row, what each holds as plain data, and who leads to whom."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from xogen.model.dialog import DialogTask
from xogen.model.nodes import BotActionNode, Node

_APART = frozenset({"id", "name", "ref_id", "type", "transitions", "nodes"})
"""What is compared on its own."""
_JSON = ("properties", "raw", "rules")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+|[^\W\d_a-zA-Z]+")
_MOST_WORDS = 2_000


@dataclass(frozen=True)
class Part:
    """One node. ``parent`` is the index of the bot action around it, ``pointer`` its place in the task."""

    index: int
    node: Node
    parent: int | None
    pointer: str = ""

    @cached_property
    def content(self) -> Mapping[str, Any]:
        """What the node holds besides names, transitions and inner nodes, as plain data."""
        return self.node.model_dump(exclude=set(_APART), warnings=False)

    def holds_as(self, other: Part) -> bool:
        """Whether another node holds the same: told without a copy of either."""
        if self.node.type != other.node.type:
            return False
        one, two = self.node.__dict__, other.node.__dict__
        if any(one.get(key) or two.get(key) for key in _JSON):  # in which 1 is not true, as it is in Python
            return self.print == other.print
        return all(value == two.get(key) for key, value in one.items() if key not in _APART) and len(one) == len(two)

    @cached_property
    def print(self) -> str:
        """A text that is equal for equal content."""
        return json.dumps(self.content, sort_keys=True, default=str)

    @cached_property
    def bare(self) -> bool:
        """Whether there is nothing in it that could tell it from others of its kind."""
        return not self.node.model_dump(exclude=set(_APART), exclude_defaults=True, warnings=False)

    @cached_property
    def words(self) -> Counter[str]:
        """The words of its texts and of its name."""
        found = _WORD.findall(" ".join([self.node.component, *texts(self.content)]))
        return Counter(word.casefold() for word in found[:_MOST_WORDS])


class Parts:
    """The nodes of a task, in the order of ``DialogTask.walk``."""

    def __init__(self, task: DialogTask) -> None:
        """Number the nodes, and find out who leads to whom."""
        self.task = task
        self.all: list[Part] = []
        for place, node in enumerate(task.nodes):
            outer, pointer = len(self.all), f"/nodes/{place}"
            self.all.append(Part(outer, node, None, pointer))
            if isinstance(node, BotActionNode):
                self.all += [
                    Part(outer + 1 + at, inner, outer, f"{pointer}/nodes/{at}") for at, inner in enumerate(node.nodes)
                ]
        self.by_id: dict[str, int] = {}
        for part in self.all:
            # Of two nodes with one id the first is what a transition means.
            self.by_id.setdefault(part.node.id, part.index)

    @cached_property
    def after(self) -> Sequence[Sequence[int]]:
        """For each node the nodes it leads to, in order."""
        return [[self.by_id[way.to] for way in part.node.transitions if way.to in self.by_id] for part in self.all]

    @cached_property
    def before(self) -> Sequence[Sequence[int]]:
        """For each node the nodes that lead to it."""
        before: list[list[int]] = [[] for _ in self.all]
        for index, targets in enumerate(self.after):
            for target in targets:
                before[target].append(index)
        return before

    @cached_property
    def inner(self) -> Sequence[Sequence[int]]:
        """For each node the nodes inside it."""
        inner: list[list[int]] = [[] for _ in self.all]
        for part in self.all:
            if part.parent is not None:
                inner[part.parent].append(part.index)
        return inner

    def name(self, node_id: str) -> str:
        """Return the name of the node with this id; an id that is no node's stays."""
        return self.all[self.by_id[node_id]].node.component if node_id in self.by_id else node_id


def texts(value: Any) -> list[str]:  # noqa: ANN401 - any plain data
    """Return all texts inside plain data, in order."""
    found: list[str] = []
    todo = [value]
    while todo:
        current = todo.pop()
        if isinstance(current, str):
            found.append(current)
        elif isinstance(current, Mapping):
            todo += reversed(list(current.values()))
        elif isinstance(current, list | tuple):
            todo += reversed(current)
    return found


def likeness(one: Counter[str], two: Counter[str]) -> float:
    """Return how much two bags of words share: 0 for nothing, 1 for all."""
    total = one.total() + two.total()
    return 2 * (one & two).total() / total if total else 0.0
