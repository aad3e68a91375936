"""The names a script declares: which hide a root such as ``context``, and which stand for a part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from xogen.model.once import once
from xogen.script.chains import LONGEST
from xogen.script.tree import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xogen.script.tree import Tree

_BOUND = frozenset({"identifier", "shorthand_property_identifier_pattern"})
_NAMED_AROUND = frozenset({"function_declaration", "generator_function_declaration", "class_declaration"})
"""Their names are seen by what stands around them."""
_NAMED_INSIDE = (
    ("function_expression", "name"), ("generator_function", "name"), ("arrow_function", "parameter"),
    ("catch_clause", "parameter"),
)  # fmt: skip
"""What they name is seen only by what stands in them."""
FREE = -1
"""Stands for the scope of a name that the script does not declare."""

Variable = tuple[str, int]
"""A name and the scope that declares it, or ``FREE``."""


class Scopes:
    """What is declared and assigned in a script.

    Attributes:
        declared: the nodes that only name what is declared.
        scopes: the scopes that declare each name.
    """

    def __init__(self, tree: Tree) -> None:
        """Collect the declarations of a script."""
        self.declared: set[int] = set()
        self.scopes: dict[str, set[int]] = {}
        self._tree = tree
        for target, scope in _declarations(tree):
            for name in _bound(tree, target) if tree.kinds[target] != "identifier" else (target,):
                self.declared.add(name)
                self.scopes.setdefault(tree.text(name), set()).add(scope)
        self._owners: dict[int, int] = {}
        for word, scopes in self.scopes.items():
            _own(tree, tree.words[word], sorted(scopes), self._owners)

    def variable(self, name: int) -> Variable:
        """Return the variable that a name stands for where it stands."""
        return self._tree.text(name), self._owners.get(name, FREE)

    def owner(self, name: int) -> int:
        """Return the scope that declares a name where it stands, or ``FREE``."""
        return self._owners.get(name, FREE)

    def is_alias(self, variable: Variable) -> bool:
        """Whether a name is declared once and never changed, so that it may stand for its value."""
        return variable not in self._changed

    @once
    def _changed(self) -> set[Variable]:
        """The variables that are declared or given a value more than once."""
        seen: set[Variable] = set()
        again: set[Variable] = set()
        for variable in map(self.variable, (*self.declared, *_reassigned(self._tree))):
            (again if variable in seen else seen).add(variable)
        return again


def _own(tree: Tree, uses: list[int], scopes: list[int], owners: dict[int, int]) -> None:
    """Note for each use of one name which of the scopes that declare it is the innermost."""
    starts, ends = tree.starts, tree.ends
    around: list[int] = []
    at = 0
    for use in uses:
        while at < len(scopes) and scopes[at] < use:
            while around and starts[scopes[at]] >= ends[around[-1]]:
                around.pop()
            around.append(scopes[at])
            at += 1
        while around and starts[use] >= ends[around[-1]]:
            around.pop()
        if around:
            owners[use] = around[-1]


def _declarations(tree: Tree) -> Iterator[tuple[int, int]]:
    """Yield each (pattern, scope) that a script declares."""
    of = tree.of
    for node in of.get("variable_declarator", ()):
        is_var = tree.kinds[tree.parents[node]] == "variable_declaration"
        yield tree.child(node, "name"), tree.function(node) if is_var else tree.block(node)
    for kind in _NAMED_AROUND.intersection(of):
        yield from ((tree.child(node, "name"), tree.block(node)) for node in of[kind])
    for kind, field in _NAMED_INSIDE:
        yield from ((tree.child(node, field), node) for node in of.get(kind, ()))
    for node in of.get("formal_parameters", ()):
        yield from ((each, tree.function(node)) for each in tree.children(node))
    for node in tree.declaring:
        if tree.kinds[node] == "for_in_statement":
            yield tree.child(node, "left"), node


def _bound(tree: Tree, pattern: int) -> Iterator[int]:
    """Yield the names that a pattern binds."""
    waiting = [pattern]
    while waiting:
        node = waiting.pop()
        kind = tree.kinds[node]
        if kind in _BOUND:
            yield node
        elif kind == "pair_pattern":
            waiting.append(tree.child(node, "value"))
        elif kind in {"assignment_pattern", "object_assignment_pattern"}:
            waiting.append(tree.child(node, "left"))
        elif kind in {"object_pattern", "array_pattern", "rest_pattern"}:
            waiting.extend(tree.children(node))


def _reassigned(tree: Tree) -> Iterator[int]:
    """Yield the names that a script gives another value."""
    for kind in ("assignment_expression", "augmented_assignment_expression"):
        for node in tree.of.get(kind, ()):
            yield from _bound(tree, tree.inner(node, "left"))
    for node in tree.of.get("update_expression", ()):
        yield from _bound(tree, tree.inner(node, "argument"))
    for node in tree.of.get("for_in_statement", ()):
        if node not in tree.declaring:
            yield from _bound(tree, tree.inner(node, "left"))


class Binding(NamedTuple):
    """A name bound by destructuring: the keys that lead to it, the node of the last key, and how it is spelt.

    ``name`` is ``ROOT`` where what stands under the keys is no plain name.
    """

    name: int
    keys: tuple[str, ...]
    node: int
    form: str
    default: bool


def bindings(tree: Tree, pattern: int) -> Iterator[Binding]:
    """Yield what an object pattern takes out of its value, nested patterns too."""
    waiting: list[tuple[int, tuple[str, ...]]] = [(pattern, ())]
    while waiting:
        node, keys = waiting.pop()
        for child in tree.children(node):
            default = tree.kinds[child] == "object_assignment_pattern"
            inner = tree.child(child, "left") if default else child
            if tree.kinds[inner] == "shorthand_property_identifier_pattern":
                yield Binding(inner, (*keys, tree.text(inner)), inner, "shorthand", default)
            elif tree.kinds[inner] == "pair_pattern":
                yield from _pair(tree, inner, keys, waiting)


def _pair(
    tree: Tree, pair: int, keys: tuple[str, ...], waiting: list[tuple[int, tuple[str, ...]]]
) -> Iterator[Binding]:
    key, value = tree.child(pair, "key"), tree.child(pair, "value")
    if tree.kinds[key] == "computed_property_name":
        key = next(iter(tree.children(key)), ROOT)
    if ROOT in {key, value} or len(keys) >= LONGEST:
        return
    plain = tree.kinds[key] == "property_identifier"
    literal = (tree.text(key), key) if plain else tree.literal_key(key)
    if literal is None:
        return
    default = tree.kinds[value] == "assignment_pattern"
    target = tree.child(value, "left") if default else value
    path = (*keys, literal[0])
    name = target if tree.kinds[target] == "identifier" else ROOT
    yield Binding(name, path, literal[1], "key" if plain else "string", default)
    if tree.kinds[target] == "object_pattern":
        waiting.append((target, path))
