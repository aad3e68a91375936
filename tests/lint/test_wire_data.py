"""What the platform wrote may be of any type: the getters and the rules that read it never raise."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xogen.lint.export_examples import bot, component, dialog, node, said
from xogen.lint.facts import BotFacts
from xogen.lint.known import Known
from xogen.lint.registry import rules
from xogen.lint.wire_data import WireBot, duplicates, few, listed, mapping, number, parts, path, text
from xogen.model.bot import BotExport

EXPORTS = Path(__file__).parents[1] / "fixtures" / "exports"
ANY = st.sampled_from(
    [None, True, 0, -1.5, 1e300, "", "text", "%", "\ud800", [], [1], [None], [[]], {}, {"a": 1}, [{}]]
)
ON_BOTS = {name: each for name, each in rules().items() if each.scope == "bot"}
EXAMPLES = [
    (example.export, example.config) for each in ON_BOTS.values() for example in (each.bad, each.good) if example.export
]


def made(data, config=None, generation="G3"):
    variables = () if config is not None else None
    return BotExport("Acme", generation, ("en",), (), data, "botDefinition.json", config, "config.json", variables)


def places(value):
    """The path to every value inside a value."""
    todo = [((), value)]
    while todo:
        keys, at = todo.pop()
        if keys:
            yield keys
        inner = at.items() if isinstance(at, dict) else enumerate(at) if isinstance(at, list | tuple) else ()
        todo.extend(((*keys, key), item) for key, item in inner)


def put(data, keys, value):
    at = data
    for key in keys[:-1]:
        at = at[key]
    at[keys[-1]] = value


@st.composite
def damaged(draw):
    """An example's export with some values of another type."""
    export, config = draw(st.sampled_from(EXAMPLES))
    export, config = json.loads(json.dumps(export)), json.loads(json.dumps(config))
    for _ in range(draw(st.integers(1, 4))):
        target = config if config and draw(st.booleans()) else export
        every = sorted(places(target), key=repr)
        if every:
            put(target, draw(st.sampled_from(every)), copy.deepcopy(draw(ANY)))
    return export, config


@settings(max_examples=150, deadline=None)
@given(damaged(), st.sampled_from(["G1", "G2", "G3", "G4", "dialog"]))
def test_no_rule_on_bots_raises(given_export, generation):
    export, config = given_export
    facts = BotFacts((), Known(bot=made(export, config, generation)))
    for each in ON_BOTS.values():
        for found in each.check(facts, *([each.options()] if each.options else [])):
            assert found


@pytest.mark.parametrize("config", [None, [], "", 7], ids=repr)
@pytest.mark.parametrize("each", ON_BOTS.values(), ids=ON_BOTS)
def test_an_empty_export_says_nothing(each, config):
    facts = BotFacts((), Known(bot=made({}, config)))
    assert list(each.check(facts, *([each.options()] if each.options else []))) == []


@given(st.one_of(ANY, st.text(), st.integers(), st.floats()))
def test_getters_take_anything(value):
    assert isinstance(mapping(value), dict)
    assert list(listed(value)) == (value if isinstance(value, list) else [])
    assert text(value) == (value if isinstance(value, str) else "")
    assert number(value) is None or isinstance(number(value), float)
    assert path(value, "a", "b") is None
    assert all(isinstance(part.value, dict) for part in parts(value, "x"))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("20", 20.0),
        (20, 20.0),
        (1.5, 1.5),
        ("", None),
        ("x", None),
        (True, None),
        (None, None),
        ("1" * 20, None),
        (float("inf"), None),
    ],
)
def test_a_number_may_stand_in_quotes(value, expected):
    assert number(value) == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [((), ""), (("a",), "a"), (("a", "a", "b"), "a, b"), (("a", "b", "c"), "a, b, c"), (tuple("abcd"), "e.g. a, b, c")],
)
def test_some_of_many_are_named(names, expected):
    assert few(names) == expected


