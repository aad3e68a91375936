"""Every place where a value can be read or written is seen, with its pointer."""

from __future__ import annotations

import pytest

from xogen.lint.examples import dialog, node
from xogen.lint.facts import Document, TaskFacts
from xogen.lint.known import Known
from xogen.lint.uses import read_keys
from xogen.lint.utterances import marked_entities, spoken
from xogen.model.dialog import DialogTask

COMPANY = ("context", "entities", "company")
REFERENCE = "{{context.entities.company}}"


def uses(*nodes):
    task = DialogTask.model_validate(dialog(*nodes))
    return [(use.pointer, ".".join(use.path), use.kind) for use in TaskFacts(Document("x", task), Known()).uses]


@pytest.mark.parametrize(
    ("made", "pointer"),
    [
        pytest.param(
            node("message", "m", responses=[{"text": {"en": "Hi"}}, {"text": {"en": REFERENCE}}]),
            "/nodes/0/responses/1/text/en",
            id="a message",
        ),
        pytest.param(
            node("message", "m", responses=[{"script": {"en": "let a = 1;\na = context.entities.company;"}}]),
            "/nodes/0/responses/0/script/en/1",
            id="a line of a message's script",
        ),
        pytest.param(
            node("entity", "e", prompt=[{"text": {"en": REFERENCE}}]), "/nodes/0/prompt/0/text/en", id="prompt"
        ),
        pytest.param(
            node("entity", "e", error_prompt=[{"text": {"en": REFERENCE}}]),
            "/nodes/0/error_prompt/0/text/en",
            id="error prompt",
        ),
        pytest.param(node("entity", "e", rules={"a": [{"b": REFERENCE}]}), "/nodes/0/rules/a/0/b", id="entity rules"),
        pytest.param(
            node("confirmation", "c", prompt=[{"text": {"en": REFERENCE}}]), "/nodes/0/prompt/0/text/en", id="question"
        ),
        pytest.param(node("script", "s", script="x = context.entities.company"), "/nodes/0/script", id="script"),
        pytest.param(node("service", "s", host=REFERENCE), "/nodes/0/host", id="host"),
        pytest.param(node("service", "s", path=f"/a/{REFERENCE}"), "/nodes/0/path", id="path"),
        pytest.param(node("service", "s", headers={"a/b": REFERENCE}), "/nodes/0/headers/a~1b", id="header"),
        pytest.param(node("service", "s", body=REFERENCE), "/nodes/0/body", id="body"),
        pytest.param(
            node("service", "s", pre_processor="x = context.entities.company;"), "/nodes/0/pre_processor", id="before"
        ),
        pytest.param(
            node("service", "s", post_processor="x = context.entities.company;"), "/nodes/0/post_processor", id="after"
        ),
        pytest.param(
            node("dialog-call", "d", dialog="x", inputs={"a": REFERENCE}), "/nodes/0/inputs/a", id="inputs of a call"
        ),
        pytest.param(
            node("dialog-call", "d", dialog="x", outputs={"a": "context.entities.company"}),
            "/nodes/0/outputs/a",
            id="outputs of a call, without braces",
        ),
        pytest.param(
            node("form", "f", properties={"a": [REFERENCE]}),
            "/nodes/0/properties/a/0",
            id="what we leave to the platform",
        ),
        pytest.param(
            node("opaque", "o", wire_type="new", raw={"a": REFERENCE}), "/nodes/0/raw/a", id="what we do not know"
        ),
        pytest.param(
            node("logic", "l", [{"to": "end", "when": {"entity": "company"}}]),
            "/nodes/0/transitions/0/when/entity",
            id="a test of an entity",
        ),
        pytest.param(
            node("logic", "l", [{"to": "end", "when": {"context": "context.entities.company"}}]),
            "/nodes/0/transitions/0/when/context",
            id="a test of the context",
        ),
        pytest.param(
            node("logic", "l", [{"to": "end", "when": {"all": [{"context": "context.entities.company"}]}}]),
            "/nodes/0/transitions/0/when/all/0/context",
            id="one test of all",
        ),
        pytest.param(
            node("logic", "l", [{"to": "end", "when": {"any": [{"context": "context.entities.company"}]}}]),
            "/nodes/0/transitions/0/when/any/0/context",
            id="one test of any",
        ),
    ],
)
def test_a_read_is_seen(made, pointer):
    assert uses(made) == [(pointer, "context.entities.company", "read")]


@pytest.mark.parametrize(
    ("made", "pointer"),
    [
        pytest.param({"entity": "e", "op": "eq", "value": "context.entities.company"}, "value", id="of an entity"),
        pytest.param(
            {"context": "env.a", "op": "eq", "value": "context.entities.company"}, "value", id="of the context"
        ),
    ],
)
def test_the_value_of_a_test_is_seen(made, pointer):
    found = uses(node("logic", "l", [{"to": "end", "when": made}]))
    assert (f"/nodes/0/transitions/0/when/{pointer}", "context.entities.company", "read") in found


def test_writes_and_calls_of_a_script_are_seen():
    source = "context.count = 1;\ndelete context.old;\nprint(context.count);\nBotUserSession.put('x', 1);"
    assert uses(node("script", "s", script=source)) == [
        ("/nodes/0/script/0", "context.count", "write"),
        ("/nodes/0/script/1", "context.old", "delete"),
        ("/nodes/0/script/2", "print", "call"),
        ("/nodes/0/script/2", "context.count", "read"),
        ("/nodes/0/script/3", "context.session.BotUserSession.x", "write"),
    ]


@pytest.mark.parametrize(
    ("script", "keys"),
    [
        ("context.a = 1;", set()),
        ("context.a = 1; context.b = context.a;", {"a"}),
        ("delete context.a;", {"a"}),
        ("const all = context;", {"[*]"}),
        ("const one = context[name];", {"[*]"}),
    ],
)
def test_keys_are_read_that_are_not_only_written(script, keys):
    task = DialogTask.model_validate(dialog(node("script", "s", script=script)))
    assert read_keys([TaskFacts(Document("x", task), Known())]) == keys


def test_an_entity_is_tested_by_the_name_of_its_component():
    asked = node("entity", "asked", [{"to": "end", "when": {"entity": "asked"}}], name="company")
    assert uses(asked) == [("/nodes/0/transitions/0/when/entity", "context.entities.company", "read")]


def test_nodes_inside_a_bot_action_have_whole_pointers():
    inner = node("script", "s", script="print(1)")
    assert uses(node("bot-action", "b", nodes=[inner])) == [("/nodes/0/nodes/0/script", "print", "call")]


@pytest.mark.parametrize(
    ("utterance", "text", "key", "names"),
    [
        pytest.param("Add a lead!", "Add a lead!", "add a lead", (), id="plain"),
        pytest.param("a [b c](d) e", "a b c e", "a b c e", ("d",), id="marked"),
        pytest.param("[a](x) and [b]( y )", "a and b", "a and b", ("x", "y"), id="twice"),
        pytest.param("Straße  ändern", "Straße  ändern", "strasse ändern", (), id="other languages"),
        pytest.param("[not marked] (really)", "[not marked] (really)", "not marked really", (), id="only brackets"),
    ],
)
def test_an_utterance_is_what_is_said(utterance, text, key, names):
    assert spoken(utterance) == (text, key)
    assert marked_entities(utterance) == names
