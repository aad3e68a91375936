from __future__ import annotations

import pytest

from xogen.lint.examples import confirmation, intent, message, node, script, service

RULE = "service/write-without-confirmation"


def write(method="PATCH", **more):
    return service("write", "done", "done", method=method, **more)


DONE = message("done", "Done.")


@pytest.mark.parametrize(
    ("call", "does"),
    [
        (write("PATCH"), "sends a PATCH"),
        (write("PUT"), "sends a PUT"),
        (write("DELETE"), "sends a DELETE"),
        (write("POST", path="/services/data/v67.0/sobjects/Lead"), "sends a POST"),
        (write("POST", path="/services/data/v67.0/sobjects/Lead/?x=1"), "sends a POST"),
        (write("POST", record={"object": "Lead", "operation": "create"}), "creates a Lead"),
        (write("PATCH", record={"object": "Case", "operation": "update"}), "updates a Case"),
        (write("DELETE", record={"object": "Lead", "operation": "delete"}), "deletes a Lead"),
        (write("POST", record={"object": "Lead", "operation": "search"}), None),
        (write("GET", record={"object": "Lead", "operation": "read"}), None),
        (write("GET"), None),
    ],
)
def test_what_writes(found, call, does):
    words = f"the service write {does}, and a path leads there without a confirmation"
    assert found(RULE, intent("write"), call, DONE) == ([("/nodes/1", words)] if does else [])


def test_of_a_post_it_is_not_known(check):
    report = check(RULE, intent("write"), write("POST", path="/orders"), DONE)
    assert report.findings == ()
    assert [each.reason for each in report.not_checked] == [
        "whether the POST of the service write writes or only asks is not known"
    ]


@pytest.mark.parametrize(
    ("nodes", "witness"),
    [
        pytest.param([intent("ask"), confirmation("ask", "write", "done")], None, id="asked"),
        pytest.param(
            [intent("ask"), confirmation("ask", "done", "write")], ("CreateLead", "ask", "write"), id="no is not yes"
        ),
        pytest.param(
            [
                intent("sure"),
                node("logic", "sure", [{"to": "write", "when": {"context": "context.bold"}}, {"to": "ask"}]),
                confirmation("ask", "write", "done"),
            ],
            ("CreateLead", "sure", "write"),
            id="a way around",
        ),
        pytest.param(
            [intent("ask"), confirmation("ask", "action", "done"),
             node("bot-action", "action", "done", nodes=[script("prepare", "", "end")])],
            None,
            id="not reached at all",
        ),
    ],
)  # fmt: skip
def test_the_way_without_a_question_is_shown(check, nodes, witness):
    findings = check(RULE, *nodes, write(), DONE).findings
    assert [each.witness for each in findings] == ([witness] if witness else [])


def test_inside_a_bot_action_the_question_stands_before_it(found):
    action = node("bot-action", "action", "done", nodes=[{**write(), "transitions": [{"to": "end"}]}])
    assert found(RULE, intent("ask"), confirmation("ask", "action", "done"), action, DONE) == []


def test_agreeing_to_sign_in_is_no_agreement(check):
    look = script("look", "context.link = koreUtil.getCurrentOptions().authorizationURL", "signIn")
    sign_in = confirmation("signIn", "write", "done", "Please sign in: {{context.link}}. Done?")
    (finding,) = check(RULE, intent("look"), look, sign_in, write(), DONE).findings
    assert finding.witness == ("CreateLead", "look", "signIn", "write")


def test_those_that_call_a_hidden_dialog_may_have_asked(check):
    report = check(RULE, intent("write"), write(), DONE, hidden=True)
    words = "this dialog is hidden, and whether those that call it ask for a confirmation is not known"
    assert (report.findings, [each.reason for each in report.not_checked]) == ((), [words])
