"""Which writes of a script happen on every way through it, and which reads come after such a write.

An abstract run over the tree with a stack instead of recursion: branches are joined, what stands in a loop or in a
function may never run, ``return`` ends a way. A state is the set of paths that are surely set; ``None`` means that no
way leads here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from xogen.script.tree import FUNCTIONS, sign_of, walk

if TYPE_CHECKING:
    from tree_sitter import Node

    from xogen.script.tree import Family

PathKey = tuple[str, ...]
Effect = tuple[Literal["read", "write", "delete", "call"], PathKey]
State = frozenset[PathKey] | None
CONTAINERS: frozenset[PathKey] = frozenset(
    {("context",), ("context", "entities"), ("context", "session")}
    | {("context", "session", store) for store in
       ("BotUserSession", "UserSession", "UserContext", "BotContext", "EnterpriseContext")}
)  # fmt: skip
"""Parts of the context that the platform itself always provides."""

_SHORT_CIRCUIT = frozenset({"&&", "||", "??"})
_JUMPS = frozenset({"return_statement", "throw_statement", "break_statement", "continue_statement"})
_LOOPS = frozenset({"for_statement", "for_in_statement", "while_statement", "do_statement"})
_ASSIGNMENTS = frozenset({"assignment_expression", "augmented_assignment_expression"})


@dataclass(frozen=True, slots=True)
class Certainty:
    """``paths``: set on every way when the script ends. ``after_write``: node ids of reads that follow a write."""

    paths: frozenset[PathKey]
    after_write: frozenset[int]


def certainty(root: Node, effects: Mapping[int, tuple[Effect, ...]], family: Family) -> Certainty:
    """Run over a script.

    Args:
        root: the tree's root.
        effects: what happens at a node, by node id, in order.
        family: who stands in what.
    """
    return (
        _Run(root, effects, _worth_a_visit(effects, family)).result()
        if effects
        else Certainty(frozenset(), frozenset())
    )


def _worth_a_visit(effects: Mapping[int, tuple[Effect, ...]], family: Family) -> set[int]:
    """Return the nodes with effects or jumps and all that they stand in: nothing else changes a state."""
    found: set[int] = set()
    for node, kind in zip(family.nodes, family.kinds, strict=True):
        if kind in _JUMPS or node.id in effects:
            at: Node | None = node
            while at is not None and at.id not in found:
                found.add(at.id)
                at = family.parent(at)
    return found


def _join(first: State, second: State) -> State:
    if first is None:
        return second
    return first if second is None else first & second


def with_prefixes(path: PathKey) -> frozenset[PathKey]:
    """Return what is surely there once a path is written: the path and the parts it stands in."""
    ways = (path[:length] for length in range(2, len(path)))
    return frozenset({path, *(way for way in ways if way not in CONTAINERS)})


@dataclass(slots=True)
class _Run:
    root: Node
    effects: Mapping[int, tuple[Effect, ...]]
    worth: set[int]
    state: State = frozenset()
    ends: list[State] = field(default_factory=list)
    breaks: list[list[State] | None] = field(default_factory=list)
    after_write: set[int] = field(default_factory=set)
    work: list[Node | Callable[[], None]] = field(default_factory=list)
    written: frozenset[PathKey] | None = None

    def result(self) -> Certainty:
        self.work = list(reversed(self.root.named_children))
        while self.work:
            item = self.work.pop()
            if callable(item):
                item()
            elif item.id in self.worth:
                self._visit(item)
        final = self.state
        for end in self.ends:
            final = _join(final, end)
        return Certainty(final or frozenset(), frozenset(self.after_write))

    def _then(self, *items: Node | Callable[[], None] | None) -> None:
        self.work.extend(item for item in reversed(items) if item is not None)

    def _visit(self, node: Node) -> None:
        kind = node.type
        if kind in FUNCTIONS:
            self._inside_function(node)
        elif kind in {"if_statement", "ternary_expression"}:
            one = self._branch(node.child_by_field_name("consequence"), node.child_by_field_name("alternative"))
            self._then(node.child_by_field_name("condition"), one)
        elif kind == "binary_expression" and sign_of(node) in _SHORT_CIRCUIT:
            self._then(node.child_by_field_name("left"), self._branch(node.child_by_field_name("right"), None))
        elif kind in _LOOPS:
            self._loop(node)
        elif kind == "switch_statement":
            self._switch(node)
        elif kind == "try_statement":
            one = self._branch(node.child_by_field_name("body"), node.child_by_field_name("handler"))
            self._then(one, node.child_by_field_name("finalizer"))
        elif kind in _JUMPS:
            self._then(*node.named_children, lambda: self._jump(kind))
        else:
            self._plain(node)

    def _plain(self, node: Node) -> None:
        """Children first, the right side of an assignment and the arguments of a call before what they change."""
        if node.type in _ASSIGNMENTS:
            parts: list[Node | None] = [node.child_by_field_name("right"), node.child_by_field_name("left")]
        elif node.type == "call_expression":
            parts = [node.child_by_field_name("arguments"), node.child_by_field_name("function")]
        else:
            parts = list(node.named_children)
        self._then(*parts, (lambda: self._apply(node)) if node.id in self.effects else None)

    def _apply(self, node: Node) -> None:
        for kind, path in self.effects[node.id]:
            if kind == "read":
                if self.state is None or self._is_known(path, self.state):
                    self.after_write.add(node.id)
            elif self.state is not None and kind == "delete":
                self.state = frozenset(known for known in self.state if known[: len(path)] != path)
            elif self.state is not None:
                self.state |= with_prefixes(path)

    @staticmethod
    def _is_known(path: PathKey, known: frozenset[PathKey]) -> bool:
        return any(path[:length] in known for length in range(1, len(path) + 1))

    def _inside_function(self, function: Node) -> None:
        """A function runs when it is called, if ever: its writes are not sure, its reads may follow any write."""
        if self.written is None:
            writes = (path for effects in self.effects.values() for kind, path in effects if kind == "write")
            self.written = frozenset().union(*map(with_prefixes, writes))
        for node in walk(function):
            for kind, path in self.effects.get(node.id, ()):
                if kind == "read" and self._is_known(path, self.written):
                    self.after_write.add(node.id)

    def _branch(self, one: Node | None, other: Node | None) -> Callable[[], None]:
        """Return the step that goes two ways and joins them; without ``other`` the second way does nothing."""
        saved: list[State] = []

        def second() -> None:
            saved.append(self.state)
            self.state = saved[0]

        def join() -> None:
            self.state = _join(saved[1], self.state)

        def start() -> None:
            saved.append(self.state)
            self._then(one, second, other, join)

        return start

    def _loop(self, loop: Node) -> None:
        """What a loop's head does first is sure; its body may run zero times."""
        head = [loop.child_by_field_name(name) for name in ("initializer", "right", "condition")]

        def enter() -> None:
            before = self.state
            self.breaks.append(None)

            def leave() -> None:
                self.state = before
                self.breaks.pop()

            rest = [loop.child_by_field_name(name) for name in ("left", "body", "increment")]
            self._then(*rest, leave)

        self._then(*head, enter)

    def _switch(self, switch: Node) -> None:
        body = switch.child_by_field_name("body")
        cases = [] if body is None else [case for case in body.named_children if case.type.startswith("switch_")]

        def enter() -> None:
            before = self.state
            ways: list[State] = []
            self.breaks.append(ways)

            def begin(case: Node) -> Callable[[], None]:
                def start() -> None:
                    self.state = _join(before, self.state)
                    self._then(*case.named_children)

                return start

            def leave() -> None:
                self.breaks.pop()
                if not any(case.type == "switch_default" for case in cases):
                    ways.append(before)
                for way in ways:
                    self.state = _join(self.state, way)

            self._then(*(begin(case) for case in cases), leave)

        self._then(switch.child_by_field_name("value"), enter)

    def _jump(self, kind: str) -> None:
        if kind == "return_statement":
            self.ends.append(self.state)
        elif kind == "break_statement" and self.breaks and self.breaks[-1] is not None:
            self.breaks[-1].append(self.state)
        self.state = None
