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


def agrees(source):
    tree, plain = parse(source), source.encode()
    root = PARSER.parse(plain).root_node
    nodes = list(named(root))
    number = {node.id: at for at, node in enumerate(nodes)}
    assert tree.has_error == root.has_error
    assert tree.kinds == [node.type for node in nodes]
    assert {kind: [at for at, each in enumerate(tree.kinds) if each == kind] for kind in tree.of} == dict(tree.of)
    for at, node in enumerate(nodes):
        before, text = plain[: node.start_byte].decode(), node.text.decode()
        assert (tree.starts[at], tree.text(at)) == (len(before), text)
        assert tree.children(at) == [number[child.id] for child in node.named_children]
        assert all(tree.parents[child] == at for child in tree.children(at))
        operator = node.child_by_field_name("operator")
        assert tree.signs.get(at, "") == ("" if operator is None else operator.type)
        is_loop = node.type == "for_in_statement"
        assert not is_loop or (at in tree.declaring) == (node.child_by_field_name("kind") is not None)
        for field in FIELDS:
            child = node.child_by_field_name(field)
            assert tree.child(at, field) == (ROOT if child is None else number[child.id])


def test_real_scripts():
    for source in corpus():
        agrees(source)


@settings(max_examples=150, deadline=None)
@given(pieces())
def test_any_script(source):
    agrees(source)


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
