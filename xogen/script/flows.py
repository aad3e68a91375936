"""Where a value that a script reads goes: from one path of the context to another, and through which functions.

Followed are assignments to the context, local names on the way, object literals, concatenation and template strings. A
function that is called with the value counts as a step on the way; what it does is for the caller to judge.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from xogen.model.references import COMPUTED
from xogen.script.drafts import Draft, canonical, mentions_roots
from xogen.script.reading import reading
from xogen.script.tree import FUNCTIONS, ROOT

if TYPE_CHECKING:
    from xogen.script.lines import Lines
    from xogen.script.tree import Tree

Path = tuple[str, ...]
MOST = 32
"""Values that are followed through one local name, and steps on one way or key: hostile scripts stay cheap."""
VISITS = 20
"""How often each node of a script is looked at on average: in ``a = b = c = ...`` the last ones would be each time."""
LONGEST = 2000
_ASSIGNING = ("variable_declarator", "assignment_expression", "augmented_assignment_expression")
_COMPARISONS = frozenset({"==", "===", "!=", "!==", "<", "<=", ">", ">=", "in", "instanceof", "-", "*", "/", "%"})


class Flow(NamedTuple):
    """One way of a value.

    Attributes:
        source: the full path that is read.
        target: the full path that is written.
        through: the functions on the way, the outermost first; methods as ``.trim``.
        beside: the literal texts that are joined with it.
        line: where the expression stands that is written to the target, from 1.
        column: see ``line``.
    """

    source: Path
    target: Path
    through: tuple[str, ...]
    beside: str
    line: int
    column: int


class _Value(NamedTuple):
    """What an expression carries from one source."""

    source: Path
    key: Path
    through: tuple[str, ...]
    beside: str
    at: int = 0


@lru_cache(maxsize=16_384)
def context_flows(source: str) -> tuple[Flow, ...]:
    """Return how values of the context get into other values of the context.

    Args:
        source: JavaScript; a script that does not parse gives what can be read of it.
    """
    if not mentions_roots(source):
        return ()
    read = reading(source)
    reads = {draft.node: draft for draft in read.drafts if draft.kind == "read"}
    writes = {draft.node: draft for draft in read.drafts if draft.kind == "write"}
    if not reads or not writes:
        return ()
    return tuple(_Flows(read.tree, reads, writes).all(read.lines))


class _Flows:
    """Follows values through a script, in the order of the source."""

    def __init__(self, tree: Tree, reads: Mapping[int, Draft], writes: Mapping[int, Draft]) -> None:
        self.tree = tree
        self.reads = reads
        self.writes = writes
        self.known: dict[str, list[_Value]] = {}
        """What local names carry."""
        self.sources = sorted(reads)
        """The nodes that carry something: what is read, and the names that carry it on."""
        self.steps = VISITS * len(tree.kinds)

    def all(self, lines: Lines) -> Iterator[Flow]:
        tree = self.tree
        for node in self._assigning():
            target, expression = self._assigned(node)
            if expression == ROOT or target is None:
                continue
            first = bisect_left(self.sources, expression)
            if first == len(self.sources) or self.sources[first] >= tree.after[expression]:
                continue
            values = list(self._values(expression))
            if isinstance(target, str):
                self._keep(target, values)
                continue
            for value in values:
                line, column = lines.place(value.at)
                path = (*canonical(target.path), *value.key)
                yield Flow(canonical(value.source), path, value.through, value.beside, line, column)

    def _assigning(self) -> list[int]:
        """Return what may carry a value on, in order: declarations, assignments, and calls that keep something."""
        tree = self.tree
        around = {tree.outer(node)[1] for node in self.writes}
        calls = [node for node in around if tree.kinds[node] == "call_expression"]
        return sorted([*calls, *(node for kind in _ASSIGNING for node in tree.of.get(kind, ()))])

    def _keep(self, name: str, values: list[_Value]) -> None:
        """Note what a local name carries from now on."""
        if values and name not in self.known:
            self.known[name] = []
            for node in self.tree.words[name]:
                insort(self.sources, node)
        if values:
            self.known[name].extend(values[: MOST - len(self.known[name])])

    def _assigned(self, node: int) -> tuple[str | Draft | None, int]:
        """Return what a node writes (a path or a local name) and the expression that goes in."""
        tree = self.tree
        kind = tree.kinds[node]
        if kind == "call_expression":  # BotUserSession.put("key", value)
            function, arguments = tree.inner(node, "function"), tree.child(node, "arguments")
            if function not in self.writes or arguments == ROOT:
                return None, ROOT
            return self.writes[function], next(iter(tree.children(arguments)[1:2]), ROOT)
        if kind == "variable_declarator":
            name = tree.child(node, "name")
            return tree.text(name) if tree.kinds[name] == "identifier" else None, tree.inner(node, "value")
        left = tree.inner(node, "left")
        target = self.writes.get(left) or (tree.text(left) if tree.kinds[left] == "identifier" else None)
        return target, tree.inner(node, "right")

    def _values(self, expression: int) -> Iterator[_Value]:
        """Yield what an expression carries; ``beside`` is the literal text of the part of it that goes to one key."""
        tree = self.tree
        literals = cache(self._literals)
        waiting: list[tuple[int, Path, tuple[str, ...], int]] = [(expression, (), (), expression)]
        while waiting and self.steps > 0:
            self.steps -= 1
            node, key, through, whole = waiting.pop()
            kind = tree.kinds[node]
            if node in self.reads:
                yield _Value(self.reads[node].path, key, through, literals(whole), tree.starts[whole])
            elif kind == "identifier":
                for value in self.known.get(tree.text(node), ()):
                    beside = f"{literals(whole)} {value.beside}"[:LONGEST]
                    way = (*through, *value.through)[:MOST]
                    yield _Value(value.source, (*key, *value.key)[:MOST], way, beside, tree.starts[whole])
            elif kind == "call_expression":
                waiting.extend(self._call(node, key, through, whole))
            elif kind == "pair":
                inner, name = tree.child(node, "value"), tree.child(node, "key")
                if ROOT not in {inner, name}:
                    # What a function makes of an object is no object any more: JSON.stringify({ a: x }).
                    waiting.append((inner, key if through else (*key, self._key(name))[:MOST], through, inner))
            elif kind not in FUNCTIONS and tree.after[node] > node + 1:
                waiting.extend([(part, key, through, whole) for part in reversed(self._carrying(node))])

    def _call(
        self, call: int, key: Path, through: tuple[str, ...], whole: int
    ) -> Iterator[tuple[int, Path, tuple[str, ...], int]]:
        """Yield where the value of a call may come from: its arguments, and the object whose method it is."""
        tree = self.tree
        function, arguments = tree.inner(call, "function"), tree.child(call, "arguments")
        if function == ROOT:
            return
        method = tree.child(function, "property") if tree.kinds[function] == "member_expression" else ROOT
        called, name = tree.text(function), tree.text(method) if method else ""
        is_plain = not method or called.count(".") == 1
        way = (*through, called if is_plain else f".{name}")[:MOST]
        if arguments != ROOT:
            yield from [(each, key, way, whole) for each in tree.children(arguments)]
        owner = tree.inner(function, "object")
        if function in self.reads:  # context.entities.x.trim(), BotUserSession.get("x")
            yield function, key, (*through, f".{name}") if method and name != "get" else through, whole
        elif owner and method:
            yield owner, key, (*through, f".{name}"), whole

    def _carrying(self, node: int) -> list[int]:
        """Return the parts of an expression whose text becomes part of its value."""
        tree = self.tree
        kind = tree.kinds[node]
        if kind == "ternary_expression":
            parts = [tree.child(node, "consequence"), tree.child(node, "alternative")]
            return [part for part in parts if part != ROOT]
        if kind in {"unary_expression", "update_expression"}:
            return []
        if kind == "binary_expression" and tree.signs.get(node) in _COMPARISONS:
            return []
        if kind in {"assignment_expression", "augmented_assignment_expression"}:
            right = tree.child(node, "right")
            return [] if right == ROOT else [right]
        return tree.children(node)

    def _key(self, name: int) -> str:
        if self.tree.kinds[name] == "property_identifier":
            return self.tree.text(name)
        literal = self.tree.literal_key(name)
        return literal[0] if literal else COMPUTED

    def _literals(self, expression: int) -> str:
        tree = self.tree
        near = range(expression, min(tree.after[expression], expression + LONGEST // 4))
        return " ".join([tree.text(node) for node in near if tree.kinds[node] == "string_fragment"])[:LONGEST]
