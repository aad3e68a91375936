"""The rules that follow values through a bot, where their examples do not go."""

# ruff: noqa: E501 - one line a case reads best
from __future__ import annotations

import pytest

from xogen.lint.examples import confirmation, dialog, entity, intent, message, node, script, service, status_is
from xogen.lint.proof import check_export
from xogen.lint.registry import rules
from xogen.lint.scripted_examples import scripted

DONE, OTHER = message("done", "Done."), message("other", "Other.")
SECOND = "context.x = g();"


def lost(again, key="x"):
    return f"nothing reads this context.{key} before {again} sets it anew"


CASES = {
    "reference/overwritten-before-read": {
        "read in between": ([intent("a"), script("a", "context.x = 1;", "b"), script("b", "context.y = context.x;", "c"), script("c", SECOND, "done"), DONE], []),
        "read by the one that sets it anew": ([intent("a"), script("a", "context.x = 1;", "b"), script("b", "context.x = context.x + 1;", "done"), DONE], []),
        "read on one way": (
            [intent("a"), script("a", "context.x = 1;", "ask"), confirmation("ask", "b", "m"), script("b", SECOND, "done"), message("m", "{{context.x}}"), DONE],
            [],
        ),
        "set anew on both ways": (
            [intent("a"), script("a", "context.x = 1;", "ask"), confirmation("ask", "b", "c"), script("b", SECOND, "done"), script("c", "context.x = h();", "done"), DONE],
            [("/nodes/1/script", lost("b"))],
        ),
        "set anew on some": (
            [intent("a"), script("a", "context.x = 1;", "b"), script("b", "if (context.y) context.x = 2;", "c"), script("c", SECOND, "done"), DONE],
            [("/nodes/1/script", lost("c"))],
        ),
        "its own condition reads it": (
            [intent("a"), script("a", "context.x = 1;", [{"to": "b", "when": {"context": "context.x"}}, {"to": "b"}]), script("b", SECOND, "done"), DONE],
            [],
        ),
        "an exit may read it": ([intent("a"), script("a", "context.x = 1;", [{"to": "b", "when": {"context": "context.y"}}, {"to": "end"}]), script("b", SECOND, "done"), DONE], []),
        "a called dialog may read it": ([intent("a"), script("a", "context.x = 1;", "c"), node("dialog-call", "c", "b", dialog="d"), script("b", SECOND, "done"), DONE], []),
        "a loop without a way out": ([intent("a"), script("a", "context.x = 1;", "e"), entity("e", "e"), script("b", SECOND, "done"), DONE], []),
        "a part of it": ([intent("a"), script("a", "context.x.y = 1;", "b"), script("b", SECOND, "done"), DONE], []),
        "the context as a whole is read": ([intent("a"), script("a", "context.x = 1;", "b"), script("b", "print(JSON.stringify(context));", "c"), script("c", SECOND, "done"), DONE], []),
        "the line that sets it": (
            [intent("a"), script("a", "context.y = 1;\ncontext.x = 1;", "b"), script("b", SECOND, "done"), DONE],
            [("/nodes/1/script/1", lost("b"))],
        ),
        "so many that not all are looked at": (
            [intent("s0"), *(script(f"s{i}", "context.x = f();", [{"to": "end", "when": {"context": "context.z"}}, {"to": f"s{i + 1}"}]) for i in range(201)), message("s201", "Done.")],
            [("not checked", "which values are replaced before they are read: the dialog sets too many more than once")],
        ),
    },
    "reference/tested-before-set": {
        "a key": (
            [intent("l"), node("logic", "l", [{"to": "done", "when": {"context": "context.x", "op": "eq", "value": "1"}}, {"to": "a"}]), script("a", "context.x = 1;", "done"), DONE],
            [("/nodes/1/transitions/0/when/context", "nothing sets context.x on any path to here, so this condition never holds")],
        ),
        "in a loop it may be set": (
            [intent("l"), node("logic", "l", [{"to": "done", "when": {"context": "context.x", "op": "eq", "value": "1"}}, {"to": "a"}]), script("a", "context.x = f();", "l"), DONE],
            [],
        ),
        "a condition that asks if it is missing": (
            [intent("l"), node("logic", "l", [{"to": "a", "when": {"context": "context.x", "op": "not-exists"}}, {"to": "done"}]), script("a", "context.x = 1;", "done"), DONE],
            [],
        ),
        "an entity may be said at any time": (
            [intent("l"), node("logic", "l", [{"to": "done", "when": {"context": "context.entities.e"}}, {"to": "e"}]), entity("e", "done"), DONE],
            [],
        ),
        "a called dialog may set it": (
            [intent("c"), node("dialog-call", "c", "l", dialog="d"), node("logic", "l", [{"to": "done", "when": {"context": "context.x"}}, {"to": "a"}]), script("a", "context.x = 1;", "done"), DONE],
            [],
        ),
        "at the end of a bot action": (
            [intent("w"), node("bot-action", "w", [{"to": "done", "when": status_is("s", "200")}, {"to": "other"}], nodes=[service("s", "end", "end")]), DONE, OTHER],
            [],
        ),
        "what nothing sets at all is another rule's": (
            [intent("l"), node("logic", "l", [{"to": "done", "when": {"context": "context.x"}}, {"to": "other"}]), DONE, OTHER],
            [],
        ),
    },
}  # fmt: skip
FLAT = [(name, case, *parts) for name, cases in CASES.items() for case, parts in cases.items()]


