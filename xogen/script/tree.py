"""The syntax tree of a script: parsing, walking without recursion, and the few questions that are asked of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node, Parser, Tree

FUNCTIONS = frozenset(
    {
        "function_declaration", "function_expression", "arrow_function", "method_definition",
        "generator_function", "generator_function_declaration", "class_static_block",
    }
)  # fmt: skip
_LEAVES = frozenset(
    {
        "identifier", "property_identifier", "shorthand_property_identifier", "string_fragment", "number", "comment",
        "shorthand_property_identifier_pattern", "escape_sequence", "true", "false", "null", "undefined", "this",
    }
)  # fmt: skip
_WIDE = re.compile(r"[^\x00-\x7f]")
_BLOCKS = FUNCTIONS | {"program", "statement_block", "for_statement", "for_in_statement", "catch_clause", "switch_body"}


@cache
def _parser() -> Parser:
    import tree_sitter_javascript
    from tree_sitter import Language, Parser

    return Parser(Language(tree_sitter_javascript.language()))


def parse(source: str) -> Tree:
    """Parse a script. Always gives a tree: where the script is wrong, the tree holds error nodes."""
    return _parser().parse(source.encode())


class Family:
    """Who stands in what. The parser finds a parent by a search from the root, which makes long scripts dear.

    Attributes:
        nodes: every named node, parents before children, in the order of the source.
        kinds: the type of each of them: the parser makes a new text each time it is asked.
        tested: what ``chains.is_tested`` found out so far, by node id.
    """

    def __init__(self, root: Node) -> None:
        """Walk the tree once."""
        self.nodes: list[Node] = []
        self.kinds: list[str] = []
        self.tested: dict[int, bool] = {}
        # What a node stands in, the nearest that opens a scope, and the nearest function: one triple for all children.
        self._around: dict[int, tuple[Node | None, Node, Node]] = {root.id: (None, root, root)}
        waiting = [(root, root, root)]
        while waiting:
            node, block, function = waiting.pop()
            kind = node.type
            self.nodes.append(node)
            self.kinds.append(kind)
            if kind in _BLOCKS:
                block = node
                if kind in FUNCTIONS:
                    function = node
            children = node.named_children if kind not in _LEAVES else ()
            if children:
                around = (node, block, function)
                for child in children:
                    self._around[child.id] = around
                waiting.extend([(child, block, function) for child in reversed(children)])

    @cached_property
    def by_kind(self) -> Mapping[str, list[Node]]:
        """The nodes of each type, in the order of the source."""
        found: dict[str, list[Node]] = {}
        for node, kind in zip(self.nodes, self.kinds, strict=True):
            found.setdefault(kind, []).append(node)
        return found

    def of(self, *kinds: str) -> Iterator[Node]:
        """Yield the nodes of some types, type by type."""
        for kind in kinds:
            yield from self.by_kind.get(kind, ())

    def outer(self, node: Node) -> tuple[Node, Node | None]:
        """Return the node with all its parentheses, and what stands around them."""
        parent = self.parent(node)
        while parent is not None and parent.type == "parenthesized_expression":
            node, parent = parent, self.parent(parent)
        return node, parent

    def parent(self, node: Node) -> Node | None:
        """Return what a node stands in."""
        around = self._around.get(node.id)
        return None if around is None else around[0]

    def block(self, node: Node) -> Node:
        """Return what a node stands in that opens a scope; the program at the least."""
        return self._around[node.id][1]

    def function(self, node: Node) -> Node:
        """Return the function a node stands in; the program at the least."""
        return self._around[node.id][2]


def walk(root: Node) -> Iterator[Node]:
    """Yield every named node, parents before children, in the order of the source."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(node.named_children))


def text_of(node: Node) -> str:
    """Return the source text of a node."""
    return (node.text or b"").decode()


def field_of(node: Node, name: str) -> Node | None:
    """Return the child in a field, parentheses taken off."""
    return unwrap(node.child_by_field_name(name))


def sign_of(node: Node) -> str:
    """Return the operator of an expression, or nothing."""
    operator = node.child_by_field_name("operator")
    return operator.type if operator is not None else ""


def unwrap(node: Node | None) -> Node | None:
    """Take the parentheses off an expression."""
    while node is not None and node.type == "parenthesized_expression" and node.named_child_count == 1:
        node = node.named_children[0]
    return node


def is_field(parent: Node, name: str, child: Node) -> bool:
    """Whether ``child`` stands in this field of ``parent``."""
    return parent.child_by_field_name(name) == child


def literal_key(node: Node) -> tuple[str, Node] | None:
    """Return the name a literal subscript spells and the node of its text; ``None`` when it is computed."""
    if node.type == "number":
        return text_of(node), node
    if node.type in {"string", "template_string"}:
        parts = node.named_children
        if len(parts) == 1 and parts[0].type == "string_fragment":
            return text_of(parts[0]), parts[0]
    return None


class Offsets:
    """Turns the parser's byte offsets into character offsets, lines and columns (from 1)."""

    def __init__(self, source: str) -> None:
        """Prepare for one source; plain ASCII needs no table."""
        self._source = source
        self._is_plain = source.isascii()

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(index + 1 for index, char in enumerate(self._source) if char == "\n")]

    @cached_property
    def _wide(self) -> tuple[list[int], list[int]]:
        """Where the bytes of each character of several bytes end, and how many more bytes than characters there are."""
        ends, more = [0], [0]
        for match in _WIDE.finditer(self._source):
            more.append(more[-1] + len(match[0].encode()) - 1)
            ends.append(match.end() + more[-1])
        return ends, more

    def character(self, byte: int) -> int:
        """Return the character offset of a byte offset at which a character starts."""
        if self._is_plain:
            return byte
        ends, more = self._wide
        return byte - more[bisect_right(ends, byte) - 1]

    def place(self, character: int) -> tuple[int, int]:
        """Return line and column of a character offset."""
        line = bisect_right(self._starts, character)
        return line, character - self._starts[line - 1] + 1
