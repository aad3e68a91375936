"""Sequences of XO 11: chains of nodes without a branch. They hold every node exactly once (85 of 85 dialogs)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from xogen.formats import inferred
from xogen.formats.wire.scope import TaskScope
from xogen.formats.wire.tables import wire_type
from xogen.model.nodes import ConfirmationNode, Node


def sequences(scope: TaskScope, places: Sequence[dict[str, int]]) -> list[dict[str, Any]]:
    """Return the sequences of a dialog. ``places`` are those of its nodes, in their order."""
    place_of = {node.id: place for node, place in zip(scope.task.nodes, places, strict=True)}
    return [
        {
            "name": chain[0].component,
            "nodeId": "intent0" if index == 0 else scope.ids.node("seq", scope.task.name, chain[0].id),
            **inferred.SEQUENCE,
            "metadata": place_of[chain[0].id],
            "nodes": [
                {
                    "nodeId": scope.node_ids[node.id],
                    "type": wire_type(node),
                    "componentId": scope.component_id(node),
                }
                for node in chain
            ],
        }
        for index, chain in enumerate(chains(scope.task.nodes))
    ]


def chains(nodes: Sequence[Node]) -> list[list[Node]]:
    """Cut nodes into chains: a node goes on the chain of the one before it, where neither has another neighbour."""
    by_id = {node.id: node for node in nodes}
    arriving = Counter(target for node in nodes for target in {way.to for way in node.transitions})
    following: dict[str, str] = {}
    for node in nodes:
        target = _only_target(node)
        if target in by_id and arriving[target] == 1 and target not in {node.id, nodes[0].id}:
            following[node.id] = target
    heads = [node for node in nodes if node.id not in set(following.values())]
    found = [_chain(head, following, by_id) for head in heads]
    # A closed ring has no head: it starts at its first node.
    seen = {node.id for chain in found for node in chain}
    for node in nodes:
        if node.id not in seen:
            ring = _chain(node, following, by_id)
            seen.update(member.id for member in ring)
            found.append(ring)
    return found


def _only_target(node: Node) -> str | None:
    """Return where a node leads without a condition: the builder shows conditions at the end of a sequence only."""
    unconditional = [way.when for way in node.transitions] == [None] and not isinstance(node, ConfirmationNode)
    return node.transitions[0].to if unconditional else None


def _chain(head: Node, following: dict[str, str], by_id: dict[str, Node]) -> list[Node]:
    chain = [head]
    while (after := following.get(chain[-1].id)) is not None and after != head.id:
        chain.append(by_id[after])
    return chain
