"""A way back to a question whose answer is still there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from xogen.graph import walks
from xogen.graph.dialog_graph import DialogGraph
from xogen.graph.effects import OPAQUE
from xogen.graph.reads import scripts_of
from xogen.lint.examples import Data, confirmation, dialog, entity, intent, message, script
from xogen.lint.facts import TaskFacts
from xogen.lint.loops import around
from xogen.lint.node_options import node_options
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.conditions import Condition, EntityTest, context_tests
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.model.nodes import EntityNode, Node
from xogen.model.references import COMPUTED, parse_path
from xogen.script.paths import PathUse, canonical, context_paths

EMPTY = frozenset({"", "null", "undefined"})
"""What a condition compares with to see that there is no value."""
TOUCHING = re.compile(r"""entities|\bcontext\b(?!\s*\??\.\s*\w|\s*\[\s*["'`])""")
"""What a script holds that may change an entity: the word, or the context as a whole, or a part of a computed name."""
COMPANY = entity("company", "sure")
FORGET = script("forget", "delete context.entities.company;", "company")
DONE = message("done", "Saved {{context.entities.company}}.")


def _sure(no: str) -> Data:
    return confirmation("sure", "done", no, "Is {{context.entities.company}} right?")


@rule(
    "task",
    needs="entity",
    severity=Severity.WARNING,
    summary="A way back to a question whose answer is still there",
    rationale="""
        The platform does not ask for what it knows (inferred; the bots we have seen clear the value wherever they ask
        again): on the way back the entity still has its value and is passed without a question. The retry changes
        nothing; where nothing else on the loop waits for the user, it ends at the loop limit. Forget the value on the
        way back, in a script: `delete context.entities.<name>`.

        Nothing is said where the loop sets or deletes an entity that it asks for, goes through what may do so (another
        dialog, a form, a model), or goes back because there is no value. A question that leads back to itself is
        `flow/self-transition`.
    """,
    bad=bad(
        dialog(intent("company"), COMPANY, _sure("company"), DONE),
        Flag(
            "/nodes/1",
            "company still has its value on the way back, and is not asked again: company, sure and back to company",
            "company",
        ),
    ),
    good=good(dialog(intent("company"), COMPANY, _sure("forget"), FORGET, DONE)),
)
def kept_in_loop(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    graph = facts.graph
    circling = [node for node in graph.nodes if node in graph.circling and node in graph.reachable]
    asking = {node: graph.nodes[node].component for node in circling if _asks(node, facts)}
    if not asking:
        return
    changed = {node: _changed_by(graph.nodes[node]) for node in circling}
    ways = {node: _ways_with_values(node, graph) for node in circling if COMPUTED not in changed[node]}
    for group in _circles(ways):
        asked = {asking[node] for node in group if node in asking}
        # Whoever forgets one of the answers and keeps the others means it so.
        keeping = {node: ways[node] for node in group if asked.isdisjoint(changed[node])}
        for loop in _circles(keeping):
            first = next((node for node in asking if node in loop), None)
            if first is not None:
                yield _problem(first, {node: keeping[node] for node in loop}, facts)


def _asks(node_id: str, facts: TaskFacts) -> bool:
    """Whether a node asks until it has a value. An optional entity may be asked for again, because it may have none.

    Of two more options, which 14 of 3,200 nodes of real exports have, nobody says what they do.
    """
    node = facts.graph.nodes[node_id]
    if not isinstance(node, EntityNode) or node.required != "required":
        return False
    options = node_options(facts, facts.by_id[node_id].pointer)
    return options.get("promptOptions") in (None, "", "required")


def _changed_by(node: Node) -> frozenset[str]:
    """Return the names of the entities that a node may set or take away; ``COMPUTED`` stands for any."""
    if node.type in OPAQUE:
        return frozenset({COMPUTED})
    scripts = (each.source for each in scripts_of(node) if TOUCHING.search(each.source))
    return frozenset(name for source in scripts for use in context_paths(source) for name in _entity(use))


def _entity(use: PathUse) -> Iterator[str]:
    path = canonical(use.path)
    if path[0] == "context" and path[1:2] in ((), ("entities",)):
        if len(path) < 3:  # set as a whole, or handed on as a whole to what may change it
            yield COMPUTED
        elif use.kind != "read":
            yield path[2]


def _ways_with_values(node: str, graph: DialogGraph) -> tuple[str, ...]:
    """Return where a node leads while entities have values: not the ways that are taken because one has none."""
    found: list[str] = []
    without: set[str] = set()
    for edge in graph.out_edges[node]:
        when = edge.transition.when if edge.transition else None
        if edge.owner in without or _is_without(when):
            continue
        found.append(edge.target)
        if isinstance(when, EntityTest) and when.op == "exists":
            without.add(edge.owner)
    return tuple(found)


def _is_without(when: Condition | None) -> bool:
    """Whether a condition holds because an entity has no value."""
    if isinstance(when, EntityTest):
        return _is_missing(when.op, when.value)
    return any(
        _is_missing(test.op, test.value)
        for test in context_tests(when)
        if (parse_path(test.context) or ())[:2] == ("context", "entities")
    )


def _is_missing(op: str, value: str | None) -> bool:
    return op == "not-exists" or (op == "eq" and (value or "").strip() in EMPTY)


def _circles(ways: Mapping[str, tuple[str, ...]]) -> Iterator[frozenset[str]]:
    """Yield the circles of more than one node within the nodes that have ways."""
    for group in walks.components(walks.filtered(ways, ways.__contains__)):
        if len(group) > 1:
            yield frozenset(group)


def _problem(first: str, loop: Mapping[str, tuple[str, ...]], facts: TaskFacts) -> Problem:
    """Return the one problem of a loop, at the first question of it, with a way round."""
    inside = walks.filtered(loop, loop.__contains__)
    before = walks.reach(inside[first], inside)
    names = [facts.name(node) for node in (first, *walks.way_to(first, before)[:-1])]
    words = f"{names[0]} still has its value on the way back, and is not asked again: {around(names)}"
    return Problem(facts.by_id[first].pointer, words, first)
