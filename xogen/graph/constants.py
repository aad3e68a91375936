"""Constant values: what the context holds on every way to a node, as scripts set it and conditions found it to be.

A forward data flow over the opened graph. Only values that some condition tests are followed. A value is kept while
nothing on the way may have changed it; where two ways meet, only what both say stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING

from xogen.graph.effects import OPAQUE
from xogen.graph.settling import Change, after, settle
from xogen.model.conditions import AllOf, AnyOf, Condition, ContextTest, EntityTest, context_tests
from xogen.model.nodes import WAITING, Node
from xogen.model.once import once
from xogen.model.references import COMPUTED, parse_path
from xogen.script.constants import constants
from xogen.script.paths import canonical, context_paths

if TYPE_CHECKING:
    from xogen.graph.dialog_graph import DialogGraph

Path = tuple[str, ...]
Test = tuple[Path, str, str]
"""Path, operator, value."""
MOST_VISITS, EACH_EDGE = 50_000, 20
"""Steps of the flow in all and for each edge before it is given up: dialogs that people make take three an edge."""
MOST_SUBJECTS = 64
"""Values that are followed in one dialog; beyond, the first ones are, and ``is_complete`` is false."""
_OWN: Mapping[str, Path] = {"entity": ("context", "entities"), "service": ("context",)}
"""Where what nodes set themselves stands, under the component's name."""


class Constants:
    """The constant values of one task; each answer is computed once."""

    def __init__(self, graph: DialogGraph) -> None:
        """Take the graph; nothing is computed yet."""
        self._graph = graph

    @once
    def tests(self) -> Mapping[tuple[str, int], Sequence[Test]]:
        """What each condition compares with a literal, by its node and the index of the transition."""
        nodes = self._graph.nodes
        found = (((node, index), tests_of(when, nodes)) for node, index, when in self._graph.conditions)
        return {way: tests for way, tests in found if tests}

    @once
    def _tested(self) -> Mapping[Path, set[str]]:
        """The nodes that compare each plain path of the context with a literal; paths in the order of the nodes."""
        found: dict[Path, set[str]] = {}
        for (node, _), tests in self.tests.items():
            for path, _, _ in tests:
                found.setdefault(path, set()).add(node)
        return found

    @property
    def is_complete(self) -> bool:
        """Whether all values that conditions test are followed."""
        return len(self._tested) <= MOST_SUBJECTS

    @once
    def _followed(self) -> Mapping[Path, None]:
        return dict.fromkeys(islice(self._tested, MOST_SUBJECTS))

    @once
    def _under(self) -> Mapping[Path, Sequence[Path]]:
        """The followed values by what they are a part of, and by themselves."""
        found: defaultdict[Path, list[Path]] = defaultdict(list)
        for path in self._followed:
            for length in range(1, len(path) + 1):
                found[path[:length]].append(path)
        return found

    @once
    def _changes(self) -> Mapping[str, Mapping[Path, str | None]]:
        """What nodes make of the values: a constant, or ``None`` for unknown."""
        nodes = self._graph.nodes if self._followed else {}
        return {name: changes for name, node in nodes.items() if (changes := self._changes_of(name, node))}

    def _changes_of(self, name: str, node: Node) -> Mapping[Path, str | None]:
        if node.type in OPAQUE:  # calls of dialogs are among them
            return self._followed
        changes: dict[Path, str | None] = {}
        for script in self._graph.scripts.get(name, ()):
            unknown = [each for path in _touched(script.source) for each in self._around(path)]
            changes.update(dict.fromkeys(unknown))
            known = constants(script.source) if script.always and unknown else {}
            changes.update((path, value) for path, value in known.items() if path in self._followed)
        own = _OWN.get(node.type)
        if own is not None and own in self._under:
            changes.update(dict.fromkeys(self._around((*own, node.component))))
        if node.type in WAITING:
            # What the user says may start another dialog, which sets session values.
            changes.update(dict.fromkeys(self._under.get(("context", "session"), ())))
        return changes

    def _around(self, path: Path) -> Sequence[Path]:
        """Return the followed values that are one, a part of it, or what it is a part of."""
        if path[:2] not in self._under:
            return ()
        whole = [above for length in range(2, len(path)) if (above := path[:length]) in self._followed]
        return (*self._under.get(path, ()), *whole)

    @once
    def _subjects(self) -> frozenset[Path]:
        """The followed values that can be known where they are tested.

        A script sets them, or they are tested before: at another node, or in the round before.
        """
        set_by_scripts = {
            path for changes in self._changes.values() for path, value in changes.items() if value is not None
        }
        return frozenset(
            path
            for path in self._followed
            if path in set_by_scripts or len(self._tested[path]) > 1 or not self._rounds.isdisjoint(self._tested[path])
        )

    @once
    def _rounds(self) -> frozenset[str]:
        """The nodes whose transitions are tried in circles; a bot action's own are at its inner ends."""
        circling = self._graph.circling
        ends = {node for node, inner in self._graph.inner_ends.items() if not circling.isdisjoint(inner)}
        return circling | ends if circling else circling

    @once
    def _bits(self) -> Mapping[tuple[Path, str], int]:
        """A bit for each value that each path may be known to hold."""
        scripts = (pair for changes in self._changes.values() for pair in changes.items())
        tests = ((path, value) for tests in self.tests.values() for path, op, value in tests if op == "eq")
        known = [(path, value) for path, value in chain(scripts, tests) if value is not None and path in self._subjects]
        return {pair: 1 << index for index, pair in enumerate(dict.fromkeys(known))}

    @once
    def _masks(self) -> Mapping[Path, int]:
        """The bits of all values of each path."""
        found: defaultdict[Path, int] = defaultdict(int)
        for (path, _), bit in self._bits.items():
            found[path] |= bit
        return found

    @once
    def _values(self) -> Mapping[int, str]:
        return {bit: value for (_, value), bit in self._bits.items()}

    def _change(self, values: Mapping[Path, str | None]) -> Change | None:
        """Return what becomes of the bits when values change, or are found to be."""
        gone = added = 0
        for path, value in values.items():
            gone |= self._masks.get(path, 0)
            added |= self._bits.get((path, value), 0) if value is not None else 0
        return (~gone, added) if gone else None

    @once
    def _node_changes(self) -> Mapping[str, Change]:
        """What becomes of the bits at the nodes that change any."""
        found = ((name, self._change(values)) for name, values in self._changes.items())
        return {name: change for name, change in found if change is not None}

    @once
    def _settled(self) -> Mapping[str, int] | None:
        """The bits at the entry of each node; ``None`` where the flow was given up."""
        if not self._masks:
            return {}
        learned = {way: self._change(found) for way in self.tests if (found := self._learned(*way))}
        known = {way: change for way, change in learned.items() if change is not None}
        return settle(self._graph, self._node_changes, known, MOST_VISITS + EACH_EDGE * len(self._graph.edges))

    def _learned(self, node: str, index: int) -> Mapping[Path, str]:
        """Return what holds once a condition does."""
        when = self._graph.nodes[node].transitions[index].when
        if isinstance(when, AnyOf) and len(when.any) != 1:
            return {}
        return {path: value for path, op, value in self.tests[node, index] if op == "eq" and path in self._subjects}

    @property
    def is_settled(self) -> bool:
        """Whether the flow was followed to its end; where it was not, no value counts as known."""
        return self._settled is not None

    def at_exit(self, node: str, path: Path) -> str | None:
        """Return the value that a path holds when a node's transitions are tried; ``None`` when that is not known.

        Args:
            node: an id. Of a bot action, ask the inner node where it ends.
            path: a path that some condition compares with a literal.
        """
        if self._settled is None or node not in self._settled or path not in self._masks:
            return None
        # A path holds one value at most.
        held = after(self._settled[node], self._node_changes.get(node)) & self._masks[path]
        return self._values[held] if held else None


