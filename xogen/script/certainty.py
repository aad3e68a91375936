"""Which writes of a script happen on every way through it, and which reads come after such a write.

An abstract run over the tree with a stack instead of recursion: branches are joined, what stands in a loop or in a
function may never run, ``return`` ends a way. A state is the set of paths that are surely set, each a bit of a number;
``None`` means that no way leads here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from xogen.script.bits import Effect, PathBits, PathKey
from xogen.script.tree import FUNCTIONS, ROOT

if TYPE_CHECKING:
    from xogen.script.tree import Tree

State = int | None
_SHORT_CIRCUIT = frozenset({"&&", "||", "??"})
_JUMPS = ("return_statement", "throw_statement", "break_statement", "continue_statement")
_ORDER: Mapping[str, tuple[str, ...]] = {
    "assignment_expression": ("right", "left"),
    "augmented_assignment_expression": ("right", "left"),
    "call_expression": ("arguments", "function"),
}
"""What runs first where that is not the order of the source: what is assigned, and what a function is called with."""


class Certainty(NamedTuple):
    """``paths``: set on every way when the script ends. ``after_write``: the nodes of reads that follow a write."""

    paths: Collection[PathKey]
    after_write: Collection[int]


def certainty(tree: Tree, effects: Mapping[int, Sequence[Effect]]) -> Certainty:
    """Run over a script.

    Args:
        tree: the script.
        effects: what happens at a node, in order; the nodes in the order of the source.
    """
    jumps = [node for kind in _JUMPS for node in tree.of.get(kind, ())]
    if not jumps and all(kind in {"read", "delete"} for each in effects.values() for kind, _ in each):
        return Certainty((), ())
    return _Run(tree, effects, jumps).result()


def _inside(tree: Tree, changing: Iterable[int]) -> Mapping[int, list[int]]:
    """Return the nodes that change a state and all that they stand in, each with those that stand right in it."""
    inside: dict[int, list[int]] = {ROOT: []}
    for node in sorted(changing):
        if node in inside:
            continue
        inside[node] = []
        at, parent = node, tree.parents[node]
        while parent not in inside:
            inside[parent] = [at]
            at, parent = parent, tree.parents[parent]
        inside[parent].append(at)
    return inside


def _join(first: State, second: State) -> State:
    if first is None:
        return second
    return first if second is None else first & second


class _Run:
    def __init__(self, tree: Tree, effects: Mapping[int, Sequence[Effect]], jumps: Sequence[int]) -> None:
        self.tree = tree
        self.effects = effects
        self.nodes = sorted(effects)
        self.inside = _inside(tree, {*effects, *jumps})
        self.bits = PathBits(each for here in effects.values() for each in here)
        self.state: State = 0
        self.ends: list[State] = []
        self.breaks: list[list[State] | None] = []
        self.after_write: set[int] = set()
        self.work: list[int | Callable[[], None]] = []
        """What is still to do, the next last: a node to visit, ``~node`` for its effects, or a step."""

    def result(self) -> Certainty:
        work, kinds = self.work, self.tree.kinds
        work.extend(reversed(self.inside[ROOT]))
        while work:
            item = work.pop()
            if not isinstance(item, int):
                item()
            elif item < 0:
                self._apply(~item)
            else:
                _VISITS.get(kinds[item], _Run.plain)(self, item)
        final = self.state
        for end in self.ends:
            final = _join(final, end)
        sure = {path for path, number in self.bits.numbers.items() if (final or 0) >> number & 1}
        return Certainty(sure, self.after_write)

    def _then(self, *items: int | Callable[[], None]) -> None:
        self.work.extend(item for item in reversed(items) if item != ROOT)

    def _child(self, node: int, field: str) -> int:
        """Return the child in a field if it is worth a visit, or ``ROOT``."""
        fields = self.tree.fields
        for child in self.inside[node]:
            if fields[child] == field:
                return child
        return ROOT

    def plain(self, node: int) -> None:
        """Children first, the right side of an assignment and the arguments of a call before what they change."""
        if node in self.effects:
            self.work.append(~node)
        order = _ORDER.get(self.tree.kinds[node])
        if order is None:
            self.work.extend(reversed(self.inside[node]))
        else:
            self._then(*[self._child(node, field) for field in order])

    def _apply(self, node: int) -> None:
        bits = self.bits
        for kind, path in self.effects[node]:
            if kind == "read":
                if self.state is None or self.state & bits.known(path):
                    self.after_write.add(node)
            elif self.state is not None:
                self.state = self.state & ~bits.lost(path) if kind == "delete" else self.state | bits.gained(path)

    def on_function(self, function: int) -> None:
        """A function runs when it is called, if ever: its writes are not sure, its reads may follow any write."""
        first = bisect_left(self.nodes, function)
        for node in self.nodes[first : bisect_left(self.nodes, self.tree.after[function], first)]:
            for kind, path in self.effects[node]:
                if kind == "read" and self.bits.known(path) & self.bits.written:
                    self.after_write.add(node)

    def on_choice(self, node: int) -> None:
        ways = self._branch(self._child(node, "consequence"), self._child(node, "alternative"))
        self._then(self._child(node, "condition"), ways)

    def on_operation(self, node: int) -> None:
        if self.tree.signs.get(node) in _SHORT_CIRCUIT:
            self._then(self._child(node, "left"), self._branch(self._child(node, "right"), ROOT))
        else:
            self.plain(node)

    def on_try(self, node: int) -> None:
        ways = self._branch(self._child(node, "body"), self._child(node, "handler"))
        self._then(ways, self._child(node, "finalizer"))

    def _branch(self, one: int, other: int) -> Callable[[], None]:
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

    def on_loop(self, loop: int) -> None:
        """What a loop's head does first is sure; its body may run zero times."""
        rest = [self._child(loop, name) for name in ("left", "body", "increment")]

        def enter() -> None:
            before = self.state
            self.breaks.append(None)

            def leave() -> None:
                self.state = before
                self.breaks.pop()

            self._then(*rest, leave)

        self._then(*[self._child(loop, name) for name in ("initializer", "right", "condition")], enter)

    def on_switch(self, switch: int) -> None:
        tree = self.tree
        # Cases in which nothing happens count, too: they are ways on which nothing is set.
        cases = [case for case in tree.children(tree.child(switch, "body")) if tree.kinds[case].startswith("switch_")]

        def enter() -> None:
            before = self.state
            ways: list[State] = []
            self.breaks.append(ways)

            def begin(case: int) -> Callable[[], None]:
                def start() -> None:
                    self.state = _join(before, self.state)
                    self._then(*self.inside.get(case, ()))

                return start

            def leave() -> None:
                self.breaks.pop()
                if not any(tree.kinds[case] == "switch_default" for case in cases):
                    ways.append(before)
                for way in ways:
                    self.state = _join(self.state, way)

            self._then(*(begin(case) for case in cases), leave)

        self._then(self._child(switch, "value"), enter)

    def on_jump(self, node: int) -> None:
        kind = self.tree.kinds[node]

        def leave() -> None:
            if kind == "return_statement":
                self.ends.append(self.state)
            elif kind == "break_statement" and self.breaks and self.breaks[-1] is not None:
                self.breaks[-1].append(self.state)
            self.state = None

        self._then(*self.inside[node], leave)


_VISITS: Mapping[str, Callable[[_Run, int], None]] = {
    **dict.fromkeys(FUNCTIONS, _Run.on_function),
    **dict.fromkeys(_JUMPS, _Run.on_jump),
    **dict.fromkeys(("for_statement", "for_in_statement", "while_statement", "do_statement"), _Run.on_loop),
    "if_statement": _Run.on_choice,
    "ternary_expression": _Run.on_choice,
    "binary_expression": _Run.on_operation,
    "switch_statement": _Run.on_switch,
    "try_statement": _Run.on_try,
}
