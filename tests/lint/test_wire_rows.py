"""The lists of an export in columns: whatever stands there, each object keeps its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xogen.lint.export_examples import bot, component, node
from xogen.lint.wire_bot import WireBot
from xogen.lint.wire_rows import NOWHERE, Rows, WireNode, column, flat
from xogen.model.bot import BotExport

EXPORTS = Path(__file__).parents[1] / "fixtures" / "exports"
ANY = st.sampled_from([None, 0, "", "a", [], [1], {}, {"_id": "a"}, {"_id": 1, "type": "form"}, {"refId": "b"}])


def wire_of(data):
    return WireBot(BotExport("Acme", "G3", ("en",), (), data, "botDefinition.json"))


def every(nodes) -> list[WireNode]:
    return [nodes.node(number) for number in range(len(nodes.values))]


@given(st.lists(ANY, max_size=5))
def test_each_object_keeps_its_place(held):
    rows = Rows(held, "forms")
    assert rows.values == [each for each in held if isinstance(each, dict)]
    assert [part.keys for part in rows.parts] == [("forms", at) for at, each in enumerate(held) if type(each) is dict]
    assert [rows.part(number) for number in range(len(rows.ids))] == list(rows.parts)
    for names, key in ((rows.ids, "_id"), (rows.ref_ids, "refId"), (rows.kinds, "type")):
        assert names == [value if isinstance(value := each.get(key), str) else "" for each in rows.values]


@pytest.mark.parametrize("value", [None, {}, "text", 7, []], ids=repr)
def test_what_is_no_list_holds_nothing(value):
    rows = Rows(value, "forms")
    assert (len(rows.values), rows.parts, rows.ids) == (0, (), [])


def test_a_column_holds_texts_only():
    assert column([{"a": "x"}, {"a": 1}, {}], "a") == ["x", "", ""]


@given(st.lists(st.lists(ANY, max_size=4), max_size=4))
def test_objects_keep_their_list_and_index(lists):
    values, numbers, places = flat(lists)
    assert list(zip(values, numbers, places, strict=True)) == [
        (each, number, at)
        for number, held in enumerate(lists)
        for at, each in enumerate(held)
        if isinstance(each, dict)
    ]


def test_nodes_inside_bot_actions_come_last():
    held = component(3, "botAction", "Act", nodes=[7, node("script", "in", 4)])
    made = bot(held, component(4, "script", "keep"), nodes=(node("botAction", "out", 3), node("message", "lost", 9)))
    nodes = wire_of(made).nodes
    assert [(each.node.text("nodeId"), each.name, each.node.pointer()) for each in every(nodes)] == [
        ("intent0", "SayHello", "/dialogs/0/nodes/0"),
        ("hello", "hello", "/dialogs/0/nodes/1"),
        ("out", "Act", "/dialogs/0/nodes/2"),
        ("lost", "lost", "/dialogs/0/nodes/3"),
        ("in", "keep", "/dialogComponents/2/nodes/1"),
    ]
    assert (nodes.outside, nodes.entries, nodes.components) == (4, [0], [0, 1, 2, NOWHERE, 3])
    assert {each.dialog.pointer() for each in every(nodes)} == {"/dialogs/0"}
    assert [each.name for each in nodes.lost()] == ["lost"]


def test_a_bot_action_in_two_dialogs_is_opened_in_each():
    held = component(3, "botAction", "Act", nodes=[node("script", "in", 4)])
    once = bot(held, component(4, "script", "keep"), nodes=(node("botAction", "out", 3),))
    nodes = wire_of({**once, "dialogs": [*once["dialogs"], {}, *once["dialogs"]]}).nodes
    inside = [(each.dialog.pointer(), each.node.pointer()) for each in every(nodes)[nodes.outside :]]
    assert inside == [("/dialogs/0", "/dialogComponents/2/nodes/0"), ("/dialogs/2", "/dialogComponents/2/nodes/0")]
    assert nodes.entries == [0, 3]


def test_kinds_are_looked_for_outside_of_bot_actions():
    held = component(3, "botAction", "Act", nodes=[node("script", "in", 4)])
    made = bot(held, component(4, "script", "keep"), nodes=(node("botAction", "out", 3), node("script", "too", 4)))
    nodes = wire_of(made).nodes
    assert [nodes.node(number).node.text("nodeId") for number in nodes.of_kinds({"script", "logic"})] == ["too"]
    assert nodes.of_kinds({"logic"}) == []


def test_nodes_that_are_not_what_their_components_are():
    made = bot(component(3, "message", "bye"), nodes=(node("entity", "a", 3), node("", "b", 3), node("form", "c", 9)))
    assert [each.node.text("nodeId") for each in wire_of(made).nodes.mistaken()] == ["a"]


@pytest.mark.parametrize("name", sorted(each.name for each in EXPORTS.iterdir() if each.is_dir()))
def test_every_node_of_a_real_export_has_its_component(name):
    nodes = wire_of(json.loads((EXPORTS / name / "botDefinition.json").read_text(encoding="utf-8"))).nodes
    assert list(nodes.lost()) == []
    assert {*nodes.kinds} >= {"intent", "message"}
