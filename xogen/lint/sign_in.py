"""The sign-in gate: where a dialog finds out whether the end user is signed in, and asks them to.

The platform offers ``koreUtil.getCurrentOptions().authorizationURL`` (facts, kore-platform section 3). That it is empty
for a user who is signed in is inferred.
"""

from __future__ import annotations

from collections.abc import Iterator

from xogen.graph import walks
from xogen.graph.dialog_graph import DialogGraph
from xogen.graph.effects import Unit, unit_of
from xogen.graph.reads import scripts_of
from xogen.lint.calls import is_yes
from xogen.model.once import once
from xogen.script.paths import canonical, context_paths

OPTIONS = ("koreUtil", "getCurrentOptions")
LINK = "authorizationURL"


class SignIn:
    """What a dialog does to have its users signed in; each answer is computed once."""

    def __init__(self, graph: DialogGraph) -> None:
        """Compute nothing yet."""
        self._graph = graph

    @once
    def gates(self) -> frozenset[str]:
        """The nodes that look at the authorization link."""
        nodes = self._graph.nodes.values()
        return frozenset(node.id for node in nodes if any(_looks(script.source) for script in scripts_of(node)))

    @once
    def questions(self) -> frozenset[str]:
        """The confirmations that show the link, or what a gate made of it."""
        reads = self._graph.assignment.reads
        return frozenset(
            node.id
            for node in self._graph.nodes.values()
            if node.type == "confirmation"
            and (
                any(unit_of(read.path) in self._made_by_gates for read in reads[node.id] if read.transition is None)
                or any(
                    _looks(text)
                    for response in node.prompt
                    for text in (*response.text.values(), *response.script.values())
                )
            )
        )

    def way_around(self, target: str) -> tuple[str, ...] | None:
        """Return a way from the start to a node on which nobody looks at the link, or ``None`` when there is none."""
        ways = self._without_gates
        if target in ways:
            return self._graph.short_names(target, ways)
        last = next((above for above in self._graph.predecessors.get(target, ()) if above in ways), None)
        return None if last is None else self._graph.names((*walks.way_to(last, ways.before), target))

    def ways_past(self, target: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield each question from which a user who did not say yes still gets to a node, and a way there."""
        for question, onward in self._past_questions.items():
            if target in onward:
                way = (*walks.way_to(question, self._from_start), *walks.way_to(target, onward)[1:])
                yield question, self._graph.names(way)

    @once
    def _from_start(self) -> dict[str, str | None]:
        start = self._graph.start
        return {} if start is None else walks.reach([start], self._graph.successors)

    @once
    def _without_gates(self) -> walks.Ways:
        start = self._graph.start
        closed = start is None or start in self.gates
        return walks.Ways({} if closed else walks.reach([start or ""], self._graph.successors, self.gates))

    @once
    def _past_questions(self) -> dict[str, dict[str, str | None]]:
        """What each question leads to when its answer is not yes and nobody looks at the link again."""
        open_ways = {
            node: tuple(edge.target for edge in edges if not (node in self.questions and is_yes(self._graph, edge)))
            for node, edges in self._graph.out_edges.items()
        }
        asked = (node for node in self._from_start if node in self.questions)
        return {question: walks.reach([question], open_ways, self.gates) for question in asked}

    @once
    def _made_by_gates(self) -> frozenset[Unit]:
        """The units that a gate writes."""
        made: set[Unit] = set()
        for name in self.gates:
            for script in scripts_of(self._graph.nodes[name]):
                for use in context_paths(script.source):
                    unit = unit_of(canonical(use.path)) if use.kind == "write" else None
                    if unit is not None:
                        made.add(unit)
        return frozenset(made)


def _looks(source: str) -> bool:
    if LINK not in source:
        return False
    return any(use.path[:2] == OPTIONS for use in context_paths(source)) or ".".join(OPTIONS) in source
