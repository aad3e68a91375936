"""The syntax tree of a script as flat lists: parsed, walked once, and asked by number from then on.

The parser makes a new object each time a node is reached, and a new text each time its type is asked for. One walk with
its cursor takes out what is needed; all that comes after works on integers and on slices of the source.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tree_sitter import Parser
    from tree_sitter import Tree as Parsed

FUNCTIONS = frozenset(
    {
        "function_declaration", "function_expression", "arrow_function", "method_definition",
        "generator_function", "generator_function_declaration", "class_static_block",
    }
)  # fmt: skip
NAMES = ("identifier", "shorthand_property_identifier", "shorthand_property_identifier_pattern")
"""The kinds of nodes that are names of variables."""
ROOT = 0
"""The number of the whole script. As it stands in nothing, it also says that something is not there."""
_LEAVES = frozenset(
    {
        *NAMES, "property_identifier", "string_fragment", "number", "comment",
        "escape_sequence", "true", "false", "null", "undefined", "this",
    }
)  # fmt: skip
_WIDE = re.compile(r"[^\x00-\x7f]")
_BLOCKS = FUNCTIONS | {"program", "statement_block", "for_statement", "for_in_statement", "catch_clause", "switch_body"}
_ERROR = 65_535
"""The number of the parser's own kind ``ERROR``, which stands in no grammar."""


class _Grammar(NamedTuple):
    """The parser, the kinds of nodes by number, the names of the fields by number, and two of their numbers.

    Of a kind without a name, such as ``";"``, it has ``None``.
    """

    parser: Parser
    kinds: dict[int, str | None]
    fields: tuple[str | None, ...]
    operator: int | None
    declaring: int | None


@cache
def _grammar() -> _Grammar:
    import tree_sitter_javascript
    from tree_sitter import Language, Parser

    language = Language(tree_sitter_javascript.language())
    kinds = {
        number: (language.node_kind_for_id(number) or "") if language.node_kind_is_named(number) else None
        for number in range(language.node_kind_count)
    }
    fields = (None, *(language.field_name_for_id(number) for number in range(1, language.field_count + 1)))
    numbers = language.field_id_for_name("operator"), language.field_id_for_name("kind")
    return _Grammar(Parser(language), {**kinds, _ERROR: "ERROR"}, fields, *numbers)


def parse(source: str) -> Tree:
    """Parse a script. Always gives a tree: where the script is wrong, the tree holds error nodes.

    Args:
        source: text that UTF-8 can hold.
    """
    return Tree(source, _grammar().parser.parse(source.encode()))


