"""Chains of member access: from the name a chain begins with, up to the whole of ``context.a["b"]?.c``."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from xogen.model.references import COMPUTED

if TYPE_CHECKING:
    from xogen.script.tree import Tree

LONGEST = 64
"""Steps that are told apart: a longer path is none that anybody wrote, and copies of it would make scripts dear."""

_ACCESS = frozenset({"member_expression", "subscript_expression"})
_CONDITIONAL = frozenset({"if_statement", "ternary_expression", "while_statement", "do_statement", "for_statement"})
_PASSING = frozenset({"binary_expression", "unary_expression"})
DECIDING: frozenset[str] = _CONDITIONAL | _PASSING | {
    "call_expression", "assignment_expression", "augmented_assignment_expression", "update_expression", "array_pattern",
    "rest_pattern", "pair_pattern", "assignment_pattern", "for_in_statement", "switch_statement",
}  # fmt: skip
"""What says more about a chain that stands in it than that it is read."""
_OTHERWISE = frozenset({"||", "??", "&&"})


class Spelling(NamedTuple):
    """Where a script spells one segment of a path, and how: as ``.name``, ``["name"]``, or in a pattern.

    The part of the path before it ends at ``after``.
    """

    start: int
    end: int
    form: str
    after: int
    optional: bool = False


class Chain(NamedTuple):
    """The steps after the first name, where each is spelt, which is the first after ``?.``, and the topmost node.

    What is computed has no spelling; ``optional`` is -1 where no step is; ``outer`` is ``top`` with its parentheses.
    """

    names: tuple[str, ...]
    spellings: tuple[Spelling | None, ...]
    optional: int
    top: int
    outer: int


def climb(tree: Tree, name: int) -> Chain:
    """Follow member and subscript access from a name as far as it goes."""
    kinds, fields, parents = tree.kinds, tree.fields, tree.parents
    names: list[str] = []
    spellings: list[Spelling | None] = []
    first = -1
    top, parent = name, parents[name]
    while True:
        kind = kinds[parent]
        if kind in _ACCESS and fields[top] == "object":
            if len(names) < LONGEST:
                step, spelling, optional = _step(tree, parent, top)
                if optional and first < 0:
                    first = len(names)
                names.append(step)
                spellings.append(spelling)
        elif kind != "parenthesized_expression":
            inner = tree.unwrap(top) if kinds[top] == "parenthesized_expression" else top
            return Chain(tuple(names), tuple(spellings), first, inner, top)
        top, parent = parent, parents[parent]


def _step(tree: Tree, access: int, before: int) -> tuple[str, Spelling | None, bool]:
    """Return the name of one step, where it is spelt, and whether it is taken with ``?.``."""
    fields, after, ends = tree.fields, tree.after, tree.ends
    optional, at, end = False, after[before], after[access]
    while at < end:
        field = fields[at]
        if field == "property":
            start, stop = tree.starts[at], ends[at]
            return tree.source[start:stop], Spelling(start, stop, "property", ends[before], optional), optional
        if field == "index":
            literal = tree.literal_key(at)
            if literal is not None:
                name, node = literal
                form = "number" if node == at else "string"
                return name, Spelling(tree.starts[node], ends[node], form, ends[before], optional), optional
            break
        optional = optional or field == "optional_chain"
        at = after[at]
    return COMPUTED, None, optional


def usage_of(tree: Tree, node: int) -> str:
    """Say what is done with a chain: ``read``, ``write``, ``update`` (both), ``delete`` or ``call``.

    Args:
        tree: the script.
        node: the whole of the chain, with all its parentheses.
    """
    parent = tree.parents[node]
    kind, field = tree.kinds[parent], tree.fields[node]
    if kind == "call_expression":
        return "call" if field == "function" else "read"
    if kind == "update_expression":
        return "update"
    if kind == "unary_expression":
        return "delete" if tree.signs.get(parent) == "delete" else "read"
    if kind in {"array_pattern", "rest_pattern"} or (kind == "pair_pattern" and field == "value"):
        return "write"
    if field == "left":
        if kind == "augmented_assignment_expression":
            return "update"
        if kind in {"assignment_expression", "for_in_statement", "assignment_pattern"}:
            return "write"
    return "read"


def is_tested(tree: Tree, node: int) -> bool:
    """Whether the script asks if the value is there: in a condition, before ``||``, ``??`` or ``&&``, with typeof.

    Args:
        tree: the script.
        node: what stands for the value, with all its parentheses.
    """
    answer: bool | None = False
    passed: list[int] = []
    parent = tree.parents[node]
    while node:
        answer = _asked(tree, node, parent)
        if answer is None:
            answer = tree.tested.get(parent)
        if answer is not None:
            break
        passed.append(parent)
        node, parent = tree.outer(parent)
    tree.tested.update(dict.fromkeys(passed, bool(answer)))
    return bool(answer)


def _asked(tree: Tree, node: int, parent: int) -> bool | None:
    """Whether what stands around a value asks for it; ``None`` where what stands around that may."""
    kind = tree.kinds[parent]
    if kind in _PASSING:
        sign = tree.signs.get(parent)
        asks = sign in {"typeof", "!", "in"} or (sign in _OTHERWISE and tree.fields[node] == "left")
        return True if asks else None
    if kind in _CONDITIONAL:
        return tree.fields[node] == "condition"
    if kind == "augmented_assignment_expression":
        return tree.signs.get(parent) in {"||=", "??="} and tree.fields[node] == "left"
    return kind == "switch_statement"
