"""What the platform wrote may be of any type: no rule raises, and what refers to what is told."""

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
from xogen.lint.wire_bot import WireBot
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


@pytest.mark.parametrize("lines", [None, b'{"x": "{{env.HOST}}"}'], ids=["from the data", "from the lines"])
def test_a_name_is_looked_for_in_all_of_an_export(lines):
    wire = WireBot(made({"x": "%7B%7Benv.HOST%7D%7D"}), lines)
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
    assert wire.is_named(wire.dialogs.part(1)) is expected


def test_what_components_say_is_told_by_field_and_response():
    hello = component(
        2,
        "message",
        "hello",
        message=[said("Hello!"), "?"],
        errorMessage=[7, {"localeData": {"de": 1}}, {"localeData": []}],
    )
    wire = WireBot(made(bot(dialogComponents=[{"type": "form"}, hello])))
    assert wire.localised == [
        (1, "message", 0, said("Hello!")["localeData"]),
        (1, "errorMessage", 1, {"de": 1}),
    ]


def test_components_are_found_by_kind_and_by_id():
    wire = WireBot(made(bot(component(2, "message", "again"), component(3, "form", "ask", _id=""))))
    assert [each.text("name") for each in wire.components_of("message")] == ["hello", "again"]
    assert list(wire.components_of("logic")) == []
    assert wire.component("dc-2") == wire.components.parts[1]
    assert wire.component("") is None


def test_a_component_is_named_by_what_is_no_node():
    data = bot(
        component(3, "service", "readLeads"), component(4, "service", "readCases"), tools=[{"action_id": "dc-4"}]
    )
    wire = WireBot(made(data))
    assert [wire.is_named_elsewhere(each) for each in wire.components_of("service")] == [False, True]
