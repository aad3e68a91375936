"""A node that no path from the start leads to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Literal

from xogen.formats.edits import Removal
from xogen.lint.examples import dialog, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.fix import Fix, unsafe
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.conditions import EntityTest, IntentTest
from xogen.model.counted import counted
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity


@rule(
    "task",
    severity=Severity.WARNING,
    reads_scripts=True,
    summary="A node that no path from the start leads to",
    rationale="""
        Nobody will ever see it: either it is left over, or a transition to it was forgotten. Of nodes that lead to each
        other only the first is reported, with the number of those after it. Intents inside a dialog are left out, with
        what follows them: the platform may enter them by what the user says.
    """,
    bad=bad(
        dialog(
            intent("thanks"),
            message("thanks", "Thank you!"),
            message("sorry", "Sorry, that failed.", "later"),
            message("later", "Please try again later."),
        ),
        Flag("/nodes/2", "no path from the start leads to sorry and to 1 node after it", "sorry"),
    ),
    good=good(
        dialog(
            intent("thanks"),
            message("thanks", "Thank you!", "later"),
            message("later", "Please come back later."),
        )
    ),
)
def unreachable_node(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    graph = facts.graph
    if not graph.islands:
        return
    entered = _entered_by_words(facts)
    spoken_of = _spoken_of(facts, {node for island in graph.islands for node in island.nodes})
    for island in graph.islands:
        lost = [node for node in island.nodes if node not in entered]
        if lost:
            root = island.root if island.root in lost else lost[0]
            rest = len(lost) - 1
            after = f" and to {counted(rest, 'node')} after it" if rest else ""
            words = f"no path from the start leads to {facts.name(root)}{after}"
            yield Problem(facts.by_id[root].pointer, words, root, fix=_fix(lost, facts, spoken_of))


Named = tuple[Literal["node", "component"], str]


def _spoken_of(facts: TaskFacts, nodes: Collection[str]) -> Mapping[Named, set[str]]:
    """Return which nodes speak of some by their ids, in transitions and conditions, or by their components' names."""
    found: defaultdict[Named, set[str]] = defaultdict(set)
    for node in nodes:
        found["node", node].update(place.node.id for place, _ in facts.leading.get(node, ()))
    for place, _, when in facts.conditions:
        if isinstance(when, EntityTest):
            found["node", when.entity].add(place.node.id)
        elif isinstance(when, IntentTest):
            found["node", when.intent].add(place.node.id)
    names = {facts.name(node) for node in nodes}
    for use in facts.uses:
        for name in use.path[1:3]:
            if name in names:
                found["component", name].add(use.place.node.id)
    return found


def _fix(lost: Sequence[str], facts: TaskFacts, spoken_of: Mapping[Named, set[str]]) -> Fix | None:
    """Remove the nodes, where nothing that stays speaks of them."""
    gone = set(lost)
    places = [facts.by_id[node] for node in lost]
    inside = {place.node.id for place in places if place.parent is not None and place.parent.id in gone}
    names: list[Named] = [("node", node) for node in lost]
    names += [("component", place.node.component) for place in places]
    if any(not spoken_of.get(name, gone) <= gone for name in names):
        return None
    whole = [place for place in places if place.node.id not in inside]
    if any(place.parent is not None or facts.by_id[place.node.id] is not place for place in whole):
        return None
    what = "it" if len(whole) == 1 else f"the {len(whole)} nodes"
    return unsafe(f"remove {what}", *(Removal(place.pointer) for place in whole))


def _entered_by_words(facts: TaskFacts) -> set[str]:
    """Return the intents that the start does not reach, and what can be reached from them."""
    graph = facts.graph
    todo = [place.node.id for place in facts.of_kind("intent") if place.node.id not in graph.reachable]
    seen: set[str] = set()
    while todo:
        node = todo.pop()
        if node not in seen:
            seen.add(node)
            todo.extend(graph.successors.get(node, ()))
    return seen
