from __future__ import annotations

import pytest

from xogen.lint.examples import intent, message, node, script, service, status_is

RULE = "service/status-not-checked"
ANSWER = "context.read.response"


def read(to):
    return {**service("read", "x", "x"), "transitions": [{"to": to}]}


@pytest.mark.parametrize(
    ("source", "is_checked"),
    [
        (f"print({ANSWER}.statusCode)", True),
        (f"const r = {ANSWER}; print(r.statusCode)", True),
        (f"look({ANSWER})", True),
        ("look(context.read)", True),
        ("const {statusCode} = context.read.response;", True),
        (f"print({ANSWER}.body.Id)", False),
        pytest.param("print(context.old.response.statusCode)", True, id="an unknown service is another rule's"),
        ("print(context.later.response.statusCode)", False),
        ("context.read = 1", False),
        ("", False),
    ],
)
def test_a_script_may_look(found, source, is_checked):
    problems = found(RULE, intent("read"), read("later"), script("later", source, "end"))
    assert problems == ([] if is_checked else [("/nodes/1", "nothing looks at the status of the service read")])


def test_who_looks_before_the_call_does_not_look_at_it(found):
    early = script("early", f"context.a = {ANSWER}?.statusCode", "read")
    assert len(found(RULE, intent("early"), early, read("done"), message("done", "Done."))) == 1


def test_a_bot_action_looks_at_what_is_inside(found):
    action = node("bot-action", "action", [{"to": "done", "when": status_is("read", "200")}], nodes=[read("end")])
    assert found(RULE, intent("action"), action, message("done", "Done.")) == []


def test_its_own_post_processor_may_look(found):
    assert found(RULE, intent("read"), {**read("end"), "post_processor": f"context.ok = {ANSWER}.statusCode"}) == []


def test_what_is_never_reached_has_another_rule(found):
    assert found(RULE, intent("end"), read("end")) == []


@pytest.mark.parametrize("ways", [[], [{"to": "gone"}]])
def test_what_was_meant_to_come_after_may_look_at_it(found, ways):
    assert found(RULE, intent("read"), {**read("later"), "transitions": ways}) == []
    assert found(RULE, intent("read"), read("later"), {**script("later", "", "end"), "transitions": ways}) == []
