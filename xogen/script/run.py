"""An abstract run over a script: what is surely set when it ends, and which reads come after such a write.

A stack instead of recursion: branches are joined, what stands in a loop or in a function may never run, ``return`` ends
a way. A state is the set of paths that are surely set, each a bit of a number; ``None`` means that no way leads here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from xogen.model.once import once
from xogen.script.tree import FUNCTIONS, ROOT, with_all_around

if TYPE_CHECKING:
    from xogen.script.tree import Tree

Kind = Literal["read", "write", "delete", "call"]
State = int | None
Step = tuple[Kind, int]
"""What is done, and the bits of the paths that it sets or takes away, or one of which must be there."""
SHORT_CIRCUIT = frozenset({"&&", "||", "??"})
JUMPS = ("return_statement", "throw_statement", "break_statement", "continue_statement")
_ORDER: Mapping[str, tuple[str, ...]] = {
    "assignment_expression": ("right", "left"),
    "augmented_assignment_expression": ("right", "left"),
    "call_expression": ("arguments", "function"),
}
"""What runs first where that is not the order of the source: what is assigned, and what a function is called with."""


def _join(first: State, second: State) -> State:
    if first is None:
        return second
    return first if second is None else first & second


class Run:
    """One run.

    Attributes:
        state: what is surely set so far.
        after_write: the nodes of reads that follow a write.
    """

    def __init__(self, tree: Tree, effects: Mapping[int, Sequence[Step]], jumps: Sequence[int]) -> None:
        """Take what happens at the nodes of a script, and the nodes that leave a way."""
        self.tree = tree
        self.effects = effects
        self.nodes = sorted(effects)
        self.inside = with_all_around(tree, {*effects, *jumps} if jumps else effects)
        self.state: State = 0
        self.ends: list[State] = []
        self.breaks: list[list[State] | None] = []
        self.labels: dict[str, list[list[State]]] = {}
        self.after_write: set[int] = set()
        self.work: list[int | Callable[[], None]] = []
        """What is still to do, the next last: a node to visit, ``~node`` for its effects, or a step."""

    def result(self) -> tuple[int, set[int]]:
        """Return what is set on every way when the script ends, and the reads that follow a write."""
        work = self.work
        work.extend(reversed(self.inside[ROOT]))
        while work:
            item = work.pop()
            if not isinstance(item, int):
                item()
            elif item < 0:
                self._apply(~item)
            else:
                self._visit(item)
        final = self.state
        for end in self.ends:
            final = _join(final, end)
        return final or 0, self.after_write

    def _then(self, *items: int | Callable[[], None]) -> None:
        self.work.extend([item for item in reversed(items) if item != ROOT])

    def _child(self, node: int, field: str) -> int:
        """Return the child in a field if it is worth a visit, or ``ROOT``."""
        fields = self.tree.fields
        for child in self.inside[node]:
            if fields[child] == field:
                return child
        return ROOT

    def _visit(self, node: int) -> None:
        """Go straight down to the first node where something happens or ways meet."""
        kinds, fields = self.tree.kinds, self.tree.fields
        while (visit := _VISITS.get(kinds[node])) is None:
            inside = self.inside[node]
            if len(inside) != 1 or node in self.effects:
                self.plain(node)
                return
            order = _ORDER.get(kinds[node])
            node = inside[0]
            if order is not None and fields[node] not in order:
                return
        visit(self, node)

    def plain(self, node: int) -> None:
        """Children first, the right side of an assignment and the arguments of a call before what they change."""
        if node in self.effects:
            if not self.inside[node]:
                self._apply(node)
                return
            self.work.append(~node)
        order = _ORDER.get(self.tree.kinds[node])
        if order is None:
            self.work.extend(reversed(self.inside[node]))
        else:
            self._then(*[self._child(node, field) for field in order])

    def _apply(self, node: int) -> None:
        state = self.state
        for kind, mask in self.effects[node]:
            if kind == "read":
                if state is None or state & mask:
                    self.after_write.add(node)
            elif state is not None:
                state = state & ~mask if kind == "delete" else state | mask
        self.state = state

    def on_function(self, function: int) -> None:
        """A function runs when it is called, if ever: its writes are not sure, its reads may follow any write."""
        first = bisect_left(self.nodes, function)
        for node in self.nodes[first : bisect_left(self.nodes, self.tree.after[function], first)]:
            for kind, mask in self.effects[node]:
                if kind == "read" and mask & self.written:
                    self.after_write.add(node)

    @once
    def written(self) -> int:
        """What the script writes anywhere."""
        written = 0
        for node in self.nodes:
            for kind, mask in self.effects[node]:
                written |= mask if kind == "write" else 0
        return written

    def on_choice(self, node: int) -> None:
        """The condition is sure, and so is what both ways set."""
        ways = self._branch(self._child(node, "consequence"), self._child(node, "alternative"))
        self._then(self._child(node, "condition"), ways)

    def on_operation(self, node: int) -> None:
        """The right side of ``&&``, ``||`` and ``??`` may never run."""
        if self.tree.signs.get(node) in SHORT_CIRCUIT:
            self._then(self._child(node, "left"), self._branch(self._child(node, "right"), ROOT))
        else:
            self.plain(node)

    def on_try(self, node: int) -> None:
        """Either the body runs or what handles its error; what stands in ``finally`` does in any case."""
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
        """Each case begins where the switch does or where the one before it falls through."""
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

    def on_label(self, node: int) -> None:
        """What has a name may be left by it from any depth."""
        named = self.labels.setdefault(self.tree.text(self.tree.child(node, "label")), [])
        named.append([])

        def leave() -> None:
            for way in named.pop():
                self.state = _join(self.state, way)

        self._then(self._child(node, "body"), leave)

    def on_jump(self, node: int) -> None:
        """What is returned or thrown comes first; then no way leads on."""
        kind = self.tree.kinds[node]

        def leave() -> None:
            if kind == "return_statement":
                self.ends.append(self.state)
            elif kind == "break_statement" and (ways := self._left_by(node)) is not None:
                ways.append(self.state)
            self.state = None

        self._then(*self.inside[node], leave)

    def _left_by(self, jump: int) -> list[State] | None:
        """Return the ways out of what a ``break`` leaves: what has its label, or what is next around it."""
        label = self.tree.child(jump, "label")
        if label == ROOT:
            return self.breaks[-1] if self.breaks else None
        named = self.labels.get(self.tree.text(label))
        return named[-1] if named else None


_VISITS: Mapping[str, Callable[[Run, int], None]] = {
    **dict.fromkeys(FUNCTIONS, Run.on_function),
    **dict.fromkeys(JUMPS, Run.on_jump),
    **dict.fromkeys(("for_statement", "for_in_statement", "while_statement", "do_statement"), Run.on_loop),
    "if_statement": Run.on_choice,
    "ternary_expression": Run.on_choice,
    "binary_expression": Run.on_operation,
    "switch_statement": Run.on_switch,
    "try_statement": Run.on_try,
    "labeled_statement": Run.on_label,
}
TURNS: frozenset[str] = frozenset(_VISITS) - {"binary_expression"}
"""Where a script may go one way or another, or leave one."""
