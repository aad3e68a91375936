"""Values of entities on a loop: what may take them away, and which ways are taken while they are there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from xogen.graph import walks
from xogen.graph.dialog_graph import DialogGraph
from xogen.graph.effects import OPAQUE
from xogen.graph.reads import scripts_of
from xogen.model.conditions import Condition, EntityTest, context_tests
from xogen.model.nodes import Node
from xogen.model.references import COMPUTED, parse_path
from xogen.script.paths import PathUse, canonical, context_paths

EMPTY = frozenset({"", "null", "undefined"})
"""What a condition compares with to see that there is no value."""
ENTITIES = "entities"
WHOLE = re.compile(r"""context\b(?!\s*\??\.\s*\w|\s*\[\s*["'`])""")
"""The context as a whole, or a part of it under a computed name: beside the word, what may change an entity."""


def changed_by(node: Node) -> frozenset[str]:
    """Return the names of the entities that a node may set or take away; ``COMPUTED`` stands for any."""
    if node.type in OPAQUE:
        return frozenset({COMPUTED})
    sources = [each.source for each in scripts_of(node)]
    touching = [source for source in sources if ENTITIES in source or WHOLE.search(source)]
    return frozenset([name for source in touching for use in context_paths(source) for name in _entity(use)])


def _entity(use: PathUse) -> Iterator[str]:
    path = canonical(use.path)
    if path[0] == "context" and path[1:2] in ((), (ENTITIES,)):
        if len(path) < 3:  # set as a whole, or handed on as a whole to what may change it
            yield COMPUTED
        elif use.kind != "read":
            yield path[2]


def ways_with_values(node: str, graph: DialogGraph) -> tuple[str, ...]:
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


def circles_of(ways: Mapping[str, tuple[str, ...]]) -> Iterator[frozenset[str]]:
    """Yield the circles of more than one node within the nodes that have ways."""
    for group in walks.components(walks.filtered(ways, ways.__contains__)):
        if len(group) > 1:
            yield frozenset(group)
