"""The rules on what is sent, how often, and what is done with the answer, where their examples do not go."""

# ruff: noqa: E501 - one line a case reads best
from __future__ import annotations

import pytest

from xogen.lint.examples import dialog, entity, intent, message, node, script, service, status_is
from xogen.lint.proof import check_export
from xogen.lint.registry import rules

DONE, FAILED = message("done", "Done."), message("failed", "That did not work.")
BODY = "{{context.s.response.body.name}}"
TRY = script("try", "context.tries = (context.tries || 0) + 1;", "many")
MANY = node(
    "logic", "many", [{"to": "failed", "when": {"context": "context.tries", "op": "gte", "value": "3"}}, {"to": "s"}]
)
EARLY = "the answer of s is used before its status is checked"


def call(to="done", **more):
    return {**service("s", to, to, **more), "transitions": [{"to": to}]}


CHECK = node("logic", "check", [{"to": "done", "when": status_is("s", "200")}, {"to": "failed"}])
CASES = {
    "service/answer-before-status": {
        "the service itself checks": ([intent("s"), service("s", "m", "failed"), message("m", BODY), FAILED], []),
        "nobody checks": ([intent("s"), call("m"), message("m", BODY)], []),
        "in the same script": ([intent("s"), call("m"), message("m", "", responses=[{"script": {"en": "if (context.s.response.statusCode == 200) print(context.s.response.body.name)"}}])], []),
        "the script takes the whole answer": ([intent("s"), call("m"), message("m", "", "check", responses=[{"script": {"en": "const r = context.s.response; print(r.body.name)"}}]), CHECK, DONE, FAILED], []),
        "after the check": ([intent("s"), call("check"), node("logic", "check", [{"to": "m", "when": status_is("s", "200")}, {"to": "failed"}]), message("m", BODY), FAILED], []),
        "the end of a bot action checks": (
            [intent("w"), node("bot-action", "w", [{"to": "m", "when": status_is("s", "200")}, {"to": "failed"}], nodes=[call("end")]), message("m", BODY), FAILED],
            [],
        ),
        "inside of a bot action": (
            [intent("w"), node("bot-action", "w", [{"to": "done", "when": status_is("s", "200")}, {"to": "failed"}], nodes=[call("k"), script("k", "context.n = context.s.response.body.name;", "end")]), DONE, FAILED],
            [("/nodes/1/nodes/1/script", EARLY)],
        ),
        "a script that asks if it is there": ([intent("s"), call("k"), script("k", "context.n = context.s.response?.body?.name;", "check"), CHECK, DONE, FAILED], []),
        "before the call": ([intent("k"), script("k", "context.n = context.s.response.body.name;", "s"), service("s", "done", "failed"), DONE, FAILED], []),
    },
    "service/answer-never-read": {
        "a status is an answer, too": ([intent("s"), service("s", "done", "failed"), DONE, FAILED], []),
        "a POST does something": ([intent("s"), call(method="POST"), DONE], []),
        "a post-processor may use it": ([intent("s"), call(post_processor="context.n = 1;"), DONE], []),
        "nobody gets there": ([intent("done"), call(), DONE], []),
        "the context as a whole is read": (
            [intent("s"), call("k"), script("k", "print(JSON.stringify(context));", "done"), DONE],
            [("not checked", "whether anything uses the answer of the service s: a script reads keys by computed names")],
        ),
        "read under a name that is not there": ([intent("s"), call("m"), message("m", "{{context.S.response.body.name}}")], []),
    },
    "service/retry-of-write": {
        "a GET may be made again": ([intent("s"), service("s", "done", "try"), TRY, MANY, DONE, FAILED], []),
        "something else each time": (
            [intent("s"), service("s", "done", "try", method="POST", body='{"n": {{context.tries}}}'), TRY, MANY, DONE, FAILED],
            [],
        ),
        "the user is asked": ([intent("s"), service("s", "done", "e", method="POST"), entity("e", "s"), DONE], []),
        "a loop without an end is another rule's": ([intent("s"), service("s", "done", "s", method="POST"), DONE], []),
        "inside of a bot action": (
            [intent("w"), node("bot-action", "w", [{"to": "done", "when": status_is("s", "200")}, {"to": "try"}], nodes=[service("s", "end", "end", method="POST")]), {**TRY}, node("logic", "many", [{"to": "failed", "when": {"context": "context.tries", "op": "gte", "value": "3"}}, {"to": "w"}]), DONE, FAILED],
            [("/nodes/1/nodes/0", "the service s sends a POST again without asking: s, try, many, w and back to s")],
        ),
        "a query by POST": (
            [intent("s"), service("s", "done", "try", method="POST", record={"object": "Lead", "operation": "query"}), TRY, MANY, DONE, FAILED],
            [],
        ),
    },
    "service/call-in-loop": {
        "page after page": (
            [intent("first"), script("first", "context.page = 0;", "s"), service("s", "more", "failed", path="/leads?page={{context.page}}"), node("logic", "more", [{"to": "next", "when": {"context": "context.s.response.body.next"}}, {"to": "done"}]), script("next", "context.page = context.page + 1;", "s"), DONE, FAILED],
            [],
        ),
        "a question in between": ([intent("s"), service("s", "e", "failed"), entity("e", "s"), FAILED], []),
    },
    "service/change-by-get": {
        "encoded": ([intent("s"), call(path="/q?sql=DELETE%20FROM%20a"), DONE], [("/nodes/1/path", "the service s changes something ('delete from') with a GET")]),
        "with plus signs": ([intent("s"), call(path="/q?sql=update+a+set+b=1"), DONE], [("/nodes/1/path", "the service s changes something ('update a set') with a GET")]),
        "a verb": ([intent("s"), call(path="/users/delete?id=5"), DONE], [("/nodes/1/path", "the service s changes something ('delete') with a GET")]),
        "an action": ([intent("s"), call(path="/users?action=remove&id=5"), DONE], [("/nodes/1/path", "the service s changes something ('remove') with a GET")]),
        "a word with a verb in it": ([intent("s"), call(path="/updates/created?by=update_time"), DONE], []),
        "a DELETE": ([intent("s"), call(method="DELETE", path="/users/delete"), DONE], []),
    },
    "service/impossible-status": {
        "one of several": (
            [intent("s"), service("s", "done", "failed"), node("logic", "l", [{"to": "done", "when": {"any": [status_is("s", "ok"), status_is("s", "404")]}}, {"to": "failed"}]), DONE, FAILED],
            [("/nodes/2/transitions/0", "the status of s is never 'ok'")],
        ),
        "a variable": ([intent("s"), service("s", "done", "failed", status="env.OK"), DONE, FAILED], []),
        "599": ([intent("s"), service("s", "done", "failed", status="599"), DONE, FAILED], []),
        "0": ([intent("s"), service("s", "done", "failed", status="0"), DONE, FAILED], [("/nodes/1/transitions/0", "the status of s is never '0'")]),
        "another field": ([intent("l"), node("logic", "l", [{"to": "done", "when": {"context": "context.s.response.body.statusCode", "op": "eq", "value": "ok"}}, {"to": "failed"}]), DONE, FAILED], []),
    },
    "service/body-on-get": {
        "no body, as exports write it": ([intent("s"), call(body="undefined"), DONE], []),
        "an empty object": ([intent("s"), call(body=" {} "), DONE], []),
        "of the platform's own services": ([intent("s"), call(body="{1}", builtin="datatable"), DONE], []),
    },
    "service/write-without-body": {
        "a pre-processor may make it": ([intent("s"), call(method="PUT", pre_processor="context.b = 1;"), DONE], []),
        "a DELETE needs none": ([intent("s"), call(method="DELETE"), DONE], []),
        "a table of the platform": ([intent("s"), call(method="PUT", builtin="datatable"), DONE], []),
        "an empty object": ([intent("s"), call(method="PUT", body="{}"), DONE], [("/nodes/1", "the service s sends a PUT without a body")]),
    },
    "service/duplicate-header": {
        "three times": (
            [intent("s"), call(headers={"A": "1", "a": "2", " a ": "3"}), DONE],
            [("/nodes/1/headers/ a ", "the header  a  is there before, as A"), ("/nodes/1/headers/a", "the header a is there before, as A")],
        ),
    },
    "service/missing-timeout": {"the platform's own have theirs": ([intent("s"), call(timeout=None, builtin="datatable"), DONE], [])},
}  # fmt: skip
FLAT = [(name, case, *parts) for name, cases in CASES.items() for case, parts in cases.items()]


@pytest.mark.parametrize(("name", "case", "nodes", "found"), FLAT, ids=[f"{each[0]}: {each[1]}" for each in FLAT])
def test_rule(said, name, case, nodes, found):
    assert said(name, dialog(*nodes)) == found


def test_an_answer_that_another_dialog_uses(said):
    first = dialog(intent("s"), call("c"), node("dialog-call", "c", "end", dialog="other"))
    other = dialog(intent("m", "Other"), message("m", BODY), name="other")
    assert said("service/answer-never-read", first, other) == []


def test_the_path_of_an_early_read_goes_from_the_start_over_the_call():
    rule = rules()["service/answer-before-status"]
    from xogen.lint.proof import check_example

    (found,) = check_example(rule.bad, {rule.name: rule}).findings
    assert found.witness == ("CreateLead", "read", "hello")


def test_hosts_are_not_judged_in_dialogs_of_a_project(said):
    assert said("service/hard-coded-host", dialog(intent("s"), call(host="crm.example.com"), DONE)) == []


def test_no_service_at_all():
    rule = rules()["service/hard-coded-host"]
    assert check_export({"dialogs": [], "dialogComponents": []}, None, {rule.name: rule}).findings == ()
