import json
from pathlib import Path

import pytest

from tests.snapshots import JsonFile
from xogen.errors import InputError
from xogen.formats.dialog_json import dump_dialog, load_dialog
from xogen.formats.importer import import_bot
from xogen.formats.importer.readable import readable
from xogen.formats.json_source import read_json
from xogen.model.bot import BotVariable
from xogen.model.conditions import AnyOf, ContextTest, EntityTest, RawTest, in_words
from xogen.model.nodes import OpaqueNode, PlatformNode, ServiceNode, Transition

FIXTURES = Path(__file__).parents[2] / "fixtures"
MADE = FIXTURES / "exports-made"
REAL = FIXTURES / "exports"


def read(name):
    path = FIXTURES / name
    config = path.parent / "config.json"
    text = path.read_text(encoding="utf-8")
    settings = read_json(config.read_text(encoding="utf-8"), "config.json") if config.exists() else None
    return import_bot(read_json(text, path.name), settings, path=path.name, config_path="config.json")


@pytest.mark.parametrize(
    ("name", "generation", "said", "languages", "prefix"),
    [
        ("exports-made/g1/botDefinition.json", "G1", "Old Desk", ("en",), ""),
        ("exports-made/g2/botDefinition.json", "G2", "受付", ("ja", "en"), ""),
        ("exports/twilio-sms/botDefinition.json", "G3", "Twilio integration", ("en",), ""),
        ("exports-made/g4/appDefinition.json", "G4", "Shop", ("en",), ""),
        ("exports-made/wrapped/export.json", "G4", "Shop", ("en",), "/appDefinition"),
        ("exports-made/single-2017/BookFlight.json", "dialog", "Book Flight", ("en",), ""),
        ("exports-made/nlp-data-only/botDefinition.json", "G3", "Trained", ("en",), ""),
    ],
)
def test_each_form_is_told_by_what_it_holds(name, generation, said, languages, prefix):
    bot = read(name)
    assert (bot.generation, bot.name, bot.languages, bot.prefix) == (generation, said, languages, prefix)


def _dialogs():
    for path in sorted(MADE.rglob("*.json")):
        if path.name != "config.json":
            for dialog in read(path.relative_to(FIXTURES)).dialogs:
                yield pytest.param(
                    path.relative_to(FIXTURES), dialog.pointer, id=path.parent.name + dialog.pointer.replace("/", "-")
                )


@pytest.mark.parametrize(("name", "pointer"), list(_dialogs()))
def test_dialogs_of_all_forms_read_as_dialog_files(name, pointer, snapshot):
    bot = read(name)
    dialog = next(each for each in bot.dialogs if each.pointer == pointer)
    text = dump_dialog(readable(dialog, bot))
    loaded = load_dialog(text, "dialog.json")
    assert (loaded, dump_dialog(loaded)) == (readable(dialog, bot), text)
    assert text == snapshot(extension_class=JsonFile)


@pytest.mark.parametrize("path", sorted(REAL.glob("*/botDefinition.json")), ids=lambda path: path.parent.name)
def test_real_dialogs_are_good_dialog_files_without_an_opaque_node(path):
    bot = read(path.relative_to(FIXTURES))
    for dialog in bot.dialogs:
        task = readable(dialog, bot)
        text = dump_dialog(task)
        assert dump_dialog(load_dialog(text, "dialog.json")) == text
        assert [node.id for node in task.walk() if isinstance(node, OpaqueNode)] == []


def test_training_data_alone_has_dialogs_without_flows():
    dialogs = read("exports-made/nlp-data-only/botDefinition.json").dialogs
    assert [(dialog.task.name, dialog.flows, dialog.task.nodes) for dialog in dialogs] == [
        ("Greet", False, ()),
        ("Leave", False, ()),
    ]


def test_conditions_of_every_form():
    service = read("exports-made/g1/botDefinition.json").dialogs[0].task.nodes[2]
    status, body = "context.CreateTicket.response.statusCode", "context.CreateTicket.response.body"
    either = AnyOf.model_construct(
        any=(ContextTest(context="context.a", op="eq", value="1"), ContextTest(context="context.b"))
    )
    assert [way.to for way in service.transitions] == ["message3"] * 3 + ["not-connected", "message3", "not-connected"]
    whens = [way.when for way in service.transitions]
    assert whens[0] == ContextTest(context=status, op="eq", value="200")
    assert whens[1] == ContextTest(context=f"{body}.id", op="exists")
    assert whens[2] == either
    assert whens[3] == RawTest(raw={"context": "", "op": "", "value": ""})
    assert (whens[4].context, whens[4].op, whens[4].value) == (f"{body}.kind", "soundsLike", "bug")
    assert in_words(whens[4]) == "CreateTicket kind soundsLike bug"
    assert whens[5] is None


