"""The names a script declares: which hide a root such as ``context``, and which stand for a part of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xogen.script.tree import FUNCTIONS, field_of, literal_key, scope_of, text_of, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

_FUNCTION_OR_PROGRAM = FUNCTIONS | {"program"}
_NAMES = frozenset({"identifier", "shorthand_property_identifier_pattern"})


@dataclass(slots=True)
class Scopes:
    """What is declared and assigned: ``scopes`` by name as byte ranges, ``declared`` the nodes that only name."""

    scopes: dict[str, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    declared: set[int] = field(default_factory=set)
    declarators: list[Node] = field(default_factory=list)
    changed: Counter[str] = field(default_factory=Counter)

    def hidden(self, name: Node) -> bool:
        """Whether a declaration of the script's own hides the platform's object of this name here."""
        return any(start <= name.start_byte < end for start, end in self.scopes.get(text_of(name), ()))

    def is_alias(self, name: str) -> bool:
        """Whether a name is declared once and never changed, so that it may stand for its value."""
        return self.changed[name] == 1


def scopes_of(root: Node) -> Scopes:
    """Collect the declarations and assignments of a script."""
    found = Scopes()
    for node in walk(root):
        for target, scope in _declarations(node):
            for name in _bound(target):
                found.declared.add(name.id)
                found.changed[text_of(name)] += 1
                found.scopes[text_of(name)].append((scope.start_byte, scope.end_byte))
        if node.type == "variable_declarator":
            found.declarators.append(node)
        else:
            found.changed.update(_reassigned(node))
    return found


def _declarations(node: Node) -> Iterator[tuple[Node, Node]]:
    """Yield each (pattern, scope) that a node declares."""
    name = node.child_by_field_name("name")
    if node.type == "variable_declarator" and name is not None:
        is_var = node.parent is not None and node.parent.type == "variable_declaration"
        yield name, scope_of(node, _FUNCTION_OR_PROGRAM) if is_var else scope_of(node)
    elif node.type in {"function_declaration", "class_declaration"} and name is not None:
        yield name, scope_of(node)
    elif node.type == "formal_parameters" and node.parent is not None:
        for each in node.named_children:
            yield each, node.parent
    elif node.type in {"arrow_function", "catch_clause"}:
        parameter = node.child_by_field_name("parameter")
        if parameter is not None:
            yield parameter, node
    elif node.type == "for_in_statement" and node.child_by_field_name("kind") is not None:
        left = node.child_by_field_name("left")
        if left is not None:
            yield left, node


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


def _reassigned(node: Node) -> Iterator[str]:
    target = None
    if node.type in {"assignment_expression", "augmented_assignment_expression"}:
        target = field_of(node, "left")
    elif node.type == "update_expression":
        target = field_of(node, "argument")
    elif node.type == "for_in_statement" and node.child_by_field_name("kind") is None:
        target = field_of(node, "left")
    if target is not None:
        yield from (text_of(name) for name in _bound(target))


@dataclass(frozen=True, slots=True)
class Binding:
    """A name bound by destructuring: the keys that lead to it, the node of the last key, and how it is spelt."""

    name: str | None
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
                yield Binding(text_of(inner), (*keys, text_of(inner)), inner, "shorthand", default)
            elif inner.type == "pair_pattern":
                yield from _pair(inner, keys, waiting)


def _pair(pair: Node, keys: tuple[str, ...], waiting: list[tuple[Node, tuple[str, ...]]]) -> Iterator[Binding]:
    key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
    if key is None or value is None:
        return
    literal = (text_of(key), key) if key.type == "property_identifier" else literal_key(key)
    if literal is None:
        return
    default = value.type == "assignment_pattern"
    target = value.child_by_field_name("left") if default else value
    name = text_of(target) if target is not None and target.type == "identifier" else None
    path = (*keys, literal[0])
    form = "key" if key.type == "property_identifier" else "string"
    yield Binding(name, path, literal[1], form, default)
    if target is not None and target.type == "object_pattern":
        waiting.append((target, path))
