"""What a reader objects to in a script: dead code, empty catches, unknown names.

A script that does not parse gives nothing: that it does not parse is said elsewhere.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from xogen.script.names import NameFault, faults_of_names
from xogen.script.reading import reading
from xogen.script.tree import ROOT

if TYPE_CHECKING:
    from xogen.script.scopes import Scopes
    from xogen.script.tree import Tree

Kind = Literal[
    NameFault, "empty-catch", "dead-code", "assignment-in-condition", "endless-loop", "promise", "unguarded-parse"
]
_LEAVING = frozenset({"return_statement", "throw_statement", "break_statement", "continue_statement"})
_HARMLESS = frozenset({"comment", "empty_statement", "function_declaration", "break_statement"})
_BLOCKS = ("program", "statement_block", "switch_case", "switch_default")
_DECISIONS = (
    "if_statement", "ternary_expression", "for_statement", "for_in_statement", "while_statement", "do_statement",
    "switch_case", "catch_clause",
)  # fmt: skip
LONGEST_COMPARED = 20


class Remark(NamedTuple):
    """One thing: its kind, its place (from 1), and the name or word it is about."""

    kind: Kind
    line: int
    column: int
    detail: str = ""


class Review(NamedTuple):
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
    tree = read.tree
    if tree.has_error:
        return Review()
    remarks = []
    for start, kind, detail in sorted(_places(tree, read.scopes)):
        line, column = read.lines.place(start)
        remarks.append(Remark(kind, line, column, detail))
    deciding: defaultdict[int, int] = defaultdict(int)
    for node in _deciding(tree):
        deciding[tree.function(node)] += 1
    return Review(tuple(remarks), max(deciding.values(), default=0))


_Place = tuple[int, Kind, str]


def _deciding(tree: Tree) -> Iterator[int]:
    """Yield the nodes that make a script go one way or another."""
    for kind in _DECISIONS:
        yield from tree.of.get(kind, ())
    yield from (node for node in tree.of.get("binary_expression", ()) if tree.signs.get(node) in {"&&", "||", "??"})


def _places(tree: Tree, scopes: Scopes) -> Iterator[_Place]:
    of = tree.of
    yield from faults_of_names(tree, scopes)
    if any(kind in of for kind in _LEAVING):
        for kind in _BLOCKS:
            for node in of.get(kind, ()):
                yield from _dead(tree, node)
    for node in of.get("catch_clause", ()):
        yield from _catch(tree, node)
    for node in of.get("if_statement", ()):
        yield from _condition(tree, node)
    yield from _loops(tree)
    yield from _promises(tree)
    if "JSON.parse" in tree.source:
        yield from _parses(tree)


def _dead(tree: Tree, block: int) -> Iterator[_Place]:
    """Yield the first statement of a block that comes after one that always leaves it."""
    kinds, has_left = tree.kinds, False
    for child in tree.children(block):
        if has_left and kinds[child] not in _HARMLESS and not _is_bare_var(tree, child):
            yield tree.starts[child], "dead-code", ""
            return
        has_left = has_left or kinds[child] in _LEAVING


def _is_bare_var(tree: Tree, node: int) -> bool:
    declared = tree.kinds[node] == "variable_declaration"
    return declared and not any(tree.child(each, "value") for each in tree.children(node))


def _catch(tree: Tree, clause: int) -> Iterator[_Place]:
    body = tree.child(clause, "body")
    if body != ROOT and tree.after[body] == body + 1:  # a comment counts: somebody has thought about it
        yield tree.starts[clause], "empty-catch", ""


def _condition(tree: Tree, statement: int) -> Iterator[_Place]:
    """Yield ``if (a = b)``; doubled parentheses say that it is meant."""
    condition = tree.child(statement, "condition")
    inner = condition + 1
    is_single = condition != ROOT and inner < tree.after[condition] == tree.after[inner]
    if is_single and tree.kinds[inner] == "assignment_expression":
        yield tree.starts[inner], "assignment-in-condition", tree.text(inner).split("=", 1)[0].strip()[:60]


def _loops(tree: Tree) -> Iterator[_Place]:
    """Yield loops that nothing leaves; what only leaves a loop inside of one counts too, so that none is a guess."""
    leaving: defaultdict[int, list[int]] | None = None
    for kind in ("while_statement", "for_statement", "do_statement"):
        for loop in tree.of.get(kind, ()):
            if not _goes_on(tree, loop):
                continue
            leaving = _leaving(tree) if leaving is None else leaving
            ways = leaving[tree.function(loop)]
            first = bisect_left(ways, loop)
            if first == len(ways) or ways[first] >= tree.after[loop]:
                yield tree.starts[loop], "endless-loop", ""


def _goes_on(tree: Tree, loop: int) -> bool:
    """Whether the condition of a loop always holds."""
    if tree.kinds[loop] == "for_statement":
        condition = tree.child(loop, "condition")
        return condition == ROOT or tree.kinds[condition] == "empty_statement"
    return _short(tree, tree.inner(loop, "condition")) in {"true", "1"}


def _leaving(tree: Tree) -> defaultdict[int, list[int]]:
    """Return the statements that may leave a loop, in order, by the function they stand in."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    kinds = ("break_statement", "return_statement", "throw_statement")
    for node in sorted([node for kind in kinds for node in tree.of.get(kind, ())]):
        found[tree.function(node)].append(node)
    return found


def _promises(tree: Tree) -> Iterator[_Place]:
    for node in tree.of.get("await_expression", ()):
        yield tree.starts[node], "promise", "await"
    for node in tree.of.get("new_expression", ()):
        if _short(tree, tree.inner(node, "constructor")) == "Promise":
            yield tree.starts[node], "promise", "new Promise"
    for node in tree.of.get("call_expression", ()) if "then" in tree.source else ():
        function = tree.inner(node, "function")
        method = tree.child(function, "property") if tree.kinds[function] == "member_expression" else ROOT
        if _short(tree, method) == "then":
            yield tree.starts[method], "promise", ".then"


def _parses(tree: Tree) -> Iterator[_Place]:
    tries, guarded = iter((*tree.of.get("try_statement", ()), len(tree.kinds))), 0
    around = next(tries)
    for call in tree.of.get("call_expression", ()):
        while around < call:
            guarded, around = max(guarded, tree.after[around]), next(tries)
        if call >= guarded and _short(tree, tree.inner(call, "function")) == "JSON.parse":
            yield tree.starts[call], "unguarded-parse", ""


def _short(tree: Tree, node: int) -> str:
    """Return the text of a node, but none of a long one: it is only compared, and calls of calls would be dear."""
    return tree.text(node) if node and tree.ends[node] - tree.starts[node] <= LONGEST_COMPARED else ""