class Tree:
    """The named nodes of a script: parents before children, in the order of the source; a node is its number.

    Attributes:
        source: the script.
        has_error: whether there is something in it that is no JavaScript.
        kinds: the type of each node.
        starts: where each starts, in characters.
        ends: where each ends.
        parents: what each stands in.
        after: the number that follows the last of the nodes that stand in each.
        fields: as what each stands in its parent (``left``, ``body``), where the grammar has a word for it.
        of: the nodes of each type.
        words: the names of variables, each with the nodes that spell it.
        signs: the operators of expressions.
        declaring: what begins with ``const``, ``let`` or ``var``; among it the loops that declare what they count with.
        tested: what ``chains.is_tested`` found out so far.
    """

    def __init__(self, source: str, tree: Parsed) -> None:
        """Walk the parser's tree once."""
        self.source = source
        self.has_error: bool = tree.root_node.has_error
        self.kinds: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.parents: list[int] = []
        self.after: list[int] = []
        self.fields: list[str | None] = []
        self.of: defaultdict[str, list[int]] = defaultdict(list)
        self.signs: dict[int, str] = {}
        self.declaring: set[int] = set()
        self.tested: dict[int, bool] = {}
        self._walk(tree)
        if not source.isascii():
            self._count_characters()
        self.words: defaultdict[str, list[int]] = defaultdict(list)
        for node in sorted([node for kind in NAMES for node in self.of.get(kind, ())]):
            self.words[source[self.starts[node] : self.ends[node]]].append(node)
        self._functions: dict[int, int] = {ROOT: ROOT}
        self._blocks: dict[int, int] = {ROOT: ROOT}

    def _walk(self, tree: Parsed) -> None:
        """Fill the lists. The names of the lists are local ones here: each node passes through this loop."""
        _, named, names, operator, declaring = _grammar()
        kinds, starts, ends, parents = self.kinds, self.starts, self.ends, self.parents
        after, fields, of = self.after, self.fields, self.of
        cursor = tree.walk()
        down, onwards, up = cursor.goto_first_child, cursor.goto_next_sibling, cursor.goto_parent
        parent, count = ROOT, 0
        while (node := cursor.node) is not None:
            kind = named[node.kind_id]
            if kind is not None:
                kinds.append(kind)
                starts.append(node.start_byte)
                ends.append(node.end_byte)
                fields.append(names[cursor.field_id or 0])
                parents.append(parent)
                of[kind].append(count)
                count += 1
                after.append(count)
                if kind not in _LEAVES and down():
                    parent = count - 1
                    continue
            elif (field := cursor.field_id) is not None:
                if field == operator:
                    self.signs.setdefault(parent, node.type)
                elif field == declaring:
                    self.declaring.add(parent)
            while not onwards():
                if not up():
                    return
                after[parent] = count
                parent = parents[parent]

    def _count_characters(self) -> None:
        """Turn the parser's offsets, which count bytes, into those of characters."""
        ends, more = [0], [0]
        for match in _WIDE.finditer(self.source):
            more.append(more[-1] + len(match[0].encode()) - 1)
            ends.append(match.end() + more[-1])
        for offsets in (self.starts, self.ends):
            offsets[:] = [byte - more[bisect_right(ends, byte) - 1] for byte in offsets]

    def text(self, node: int) -> str:
        """Return the source text of a node."""
        return self.source[self.starts[node] : self.ends[node]]

    def children(self, node: int) -> list[int]:
        """Return the named nodes that stand right in a node."""
        after, at, end = self.after, node + 1, self.after[node]
        found = []
        while at < end:
            found.append(at)
            at = after[at]
        return found

    def child(self, node: int, field: str) -> int:
        """Return the child in a field, or ``ROOT``."""
        after, fields, at, end = self.after, self.fields, node + 1, self.after[node]
        while at < end:
            if fields[at] == field:
                return at
            at = after[at]
        return ROOT

    def inner(self, node: int, field: str) -> int:
        """Return the child in a field, parentheses taken off, or ``ROOT``."""
        return self.unwrap(self.child(node, field))

    def unwrap(self, node: int) -> int:
        """Take the parentheses off an expression."""
        kinds, after = self.kinds, self.after
        while kinds[node] == "parenthesized_expression" and node + 1 < after[node] == after[node + 1]:
            node += 1
        return node

    def outer(self, node: int) -> tuple[int, int]:
        """Return the node with all its parentheses, and what stands around them."""
        parents, kinds = self.parents, self.kinds
        parent = parents[node]
        while kinds[parent] == "parenthesized_expression":
            node, parent = parent, parents[parent]
        return node, parent

    def function(self, node: int) -> int:
        """Return the function a node stands in; the whole script at the least."""
        return self._around(node, FUNCTIONS, self._functions)

    def block(self, node: int) -> int:
        """Return what a node stands in that opens a scope; the whole script at the least."""
        return self._around(node, _BLOCKS, self._blocks)

    def _around(self, node: int, wanted: frozenset[str], known: dict[int, int]) -> int:
        """Return the nearest node of some kinds around a node; what is passed on the way is known from then on."""
        passed = []
        while (found := known.get(node)) is None:
            passed.append(node)
            node = self.parents[node]
            if self.kinds[node] in wanted:
                found = node
                break
        known.update(dict.fromkeys(passed, found))
        return found

    def literal_key(self, node: int) -> tuple[str, int] | None:
        """Return the name a literal subscript spells and the node of its text; ``None`` when it is computed."""
        kind = self.kinds[node]
        if kind == "number":
            return self.text(node), node
        is_text = kind in {"string", "template_string"} and self.after[node] == node + 2
        return (self.text(node + 1), node + 1) if is_text and self.kinds[node + 1] == "string_fragment" else None


def with_all_around(tree: Tree, nodes: Iterable[int]) -> Mapping[int, list[int]]:
    """Return some nodes and all that they stand in, each with those of them that stand right in it."""
    inside: dict[int, list[int]] = {ROOT: []}
    for node in sorted(nodes):
        if node in inside:
            continue
        inside[node] = []
        at, parent = node, tree.parents[node]
        while parent not in inside:
            inside[parent] = [at]
            at, parent = parent, tree.parents[parent]
        inside[parent].append(at)
    return inside
