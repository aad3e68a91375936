"""The rules on branches, where their examples do not go."""

# ruff: noqa: E501 - one line a case reads best
from __future__ import annotations

import pytest

from xogen.lint.examples import confirmation, dialog, entity, intent, message, node, script, service

DONE, OTHER = message("done", "Done."), message("other", "Other.")
BLANK = {"raw": {"context": "", "op": "", "value": ""}}


def logic(node_id, *ways):
    return node("logic", node_id, [{"to": to, **({"when": when} if when else {})} for to, when in ways])


def compare(path, op="eq", value="1"):
    return {"context": path, "op": op, "value": value}


def never(condition, why):
    return f"'{condition}' never holds: {why} on every path to here"


X1, X2 = compare("context.x"), compare("context.x", value="2")
CASES = {
    "flow/empty-condition": {
        "nested and blank": (
            [intent("a"), logic("a", ("not-connected", {"raw": {"conjoin": "or", "tests": [{"context": "", "op": ""}]}}), ("done", None)), DONE],
            [("/nodes/1/transitions/0", "this condition of a tests nothing, and would lead to not-connected")],
        ),
        "unknown, and not blank": ([intent("a"), logic("a", ("done", {"raw": {"weather": "rain"}}), ("other", None)), DONE, OTHER], []),
        "a number is no blank": ([intent("a"), logic("a", ("done", {"raw": {"at": 5}}), ("other", None)), DONE, OTHER], []),
        "blank all over": (
            [intent("a"), logic("a", ("done", {"any": [{"context": " "}, {"context": ""}]}), ("other", None)), DONE, OTHER],
            [("/nodes/1/transitions/0", "this condition of a tests nothing, and would lead to done")],
        ),
        "blank in part": ([intent("a"), logic("a", ("done", {"any": [{"context": ""}, X1]}), ("other", None)), DONE, OTHER], []),
        "the default": ([intent("done"), DONE], []),
    },
    "flow/dead-end": {
        "a blank condition that leads nowhere is no way out": ([intent("a"), entity("a", [{"to": "not-connected", "when": BLANK}, {"to": "done"}]), DONE], []),
    },
    "flow/pointless-branch": {
        "a blank condition does not count": ([intent("a"), entity("a", [{"to": "not-connected", "when": BLANK}, {"to": "done"}]), DONE], []),
    },
    "flow/literal-condition": {
        "inside of several": (
            [intent("a"), logic("a", ("done", {"any": [X1, compare("network")]}), ("other", None)), DONE, OTHER],
            [("/nodes/1/transitions/0", "'network' is no path of the context, so this condition of a has nothing to test")],
        ),
        "a session store": ([intent("a"), logic("a", ("done", compare("BotUserSession.x")), ("other", None)), DONE, OTHER], []),
        "a variable": ([intent("a"), logic("a", ("done", compare("env.x")), ("other", None)), DONE, OTHER], []),
        "an expression": ([intent("a"), logic("a", ("done", compare("{{f(1)}}")), ("other", None)), DONE, OTHER], []),
        "a list": ([intent("a"), logic("a", ("done", compare("context.a[0].b")), ("other", None)), DONE, OTHER], []),
    },
    "flow/self-transition": {
        "by default": ([intent("a"), entity("a", "a")], [("/nodes/1/transitions/0", "a leads to itself, and its value is still there")]),
        "while there is no value": ([intent("a"), entity("a", [{"to": "done", "when": {"entity": "a"}}, {"to": "a"}]), DONE], []),
        "when the value is missing": ([intent("a"), entity("a", [{"to": "a", "when": {"entity": "a", "op": "not-exists"}}, {"to": "done"}]), DONE], []),
        "on another entity": ([intent("b"), entity("b", "a"), entity("a", [{"to": "a", "when": {"entity": "b"}}, {"to": "done"}]), DONE], []),
    },
    "flow/same-answer": {
        "another place for what is neither": (
            [intent("a"), node("confirmation", "a", [{"to": "done", "when": {"answer": "yes"}}, {"to": "done", "when": {"answer": "no"}}, {"to": "other"}]), DONE, OTHER],
            [("/nodes/1", "yes and no of a both lead to done")],
        ),
        "yes alone": ([intent("a"), node("confirmation", "a", [{"to": "done", "when": {"answer": "yes"}}, {"to": "done"}]), DONE], []),
        "neither is connected": ([intent("a"), confirmation("a", "not-connected", "not-connected")], []),
    },
    "flow/redundant-transition": {
        "two of them": (
            [intent("a"), logic("a", ("done", X1), ("other", X2), ("other", compare("context.x", value="3")), ("other", None)), DONE, OTHER],
            [
                ("/nodes/1/transitions/1", "'x is 2' leads to other, and so does the default after it"),
                ("/nodes/1/transitions/2", "'x is 3' leads to other, and so does the default after it"),
            ],
        ),
        "another one in between": ([intent("a"), logic("a", ("other", X1), ("done", X2), ("other", None)), DONE, OTHER], []),
        "all of them": ([intent("a"), logic("a", ("done", X1), ("done", None)), DONE], []),
        "an answer": ([intent("a"), confirmation("a", "done", "other"), DONE, OTHER], []),
    },
    "flow/only-an-intent": {
        "two nodes": ([intent("done"), DONE], []),
        "no intent": ([DONE], []),
        "none at all": ([], []),
    },
    "flow/dead-branch": {
        "a condition on the way": (
            [intent("a"), logic("a", ("b", X1), ("other", None)), logic("b", ("done", X2), ("other", None)), DONE, OTHER],
            [("/nodes/2/transitions/0", never("x is 2", "context.x is '1'"))],
        ),
        "two ways in": (
            [intent("a"), logic("a", ("b", X1), ("b", None)), logic("b", ("done", X2), ("other", None)), DONE, OTHER],
            [],
        ),
        "changed in between": (
            [intent("a"), logic("a", ("s", X1), ("other", None)), script("s", "context.x = later();", "b"), logic("b", ("done", X2), ("other", None)), DONE, OTHER],
            [],
        ),
        "set in one branch of the script": (
            [intent("s"), script("s", "if (context.y) context.x = '1';", "b"), logic("b", ("done", X2), ("other", None)), DONE, OTHER],
            [],
        ),
        "set twice": (
            [intent("s"), script("s", "context.x = '1'; context.x = f();", "b"), logic("b", ("done", X2), ("other", None)), DONE, OTHER],
            [],
        ),
        "set as a whole": (
            [intent("s"), script("s", "context.x = 1;\ncontext['x'] = {};", "b"), logic("b", ("done", X2), ("other", None)), DONE, OTHER],
            [],
        ),
        "a loop changes it": (
            [intent("s"), script("s", "context.x = 0;", "b"), logic("b", ("done", X2), ("t", None)), script("t", "context.x++;", "b"), DONE],
            [],
        ),
        "handed on whole": (
            [intent("s"), script("s", "context.x = '1'; change(context);", "t"), script("t", "change(context);", "b"), logic("b", ("done", X2), ("other", None)), DONE, OTHER],
            [],
        ),
        "a number": (
            [intent("s"), script("s", "context.x = 1;", "b"), logic("b", ("done", X2), ("done", compare("context.x", value="1.0")), ("other", None)), DONE, OTHER],
            [("/nodes/2/transitions/0", never("x is 2", "context.x is '1'"))],
        ),
        "not equal to what it is": (
            [intent("s"), script("s", "context.x = true;", "b"), logic("b", ("done", compare("context.x", "neq", "true")), ("other", None)), DONE, OTHER],
            [("/nodes/2/transitions/0", never("x is not true", "context.x is 'true'"))],
        ),
        "another case of it": (
            [intent("s"), script("s", "context.x = 'Yes';", "b"), logic("b", ("done", compare("context.x", value="yes")), ("other", None)), DONE, OTHER],
            [],
        ),
        "one of several": (
            [intent("s"), script("s", "context.x = 1;", "b"), logic("b", ("done", {"any": [X2, compare("context.y")]}), ("other", None)), DONE, OTHER],
            [],
        ),
        "one of all": (
            [intent("s"), script("s", "context.x = 1;", "b"), logic("b", ("done", {"all": [X2, compare("context.y")]}), ("other", None)), DONE, OTHER],
            [("/nodes/2/transitions/0", never("x is 2 and y is 1", "context.x is '1'"))],
        ),
        "a session value, and the user is asked in between": (
            [intent("s"), script("s", "BotUserSession.put('x', '1', 5);", "e"), entity("e", "b"), logic("b", ("done", compare("context.session.BotUserSession.x", value="2")), ("other", None)), DONE, OTHER],
            [],
        ),
        "a session value": (
            [intent("s"), script("s", "BotUserSession.put('x', '1', 5);", "b"), logic("b", ("done", compare("context.session.BotUserSession.x", value="2")), ("other", None)), DONE, OTHER],
            [("/nodes/2/transitions/0", never("x is 2", "context.session.BotUserSession.x is '1'"))],
        ),
        "a dialog may change it": (
            [intent("s"), script("s", "context.x = 1;", "c"), node("dialog-call", "c", "b", dialog="d"), logic("b", ("done", X2), ("other", None)), DONE, OTHER],
            [],
        ),
        "asked again": (
            [
                intent("e"),
                entity("e", [{"to": "f", "when": {"entity": "e", "op": "eq", "value": "1"}}, {"to": "done"}]),
                script("f", "delete context.entities.e;", "g"),
                logic("g", ("done", compare("context.entities.e", value="2")), ("other", None)),
                DONE, OTHER,
            ],
            [],
        ),
        "in front of a bot action, told at its own way": (
            [
                intent("s"),
                script("s", "context.x = 1;", "w"),
                node("bot-action", "w", [{"to": "done", "when": X2}, {"to": "other"}], nodes=[script("i", "context.y = 2;", "end")]),
                DONE, OTHER,
            ],
            [("/nodes/2/transitions/0", never("x is 2", "context.x is '1'"))],
        ),
        "the answer of a service is another one each time": (
            [intent("s"), service("s", "s2", "done"), service("s2", "done", "other", name="s", status="404"), DONE, OTHER],
            [],
        ),
        "so many values that some are left out": (
            [intent("a"), logic("a", *(("done", compare(f"context.k{i}")) for i in range(65)), ("other", None)), DONE, OTHER],
            [("not checked", "whether constants rule out branches: the dialog tests so many values that only some are followed")],
        ),
    },
}  # fmt: skip
FLAT = [(name, case, *parts) for name, cases in CASES.items() for case, parts in cases.items()]


@pytest.mark.parametrize(("name", "case", "nodes", "found"), FLAT, ids=[f"{each[0]}: {each[1]}" for each in FLAT])
def test_rule(said, name, case, nodes, found):
    assert said(name, dialog(*nodes)) == found