@pytest.mark.parametrize(("name", "case", "nodes", "found"), FLAT, ids=[f"{each[0]}: {each[1]}" for each in FLAT])
def test_rule(said, name, case, nodes, found):
    assert said(name, dialog(*nodes)) == found


PLAN = "{{context.session.BotUserSession.plan}}"


@pytest.mark.parametrize(
    ("name", "source", "text", "found"),
    [
        ("session-key-never-put", "context.x = 1;", PLAN, ["no script puts BotUserSession.plan"]),
        ("session-key-never-put", "context.session.BotUserSession.plan = 1;", PLAN, []),
        ("session-key-never-put", "BotUserSession.delete('plan');", PLAN, ["no script puts BotUserSession.plan"]),
        ("session-key-never-put", "if (context.session.BotUserSession.plan) print(1);", "Hi", []),
        ("session-key-never-put", "print(BotUserSession.get('lastMessage'));", "Hi", []),
        ("session-key-never-put", "print(UserContext.get('plan') + EnterpriseContext.get('a'));", "Hi", []),
        ("session-key-never-put", "BotUserSession.put(name(), 1);", PLAN, ["not checked: whether BotUserSession.plan is put: a script puts keys of BotUserSession by computed names"]),
        ("session-key-never-read", "BotUserSession.put('plan', 1);", "Hi", ["no dialog reads BotUserSession.plan"]),
        ("session-key-never-read", "BotUserSession.put('plan', 1); if (BotUserSession.get('plan')) print(1);", "Hi", []),
        ("session-key-never-read", "BotUserSession.put('plan', 1); print(JSON.stringify(context));", "Hi", ["not checked: whether BotUserSession.plan is read: a script reads keys of BotUserSession by computed names"]),
        ("session-key-never-read", "UserSession.put('plan', 1); BotUserSession.put('plan', 1);", PLAN, ["no dialog reads UserSession.plan"]),
        ("key-never-read", "context.x = 1;", "{{context.x.y}}", []),
        ("key-never-read", "context.x = 1; print(JSON.stringify(context));", "Hi", ["not checked: which keys are read: a script reads keys by computed names, or hands the context on whole"]),
        ("key-never-read", "context.entityRules.a = 1;", "Hi", []),
    ],
)  # fmt: skip
def test_keys_of_a_bot(name, source, text, found):
    own = f"reference/{name}"
    report = check_export(scripted(source, text), None, {own: rules()[own]})
    said = [each.message for each in report.findings]
    assert [*said, *(f"not checked: {each.reason}" for each in report.not_checked)] == found


@pytest.mark.parametrize("name", ["session-key-never-put", "session-key-never-read", "key-never-read"])
def test_single_dialogs_are_not_judged(said, name):
    nodes = dialog(intent("a"), script("a", "context.x = 1; BotUserSession.put('x', 1);", "m"), message("m", PLAN))
    assert said(f"reference/{name}", nodes) == []


PAY = dialog(intent("amount", "Pay"), entity("amount", "done"), DONE, name="pay")


@pytest.mark.parametrize(
    ("inputs", "found"),
    [
        ({"context.entities.amount": "5"}, []),
        ({"context.amount": "5"}, []),
        ({"context.entities.sum": "5"}, [("create-lead", "/nodes/1/inputs/context.entities.sum", "pay has no entity 'sum'; there are: amount")]),
        ({"not a path": "5"}, []),
    ],
)  # fmt: skip
def test_what_a_call_presets(said, inputs, found):
    caller = dialog(intent("c"), node("dialog-call", "c", "end", dialog="pay", inputs=inputs))
    assert said("reference/unknown-input", caller, PAY) == found


def test_a_dialog_that_reads_what_it_was_called_with_is_fine(said):
    reads = dialog(intent("m", "Pay"), message("m", "{{context.entities.sum}}"), name="pay")
    caller = dialog(intent("c"), node("dialog-call", "c", "end", dialog="pay", inputs={"context.entities.sum": "5"}))
    assert said("reference/unknown-input", caller, reads) == []
