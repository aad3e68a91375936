"""The edges of a task as the dialog runs them: bot actions opened, exits as nodes of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xogen.model.dialog import DialogTask
from xogen.model.nodes import END, EXITS, NOT_CONNECTED, BotActionNode, Node, Transition

ENDING: frozenset[str] = frozenset({"agent-transfer"})
"""Kinds that end the dialog by what they do, so that they need no transition."""

_ENDS_INSIDE = frozenset({END, NOT_CONNECTED})


@dataclass(frozen=True, slots=True)
class Edge:
    """One way from a node to the next.

    ``owner`` is the node that holds the transition: a bot action's own transitions are taken at its inner ends.
    ``transition`` is ``None`` for the step into a bot action and for the end by a node's kind.
    """

    source: str
    target: str
    owner: str
    index: int = -1
    transition: Transition | None = None


@dataclass(frozen=True, slots=True)
class Flat:
    """A task laid flat. Nodes with an id that was there before, or that names an exit, are left out."""

    nodes: dict[str, Node]
    parents: dict[str, str]
    edges: tuple[Edge, ...]


def flatten(task: DialogTask) -> Flat:
    """Lay a task flat, a wrong one too: of two nodes with one id the first counts, dangling targets are dropped."""
    nodes, parents, inner = _collect(task)
    edges: list[Edge] = []
    # For each bot action, the transitions that are taken where it ends: its own, or those of the one around it.
    after: dict[str, list[Edge]] = {}
    for node in nodes.values():
        own = _own_edges(node, nodes, after.get(parents.get(node.id, "")))
        if not isinstance(node, BotActionNode):
            edges.extend(own)
            continue
        after[node.id] = own
        first = entered([nodes[each] for each in inner[node.id]])
        edges.extend(own if first is None else [Edge(node.id, first.id, node.id)])
    return Flat(nodes, parents, tuple(edges))


def entered(inner: Sequence[Node]) -> Node | None:
    """Return where a bot action is entered: at its first node, unless another one leads there and none to that one.

    One of three real bot actions of several nodes lists a script after the service that it leads to; on the canvas the
    script stands first (inferred: the order of the list says nothing then).
    """
    if not inner:
        return None
    followed = {way.to for each in inner for way in each.transitions if way.to != each.id}
    return next((each for each in inner if each.id not in followed), inner[0])


def _collect(task: DialogTask) -> tuple[dict[str, Node], dict[str, str], dict[str, list[str]]]:
    nodes: dict[str, Node] = {}
    parents: dict[str, str] = {}
    inner: dict[str, list[str]] = {}
    waiting: list[tuple[Node, str | None]] = [(node, None) for node in reversed(task.nodes)]
    while waiting:
        node, parent = waiting.pop()
        if node.id in nodes or node.id in EXITS:
            continue
        nodes[node.id] = node
        if parent is not None:
            parents[node.id] = parent
            inner[parent].append(node.id)
        if isinstance(node, BotActionNode):
            inner[node.id] = []
            waiting.extend((each, node.id) for each in reversed(node.nodes))
    return nodes, parents, inner


def _own_edges(node: Node, nodes: dict[str, Node], around: list[Edge] | None) -> list[Edge]:
    """Return the edges of a node's transitions; ``end`` inside a bot action takes those of the bot action.

    So does a way that is not connected there: in real bots that work the dialog goes on after it (inferred).
    """
    edges: list[Edge] = []
    for index, transition in enumerate(node.transitions):
        if transition.to in _ENDS_INSIDE and around is not None:
            edges.extend(Edge(node.id, edge.target, edge.owner, edge.index, edge.transition) for edge in around)
        elif transition.to in nodes or transition.to in EXITS:
            edges.append(Edge(node.id, transition.to, node.id, index, transition))
    if not node.transitions and node.type in ENDING:
        edges.append(Edge(node.id, END, node.id))
    return edges
