"""Chains of member access: from the name a chain begins with, up to the whole of ``context.a["b"]?.c``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xogen.model.references import COMPUTED
from xogen.script.tree import is_field, literal_key, outer, text_of, unwrap

if TYPE_CHECKING:
    from tree_sitter import Node

_CONDITIONAL = frozenset({"if_statement", "ternary_expression", "while_statement", "do_statement", "for_statement"})
_PASSING = frozenset({"binary_expression", "unary_expression"})


@dataclass(frozen=True, slots=True)
class Step:
    """One segment of a chain. ``node`` spells it, ``form`` says how; the part before it ends at ``after``."""

    name: str
    node: Node | None
    form: str = "property"
    after: int = 0
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Chain:
    """The steps after the first name, and the topmost node of the access."""

    steps: tuple[Step, ...]
    top: Node


def climb(name: Node) -> Chain:
    """Follow member and subscript access from a name as far as it goes."""
    steps: list[Step] = []
    top, parent = outer(name)
    while parent is not None and parent.type in {"member_expression", "subscript_expression"}:
        if not is_field(parent, "object", top):
            break
        steps.append(_step(parent, top))
        top, parent = outer(parent)
    return Chain(tuple(steps), unwrap(top) or top)


def _step(access: Node, before: Node) -> Step:
    optional = access.child_by_field_name("optional_chain") is not None
    node = access.child_by_field_name("property")
    if node is not None:
        return Step(text_of(node), node, "property", before.end_byte, optional)
    index = access.child_by_field_name("index")
    literal = literal_key(index) if index is not None else None
    if literal is None:
        return Step(COMPUTED, None, "computed", before.end_byte, optional)
    form = "number" if index is not None and index.type == "number" else "string"
    return Step(literal[0], literal[1], form, before.end_byte, optional)


def usage_of(top: Node) -> str:
    """Say what is done with a chain: ``read``, ``write``, ``update`` (both), ``delete`` or ``call``."""
    node, parent = outer(top)
    if parent is None:
        return "read"
    kind = parent.type
    if kind == "call_expression" and is_field(parent, "function", node):
        return "call"
    if kind == "assignment_expression" and is_field(parent, "left", node):
        return "write"
    if kind == "update_expression" or (kind == "augmented_assignment_expression" and is_field(parent, "left", node)):
        return "update"
    if kind == "unary_expression" and text_of(parent).startswith("delete"):
        return "delete"
    if kind in {"array_pattern", "rest_pattern"} or (kind == "for_in_statement" and is_field(parent, "left", node)):
        return "write"
    if (kind == "pair_pattern" and is_field(parent, "value", node)) or (
        kind == "assignment_pattern" and is_field(parent, "left", node)
    ):
        return "write"
    return "read"


def is_tested(top: Node) -> bool:
    """Whether the script asks if the value is there: in a condition, before ``||``, ``??`` or ``&&``, with typeof."""
    node, parent = outer(top)
    while parent is not None:
        operator = parent.child_by_field_name("operator")
        sign = text_of(operator) if operator is not None else ""
        if parent.type == "augmented_assignment_expression":
            return sign in {"||=", "??="}
        if sign in {"||", "??", "&&"} and is_field(parent, "left", node):
            return True
        if parent.type in _CONDITIONAL:
            return is_field(parent, "condition", node)
        if parent.type == "switch_statement":
            return True
        if sign in {"typeof", "!", "in"}:
            return True
        if parent.type not in _PASSING:
            return False
        node, parent = outer(parent)
    return False
