"""The edges of a task as the dialog runs them: bot actions opened, exits as nodes of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from xogen.model.conditions import Condition
from xogen.model.dialog import DialogTask
from xogen.model.nodes import END, EXITS, NOT_CONNECTED, Node, Transition

ENDING: frozenset[str] = frozenset({"agent-transfer"})
"""Kinds that end the dialog by what they do, so that they need no transition."""

_ENDS_INSIDE = frozenset({END, NOT_CONNECTED})


@dataclass(slots=True)
class Edge:
    """One way from a node to the next; never changed.

    ``owner`` is the node that holds the transition: a bot action's own transitions are taken at its inner ends.
    ``transition`` is ``None`` for the step into a bot action and for the end by a node's kind.
    """

    source: str
    target: str
    owner: str
    index: int = -1
    transition: Transition | None = None


class Flat(NamedTuple):
    """A task laid flat. Nodes with an id that was there before, or that names an exit, are left out.

    ``edges`` are those that leave each node; ``conditions`` stand with their nodes and the indices of the transitions,
    those of dangling ones, too.
    """

    nodes: dict[str, Node]
    parents: dict[str, str]
    edges: dict[str, Sequence[Edge]]
    conditions: Sequence[tuple[str, int, Condition]]


def flatten(task: DialogTask) -> Flat:
    """Lay a task flat, a wrong one too: of two nodes with one id the first counts, dangling targets are dropped.

    ``end`` inside a bot action takes the transitions of the bot action. So does a way that is not connected there: in
    real bots that work the dialog goes on after it (inferred).
    """
    nodes, parents, inner = _collect(task)
    edges: dict[str, Sequence[Edge]] = {}
    conditions: list[tuple[str, int, Condition]] = []
    # For each bot action, the transitions that are taken where it ends: its own, or those of the one around it.
    after: dict[str, Sequence[Edge]] = {}
    for name, node in nodes.items():
        own: list[Edge] = []
        around = after[parents[name]] if name in parents else None
        for index, way in enumerate(node.transitions):
            target, when = way.to, way.when
            if when is not None:
                conditions.append((name, index, when))
            if around is not None and target in _ENDS_INSIDE:
                own += [Edge(name, edge.target, edge.owner, edge.index, edge.transition) for edge in around]
            elif target in nodes or target in EXITS:
                own.append(Edge(name, target, name, index, way))
        if not node.transitions and node.type in ENDING:
            own = [Edge(name, END, name)]
        if name in inner:
            after[name] = own
            first = entered([nodes[each] for each in inner[name]])
            own = own if first is None else [Edge(name, first.id, name)]
        edges[name] = own
    return Flat(nodes, parents, edges, conditions)


def entered(inner: Sequence[Node]) -> Node | None:
    """Return where a bot action is entered: at its first node, unless another one leads there and none to that one.

    One of three real bot actions of several nodes lists a script after the service that it leads to; on the canvas the
    script stands first (inferred: the order of the list says nothing then).
    """
    if len(inner) < 2:
        return inner[0] if inner else None
    followed = {way.to for each in inner for way in each.transitions if way.to != each.id}
    return next((each for each in inner if each.id not in followed), inner[0])


def _collect(task: DialogTask) -> tuple[dict[str, Node], dict[str, str], dict[str, list[str]]]:
    """Return the nodes by id, the bot actions that nodes stand in, and what stands in each bot action."""
    nodes: dict[str, Node] = {}
    parents: dict[str, str] = {}
    inner: dict[str, list[str]] = {}
    waiting: list[tuple[Node, str | None]] = []
    for outer in task.nodes:
        waiting.append((outer, None))
        while waiting:
            node, parent = waiting.pop()
            name = node.id
            if name in nodes or name in EXITS:
                continue
            nodes[name] = node
            if parent is not None:
                parents[name] = parent
                inner[parent].append(name)
            if node.type == "bot-action":
                inner[name] = []
                waiting.extend((each, name) for each in reversed(node.nodes))
    return nodes, parents, inner