def test_ways_keep_their_labels_and_an_entity_without_operator_exists():
    entity = read("exports-made/g1/botDefinition.json").dialogs[0].task.nodes[1]
    assert entity.transitions == (
        Transition(to="service2", when=EntityTest(entity="entity1", op="eq", value="High"), label="urgent"),
        Transition(to="service2", when=EntityTest(entity="entity1")),
        Transition(to="end"),
    )


@pytest.mark.parametrize(
    ("test", "words"),
    [
        ({"context": "context.a", "op": "", "value": "x"}, "a x"),
        ({"context": "context.a", "op": "eq", "value": 5}, "a is 5"),
        ({"context": "context.a", "op": "eq", "value": True}, "a is true"),
        ({"context": "context.a", "op": "dne", "value": "left over"}, "a does not exist"),
        ({"field": "entity1", "op": "cnt", "value": "x"}, "entity1 contains x"),
        ({"dialogAct": "maybe"}, "unknown condition"),
        ({"conjoin": "xor", "tests": [{"context": "context.a"}]}, "unknown condition"),
        ({"conjoin": "and", "tests": [{"field": "e"}]}, "unknown condition"),
        ({"conjoin": "and", "tests": []}, "unknown condition"),
        ({"weather": "fine"}, "unknown condition"),
        ({}, "unknown condition"),
    ],
)
def test_odd_conditions_stay_and_can_be_said(test, words):
    node = {"type": "logic", "nodeId": "n", "transitions": [{"if": test, "then": "n"}]}
    (way,) = _bot(nodes=[node]).dialogs[0].task.nodes[0].transitions
    assert way.when is not None
    assert in_words(way.when) == words
    assert way.when.raw == test if isinstance(way.when, RawTest) else True


def test_what_is_neither_default_nor_condition_is_no_default():
    way = {"then": "n", "metadata": {}}
    (read_way,) = (
        _bot(nodes=[{"type": "logic", "nodeId": "n", "transitions": [way]}]).dialogs[0].task.nodes[0].transitions
    )
    assert read_way == Transition(to="n", when=RawTest(raw=way))


@pytest.mark.parametrize(
    ("name", "positions"),
    [
        ("g1", {"intent0": (8, 121), "entity1": (240, 121)}),
        (
            "g4",
            {
                "intent0": (1038, 100),
                "nd-gai-1": (1500, -20),
                "nd-agt-1": (1038, 340),
                "nd-srv-1": (10, 900),
                "nd-scr-1": (10, 1620),
            },
        ),
    ],
)
def test_places_are_the_nodes_own_else_those_of_their_sequence(name, positions):
    (path,) = (MADE / name).glob("*Definition.json")
    layout = read(path.relative_to(FIXTURES)).dialogs[0].layout.positions
    assert {key: (layout[key].left, layout[key].top) for key in positions} == positions


def test_services_of_the_platform_keep_what_they_do():
    service = read("exports-made/g4/appDefinition.json").dialogs[0].task.nodes[2]
    assert isinstance(service, ServiceNode)
    assert (service.builtin, service.method, service.host) == ("datatable", "GET", "")
    assert service.properties["payload"]["name"] == "orders"


def test_unknown_types_are_opaque_and_keep_everything():
    bot = read("exports-made/g4/appDefinition.json")
    node = bot.dialogs[0].task.nodes[7]
    assert isinstance(node, OpaqueNode)
    assert (node.wire_type, node.component) == ("holodeck", "Deck")
    assert node.raw is bot.data["dialogComponents"][7]
    kinds = [node.type for node in bot.dialogs[0].task.nodes if isinstance(node, PlatformNode)]
    assert kinds == ["generative", "search", "assist", "dynamic-intent", "agent-transfer"]


def test_variables_and_secured_ones():
    assert read("exports-made/g2/botDefinition.json").variables == (
        BotVariable(key="TOKEN", value="", secured=True, pointer="/envVariables/0"),
    )
    assert read("exports-made/wrapped/export.json").variables is None


@pytest.mark.parametrize(
    ("payload", "body"),
    [
        ({"type": "raw", "value": "undefined"}, None),
        ({"type": "raw", "value": ""}, None),
        ({"type": "raw"}, None),
        (None, None),
        ({"type": "raw", "value": "%7B%7D"}, "{}"),
        ({"type": "raw", "value": "100% {{context.x}}"}, "100% {{context.x}}"),
        ({"type": "raw", "value": {"a": 1}}, '{"a": 1}'),
        ("plain", "plain"),
    ],
)
def test_bodies(payload, body):
    assert _service(payload=payload).body == body


