"""The sign-in gate: where a dialog finds out whether the end user is signed in, and asks them to.

The platform offers ``koreUtil.getCurrentOptions().authorizationURL`` (facts, kore-platform section 3). That it is empty
for a user who is signed in is inferred.
"""

from __future__ import annotations

from collections.abc import Iterator

from xogen.graph import walks
from xogen.graph.dialog_graph import DialogGraph
from xogen.graph.effects import Unit, unit_of
from xogen.graph.reads import reads_of, scripts_of
from xogen.lint.calls import is_yes
from xogen.model.nodes import ConfirmationNode
from xogen.script.paths import canonical, context_paths

OPTIONS = ("koreUtil", "getCurrentOptions")
LINK = "authorizationURL"


def gates(graph: DialogGraph) -> frozenset[str]:
    """Return the nodes that look at the authorization link."""
    return frozenset(
        node.id for node in graph.nodes.values() if any(_looks(script.source) for script in scripts_of(node))
    )


def sign_in_questions(graph: DialogGraph) -> frozenset[str]:
    """Return the confirmations that show the link, or what a gate made of it."""
    shown = _made_by_gates(graph)
    return frozenset(
        node.id
        for node in graph.nodes.values()
        if isinstance(node, ConfirmationNode)
        and (
            any(unit_of(read.path) in shown for read in reads_of(node) if read.transition is None)
            or any(
                _looks(text)
                for response in node.prompt
                for text in (*response.text.values(), *response.script.values())
            )
        )
    )


def ways_past(graph: DialogGraph, target: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each sign-in question from which a user who did not say yes still gets to a node, and a way there."""
    closed, questions = gates(graph), sign_in_questions(graph)
    if graph.start is None or not questions:
        return
    open_ways = {
        node: tuple(edge.target for edge in edges if not (node in questions and is_yes(graph, edge)))
        for node, edges in graph.out_edges.items()
    }
    from_start = walks.reach([graph.start], graph.successors)
    for question in (node for node in from_start if node in questions):
        onward = walks.reach([question], open_ways, closed)
        if target in onward:
            way = (*walks.way_to(question, from_start), *walks.way_to(target, onward)[1:])
            yield question, graph.names(way)


def _looks(source: str) -> bool:
    if LINK not in source:
        return False
    return any(use.path[:2] == OPTIONS for use in context_paths(source)) or ".".join(OPTIONS) in source


def _made_by_gates(graph: DialogGraph) -> frozenset[Unit]:
    """Return the units that a gate writes."""
    made: set[Unit] = set()
    for name in gates(graph):
        for script in scripts_of(graph.nodes[name]):
            for use in context_paths(script.source):
                unit = unit_of(canonical(use.path)) if use.kind == "write" else None
                if unit is not None:
                    made.add(unit)
    return frozenset(made)
