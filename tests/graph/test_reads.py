from __future__ import annotations

import pytest
from pydantic import TypeAdapter

from xogen.graph.reads import reads_of, scripts_of, texts_of
from xogen.model.nodes import Node

NODE = TypeAdapter(Node)


def node(kind, **more):
    return NODE.validate_python({"type": kind, "id": "n", **more})


def found(node, components=None):
    return [(read.pointer, ".".join(read.path), read.phase) for read in reads_of(node, components)]


@pytest.mark.parametrize(
    ("more", "reads"),
    [
        (
            {"type": "message", "responses": [{"text": {"en": "{{context.a}} {{env.B}}"}}]},
            [("/responses/0/text/en", "context.a", "entry"), ("/responses/0/text/en", "env.B", "entry")],
        ),
        (
            {"type": "message", "responses": [{"script": {"pt/br": ["", "print(context.a)"]}}]},
            [("/responses/0/script/pt~1br/1", "context.a", "entry")],
        ),
        (
            {"type": "message", "responses": [{"script": {"en": "print(BotUserSession.get('k'))"}}]},
            [("/responses/0/script/en", "context.session.BotUserSession.k", "entry")],
        ),
        (
            {
                "type": "entity",
                "prompt": [{"text": {"en": "{{context.a}}"}}],
                "error_prompt": [{"script": {"en": "print(context.b)"}}],
            },
            [("/prompt/0/text/en", "context.a", "entry"), ("/error_prompt/0/script/en", "context.b", "entry")],
        ),
        (
            {"type": "confirmation", "prompt": [{"text": {"en": "{{context.a}}"}}]},
            [("/prompt/0/text/en", "context.a", "entry")],
        ),
        ({"type": "script", "script": "x = context.a"}, [("/script", "context.a", "entry")]),
        (
            {
                "type": "service",
                "host": "{{context.h}}",
                "path": "/{{context.p}}",
                "headers": {"X/Y": "{{context.x}}"},
                "body": "{{JSON.stringify(context.b)}}",
                "pre_processor": "context.b = context.c",
                "post_processor": "context.d = context.n.response",
            },
            [
                ("/host", "context.h", "request"),
                ("/path", "context.p", "request"),
                ("/headers/X~1Y", "context.x", "request"),
                ("/body", "context.b", "request"),
                ("/pre_processor", "context.c", "entry"),
                ("/post_processor", "context.n.response", "response"),
            ],
        ),
        (
            {"type": "dialog-call", "dialog": "d", "inputs": {"context.entities.x": "context.a", "b": "{{context.b}}"}},
            [("/inputs/context.entities.x", "context.a", "entry"), ("/inputs/b", "context.b", "entry")],
        ),
        (
            {
                "type": "logic",
                "transitions": [
                    {"to": "x", "when": {"context": "context.a", "op": "eq", "value": "context.b"}},
                    {"to": "x", "when": {"entity": "E"}},
                    {"to": "x", "when": {"all": [{"context": "context.c"}]}},
                    {"to": "x", "when": {"any": [{"context": "BotContext.d", "op": "eq", "value": "201"}]}},
                    {"to": "x", "when": {"answer": "yes"}},
                    {"to": "x"},
                ],
            },
            [
                ("/transitions/0/when/context", "context.a", "exit"),
                ("/transitions/0/when/value", "context.b", "exit"),
                ("/transitions/1/when/entity", "context.entities.Company", "exit"),
                ("/transitions/2/when/all/0/context", "context.c", "exit"),
                ("/transitions/3/when/any/0/context", "context.session.BotContext.d", "exit"),
            ],
        ),
    ],
)  # fmt: skip
def test_reads(more, reads):
    assert found(node(more.pop("type"), **more), {"E": "Company"}) == reads


def test_a_read_in_a_script_knows_its_line_and_what_is_asked_for():
    script = node("script", script="context.b = 1;\nif (BotUserSession.get('k')) x = context.b;")
    tested, own = reads_of(script)
    assert (tested.line, tested.column, tested.tested, tested.after_write) == (2, 5, 4, False)
    assert (own.pointer, own.line, own.column, own.tested, own.after_write) == ("/script/1", 2, 34, 0, True)


def test_conditions_only_ask():
    reads = reads_of(node("logic", transitions=[{"to": "x", "when": {"context": "context.a.b"}}]))
    assert [(read.tested, read.transition) for read in reads] == [(3, 0)]


def test_scripts_and_texts():
    service = node("service", path="/{{a}}", pre_processor="a", post_processor="b", headers={"H": "{{x}}", "I": "y"})
    assert [(place.pointer, place.phase, place.always) for place in scripts_of(service)] == [
        ("/pre_processor", "entry", True),
        ("/post_processor", "response", True),
    ]
    assert [place.pointer for place in texts_of(service)] == ["/path", "/headers/H"]
