"""Names in a script that something is wrong with: nothing declares them, nothing reads them, or they are not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from xogen.script.globals import DYNAMIC, KNOWN, OUTSIDE
from xogen.script.scopes import FREE, Scopes, Variable

if TYPE_CHECKING:
    from xogen.script.tree import Tree

NameFault = Literal["dynamic-code", "missing-global", "unknown-name", "unused-value"]
_Found = tuple[int, NameFault, str]
_NAMES = frozenset({"identifier", "shorthand_property_identifier"})
_FINE = KNOWN - DYNAMIC
_REFERENCE = re.compile(r"_+")
"""What ``neutralise`` makes of a ``{{...}}`` reference."""


def faults_of_names(tree: Tree, scopes: Scopes) -> Iterator[_Found]:
    """Yield names that nothing declares, those that are not there, and declared ones that nothing reads.

    Args:
        tree: the script.
        scopes: what it declares.

    Yields:
        Where each starts, what is wrong with it, and the name.
    """
    read: set[Variable] = set()
    for word, nodes in tree.words.items():
        if word in scopes.scopes:
            free = []
            for node in _used(tree, scopes, nodes):
                scope = scopes.owner(node)
                if scope == FREE:
                    free.append(node)
                elif (word, scope) not in read and not _is_written(tree, node):
                    read.add((word, scope))
            yield from _free(tree, word, free)
        elif word not in _FINE:
            yield from _free(tree, word, _used(tree, scopes, nodes))
    yield from _unused(tree, scopes, read)


def _used(tree: Tree, scopes: Scopes, nodes: list[int]) -> list[int]:
    """Return the nodes of a name that do not only declare it."""
    return [node for node in nodes if node not in scopes.declared and tree.kinds[node] in _NAMES]


def _free(tree: Tree, word: str, nodes: list[int]) -> Iterator[_Found]:
    """Yield the first place of a name that the script uses and does not declare, if it is not there."""
    fault = _kind(word) if nodes else None
    if fault is None or any(_is_written(tree, node) for node in nodes):
        return
    if word in DYNAMIC:
        nodes = [node for node in nodes if _is_called(tree, node)]
    if nodes and not _is_asked_for(tree, nodes):
        yield tree.starts[nodes[0]], fault, word


def _unused(tree: Tree, scopes: Scopes, read: set[Variable]) -> Iterator[_Found]:
    """Yield the declared names that nothing reads."""
    declared: dict[Variable, int] = {}
    for node in tree.of.get("variable_declarator", ()):
        name = tree.child(node, "name")
        if tree.kinds[name] == "identifier":
            declared.setdefault(scopes.variable(name), name)
    for variable, name in declared.items():
        if variable not in read:
            yield tree.starts[name], "unused-value", variable[0]


def _kind(name: str) -> NameFault | None:
    if name in DYNAMIC:
        return "dynamic-code"
    if name in OUTSIDE:
        return "missing-global"
    return None if name in KNOWN or _REFERENCE.fullmatch(name) else "unknown-name"


def _is_written(tree: Tree, name: int) -> bool:
    node, parent = tree.outer(name)
    return tree.fields[node] == "left" and tree.kinds[parent] in {"assignment_expression", "for_in_statement"}


def _is_called(tree: Tree, name: int) -> bool:
    return tree.fields[tree.outer(name)[0]] in {"function", "constructor"}


def _is_asked_for(tree: Tree, nodes: list[int]) -> bool:
    """Whether the script looks first if a name is there: ``typeof name``."""
    return any(tree.signs.get(tree.outer(name)[1]) == "typeof" for name in nodes)
