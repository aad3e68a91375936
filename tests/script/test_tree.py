"""The flat tree holds what the parser's own says, and so do its offsets."""

from __future__ import annotations

import tree_sitter_javascript
from hypothesis import given, settings
from hypothesis import strategies as st
from tree_sitter import Language, Parser

from tests.script.script_corpus import corpus, pieces
from xogen.script.lines import Lines
from xogen.script.tree import FUNCTIONS, ROOT, parse

FIELDS = (
    "alternative", "argument", "arguments", "body", "condition", "consequence", "constructor", "finalizer", "function",
    "handler", "increment", "index", "initializer", "key", "left", "name", "object", "parameter", "property", "right",
    "value",
)  # fmt: skip
PARSER = Parser(Language(tree_sitter_javascript.language()))


def named(root):
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(node.named_children))


def ours(source):
    """Return all that the flat tree says of each node."""
    tree = parse(source)
    return tree.has_error, [
        (
            kind,
            tree.starts[at],
            tree.text(at),
            tree.children(at),
            {tree.parents[child] for child in tree.children(at)} - {at},
            at in tree.of[kind],
            tree.signs.get(at, ""),
            kind == "for_in_statement" and at in tree.declaring,
            [tree.child(at, field) for field in FIELDS],
        )
        for at, kind in enumerate(tree.kinds)
    ]


def the_parsers(source):
    """Return the same as the parser's own nodes say it."""
    plain = source.encode()
    root = PARSER.parse(plain).root_node
    nodes = list(named(root))
    number = {node.id: at for at, node in enumerate(nodes)}

    def said(node):
        operator = node.child_by_field_name("operator")
        fields = [node.child_by_field_name(field) for field in FIELDS]
        return (
            node.type,
            len(plain[: node.start_byte].decode()),
            node.text.decode(),
            [number[child.id] for child in node.named_children],
            set(),
            True,
            "" if operator is None else operator.type,
            node.type == "for_in_statement" and node.child_by_field_name("kind") is not None,
            [ROOT if child is None else number[child.id] for child in fields],
        )

    return root.has_error, [said(node) for node in nodes]


def test_the_flat_tree_of_real_scripts_is_the_parsers():
    sources = corpus()
    assert [ours(source) for source in sources] == [the_parsers(source) for source in sources]


@settings(max_examples=150, deadline=None)
@given(pieces())
def test_the_flat_tree_of_any_script_is_the_parsers(source):
    assert ours(source) == the_parsers(source)


def test_what_stands_around():
    tree = parse("function f(a) { if (a) { return (b => (({c})))(1) } }")
    name = tree.of["shorthand_property_identifier"][0]
    assert tree.text(tree.function(name)) == "b => (({c}))"
    assert tree.text(tree.block(tree.function(name))) == "{ return (b => (({c})))(1) }"
    assert tree.kinds[tree.function(tree.of["identifier"][0])] == "function_declaration"
    assert {tree.kinds[tree.function(node)] for node in tree.of["arrow_function"]} <= FUNCTIONS
    around, outer = tree.outer(tree.of["object"][0])
    assert (tree.text(around), tree.kinds[outer]) == ("(({c}))", "arrow_function")
    assert tree.text(tree.unwrap(around)) == "{c}"


@given(st.text(alphabet="aé😀\n", max_size=30), st.integers(0, 30))
def test_lines_and_columns(source, at):
    at = min(at, len(source))
    before = source[:at].split("\n")
    assert Lines(source).place(at) == (len(before), len(before[-1]) + 1)