def test_duplicates_leave_empty_keys_out():
    every = parts([{"k": "a"}, {"k": ""}, {"k": ""}, {"k": "a"}, {"k": "a"}], "list")
    found = [(key, part.pointer(), first.pointer()) for key, part, first in duplicates((p.text("k"), p) for p in every)]
    assert found == [("a", "/list/3", "/list/0"), ("a", "/list/4", "/list/0")]


def test_nodes_inside_bot_actions_come_after_them():
    held = component(3, "botAction", "Act", nodes=[node("script", "in", 4)])
    wire = WireBot(made(bot(held, component(4, "script", "keep"), nodes=(node("botAction", "out", 3),))))
    assert [(each.node.text("nodeId"), each.name, each.level) for each in wire.nodes] == [
        ("intent0", "SayHello", 0), ("hello", "hello", 0), ("out", "Act", 0), ("in", "keep", 1),
    ]  # fmt: skip


@pytest.mark.parametrize("source", [None, '{"x": "{{env.HOST}}"}'], ids=["from the data", "from the text"])
def test_a_name_is_looked_for_in_all_of_an_export(source):
    wire = WireBot(made({"x": "%7B%7Benv.HOST%7D%7D"}), source)
    assert wire.holds("HOST")
    assert not wire.holds("HOSTS")


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, False),
        ({"defaultDialogId": "ref-bye"}, True),
        ({"tools": [{"x": "dg-2"}]}, True),
        ({"scenes": [{"dialogRefId": "ref-bye"}]}, False),
        ({"exportOptions": {"subTasks": {"dialogs": ["dg-2"]}}}, False),
    ],
)
def test_a_dialog_is_named_by_what_starts_it(more, expected):
    own = dialog(2, "bye", "Say Bye", node("intent", "intent0", 3))
    data = bot(component(3, "intent", "SayBye", dialogId="dg-2"), dialogs=[*bot()["dialogs"], own], **more)
    wire = WireBot(made(data))
    assert wire.is_named(wire.dialogs[1]) is expected


def test_what_components_say_is_told_by_field_channel_and_language():
    hello = component(2, "message", "hello", message=[said("Hello!"), "?"], errorMessage=[{"localeData": {"de": 1}}])
    wire = WireBot(made(bot(dialogComponents=[{"type": "form"}, hello])))
    assert [(each.component.keys, each.field, each.response, each.language) for each in wire.said] == [
        (("dialogComponents", 1), "message", 0, "en")
    ]
    assert wire.components_of("message") == [wire.components[1]]
    assert wire.components_of("intent") == ()


def test_what_names_the_objects_of_a_list_comes_one_for_each():
    wire = WireBot(made({"dialogs": [{"refId": "a", "_id": 1}, None, {"refId": 7, "type": "form"}, {"_id": "b"}]}))
    held, ids, ref_ids, kinds = wire.rows("dialogs")
    assert [part.keys[1] for part in held] == [0, 2, 3]
    assert (ids, ref_ids, kinds) == (["", "", "b"], ["a", "", ""], ["", "form", ""])
    assert wire.rows("forms") == ((), [], [], [])


def test_the_first_object_of_a_list_keeps_its_index():
    assert parts([{"nodes": [None, {"a": 1}, {"b": 2}]}], "dialogs")[0].first("nodes") == (
        {"a": 1},
        ("dialogs", 0, "nodes", 1),
    )
    assert parts([{"nodes": [None]}], "dialogs")[0].first("nodes") is None


def test_a_component_is_named_by_what_is_no_node():
    data = bot(
        component(3, "service", "readLeads"), component(4, "service", "readCases"), tools=[{"action_id": "dc-4"}]
    )
    wire = WireBot(made(data))
    assert [wire.is_named_elsewhere(each) for each in wire.components_of("service")] == [False, True]


@pytest.mark.parametrize("name", sorted(each.name for each in EXPORTS.iterdir() if each.is_dir()))
def test_every_node_of_a_real_export_has_its_component(name):
    wire = WireBot(made(json.loads((EXPORTS / name / "botDefinition.json").read_text(encoding="utf-8"))))
    assert all(each.component is not None for each in wire.nodes)
    assert {each.node.text("type") for each in wire.nodes} >= {"intent", "message"}
