from __future__ import annotations

import pytest

from xogen.lint.examples import confirmation, intent, message, node, script, service

RULE = "security/destructive-without-authorization"
DONE = message("done", "Done.")
LOOK = "context.link = koreUtil.getCurrentOptions()?.authorizationURL"
ASK = confirmation("signIn", "delete", "done", "Please sign in: {{context.link}}. Done?")


def delete(method="DELETE", **more):
    return service("delete", "done", "done", method=method, **{"integration": "salesforce", **more})


def action(authorization="pre-authorize", **more):
    return {"name": "salesforce", "authorization": authorization, "app": "system", **more}


@pytest.mark.parametrize(
    ("call", "uses", "words"),
    [
        (delete(), action(), None),
        (delete(), None, None),
        (delete(integration=None, profile="acme"), None, None),
        (delete(integration=None, headers={"authorization": "{{env.TOKEN}}"}), None, None),
        (
            delete(integration=None),
            action(),
            "sends a DELETE without an action, a profile or an Authorization header",
        ),
        (
            delete("POST", integration=None, record={"object": "Lead", "operation": "delete"}),
            None,
            "deletes a Lead without an action, a profile or an Authorization header",
        ),
        (
            delete(integration="hubspot"),
            action(),
            "sends a DELETE by the action hubspot, and the dialog is authorized for salesforce only",
        ),
        (delete("PATCH", integration=None), None, None),
    ],
)
def test_whose_rights(found, call, uses, words):
    problems = found(RULE, intent("delete"), call, DONE, **({"action": uses} if uses else {}))
    assert problems == ([("/nodes/1", f"the service delete {words}")] if words else [])


def test_what_is_never_reached_does_no_harm(found):
    assert found(RULE, intent("done"), delete(integration=None), DONE) == []


UNSEEN = "the service delete sends a DELETE, and on a path to it nobody looks whether the user is signed in"
PAST = "the service delete sends a DELETE, and a user who does not say yes to signIn gets there too"


@pytest.mark.parametrize(
    ("nodes", "words", "witness"),
    [
        pytest.param([intent("delete")], UNSEEN, ("CreateLead", "delete"), id="no gate"),
        pytest.param([intent("look"), script("look", LOOK, "signIn"), ASK], None, None, id="a gate"),
        pytest.param([intent("look"), script("look", LOOK, "delete")], None, None, id="a gate that only looks"),
        pytest.param(
            [
                intent("choose"),
                node("logic", "choose", [{"to": "delete", "when": {"context": "context.fast"}}, {"to": "look"}]),
                script("look", LOOK, "signIn"),
                ASK,
            ],
            UNSEEN,
            ("CreateLead", "choose", "delete"),
            id="a way around the gate",
        ),
        pytest.param(
            [intent("look"), script("look", LOOK, "signIn"), {**ASK, "transitions": [{"to": "delete"}]}],
            PAST,
            ("CreateLead", "look", "signIn", "delete"),
            id="whatever the user answers",
        ),
        pytest.param(
            [
                intent("look"),
                script("look", LOOK, "signIn"),
                confirmation("signIn", "delete", "later", "{{koreUtil.getCurrentOptions().authorizationURL}}?"),
                message("later", "As you like.", "delete"),
            ],
            PAST,
            ("CreateLead", "look", "signIn", "later", "delete"),
            id="a no that leads on",
        ),
        pytest.param(
            [
                intent("look"),
                script("look", LOOK, "signIn"),
                confirmation("signIn", "delete", "look", "Please sign in: {{context.link}}. Done?"),
            ],
            None,
            None,
            id="a no that looks again",
        ),
    ],
)
def test_where_each_user_authorizes(check, nodes, words, witness):
    findings = check(RULE, *nodes, delete(), DONE, action=action("allow-users")).findings
    assert [(each.message, each.witness) for each in findings] == ([(words, witness)] if words else [])


def test_a_call_by_the_actions_profile_belongs_to_it(found):
    call = delete(integration=None, profile="acme")
    uses = action("allow-users", app="custom", profile="acme")
    assert found(RULE, intent("delete"), call, DONE, action=uses) == [("/nodes/1", UNSEEN)]


def test_those_that_call_a_hidden_dialog_may_have_the_user_sign_in(check):
    report = check(RULE, intent("delete"), delete(), DONE, action=action("allow-users"), hidden=True)
    words = "this dialog is hidden, and whether those that call it have the user sign in is not known"
    assert (report.findings, [each.reason for each in report.not_checked]) == ((), [words])


def test_a_no_that_leads_to_another_question_leads_on(check):
    nodes = (
        intent("look"),
        script("look", LOOK, "signIn"),
        confirmation("signIn", "sure", "sure", "Please sign in: {{context.link}}. Done?"),
        confirmation("sure", "delete", "done", "Delete it?"),
    )
    (finding,) = check(RULE, *nodes, delete(), DONE, action=action("allow-users")).findings
    assert (finding.message, finding.witness) == (PAST, ("CreateLead", "look", "signIn", "sure", "delete"))


def test_an_object_has_its_article(found):
    call = delete(integration=None, record={"object": "Opportunity", "operation": "delete"})
    words = "the service delete deletes an Opportunity without an action, a profile or an Authorization header"
    assert found(RULE, intent("delete"), call, DONE) == [("/nodes/1", words)]
