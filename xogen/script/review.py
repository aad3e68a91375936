"""What a reader objects to in a script, found in one walk over its tree: dead code, empty catches, unknown names.

A script that does not parse gives nothing: that it does not parse is said elsewhere.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from xogen.script.globals import DYNAMIC, KNOWN, OUTSIDE
from xogen.script.reading import reading
from xogen.script.scopes import Scopes, Variable
from xogen.script.tree import Family, field_of, is_field, sign_of, text_of

if TYPE_CHECKING:
    from tree_sitter import Node

Kind = Literal[
    "dynamic-code", "missing-global", "unknown-name", "unused-value", "empty-catch", "dead-code",
    "assignment-in-condition", "endless-loop", "promise", "unguarded-parse",
]  # fmt: skip
_LEAVING = frozenset({"return_statement", "throw_statement", "break_statement", "continue_statement"})
_HARMLESS = frozenset({"comment", "empty_statement", "function_declaration", "break_statement"})
_BLOCKS = frozenset({"program", "statement_block", "switch_case", "switch_default"})
_DECISIONS = frozenset(
    {"if_statement", "ternary_expression", "for_statement", "for_in_statement", "while_statement", "do_statement",
     "switch_case", "catch_clause"}
)  # fmt: skip
_NAMES = frozenset({"identifier", "shorthand_property_identifier"})
_REFERENCE = re.compile(r"_+")
"""What ``neutralise`` makes of a ``{{...}}`` reference."""
LONGEST_COMPARED = 20


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing: its kind, its place (from 1), and the name or word it is about."""

    kind: Kind
    line: int
    column: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """A script as a reader sees it: its remarks in order, and the decisions of the function that makes the most."""

    remarks: tuple[Remark, ...] = ()
    decisions: int = 0


@lru_cache(maxsize=16_384)
def review(source: str) -> Review:
    """Return what there is to say about a script.

    Args:
        source: JavaScript as a script node, a message or a processor holds it.
    """
    read = reading(source)
    if read.root.has_error:
        return Review()
    family, offsets = read.family, read.offsets
    found = sorted(_places(family, read.scopes), key=lambda place: (place[1].start_byte, place[0], place[2]))
    remarks = []
    for kind, node, detail in found:
        line, column = offsets.place(offsets.character(node.start_byte))
        remarks.append(Remark(kind, line, column, detail))
    deciding = Counter(family.function(node).id for node in _deciding(family))
    return Review(tuple(remarks), max(deciding.values(), default=0))


_Place = tuple[Kind, "Node", str]


def _places(family: Family, scopes: Scopes) -> Iterator[_Place]:
    yield from _names(family, scopes)
    leaving = _leaving(family)
    guarded = 0
    for node, kind in zip(family.nodes, family.kinds, strict=True):
        if kind == "try_statement":
            guarded = max(guarded, node.end_byte)
        if kind in _BLOCKS:
            yield from _dead(node)
        elif kind == "catch_clause":
            yield from _catch(node)
        elif kind == "if_statement":
            yield from _condition(node)
        elif kind in {"while_statement", "for_statement", "do_statement"}:
            yield from _loop(node, leaving[family.function(node).id])
        elif kind == "await_expression":
            yield "promise", node, "await"
        elif kind in {"call_expression", "new_expression"}:
            yield from _call(node, is_guarded=node.start_byte < guarded)


def _deciding(family: Family) -> Iterator[Node]:
    """Yield the nodes that make a script go one way or another."""
    yield from family.of(*_DECISIONS)
    yield from (node for node in family.of("binary_expression") if sign_of(node) in {"&&", "||", "??"})


def _dead(block: Node) -> Iterator[_Place]:
    """Yield the first statement of a block that comes after one that always leaves it."""
    has_left = False
    for child in block.named_children:
        if has_left and child.type not in _HARMLESS and not _is_bare_var(child):
            yield "dead-code", child, ""
            return
        has_left = has_left or child.type in _LEAVING


def _is_bare_var(node: Node) -> bool:
    declared = node.type == "variable_declaration"
    return declared and all(each.child_by_field_name("value") is None for each in node.named_children)


def _catch(clause: Node) -> Iterator[_Place]:
    body = clause.child_by_field_name("body")
    if body is not None and body.named_child_count == 0:  # a comment counts: somebody has thought about it
        yield "empty-catch", clause, ""


