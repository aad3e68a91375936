"""A way back to a question whose answer is still there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xogen.graph import walks
from xogen.graph.dialog_graph import DialogGraph
from xogen.lint.examples import Data, confirmation, dialog, entity, intent, message, script
from xogen.lint.facts import TaskFacts
from xogen.lint.kept_values import changed_by, circles_of, ways_with_values
from xogen.lint.loops import around
from xogen.lint.node_options import node_options
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.model.references import COMPUTED

COMPANY = entity("company", "sure")
FORGET = script("forget", "delete context.entities.company;", "company")
DONE = message("done", "Saved {{context.entities.company}}.")


def _sure(no: str) -> Data:
    return confirmation("sure", "done", no, "Is {{context.entities.company}} right?")


@rule(
    "task",
    needs="entity",
    severity=Severity.WARNING,
    reads_scripts=True,
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
    if graph.leads_on:
        return
    entities = {place.node.id for place in facts.of_kind("entity")}
    for circle in graph.all_circles:
        # A circle is reached as a whole or not at all, and that a node leads to itself is another rule's matter.
        if len(circle) < 2 or entities.isdisjoint(circle) or circle[0] not in graph.reachable:
            continue
        asking = {node: graph.nodes[node].component for node in circle if node in entities and _asks(node, facts)}
        if asking:
            for first, loop in _keeping(circle, asking, graph):
                yield _problem(first, loop, facts)


def _keeping(
    circle: Sequence[str], asking: Mapping[str, str], graph: DialogGraph
) -> Iterator[tuple[str, Mapping[str, tuple[str, ...]]]]:
    """Yield the loops of a circle that keep their answers, each with the first question on it."""
    changed = {node: changed_by(graph.nodes[node]) for node in circle}
    ways = {node: ways_with_values(node, graph) for node in circle if COMPUTED not in changed[node]}
    for group in circles_of(ways):
        asked = {asking[node] for node in group if node in asking}
        # Whoever forgets one of the answers and keeps the others means it so.
        keeping = {node: ways[node] for node in group if asked.isdisjoint(changed[node])}
        for loop in circles_of(keeping):
            first = next((node for node in asking if node in loop), None)
            if first is not None:
                yield first, {node: keeping[node] for node in loop}


def _asks(node_id: str, facts: TaskFacts) -> bool:
    """Whether a node asks until it has a value. An optional entity may be asked for again, because it may have none.

    Of two more options, which 14 of 3,200 nodes of real exports have, nobody says what they do.
    """
    node = facts.graph.nodes[node_id]
    if node.type != "entity" or node.required != "required":
        return False
    options = node_options(facts, facts.by_id[node_id].pointer)
    return options.get("promptOptions") in (None, "", "required")


def _problem(first: str, loop: Mapping[str, tuple[str, ...]], facts: TaskFacts) -> Problem:
    """Return the one problem of a loop, at the first question of it, with a way round."""
    inside = walks.filtered(loop, loop.__contains__)
    before = walks.reach(inside[first], inside)
    names = [facts.name(node) for node in (first, *walks.way_to(first, before)[:-1])]
    words = f"{names[0]} still has its value on the way back, and is not asked again: {around(names)}"
    return Problem(facts.by_id[first].pointer, words, first)