@pytest.mark.parametrize(
    ("headers", "read_as"),
    [
        ({"type": "raw", "value": '{"A":"b","C":1,"D":{"e":2}}'}, {"A": "b", "C": "1", "D": '{"e": 2}'}),
        ({"type": "raw", "value": "%7B%22A%22%3A%22b%22%7D"}, {"A": "b"}),
        ({"type": "raw", "value": "no JSON"}, {}),
        ({"type": "raw", "value": "[" * 100_000}, {}),
        ({"value": {"A": "b"}}, {"A": "b"}),
        (None, {}),
    ],
)
def test_headers(headers, read_as):
    assert _service(headers=headers).headers == read_as


def test_an_address_with_port_and_an_encoded_path():
    point = {
        "host": "a.example.com",
        "port": "8080",
        "path": "/x/%7B%7Benv.A%7D%7D?q=100%",
        "protocol": "HTTPS",
        "method": "pUt",
    }
    service = _service(endPoint=point)
    assert (service.method, service.protocol, service.host, service.path) == (
        "PUT",
        "https",
        "a.example.com:8080",
        "/x/{{env.A}}?q=100%",
    )


@pytest.mark.parametrize(
    ("wire", "component", "pointer", "words"),
    [
        ({"nodes": {"a": 1}}, {}, "/dialogs/0/nodes", "holds an object; here the platform writes a list"),
        ({"nodes": [5]}, {}, "/dialogs/0/nodes/0", "holds a number; here the platform writes an object"),
        ({"nodes": [{"type": "message"}]}, {}, "/dialogs/0/nodes/0", "has no nodeId: nothing can lead to it"),
        ({"localeData": "x"}, {}, "/dialogs/0/localeData", "holds a text; here the platform writes an object"),
        ({}, {"message": True}, "/dialogComponents/0/message", "holds true or false; here the platform writes a list"),
        ({}, {"name": ["x"]}, "/dialogComponents/0/name", "holds a list; here the platform writes a text"),
        (
            {},
            {"message": [{"localeData": {"en": {"text": {"a": 1}}}}]},
            "/dialogComponents/0/message/0/localeData/en/text",
            "holds an object; here the platform writes a text",
        ),
    ],
)
def test_wrong_types_are_one_error_with_the_place(wire, component, pointer, words):
    data = {
        "dialogs": [{"nodes": [{"nodeId": "n", "componentId": "c"}], **wire}],
        "dialogComponents": [{"_id": "c", "type": "message", **component}],
    }
    with pytest.raises(InputError) as error:
        import_bot(data, path="bot.json")
    assert (error.value.where, error.value.message) == (f"bot.json: {pointer}", f"{pointer} {words}")


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("contentVariables", 3, "holds a number; here the platform writes a list"),
        ("sentences", {"a": 1}, "holds an object; here the platform writes a list"),
        ("localeData", ["en"], "holds a list; here the platform writes an object"),
        ("botEvents", "x", "holds a text; here the platform writes an object"),
    ],
)
def test_what_only_rules_look_into_is_of_the_right_type_too(key, value, words):
    with pytest.raises(InputError) as error:
        import_bot({"dialogComponents": [], key: value}, path="bot.json")
    assert error.value.message == f"/{key} {words}"
    assert import_bot({"dialogComponents": [], key: None}, path="bot.json").dialogs == ()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, "this is no bot export: it holds no dialogComponents"),
        ({"name": "x", "envVariables": []}, "this is no bot export: it holds no dialogComponents"),
        ([], "the file holds a list; here the platform writes an object"),
        (None, "the file holds nothing; here the platform writes an object"),
    ],
)
def test_what_is_no_export(data, message):
    with pytest.raises(InputError) as error:
        import_bot(data, path="x.json")
    assert error.value.message == message


def test_a_wrong_configuration_names_its_own_file():
    with pytest.raises(InputError) as error:
        import_bot({"dialogComponents": []}, {"envVariables": [{"key": []}, 5]}, path="b.json", config_path="c.json")
    assert error.value.where == "c.json: /envVariables/1"


def test_a_small_file_that_many_nodes_make_large_is_refused():
    inner = [{"type": "script", "nodeId": f"i{index}"} for index in range(2_000)]
    nodes = [{"type": "botAction", "nodeId": f"n{index}", "componentId": "c"} for index in range(300)]
    with pytest.raises(InputError, match="more than 500,000 nodes and sentences come of this export"):
        _bot(nodes, [{"_id": "c", "type": "botAction", "nodes": inner}])


def _bot(nodes=(), components=()):
    data = {"dialogs": [{"nodes": list(nodes)}], "dialogComponents": list(components)}
    return import_bot(json.loads(json.dumps(data)), path="bot.json")


def _service(**fields):
    component = {"_id": "c", "type": "service", "name": "svc", "serviceNodeType": "custom", **fields}
    return _bot([{"type": "service", "nodeId": "n", "componentId": "c"}], [component]).dialogs[0].task.nodes[0]
