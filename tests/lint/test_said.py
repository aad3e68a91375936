from __future__ import annotations

from xogen.lint.examples import dialog, entity, intent, message, say, script, service
from xogen.lint.facts import Document, TaskFacts
from xogen.lint.known import Known
from xogen.model.dialog import DialogTask

LOOK = "let unknown = '?';\nprint(context.read.response.body || unknown);\nprint(context.a);"
FACTS = TaskFacts(
    Document(
        "x",
        DialogTask.model_validate(
            dialog(
                intent("ask"),
                entity(
                    "ask",
                    "run",
                    "Which {{env.THING}}?",
                    error_prompt=[say("Eh?", channel="ivr"), {"text": {"en": "Which?", "de": "Welches?"}}],
                ),
                script("run", "context.a = 1;", "read"),
                service("read", "done", "done", path="/{{context.a}}"),
                message("done", "", responses=[{"channel": "ivr", "script": {"en": LOOK}}, say("Is {{1 + 1}} it?")]),
            )
        ),
    ),
    Known(),
)


def test_responses_of_single_channels_know_their_place():
    assert {channel: [each.at() for each in found] for channel, found in FACTS.said.elsewhere.items()} == {
        "ivr": ["/nodes/1/error_prompt/0", "/nodes/4/responses/0"],
    }
    first = FACTS.said.elsewhere["ivr"][0]
    assert (first.place.node.id, first.at("text", "x/y")) == ("ask", "/nodes/1/error_prompt/0/text/x~1y")


def test_nodes_by_what_they_hold():
    said = FACTS.said
    keys = ("speaking", "varied", "referring", "showing", "printing", "scripted")
    assert {key: [place.node.id for place in getattr(said, key)] for key in keys} == {
        "speaking": ["ask", "done"],
        "varied": ["ask", "done"],
        "referring": ["ask", "read", "done"],
        "showing": ["ask", "done"],
        "printing": ["done"],
        "scripted": ["run", "done"],
    }


def test_responses_in_several_languages():
    assert [each.at() for each in FACTS.said.translated] == ["/nodes/1/error_prompt/1"]


def test_what_users_are_shown():
    assert [(".".join(each.path), each.at, each.tested, each.in_script) for each in FACTS.shown] == [
        ("env.THING", "/nodes/1/prompt/0/text/en", False, False),
        ("context.read.response.body", "/nodes/4/responses/0/script/en/1", True, True),
        ("context.a", "/nodes/4/responses/0/script/en/2", False, True),
    ]
