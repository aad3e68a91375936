from __future__ import annotations

import pytest

from xogen.lint.examples import dialog, intent, message, node, script, service
from xogen.lint.known import Known

RULE = "reference/unknown-key"
SET = script("set", "context.total = 1;", "last")
X = "nothing sets context.x; there are: total"


def last(source):
    return script("last", source, "end")


@pytest.mark.parametrize(
    ("node_", "problem"),
    [
        pytest.param(message("last", "{{context.total}}"), None, id="a script sets it"),
        pytest.param(message("last", "{{context.x}}"), ("/responses/0/text/en", X), id="a text"),
        pytest.param(
            message("last", "{{context.totals.a}}"),
            ("/responses/0/text/en", "nothing sets context.totals; did you mean 'total'?"),
            id="a part of it",
        ),
        pytest.param(
            last("let a = 1;\na = context.x + context.x;"), ("/script/1", X), id="the first place of a script"
        ),
        pytest.param(
            service("last", "end", "end", path="/{{context.lastRequest.q}}"),
            ("/path", "nothing sets context.lastRequest; there are: last, total"),
            id="a request whose pre-processor is gone",
        ),
        pytest.param(last("if (context.x) { print(context.x) }"), None, id="a script that asks"),
        pytest.param(last("context.x = context.x || 1"), None, id="a script with a default"),
        pytest.param(
            node("logic", "last", [{"to": "end", "when": {"context": "context.x"}}, {"to": "end"}]),
            None,
            id="a condition asks",
        ),
        pytest.param(last("a = context.x.response.body"), None, id="an answer is another rule's"),
        pytest.param(last("a = context.entities.x"), None, id="an entity is another rule's"),
        pytest.param(message("last", "{{context.session.UserContext.x}} {{context.intent.x}}"), None, id="elsewhere"),
        pytest.param(message("last", "{{context.last.formLink}} {{env.x}}"), None, id="a node of this name"),
        pytest.param(last("a = context[b]"), None, id="a computed name"),
    ],
)
def test_what_nothing_sets(found, node_, problem):
    expected = [(f"/nodes/2{problem[0]}", problem[1])] if problem else []
    assert found(RULE, intent("set"), SET, node_) == expected


READS = dialog(intent("read"), message("read", "{{context.x}}"), name="reads", title="Reads")


@pytest.mark.parametrize(
    ("first", "doubt"),
    [
        (script("first", "context[name] = 1", "read"), "a script sets keys by computed names"),
        (node("webhook", "first", "read"), "the webhook node first may set it"),
        (node("dialog-call", "first", "read", dialog="gone"), "the dialog-call node first may set it"),
        (node("agent-transfer", "first", "read"), None),
        (node("dialog-call", "first", "read", dialog="other"), None),
    ],
)
def test_what_may_be_set_is_not_judged(check, first, doubt):
    other = dialog(intent("end"), name="other", title="Other")
    report = check(RULE, intent("first"), first, message("read", "{{context.x}}"), others=[other])
    assert len(report.findings) == (doubt is None)
    words = f"whether anything sets context.x is not known: {doubt}"
    assert [each.reason for each in report.not_checked] == ([words] if doubt else [])


@pytest.mark.parametrize(
    ("inputs", "outputs", "problems"),
    [
        ({"context.x": "1"}, {}, 0),
        ({"context.y": "1"}, {}, 1),
        ({}, {"context.x": "context.entities.a"}, 0),
        ({}, {}, 1),
    ],
)
def test_calls_set_what_they_give_and_get(check, inputs, outputs, problems):
    call = node("dialog-call", "call", "end", dialog="reads", inputs=inputs, outputs=outputs)
    assert len(check(RULE, intent("call"), call, others=[READS]).findings) == problems


def test_another_dialog_may_set_it(check):
    assert check(RULE, intent("set"), script("set", "context.x = 1;", "end"), others=[READS]).findings == ()


@pytest.mark.parametrize(("complete", "problems"), [(True, 1), (False, 0)])
def test_an_unknown_caller_of_a_hidden_dialog_may_set_it(check, complete, problems):
    report = check(RULE, intent("end"), others=[{**READS, "hidden": True}], known=Known(complete=complete))
    assert len(report.findings) == problems
    words = "whether anything sets context.x is not known: a dialog that calls this hidden one may set it"
    assert [each.reason for each in report.not_checked] == ([] if complete else [words])
