"""A circle that the conversation cannot leave."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, entity, intent, message, script
from xogen.lint.facts import TaskFacts
from xogen.lint.loops import around, may_wait
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity


@rule(
    "task",
    needs="circling",
    severity=Severity.WARNING,
    summary="A circle that no path leads out of",
    rationale="""
        Whatever the user answers, the dialog never ends. Give one node of the circle a way out. A node that simply
        stops is `flow/dead-end`, a circle that asks nobody `flow/endless-loop`.
    """,
    bad=bad(
        dialog(
            intent("company"),
            entity("company", "again"),
            message("again", "{{context.entities.company}} it is. Once more:", "forget"),
            script("forget", "delete context.entities.company;", "company"),
        ),
        Flag("/nodes/1", "no path leads from here to an end: company, again, forget and back to company", "company"),
    ),
    good=good(
        dialog(
            intent("company"),
            entity("company", [{"to": "done", "when": {"entity": "company"}}, {"to": "again"}]),
            message("again", "I need a company.", "company"),
            message("done", "Saved {{context.entities.company}}."),
        )
    ),
)
def trap(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    graph = facts.graph
    for group in graph.all_circles:
        inside = frozenset(group)
        if not any(may_wait(graph.nodes[node]) for node in group):
            continue
        onward = {after for node in group for after in graph.successors[node]}
        if not onward <= inside or not inside & graph.reachable:
            continue
        entry = next((node for node in group if not inside.issuperset(graph.predecessors[node])), group[0])
        way = _around(entry, facts)
        words = f"no path leads from here to an end: {around([facts.name(node) for node in way])}"
        yield Problem(facts.by_id[entry].pointer, words, entry)


def _around(entry: str, facts: TaskFacts) -> list[str]:
    """Return a way around the circle from its entry, following the last transition, which is the default."""
    way = [entry]
    seen = {entry}
    while True:
        after = [node for node in facts.graph.successors[way[-1]] if node not in seen]
        if not after:
            return way
        way.append(after[-1])
        seen.add(after[-1])
