"""What a dialog asks of Salesforce, by its records, paths, bodies and scripts."""

from __future__ import annotations

import pytest

from xogen.lint.examples import dialog, intent, message, node, script, service
from xogen.lint.facts import Document, TaskFacts
from xogen.lint.known import Known
from xogen.model.dialog import DialogTask

DATA = "/services/data/v67.0"


def calls(*nodes, **more):
    task = DialogTask.model_validate(dialog(intent(nodes[0]["id"]), *nodes, **more))
    return TaskFacts(Document("d.json", task), Known()).org_calls


def call(method, path, **more):
    return service("s", "end", "end", method=method, path=path, **more)


def shown(found):
    return [(each.operation, each.object, each.pointer, each.unseen) for each in found]


SCRIPT_MADE = "which fields s writes: a script makes its body"
NO_TEXT = "the query of s does not stand in the dialog as a text"
RECORD = {"object": "Lead", "operation": "update", "fields": {"Status": "x"}}


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (call("POST", f"{DATA}/sobjects/Lead"), ("create", "Lead", "/nodes/1/path", None)),
        (
            call("POST", f"{DATA}/sobjects/Lead/", body="{{context.x}}"),
            ("create", "Lead", "/nodes/1/path", SCRIPT_MADE),
        ),
        (call("GET", f"{DATA}/sobjects/Lead/{{{{context.id}}}}?fields=Id"), ("read", "Lead", "/nodes/1/path", None)),
        (call("PATCH", f"{DATA}/sobjects/X__c/00Q"), ("update", "X__c", "/nodes/1/path", None)),
        (call("PATCH", f"{DATA}/sobjects/X__c/Key__c/4711"), ("upsert", "X__c", "/nodes/1/path", None)),
        (call("DELETE", f"{DATA}/sobjects/X__c/00Q"), ("delete", "X__c", "/nodes/1/path", None)),
        (call("PATCH", f"{DATA}/sobjects/Lead/00Q", record=RECORD), ("update", "Lead", "/nodes/1/record/object", None)),
        (call("GET", f"{DATA}/query?q={{{{context.q}}}}"), ("query", "", "/nodes/1", NO_TEXT)),
        (call("GET", f"{DATA}/query/?q=SELECT+Id+FROM+Lead"), ("query", "Lead", "/nodes/1/path", None)),
        (call("GET", f"{DATA}/queryAll?q=SELECT%20Id%20FROM%20Lead"), ("query", "Lead", "/nodes/1/path", None)),
        (call("GET", f"{DATA}/search?q=x"), ("query", "", "/nodes/1", NO_TEXT)),
        (
            call("GET", f"{DATA}/search?q=x", record={"object": "Lead", "operation": "search"}),
            ("search", "Lead", "/nodes/1/record/object", NO_TEXT),
        ),
        (
            call("POST", "/", record={"object": "Lead", "operation": "create", "fields": {"A": "b"}}),
            ("create", "Lead", "/nodes/1/record/object", None),
        ),
    ],
)
def test_one_call(made, expected):
    assert shown(calls(made)) == [expected]


@pytest.mark.parametrize("path", ["/services/oauth2/userinfo", f"{DATA}/limits", "/api/v2/tickets"])
def test_what_touches_no_record_is_no_call(path):
    assert calls(call("GET", path)) == ()


@pytest.mark.parametrize(
    ("body", "written"),
    [
        ('{"A": "x", "B": 5, "C": true, "D": null}', [("A", "x"), ("B", "5"), ("C", "true"), ("D", "")]),
        (
            '{"A": "{{context.entities.a}}", "B": {{context.b}}, "C": "to {{context.c}} and {{context.d}}"}',
            [("A", "{{context.entities.a}}"), ("B", "{{context.b}}"), ("C", "to {{context.c}} and {{context.d}}")],
        ),
        ('{"A": {"Key__c": "{{context.k}}"}}', [("A", '{"Key__c": "{{context.k}}"}')]),
        ('{"A": "say \\"{{context.a}}\\""}', [("A", 'say "{{context.a}}"')]),
    ],
)
def test_fields_of_a_body(body, written):
    (found,) = calls(call("POST", f"{DATA}/sobjects/Lead", body=body))
    assert [(each.field, each.value) for each in found.written] == written
    assert {each.pointer for each in found.written} == {"/nodes/1/body"}


@pytest.mark.parametrize("body", ["{{context.body}}", "[1]", '{"A": ', '{"{{context.name}}": "x"}', "x=1"])
def test_a_body_that_is_made_elsewhere(body):
    (found,) = calls(call("POST", f"{DATA}/sobjects/Lead", body=body))
    assert (found.written, found.unseen) == ((), SCRIPT_MADE)


def test_fields_of_a_record_come_before_those_of_the_body():
    (found,) = calls(call("PATCH", f"{DATA}/sobjects/Lead/1", body='{"A": "b"}', record=RECORD))
    assert [(each.field, each.pointer) for each in found.written] == [("Status", "/nodes/1/record/fields/Status")]


def test_the_query_in_a_path_keeps_its_references():
    asked = "SELECT+Id+FROM+Case+WHERE+CaseNumber%3D'{{context.entities.number}}'"
    (found,) = calls(call("GET", f"{DATA}/query?q={asked}&x=1"))
    (compared,) = found.query.soql.compared
    assert [found.query.holes[hole] for value in compared.values for hole in value.holes] == ["context.entities.number"]


def test_queries_in_scripts_count_where_they_stand():
    asked = script("make", "// new\ncontext.q = `SELECT Id FROM Lead WHERE Name = '${context.entities.n}'`;", "s")
    found = calls(asked, call("GET", f"{DATA}/query?q={{{{context.q}}}}"))
    assert shown(found) == [("query", "Lead", "/nodes/1/script/1", None), ("query", "", "/nodes/2", NO_TEXT)]
    assert found[0].query.holes == ("context.entities.n",)


def test_words_are_no_query():
    assert calls(script("make", "context.help = 'Select one from lists';", "m"), message("m", "Hello.")) == ()


def test_a_call_inside_a_bot_action_is_found():
    inner = node("bot-action", "work", "end", nodes=[call("DELETE", f"{DATA}/sobjects/Lead/1")])
    assert shown(calls(inner)) == [("delete", "Lead", "/nodes/1/nodes/0/path", None)]


def test_a_record_of_another_action_is_none_of_ours():
    made = call("POST", "/tickets", integration="zendesk", record=RECORD)
    assert calls(made) == ()
    other = {"name": "zendesk", "authorization": "pre-authorize", "app": "system"}
    assert calls(call("POST", "/tickets", record=RECORD), action=other) == ()