def _condition(statement: Node) -> Iterator[_Place]:
    """Yield ``if (a = b)``; doubled parentheses say that it is meant."""
    condition = statement.child_by_field_name("condition")
    inner = condition.named_children[0] if condition is not None and condition.named_child_count == 1 else None
    if inner is not None and inner.type == "assignment_expression":
        yield "assignment-in-condition", inner, text_of(inner).split("=", 1)[0].strip()[:60]


def _leaving(family: Family) -> defaultdict[int, list[int]]:
    """Return where the statements stand that may leave a loop, by the function they stand in."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for node in family.of("break_statement", "return_statement", "throw_statement"):
        found[family.function(node).id].append(node.start_byte)
    for starts in found.values():
        starts.sort()
    return found


def _loop(loop: Node, leaving: list[int]) -> Iterator[_Place]:
    """Yield a loop that nothing leaves; what only leaves a loop inside of it counts too, so that none is a guess."""
    condition = loop.child_by_field_name("condition")
    if loop.type == "for_statement":
        always = condition is None or condition.type == "empty_statement"
    else:
        inner = field_of(loop, "condition")
        always = inner is not None and _short(inner) in {"true", "1"}
    first = bisect_left(leaving, loop.start_byte)
    if always and not (first < len(leaving) and leaving[first] < loop.end_byte):
        yield "endless-loop", loop, ""


def _call(call: Node, *, is_guarded: bool) -> Iterator[_Place]:
    function = field_of(call, "function" if call.type == "call_expression" else "constructor")
    if function is None:
        return
    called = _short(function)
    if call.type == "new_expression":
        if called == "Promise":
            yield "promise", call, "new Promise"
        return
    if called == "JSON.parse" and not is_guarded:
        yield "unguarded-parse", call, ""
    method = function.child_by_field_name("property") if function.type == "member_expression" else None
    if method is not None and _short(method) == "then":
        yield "promise", method, ".then"


def _short(node: Node) -> str:
    """Return the text of a node, but none of a long one: it is only compared, and calls of calls would be dear."""
    return text_of(node) if node.end_byte - node.start_byte <= LONGEST_COMPARED else ""


def _names(family: Family, scopes: Scopes) -> Iterator[_Place]:
    """Yield names that nothing declares, those that are not there, and declared ones that nothing reads."""
    declared: dict[Variable, Node] = {}
    read: set[Variable] = set()
    free: defaultdict[str, list[Node]] = defaultdict(list)
    assigned: set[str] = set()
    for node in family.of("variable_declarator"):
        name = node.child_by_field_name("name")
        if name is not None and name.type == "identifier":
            declared.setdefault(scopes.variable(name), name)
    for node, kind in zip(family.nodes, family.kinds, strict=True):
        if kind not in _NAMES or node.id in scopes.declared:
            continue
        variable = scopes.variable(node)
        is_write = _is_written(node, family)
        if variable[1]:
            read.update(() if is_write else (variable,))
        elif is_write:
            assigned.add(variable[0])
        elif variable[0] not in DYNAMIC or _is_called(node, family):
            free[variable[0]].append(node)
    yield from (("unused-value", node, text_of(node)) for key, node in declared.items() if key not in read)
    for word, nodes in free.items():
        fault = None if word in assigned else _kind(word)
        if fault is not None and not _is_asked_for(nodes, family):
            yield fault, nodes[0], word


def _kind(name: str) -> Kind | None:
    if name in DYNAMIC:
        return "dynamic-code"
    if name in OUTSIDE:
        return "missing-global"
    return None if name in KNOWN or _REFERENCE.fullmatch(name) else "unknown-name"


def _is_written(name: Node, family: Family) -> bool:
    node, parent = family.outer(name)
    if parent is None:
        return False
    if parent.type == "assignment_expression":
        return is_field(parent, "left", node)
    return parent.type == "for_in_statement" and is_field(parent, "left", node)


def _is_called(name: Node, family: Family) -> bool:
    node, parent = family.outer(name)
    if parent is None:
        return False
    return is_field(parent, "function", node) or is_field(parent, "constructor", node)


def _is_asked_for(nodes: list[Node], family: Family) -> bool:
    """Whether the script looks first if a name is there: ``typeof name``."""
    for name in nodes:
        _, parent = family.outer(name)
        if parent is not None and parent.type == "unary_expression" and sign_of(parent) == "typeof":
            return True
    return False
