"""An error that is shown as the service sent it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from xogen.graph import walks
from xogen.graph.dialog_graph import DialogGraph
from xogen.graph.flatten import Edge
from xogen.lint.calls import says_success
from xogen.lint.examples import dialog, intent, message, service
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.lint.texts import script_pointer, texts
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.model.nodes import ConfirmationNode, EntityNode, MessageNode, Node, ServiceNode
from xogen.model.references import references
from xogen.script.arguments import handed_to

Path = tuple[str, ...]
ERROR = re.compile(
    r"errors?|error_?(?:code|message|description|detail)s?|stack_?(?:trace)?|exception|fault", re.IGNORECASE
)
MOST_STEPS = 1_000_000
"""Nodes that are walked over in one dialog, for all services together: half a second."""
DONE = message("done", "The first is {{context.read.response.body.name}}.")
SORRY = "That did not work. Please try again later."


@rule(
    "task",
    needs="service",
    severity=Severity.WARNING,
    summary="An error that is shown as the service sent it",
    rationale="""
        The user reads `[object Object]`, `INVALID_SESSION_ID`, or the insides of a system that an attacker likes to
        know. Say in words of your own what went wrong and what to do; keep the error for the log. Found are texts that
        show a field of an answer named as an error, and those on the way of failure that show an answer as a whole.
    """,
    bad=bad(
        dialog(
            intent("read"), service("read", "done", "failed"), DONE, message("failed", "{{context.read.response.body}}")
        ),
        Flag(
            "/nodes/3/responses/0/text/en",
            "this text shows the answer of read as it is, when the call has failed",
            "failed",
        ),
    ),
    good=good(dialog(intent("read"), service("read", "done", "failed"), DONE, message("failed", SORRY))),
)
def raw_error(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem | Unchecked]:
    services = {place.node.component for place in facts.placed if isinstance(place.node, ServiceNode)}
    after: dict[str, frozenset[str]] = {}
    deciding: dict[str, list[Edge]] | None = None
    calls, left = _calls(facts) if services else {}, MOST_STEPS
    for node, pointer, _ in facts.placed:
        for path, at in _shown(node) if services else ():
            name = path[1] if len(path) > 2 and path[0] == "context" and path[2] == "response" else None
            if name not in services:
                continue
            if any(ERROR.fullmatch(part) for part in path[3:]):
                yield Problem(pointer + at, f"this text shows the error of {name} as the service sent it", node.id)
            elif len(path) == 3 or path[3:] == ("body",):
                deciding = _deciding(facts.graph) if deciding is None else deciding
                if name not in after and left > 0:
                    failed, worked = _outcomes(name, deciding.get(name, []), calls[name], facts.graph)
                    after[name] = frozenset(failed) - frozenset(worked)
                    left -= len(failed) + len(worked)
                if node.id in after.get(name, ()):
                    words = f"this text shows the answer of {name} as it is, when the call has failed"
                    yield Problem(pointer + at, words, node.id)
    if left <= 0:
        yield Unchecked(
            "which texts show the answer of a call that has failed: stopped after walking over "
            f"{MOST_STEPS:,} nodes; the dialog shows too many answers"
        )


def _shown(node: Node) -> Iterator[tuple[Path, str]]:
    """Yield what a node shows to the user, each with its pointer from the node."""
    if not isinstance(node, MessageNode | EntityNode | ConfirmationNode):
        return
    for text in texts(node):
        if text.kind == "script":
            for use in handed_to(text.source, ("print",)):
                if not use.tested:
                    yield use.path, script_pointer(text.pointer, text.source, use.line)
        elif text.kind == "text":
            yield from ((reference.path, text.pointer) for reference in references(text.source) if reference.path)


def _deciding(graph: DialogGraph) -> dict[str, list[Edge]]:
    """Return the edges of the nodes that test an answer, by the service's name."""
    owners: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in graph.edges:
        owners[edge.owner].append(edge)
    found: defaultdict[str, list[Edge]] = defaultdict(list)
    for owner, reads in graph.assignment.reads.items():
        tested = {
            read.path[1]
            for read in reads
            if read.transition is not None and read.path[0] == "context" and read.path[2:3] == ("response",)
        }
        for name in tested:
            found[name] += owners[owner]
    return found


def _calls(facts: TaskFacts) -> Mapping[str, set[str]]:
    """Return the nodes by the names of their components."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, node in facts.graph.nodes.items():
        found[node.component].add(name)
    return found


def _outcomes(
    name: str, edges: list[Edge], calls: Collection[str], graph: DialogGraph
) -> tuple[Collection[str], Collection[str]]:
    """Return the nodes that are reached when a call has failed, and those when it has worked, if that can be told."""
    worked = [edge.target for edge in edges if says_success(edge, name)]
    failed = [edge.target for edge in edges if not says_success(edge, name)]
    if not worked:
        return (), ()
    return walks.reach(failed, graph.successors, calls), walks.reach(worked, graph.successors, calls)
