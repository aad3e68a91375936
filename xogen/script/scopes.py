"""The names a script declares: which hide a root such as ``context``, and which stand for a part of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xogen.script.chains import LONGEST
from xogen.script.tree import field_of, literal_key, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tree_sitter import Node

    from xogen.script.tree import Family

_NAMES = frozenset({"identifier", "shorthand_property_identifier_pattern"})
_USES = _NAMES | {"shorthand_property_identifier"}

Variable = tuple[str, int]
"""A name and the node id of the scope that declares it; 0 where the script does not."""


@dataclass(slots=True)
class Scopes:
    """What is declared and assigned: ``declared`` are the nodes that only name, ``changes`` count by variable."""

    declared: set[int] = field(default_factory=set)
    changes: Counter[Variable] = field(default_factory=Counter)
    owners: dict[int, int] = field(default_factory=dict)

    def variable(self, name: Node) -> Variable:
        """Return the variable that a name stands for where it stands."""
        return text_of(name), self.owners.get(name.id, 0)

    def is_alias(self, variable: Variable) -> bool:
        """Whether a name is declared once and never changed, so that it may stand for its value."""
        return self.changes[variable] == 1


def scopes_of(family: Family) -> Scopes:
    """Collect the declarations and assignments of a script."""
    found = Scopes()
    names: dict[int, set[str]] = defaultdict(set)
    changed: list[Node] = []
    for target, scope in _declarations(family):
        for name in _bound(target):
            found.declared.add(name.id)
            names[scope.id].add(text_of(name))
            changed.append(name)
    changed.extend(_reassigned(family))
    if names:
        found.owners = _owners(family, names)
    found.changes.update(map(found.variable, changed))
    return found


def _owners(family: Family, names: dict[int, set[str]]) -> dict[int, int]:
    """Return the scope that declares each name, by node id: the innermost of those around it."""
    owners: dict[int, int] = {}
    visible: dict[str, list[int]] = defaultdict(list)
    around: list[tuple[int, int]] = []
    for node, kind in zip(family.nodes, family.kinds, strict=True):
        is_name = kind in _USES
        if not is_name and node.id not in names:
            continue
        while around and node.start_byte >= around[-1][0]:
            for name in names[around.pop()[1]]:
                visible[name].pop()
        if node.id in names:
            around.append((node.end_byte, node.id))
            for name in names[node.id]:
                visible[name].append(node.id)
        if is_name and (declaring := visible.get(text_of(node))):
            owners[node.id] = declaring[-1]
    return owners


def _declarations(family: Family) -> Iterator[tuple[Node, Node]]:
    """Yield each (pattern, scope) that a script declares."""
    for node in family.of("variable_declarator"):
        name = node.child_by_field_name("name")
        if name is not None:
            parent = family.parent(node)
            is_var = parent is not None and parent.type == "variable_declaration"
            yield name, family.function(node) if is_var else family.block(node)
    for kind in ("function_declaration", "generator_function_declaration", "class_declaration"):
        yield from _in_field(family, kind, "name", family.block)
    for kind in ("function_expression", "generator_function"):
        yield from _in_field(family, kind, "name", lambda node: node)
    for kind in ("arrow_function", "catch_clause"):
        yield from _in_field(family, kind, "parameter", lambda node: node)
    for node in family.of("formal_parameters"):
        yield from ((each, family.function(node)) for each in node.named_children)
    for node in family.of("for_in_statement"):
        left = node.child_by_field_name("left")
        if left is not None and node.child_by_field_name("kind") is not None:
            yield left, node


def _in_field(family: Family, kind: str, field: str, scope: Callable[[Node], Node]) -> Iterator[tuple[Node, Node]]:
    for node in family.of(kind):
        pattern = node.child_by_field_name(field)
        if pattern is not None:
            yield pattern, scope(node)


def _bound(pattern: Node) -> Iterator[Node]:
    """Yield the names that a pattern binds."""
    waiting = [pattern]
    while waiting:
        node = waiting.pop()
        if node.type in _NAMES:
            yield node
        elif node.type == "pair_pattern":
            waiting.extend(child for child in (node.child_by_field_name("value"),) if child is not None)
        elif node.type in {"assignment_pattern", "object_assignment_pattern"}:
            waiting.extend(child for child in (node.child_by_field_name("left"),) if child is not None)
        elif node.type in {"object_pattern", "array_pattern", "rest_pattern"}:
            waiting.extend(node.named_children)


def _reassigned(family: Family) -> Iterator[Node]:
    """Yield the names that a script gives another value."""
    targets = [field_of(node, "left") for node in family.of("assignment_expression", "augmented_assignment_expression")]
    targets += [field_of(node, "argument") for node in family.of("update_expression")]
    targets += [
        field_of(node, "left") for node in family.of("for_in_statement") if node.child_by_field_name("kind") is None
    ]
    for target in targets:
        if target is not None:
            yield from _bound(target)


@dataclass(frozen=True, slots=True)
class Binding:
    """A name bound by destructuring: the keys that lead to it, the node of the last key, and how it is spelt."""

    name: Node | None
    keys: tuple[str, ...]
    node: Node
    form: str
    default: bool


def bindings(pattern: Node) -> Iterator[Binding]:
    """Yield what an object pattern takes out of its value, nested patterns too."""
    waiting: list[tuple[Node, tuple[str, ...]]] = [(pattern, ())]
    while waiting:
        node, keys = waiting.pop()
        for child in node.named_children:
            default = child.type == "object_assignment_pattern"
            inner = child.child_by_field_name("left") if default else child
            if inner is None:
                continue
            if inner.type == "shorthand_property_identifier_pattern":
                yield Binding(inner, (*keys, text_of(inner)), inner, "shorthand", default)
            elif inner.type == "pair_pattern":
                yield from _pair(inner, keys, waiting)


def _pair(pair: Node, keys: tuple[str, ...], waiting: list[tuple[Node, tuple[str, ...]]]) -> Iterator[Binding]:
    key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
    if key is not None and key.type == "computed_property_name":
        key = next(iter(key.named_children), None)
    if key is None or value is None or len(keys) >= LONGEST:
        return
    plain = key.type == "property_identifier"
    literal = (text_of(key), key) if plain else literal_key(key)
    if literal is None:
        return
    default = value.type == "assignment_pattern"
    target = value.child_by_field_name("left") if default else value
    name = target if target is not None and target.type == "identifier" else None
    path = (*keys, literal[0])
    yield Binding(name, path, literal[1], "key" if plain else "string", default)
    if target is not None and target.type == "object_pattern":
        waiting.append((target, path))
