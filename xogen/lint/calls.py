"""What a service call does, as far as a dialog tells: for the rules that ask what happens before and after it."""

from __future__ import annotations

import re

from xogen.graph.dialog_graph import DialogGraph
from xogen.graph.flatten import Edge
from xogen.model.conditions import AnswerTest
from xogen.model.nodes import ConfirmationNode, ServiceNode

WRITES: frozenset[str] = frozenset({"create", "update", "delete"})
VOWELS = frozenset("aeiou")
_RECORD_PATH = re.compile(r"/sobjects/\w+/?(?:\?.*)?$")
"""A POST to it creates a Salesforce record (facts, salesforce 2)."""


def writes(node: ServiceNode) -> bool | None:
    """Say whether a call changes something; ``None`` when a dialog does not tell: a POST may be a search."""
    if node.record is not None:
        return node.record.operation in WRITES
    if node.method == "POST":
        return True if _RECORD_PATH.search(node.path) else None
    return node.method != "GET"


def is_destructive(node: ServiceNode) -> bool:
    """Say whether a call deletes something."""
    return node.method == "DELETE" or (node.record is not None and node.record.operation == "delete")


def verb(node: ServiceNode) -> str:
    """Return what a call does to what: ``deletes a Lead``, ``creates an Order``; else its method: ``sends a PUT``."""
    if node.record is not None and node.record.operation in WRITES:
        article = "an" if node.record.object[:1].lower() in VOWELS else "a"
        return f"{node.record.operation}s {article} {node.record.object}"
    return f"sends a {node.method}"


def is_yes(graph: DialogGraph, edge: Edge) -> bool:
    """Whether an edge is the answer yes to a confirmation."""
    when = edge.transition.when if edge.transition else None
    is_confirmed = isinstance(when, AnswerTest) and when.answer == "yes"
    return is_confirmed and isinstance(graph.nodes.get(edge.source), ConfirmationNode)
