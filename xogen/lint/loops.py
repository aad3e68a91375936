"""Loops: how to say them, whether they wait for somebody, and what they change by themselves from round to round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from xogen.graph.dialog_graph import DialogGraph
from xogen.graph.effects import Unit, unit_of
from xogen.graph.reads import Read, ScriptPlace, scripts_of, texts_of
from xogen.model.conditions import IntentTest
from xogen.model.nodes import WAITING, Node
from xogen.model.references import references
from xogen.script.paths import canonical, context_paths

_MAY_WAIT = WAITING | {"intent", "dynamic-intent", "generative", "search", "webhook", "process", "opaque"}
_CHANGING = (".shift", ".pop", ".splice", ".push", ".unshift")
"""Methods that change the list whose method they are."""


def around(names: Sequence[str]) -> str:
    """Return a loop in words: ``a, b and back to a``; of a long one the first four names, and how many more."""
    listed = ", ".join(names) if len(names) < 6 else f"{', '.join(names[:4])} and {len(names) - 4} more"
    return f"{listed} and back to {names[0]}"


def may_wait(node: Node) -> bool:
    """Whether a node waits for somebody, or may do so."""
    if node.type == "entity":
        return node.required != "hidden"
    if node.type in _MAY_WAIT:
        return True
    # A message whose ways out test a follow-up intent waits for what the user says next.
    return node.type == "message" and any(isinstance(way.when, IntentTest) for way in node.transitions)


def may_end(group: frozenset[str], graph: DialogGraph) -> bool:
    """Whether a node of a loop with a way out tests a value that the loop itself changes."""
    changed = changed_by(group, graph)
    return any(unit_of(read.path) in changed for read in ways_out(group, graph))


def ways_out(group: frozenset[str], graph: DialogGraph) -> Iterator[Read]:
    """Yield what the conditions read at the nodes of a loop that have a way out of it."""
    for node in sorted(group):
        if not group.issuperset(graph.successors[node]):
            # The conditions of a bot action are taken at its inner ends.
            for owner in dict.fromkeys(edge.owner for edge in graph.out_edges[node]):
                yield from (read for read in graph.assignment.reads[owner] if read.transition is not None)


class Step(NamedTuple):
    """A script or a request: what it sets, from what."""

    reads: frozenset[Unit]
    sets: frozenset[Unit]


def changed_by(group: Collection[str], graph: DialogGraph) -> frozenset[Unit]:
    """Return what is another value in the next round of a loop.

    That is what a script sets from its own old value (``context.page = context.page + 1``), what is set from such a
    value, and the answer of a service that is asked with one. A value that is set anew from the same is the same.
    """
    steps = [step for node in group for step in _steps(graph.nodes[node])]
    readers: defaultdict[Unit, list[Step]] = defaultdict(list)
    for step in steps:
        for unit in step.reads:
            readers[unit].append(step)
    changed: set[Unit] = set()
    waiting = [unit for step in steps for unit in step.sets if unit in step.reads]
    while waiting:
        unit = waiting.pop()
        if unit not in changed:
            changed.add(unit)
            waiting.extend(after for step in readers[unit] for after in step.sets)
    return frozenset(changed)


def _steps(node: Node) -> Iterator[Step]:
    for script in scripts_of(node):
        yield _of_script(script)
    if node.type == "service":
        texts = [place.text for place in texts_of(node)]
        paths = [reference.path for text in texts for reference in references(text) if reference.path]
        yield Step(_units(paths), frozenset({("context", node.component)}))


def _of_script(script: ScriptPlace) -> Step:
    uses = context_paths(script.source)
    mutated = [use.path for use in uses if script.source[use.start : use.end].endswith(_CHANGING)]
    old = [use.path for use in uses if use.kind == "read" and not use.after_write]
    return Step(_units([*old, *mutated]), _units([*(use.path for use in uses if use.kind == "write"), *mutated]))


def _units(paths: list[tuple[str, ...]]) -> frozenset[Unit]:
    units = (unit_of(canonical(path)) for path in paths)
    return frozenset(unit for unit in units if unit is not None)
