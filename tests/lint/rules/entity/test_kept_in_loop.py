"""Loops through questions: which of them ask again."""

# ruff: noqa: E501 - one line a case reads best
from __future__ import annotations

import pytest

from xogen.lint.examples import confirmation, dialog, entity, intent, message, node, script, service
from xogen.lint.export_examples import bot, component
from xogen.lint.export_examples import dialog as wire_dialog
from xogen.lint.export_examples import node as stub
from xogen.lint.export_examples import said as spoken

RULE = "entity/kept-in-loop"
DONE = message("done", "Saved {{context.entities.name}} {{context.entities.size}}.")
SURE = confirmation("sure", "done", "name")


def asked(to, **more):
    return [intent("name"), entity("name", to, "Which name?", **more)]


def over(*between, to="sure", **more):
    """name, what stands in between, and back to name."""
    return [*asked(to, **more), *between, DONE]


def back(*way):
    """name, a question whether it is right, and a way back over something else."""
    return over(confirmation("sure", "done", way[0]["id"]), *way)


def kept(*names):
    listed = ", ".join(names)
    return f"{names[0]} still has its value on the way back, and is not asked again: {listed} and back to {names[0]}"


def empty(**test):
    """name, then a branch that goes back where a test finds no value."""
    return over(node("logic", "check", [{"to": "name", "when": test}, {"to": "done"}]), to="check")


NAME, SIZE = "context.entities.name", "context.entities.size"
CASES = {
    "a question whether it is right": (over(SURE), [("/nodes/1", kept("name", "sure"))]),
    "nobody is asked": (
        over(service("call", "done", "name"), to="call"),
        [("/nodes/1", kept("name", "call"))],
    ),
    "two questions": (
        [*asked("size"), entity("size", "sure"), SURE, DONE],
        [("/nodes/1", kept("name", "size", "sure"))],
    ),
    "two loops": (
        [*asked("sure"), SURE | {"transitions": [{"to": "size", "when": {"answer": "yes"}}, {"to": "name"}]}, entity("size", "right"), confirmation("right", "done", "size"), DONE],
        [("/nodes/1", kept("name", "sure")), ("/nodes/3", kept("size", "right"))],
    ),
    "a script deletes the value": (back(script("s", f"delete {NAME};", "name")), []),
    "a script sets the value": (back(script("s", f"{NAME} = null;", "name")), []),
    "a script sets it under certain conditions": (back(script("s", f"if (context.x) {NAME} = null;", "name")), []),
    "a script sets all values": (back(script("s", "context.entities = {};", "name")), []),
    "a script sets a value of a computed name": (back(script("s", "context.entities[context.which] = null;", "name")), []),
    "a script hands the context on": (back(script("s", "forget(context);", "name")), []),
    "a script under an alias": (back(script("s", "var all = context.entities;\nall.name = null;", "name")), []),
    "a script reads the value": (back(script("s", f"context.x = {NAME};", "name")), [("/nodes/1", kept("name", "sure", "s"))]),
    "a script sets another value": (back(script("s", f"{SIZE} = null;", "name")), [("/nodes/1", kept("name", "sure", "s"))]),
    "a script of a service": (over(service("call", "done", "name", post_processor=f"{NAME} = null;"), to="call"), []),
    "a script of a prompt": (back(confirmation("c", "name", "done") | {"prompt": [{"script": {"en": f"{NAME} = null; print('x');"}}]}), []),
    "inside a bot action": (back(node("bot-action", "w", "name", nodes=[script("s", f"delete {NAME};", "end")])), []),
    "a bot action that clears nothing": (
        back(node("bot-action", "w", "name", nodes=[script("s", "context.x = 1;", "end")])),
        [("/nodes/1", kept("name", "sure", "w", "s"))],
    ),
    "one of two is cleared": ([*asked("size"), entity("size", "sure"), confirmation("sure", "done", "s"), script("s", f"delete {SIZE};", "name"), DONE], []),
    "a way round the script that clears": (
        [*asked("sure"), confirmation("sure", "other", "s"), script("s", f"delete {NAME};", "name"), confirmation("other", "done", "name"), DONE],
        [("/nodes/1", kept("name", "sure", "other"))],
    ),
    "another dialog is called": (back(node("dialog-call", "call", "name", dialog="other")), []),
    "a form": (back(node("form", "f", "name")), []),
    "an unknown kind": (back(node("opaque", "o", "name", wire_type="x")), []),
    "no value: the entity": (empty(entity="name", op="not-exists"), []),
    "no value: the context": (empty(context=NAME, op="not-exists"), []),
    "no value: it equals nothing": (empty(context=NAME, op="eq", value="null"), []),
    "no value: among others": (empty(all=[{"context": "context.x"}, {"context": NAME, "op": "not-exists"}]), []),
    "another value is missing": (empty(context="context.x", op="not-exists"), [("/nodes/1", kept("name", "check"))]),
    "a certain value": (empty(entity="name", op="eq", value="x"), [("/nodes/1", kept("name", "check"))]),
    "the way when there is none": (
        [*asked([{"to": "done", "when": {"entity": "name"}}, {"to": "m"}]), message("m", "I need one.", "name"), DONE],
        [],
    ),
    "an optional one": (over(SURE, required="optional"), []),
    "a hidden one": (over(SURE, required="hidden"), []),
    "back to itself": ([*asked([{"to": "name", "when": {"entity": "name", "op": "eq", "value": "x"}}, {"to": "done"}]), DONE], []),
    "a loop without a question": ([*asked("sure"), confirmation("sure", "done", "m"), message("m", "Well.", "sure"), DONE], []),
    "no way leads there": ([intent("done"), DONE, entity("name", "sure"), SURE], []),
}  # fmt: skip


@pytest.mark.parametrize(("nodes", "found"), CASES.values(), ids=CASES)
def test_loop(said, nodes, found):
    assert said(RULE, dialog(*nodes)) == found


def test_a_loop_of_many_nodes_is_said_short(said):
    many = [message(f"m{index}", "Well.", f"m{index + 1}") for index in range(2000)]
    found = said(RULE, dialog(*asked("m0"), *many, message("m2000", "Well.", "name")))
    assert found == [("/nodes/1", kept("name", "m0", "m1", "m2 and 1998 more"))]


@pytest.mark.parametrize(
    ("option", "is_found"), [("required", True), ("prompt", False), ("userInputCorrection", False)]
)
def test_options_of_an_export_that_nobody_explains(said_of_export, option, is_found):
    """Two options are not known to ask only where there is no value."""
    ask = {**stub("entity", "ask", 3, "sure"), "nodeOptions": {"promptOptions": option}}
    ways = [{"if": {"dialogAct": "yes"}, "then": "end"}, {"if": {"dialogAct": "no"}, "then": "ask"}]
    intent0, hello = bot()["dialogs"][0]["nodes"]
    nodes = [
        {**intent0, "transitions": [{"default": "ask"}]},
        hello,
        ask,
        stub("dialogAct", "sure", 4) | {"transitions": ways},
    ]
    export = bot(
        component(3, "entity", "Name", entityType="label", message=[spoken("Which name?")]),
        component(4, "dialogAct", "Sure", message=[spoken("Is {{context.entities.Name}} right?")]),
        dialogs=[wire_dialog(1, "hello", "Say Hello", *nodes)],
    )
    found = [("/dialogs/0/nodes/2", kept("Name", "Sure"))] if is_found else []
    assert said_of_export(RULE, export) == found