def tests_of(when: Condition, nodes: Mapping[str, Node]) -> Sequence[Test]:
    """Return the tests of a condition that compare a plain path with a literal: path, operator, value."""
    if isinstance(when, ContextTest):
        each = _test_of(when)
        return (each,) if each else ()
    if isinstance(when, EntityTest) and when.value is not None and _is_literal(when.value):
        node = nodes.get(when.entity)
        name = node.component if node is not None else when.entity
        return ((("context", "entities", name), when.op, when.value),)
    if isinstance(when, AllOf | AnyOf):
        return [each for test in context_tests(when) if (each := _test_of(test))]
    return ()


def _test_of(test: ContextTest) -> Test | None:
    if test.value is None or not _is_literal(test.value):
        return None
    path = parse_path(test.context)
    if path is None or COMPUTED in path:
        return None
    full = canonical(path)
    return (full, test.op, test.value) if full[0] == "context" and len(full) > 1 else None


def _is_literal(value: str) -> bool:
    return "{{" not in value and not value.startswith(("context.", "env.", "content.", "koreUtil."))


def _touched(source: str) -> Iterator[Path]:
    """Yield what a script may change: what it writes or deletes, and what it hands on whole, as in ``f(context)``."""
    for use in context_paths(source):
        path = canonical(use.path)
        if use.kind in {"write", "delete"}:
            yield path[: path.index(COMPUTED)] if COMPUTED in path else path
        elif use.kind == "read" and len(path) == 1:
            yield path
