"""Chains of member access: from the name a chain begins with, up to the whole of ``context.a["b"]?.c``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xogen.model.references import COMPUTED
from xogen.script.tree import is_field, literal_key, sign_of, text_of, unwrap

if TYPE_CHECKING:
    from tree_sitter import Node

    from xogen.script.tree import Family

LONGEST = 64
"""Steps that are told apart: a longer path is none that anybody wrote, and copies of it would make scripts dear."""

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


def climb(name: Node, family: Family) -> Chain:
    """Follow member and subscript access from a name as far as it goes."""
    steps: list[Step] = []
    top, parent = family.outer(name)
    while parent is not None and parent.type in {"member_expression", "subscript_expression"}:
        if not is_field(parent, "object", top):
            break
        if len(steps) < LONGEST:
            steps.append(_step(parent, top))
        top, parent = family.outer(parent)
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


def usage_of(top: Node, family: Family) -> str:
    """Say what is done with a chain: ``read``, ``write``, ``update`` (both), ``delete`` or ``call``."""
    node, parent = family.outer(top)
    if parent is None:
        return "read"
    kind = parent.type
    if kind == "call_expression" and is_field(parent, "function", node):
        return "call"
    if kind == "assignment_expression" and is_field(parent, "left", node):
        return "write"
    if kind == "update_expression" or (kind == "augmented_assignment_expression" and is_field(parent, "left", node)):
        return "update"
    if kind == "unary_expression" and sign_of(parent) == "delete":
        return "delete"
    if kind in {"array_pattern", "rest_pattern"} or (kind == "for_in_statement" and is_field(parent, "left", node)):
        return "write"
    if (kind == "pair_pattern" and is_field(parent, "value", node)) or (
        kind == "assignment_pattern" and is_field(parent, "left", node)
    ):
        return "write"
    return "read"


def is_tested(top: Node, family: Family) -> bool:
    """Whether the script asks if the value is there: in a condition, before ``||``, ``??`` or ``&&``, with typeof."""
    answer: bool | None = False
    passed: list[int] = []
    node, parent = family.outer(top)
    while parent is not None:
        answer = _asked(node, parent)
        if answer is None:
            answer = family.tested.get(parent.id)
        if answer is not None:
            break
        passed.append(parent.id)
        node, parent = family.outer(parent)
    family.tested.update(dict.fromkeys(passed, bool(answer)))
    return bool(answer)


def _asked(node: Node, parent: Node) -> bool | None:
    """Whether what stands around a value asks for it; ``None`` where what stands around that may."""
    kind = parent.type
    if kind in _CONDITIONAL:
        return is_field(parent, "condition", node)
    if kind == "switch_statement":
        return True
    sign = sign_of(parent) if kind in _PASSING or kind == "augmented_assignment_expression" else ""
    if kind == "augmented_assignment_expression":
        return sign in {"||=", "??="} and is_field(parent, "left", node)
    if sign in {"typeof", "!", "in"} or (sign in {"||", "??", "&&"} and is_field(parent, "left", node)):
        return True
    return None if kind in _PASSING else False
