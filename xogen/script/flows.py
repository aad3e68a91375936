"""Where a value that a script reads goes: from one path of the context to another, and through which functions.

Followed are assignments to the context, local names on the way, object literals, concatenation and template strings. A
function that is called with the value counts as a step on the way; what it does is for the caller to judge.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from xogen.model.references import COMPUTED
from xogen.script.drafts import Draft, canonical
from xogen.script.reading import reading
from xogen.script.tree import FUNCTIONS, Family, Offsets, field_of, literal_key, text_of, walk

if TYPE_CHECKING:
    from tree_sitter import Node

Path = tuple[str, ...]
MOST = 32
"""Values that are followed through one local name, and steps on one way or key: hostile scripts stay cheap."""
VISITS = 20
"""How often each node of a script is looked at on average: in ``a = b = c = ...`` the last ones would be each time."""
LONGEST = 2000
_ASSIGNING = frozenset(
    {"variable_declarator", "assignment_expression", "augmented_assignment_expression", "call_expression"}
)
_COMPARISONS = frozenset({"==", "===", "!=", "!==", "<", "<=", ">", ">=", "in", "instanceof", "-", "*", "/", "%"})


@dataclass(frozen=True, slots=True)
class Flow:
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


@dataclass(frozen=True, slots=True)
class _Value:
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
    read = reading(source)
    reads = {draft.node.id: draft for draft in read.drafts if draft.kind == "read"}
    writes = {draft.node.id: draft for draft in read.drafts if draft.kind == "write"}
    if not reads or not writes:
        return ()
    return tuple(_flows(read.family, reads, writes, read.offsets))


def _flows(family: Family, reads: Mapping[int, Draft], writes: Mapping[int, Draft], offsets: Offsets) -> Iterator[Flow]:
    known: dict[str, list[_Value]] = {}
    steps = iter(range(VISITS * len(family.nodes)))
    for node, kind in zip(family.nodes, family.kinds, strict=True):
        if kind not in _ASSIGNING:
            continue
        target, expression = _assigned(node, writes)
        if expression is None or target is None:
            continue
        values = list(_values(expression, reads, known, steps))
        if isinstance(target, str):
            room = MOST - len(known.setdefault(target, []))
            known[target].extend(values[:room])
            continue
        for value in values:
            line, column = offsets.place(offsets.character(value.at))
            path = (*canonical(target.path), *value.key)
            yield Flow(canonical(value.source), path, value.through, value.beside, line, column)


def _assigned(node: Node, writes: Mapping[int, Draft]) -> tuple[str | Draft | None, Node | None]:
    """Return what a node writes (a path or a local name) and the expression that goes in."""
    if node.type == "variable_declarator":
        name = node.child_by_field_name("name")
        return (text_of(name) if name is not None and name.type == "identifier" else None), field_of(node, "value")
    if node.type in {"assignment_expression", "augmented_assignment_expression"}:
        left = field_of(node, "left")
        if left is None:
            return None, None
        target = writes.get(left.id, text_of(left) if left.type == "identifier" else None)
        return target, field_of(node, "right")
    if node.type == "call_expression":  # BotUserSession.put("key", value)
        function, arguments = field_of(node, "function"), node.child_by_field_name("arguments")
        if function is not None and function.id in writes and arguments is not None:
            return writes[function.id], next(iter(arguments.named_children[1:2]), None)
    return None, None


def _values(
    expression: Node, reads: Mapping[int, Draft], known: Mapping[str, list[_Value]], steps: Iterator[int]
) -> Iterator[_Value]:
    """Yield what an expression carries; ``beside`` is the literal text of the part of it that goes to one key."""
    literals = cache(_literals)
    waiting: list[tuple[Node, Path, tuple[str, ...], Node]] = [(expression, (), (), expression)]
    while waiting and next(steps, None) is not None:
        node, key, through, whole = waiting.pop()
        if node.id in reads:
            yield _Value(reads[node.id].path, key, through, literals(whole), whole.start_byte)
        elif node.type == "identifier":
            for value in known.get(text_of(node), ()):
                beside = f"{literals(whole)} {value.beside}"[:LONGEST]
                way = (*through, *value.through)[:MOST]
                yield replace(value, key=(*key, *value.key)[:MOST], through=way, beside=beside, at=whole.start_byte)
        elif node.type == "call_expression":
            waiting.extend(_call(node, key, through, whole, reads))
        elif node.type == "pair":
            value_node, name = node.child_by_field_name("value"), node.child_by_field_name("key")
            if value_node is not None and name is not None:
                # What a function makes of an object is no object any more: JSON.stringify({ a: x }).
                waiting.append((value_node, key if through else (*key, _key(name))[:MOST], through, value_node))
        elif node.type not in FUNCTIONS:
            waiting.extend((part, key, through, whole) for part in reversed(_carrying(node)))


def _call(
    call: Node, key: Path, through: tuple[str, ...], whole: Node, reads: Mapping[int, Draft]
) -> Iterator[tuple[Node, Path, tuple[str, ...], Node]]:
    """Yield where the value of a call may come from: its arguments, and the object whose method it is."""
    function, arguments = field_of(call, "function"), call.child_by_field_name("arguments")
    if function is None:
        return
    method = function.child_by_field_name("property") if function.type == "member_expression" else None
    name = text_of(function) if method is None or text_of(function).count(".") == 1 else f".{text_of(method)}"
    if arguments is not None:
        yield from ((each, key, (*through, name)[:MOST], whole) for each in arguments.named_children)
    owner = field_of(function, "object")
    if function.id in reads:  # context.entities.x.trim(), BotUserSession.get("x")
        is_method = method is not None and text_of(method) != "get"
        yield function, key, (*through, f".{text_of(method)}") if is_method and method is not None else through, whole
    elif owner is not None and method is not None:
        yield owner, key, (*through, f".{text_of(method)}"), whole


def _carrying(node: Node) -> list[Node]:
    """Return the parts of an expression whose text becomes part of its value."""
    operator = node.child_by_field_name("operator")
    if node.type == "ternary_expression":
        parts = [node.child_by_field_name("consequence"), node.child_by_field_name("alternative")]
        return [part for part in parts if part is not None]
    if node.type == "binary_expression" and operator is not None and operator.type in _COMPARISONS:
        return []
    if node.type in {"unary_expression", "update_expression"}:
        return []
    if node.type in {"assignment_expression", "augmented_assignment_expression"}:
        right = node.child_by_field_name("right")
        return [] if right is None else [right]
    return list(node.named_children)


def _key(name: Node) -> str:
    if name.type == "property_identifier":
        return text_of(name)
    literal = literal_key(name)
    return literal[0] if literal else COMPUTED


def _literals(expression: Node) -> str:
    near = islice(walk(expression), LONGEST // 4)
    return " ".join(text_of(node) for node in near if node.type == "string_fragment")[:LONGEST]
