from __future__ import annotations

import pytest

from xogen.lint.texts import forget, referring, responses_of, says_something, scripts, texts
from xogen.model.conditions import AllOf, AnswerTest, AnyOf, ContextTest, EntityTest
from xogen.model.nodes import (
    ConfirmationNode,
    DialogCallNode,
    EntityNode,
    IntentNode,
    MessageNode,
    OpaqueNode,
    PlatformNode,
    Response,
    ScriptNode,
    ServiceNode,
    Transition,
)

ASK, SORRY = Response(text={"en": "Which {{env.X}}?", "x/y": "Quoi ?"}), Response(script={"en": "print(1);"})
STATUS = ContextTest(context="context.read.response.statusCode", op="eq", value="200")
SERVICE = ServiceNode(
    id="read",
    host="{{env.HOST}}",
    path="/a",
    headers={"X/Y": "z"},
    pre_processor="a();",
    post_processor="b();",
    properties={"payload": {"rows": ["context.rows", "{{context.row}}"]}, "localeData": "not a request"},
)


@pytest.mark.parametrize(
    ("node", "found"),
    [
        (IntentNode(id="start"), []),
        (MessageNode(id="done", responses=(ASK,)), ["/responses/0/text/en text", "/responses/0/text/x~1y text"]),
        (
            EntityNode(id="ask", prompt=(ASK,), error_prompt=(SORRY,), rules={"letters": ["a"]}),
            [
                "/prompt/0/text/en text",
                "/prompt/0/text/x~1y text",
                "/error_prompt/0/script/en script",
                "/rules/letters/0 path",
            ],
        ),
        (
            ConfirmationNode(id="sure", prompt=(SORRY, ASK)),
            ["/prompt/0/script/en script", "/prompt/1/text/en text", "/prompt/1/text/x~1y text"],
        ),
        (ScriptNode(id="run", script="a();"), ["/script script"]),
        (
            SERVICE,
            [
                "/host text",
                "/path text",
                "/headers/X~1Y text",
                "/pre_processor script",
                "/post_processor script",
                "/properties/payload/rows/0 path",
                "/properties/payload/rows/1 text",
            ],
        ),
        (
            DialogCallNode(id="call", dialog="x", inputs={"a": "context.a"}, outputs={"b": "{{context.b}}"}),
            ["/inputs/a path", "/outputs/b text"],
        ),
        (PlatformNode(id="form", type="form", properties={"a": {"b": "c"}}), ["/properties/a/b path"]),
        (OpaqueNode(id="new", wire_type="new", raw={"a": [1, "b", None]}), ["/raw/a/1 path"]),
    ],
    ids=lambda value: getattr(value, "type", None),
)
def test_texts_of_each_kind_with_their_places(node, found):
    assert [f"{text.pointer} {text.kind}" for text in texts(node)] == found
    assert scripts(node) == tuple(text for text in texts(node) if text.kind == "script")


@pytest.mark.parametrize(
    ("when", "found"),
    [
        (STATUS, [("/context", STATUS.context), ("/value", "200")]),
        (EntityTest(entity="ask"), []),
        (EntityTest(entity="ask", op="eq", value="context.a"), [("/value", "context.a")]),
        (AllOf(all=(STATUS,)), [("/all/0/context", STATUS.context), ("/all/0/value", "200")]),
        (AnyOf(any=(ContextTest(context="context.a"),)), [("/any/0/context", "context.a")]),
        (AnswerTest(answer="yes"), []),
    ],
    ids=lambda value: type(value).__name__,
)
def test_conditions_are_paths(when, found):
    node = IntentNode(id="start", transitions=(Transition(to="end"), Transition(to="end", when=when)))
    assert texts(node) == tuple((f"/transitions/1/when{at}", source, "path", ()) for at, source in found)


def test_references_are_read_once_with_their_text():
    assert [(text.pointer, [each.path for each in text.references]) for text in texts(SERVICE) if text.references] == [
        ("/host", [("env", "HOST")]),
        ("/properties/payload/rows/1", [("context", "row")]),
    ]
    assert [text.pointer for text in referring(SERVICE)] == ["/host", "/properties/payload/rows/1"]


def test_a_reference_that_is_never_closed_is_looked_at():
    node = MessageNode(id="done", responses=(Response(text={"en": "Hello {{context.a"}),))
    assert [(text.source, text.references) for text in referring(node)] == [("Hello {{context.a", ())]


def test_responses_know_their_place():
    node = EntityNode(id="ask", prompt=(ASK,), error_prompt=(SORRY, ASK))
    assert responses_of(node) == (("prompt", 0, ASK), ("error_prompt", 0, SORRY), ("error_prompt", 1, ASK))
    assert responses_of(SERVICE) == ()


def test_texts_are_kept_until_they_are_forgotten():
    node = MessageNode(id="done", responses=(ASK,))
    kept = texts(node)
    assert texts(node) is kept
    forget()
    assert texts(node) == kept
    assert texts(node) is not kept


@pytest.mark.parametrize(
    ("responses", "says"),
    [
        ([], False),
        ([Response()], False),
        ([Response(text={"en": "", "de": " \n"})], False),
        ([Response(text={"en": ""}), Response(text={"de": "Ja"})], True),
        ([Response(script={"en": "print(1);"})], True),
    ],
)
def test_says_something(responses, says):
    assert says_something(responses) is says
