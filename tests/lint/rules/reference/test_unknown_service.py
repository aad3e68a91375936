from __future__ import annotations

import pytest

from xogen.lint.examples import dialog, intent, message, node, script, service

RULE = "reference/unknown-service"


def reads(name):
    return message("done", f"{{{{context.{name}.response.body.id}}}}")


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (reads("readLead0001"), None),
        (reads("readLead"), "there is no service 'readLead'; did you mean 'readLead0001'?"),
        (message("done", "{{context.answer.body}}"), None),
        (script("done", "context.cached = 1; x = context.cached.response", "end"), None),
        (script("done", "x = context[name].response", "end"), None),
        (node("logic", "done", [{"to": "end", "when": {"context": "context.zzz.response.statusCode"}}]),
         "there is no service 'zzz'; there are: readLead0001"),
    ],
)  # fmt: skip
def test_unknown_service(found, last, words):
    nodes = intent("readLead0001"), service("readLead0001", "done", "done"), last
    assert [message for _, message in found(RULE, *nodes)] == ([words] if words else [])


def test_a_webhook_answers_too(found):
    assert found(RULE, intent("hook"), node("webhook", "hook", "done"), reads("hook")) == []


def test_a_bot_actions_service_is_one_of_the_dialog(found):
    action = node("bot-action", "action", "done", nodes=[{**service("call", "x", "x"), "transitions": [{"to": "end"}]}])
    assert found(RULE, intent("action"), action, reads("call")) == []


def call(name):
    return node("dialog-call", "call", "done", dialog=name)


SIGN_IN = dialog(intent("auth"), service("auth", "end", "end"), name="sign-in", title="Sign In")
OUTER = dialog(intent("call"), call("sign-in"), name="outer", title="Outer")


@pytest.mark.parametrize(
    ("called", "service_name", "problems"),
    [
        ("sign-in", "auth", 0),
        pytest.param("outer", "auth", 0, id="a dialog that is called by one that is called"),
        ("sign-in", "other", 1),
        ("outer", "other", 1),
    ],
)
def test_a_called_dialog_brings_its_services(found, called, service_name, problems):
    nodes = intent("call"), call(called), reads(service_name)
    assert len(found(RULE, *nodes, others=[SIGN_IN, OUTER])) == problems


def test_a_called_dialog_that_is_not_at_hand(check):
    report = check(RULE, intent("call"), call("elsewhere"), reads("auth"))
    assert report.findings == ()
    assert [each.reason for each in report.not_checked] == [
        "whether a dialog that is called has the service 'auth' is not known"
    ]


def test_dialogs_that_call_each_other_end(found):
    one = dialog(intent("call"), call("create-lead"), name="one", title="One")
    assert len(found(RULE, intent("call"), call("one"), reads("auth"), others=[one])) == 1
