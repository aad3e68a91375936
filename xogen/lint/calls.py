"""What a service call does, as far as a dialog tells: for the rules that ask what happens before and after it."""

from __future__ import annotations

import re
from urllib.parse import unquote

from xogen.graph.dialog_graph import DialogGraph
from xogen.graph.flatten import Edge
from xogen.model.conditions import AnswerTest, ContextTest
from xogen.model.nodes import ServiceNode
from xogen.model.references import parse_path

WRITES: frozenset[str] = frozenset({"create", "update", "delete"})
VOWELS = frozenset("aeiou")
_CHANGING = re.compile(
    r"(?<![a-z])(?P<word>delete\s+from|insert\s+into|update\s+\S+\s+set|drop\s+table)(?![a-z])"
    r"|[/=](?P<verb>delete|remove|create|update|insert)(?=$|[/?&])",
    re.IGNORECASE,
)
_RECORD_PATH = re.compile(r"/sobjects/\w+/?(?:\?.*)?$")
"""A POST to it creates a Salesforce record (facts, salesforce 2)."""


def writes(node: ServiceNode) -> bool | None:
    """Say whether a call changes something; ``None`` when a dialog does not tell: a POST may be a search."""
    if node.record is not None:
        return node.record.operation in WRITES
    if node.method == "POST":
        return True if _RECORD_PATH.search(node.path) else None
    return node.method != "GET"


def changes_by_get(node: ServiceNode) -> str | None:
    """Return the word in the path of a GET that says that it changes something, or nothing."""
    if node.method != "GET" or node.builtin is not None:
        return None
    found = _CHANGING.search(unquote(node.path).replace("+", " "))
    if found is None:
        return None
    return " ".join((found["word"] or found["verb"]).lower().split())


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
    if not isinstance(when, AnswerTest) or when.answer != "yes":
        return False
    asked = graph.nodes.get(edge.source)
    return asked is not None and asked.type == "confirmation"


def says_success(edge: Edge, service: str) -> bool:
    """Whether an edge is taken when a call worked: its condition names a 2xx status, or a part of the answer."""
    when = edge.transition.when if edge.transition else None
    if not isinstance(when, ContextTest):
        return False
    path = parse_path(when.context) or ()
    if path[:3] != ("context", service, "response"):
        return False
    if path[3:] == ("statusCode",):
        return when.op == "eq" and (when.value or "").startswith("2")
    return when.op not in {"not-exists", "neq"} and path[3:4] == ("body",)
