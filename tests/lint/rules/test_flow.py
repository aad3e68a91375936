"""The rules of flow, where their examples do not go."""

from __future__ import annotations

import pytest

from xogen.lint.examples import confirmation, dialog, entity, intent, message, node, script, service

DONE = message("done", "Done.")
HELLO = message("hello", "Hello.")
LOOP = "a loop that never waits for the user: "
TRAP = "no path leads from here to an end: "
COUNT = "context.tries = (context.tries || 0) + 1;"
X_IS_1 = {"context": "context.x", "op": "eq", "value": "1"}
X_IS_2 = {"context": "context.x", "op": "eq", "value": "2"}
X = {"context": "context.x"}
ALL = {"all": [X_IS_1, X]}
NO_X = {"context": "context.x", "op": "not-exists"}


def logic(node_id, *ways):
    return node("logic", node_id, [{"to": to, **({"when": when} if when else {})} for to, when in ways])


CASES = {
    "flow/unreachable-node": {
        "two islands, one finding each": (
            [intent("done"), DONE, message("a", "A", "b"), message("b", "B"), message("c", "C", "b")],
            [
                ("/nodes/2", "no path from the start leads to a and to 1 node after it"),
                ("/nodes/4", "no path from the start leads to c"),
            ],
        ),
        "an island that is a circle is reported at its first node": (
            [intent("done"), DONE, entity("b", "c"), entity("c", "b")],
            [("/nodes/2", "no path from the start leads to b and to 1 node after it")],
        ),
        "an intent inside may be entered by what the user says": (
            [intent("done"), DONE, intent("hello", "Greet", utterance="hello"), HELLO],
            [],
        ),
        "inside a bot action": (
            [
                intent("work"),
                node("bot-action", "work", "done", nodes=[script("a", "", "end"), script("b", "", "end")]),
                DONE,
            ],
            [("/nodes/1/nodes/1", "no path from the start leads to b")],
        ),
        "after a bot action whose inside is not connected": (
            [intent("work"), node("bot-action", "work", "done", nodes=[script("a", "", "not-connected")]), DONE],
            [],
        ),
        "named as its component is": (
            [intent("done"), DONE, message("m1", "M", name="goodbye")],
            [("/nodes/2", "no path from the start leads to goodbye")],
        ),
        "what only a dead transition leads to": (
            [intent("gone"), DONE],
            [("/nodes/1", "no path from the start leads to done")],
        ),
    },
    "flow/dead-end": {
        "an entry that leads nowhere": ([intent([])], [("/nodes/0", "there is no way out of CreateLead")]),
        "an entry that is not connected": (
            [intent("not-connected")],
            [("/nodes/0/transitions/0", "this way out of CreateLead is not connected")],
        ),
        "the end of a bot action is a way out": (
            [intent("work"), node("bot-action", "work", "end", nodes=[script("a", "", "end")])],
            [],
        ),
        "a call ends when the called dialog is done": ([intent("d"), node("dialog-call", "d", [], dialog="x")], []),
        "an agent transfer ends by itself": ([intent("agent"), node("agent-transfer", "agent", [])], []),
        "inside a bot action it is the end": (
            [
                intent("work"),
                node("bot-action", "work", "done", nodes=[script("a", "", "not-connected"), script("b", "", [])]),
                DONE,
            ],
            [("/nodes/1/nodes/1", "there is no way out of b")],
        ),
        "back to the flow is a way out": ([intent("keep"), script("keep", "", "return-to-flow")], []),
        "one answer is forgotten": (
            [intent("ask"), confirmation("ask", "done", "not-connected"), DONE],
            [
                ("/nodes/1/transitions/1", "this way out of ask is not connected"),
                ("/nodes/1/transitions/2", "this way out of ask is not connected"),
            ],
        ),
    },
    "flow/unconnected-message": {
        "no transition at all": (
            [intent("done"), message("done", "Done.", [])],
            [("/nodes/1", "the message done is not connected to anything, not even to end")],
        ),
    },
    "flow/trap": {
        "a node that leads to itself": (
            [intent("ask"), entity("ask", "ask")],
            [("/nodes/1", f"{TRAP}ask and back to ask")],
        ),
        "a circle that asks nobody is another rule's": ([intent("a"), script("a", "", "b"), script("b", "", "a")], []),
        "only where nothing leads out": (
            [intent("a"), entity("a", "b"), logic("b", ("a", X), ("end", None))],
            [],
        ),
        "a circle before a circle is no trap of its own": (
            [
                intent("a"),
                entity("a", "b"),
                logic("b", ("a", X), ("c", None)),
                entity("c", "d"),
                entity("d", "c"),
            ],
            [("/nodes/3", f"{TRAP}c, d and back to c")],
        ),
        "not connected is another rule's": ([intent("a"), entity("a", [{"to": "not-connected"}])], []),
        "a long circle is told in short": (
            [intent("n0"), *(entity(f"n{i}", f"n{(i + 1) % 9}") for i in range(9))],
            [("/nodes/1", f"{TRAP}n0, n1, n2, n3 and 5 more and back to n0")],
        ),
        "a circle that nobody reaches is another rule's": ([intent("end"), entity("a", "b"), entity("b", "a")], []),
        "the whole dialog": (
            [intent("a"), entity("a", "CreateLead")],
            [("/nodes/0", f"{TRAP}CreateLead, a and back to CreateLead")],
        ),
    },
    "flow/endless-loop": {
        "a question in the loop waits": ([intent("a"), script("a", "", "b"), entity("b", "a")], []),
        "a hidden entity does not": (
            [intent("a"), script("a", "", "b"), entity("b", "a", required="hidden")],
            [("/nodes/1", f"{LOOP}a, b and back to a")],
        ),
        "a counter that decides to go on": (
            [
                intent("count"),
                script("count", COUNT, "check"),
                logic("check", ("count", {"context": "context.tries", "op": "lt", "value": "3"}), ("done", None)),
                DONE,
            ],
            [],
        ),
        "a counter that decides nothing": (
            [intent("count"), script("count", COUNT, "check"), logic("check", ("count", X), ("done", None)), DONE],
            [("/nodes/1", f"{LOOP}count, check and back to count")],
        ),
        "a counter outside the loop": (
            [
                intent("count"),
                script("count", COUNT, "a"),
                script("a", "", "check"),
                logic("check", ("a", {"context": "context.tries", "op": "lt", "value": "3"}), ("done", None)),
                DONE,
            ],
            [("/nodes/2", f"{LOOP}a, check and back to a")],
        ),
        "a value that is the same in every round": (
            [
                intent("set"),
                script("set", "context.tries = 1;", "check"),
                logic("check", ("done", {"context": "context.tries", "op": "gte", "value": "3"}), ("set", None)),
                DONE,
            ],
            [("/nodes/1", f"{LOOP}set, check and back to set")],
        ),
        "a value that comes from one that counts": (
            [
                intent("count"),
                script("count", COUNT, "judge"),
                script("judge", "context.over = context.tries > 3;", "check"),
                logic("check", ("done", {"context": "context.over"}), ("count", None)),
                DONE,
            ],
            [],
        ),
        "a list that gets shorter": (
            [
                intent("take"),
                script("take", "context.item = context.items.shift();", "check"),
                logic("check", ("take", {"context": "context.items.length", "op": "gt", "value": "0"}), ("done", None)),
                DONE,
            ],
            [],
        ),
        "a call that is repeated until it works": (
            [
                intent("call"),
                service("call", "done", "call", path="/{{context.q}}", pre_processor="context.q = context.entities.a;"),
                DONE,
            ],
            [("/nodes/1", f"{LOOP}call and back to call")],
        ),
        "a call that reads the next page": (
            [
                intent("call"),
                service("call", "next", "done", path="/?page={{context.page}}"),
                script("next", "context.page += 1;", "check"),
                logic("check", ("call", {"context": "context.call.response.body.next"}), ("done", None)),
                DONE,
            ],
            [],
        ),
        "a counter outside the bot action that counts": (
            [
                intent("work"),
                node(
                    "bot-action",
                    "work",
                    [{"to": "work", "when": {"context": "context.tries", "op": "lt", "value": "3"}}, {"to": "done"}],
                    nodes=[script("count", COUNT, "end")],
                ),
                DONE,
            ],
            [],
        ),
        "a message that waits for a follow-up intent": (
            [
                intent("a"),
                script("a", "", "m"),
                message("m", "What else?", [{"to": "end", "when": {"intent": "bye"}}, {"to": "a"}]),
                intent("end", "bye", utterance="bye"),
            ],
            [],
        ),
        "a kind that we do not know may wait": (
            [intent("a"), script("a", "", "b"), node("opaque", "b", "a", wire_type="new")],
            [],
        ),
        "a node that leads to itself": ([intent("a"), script("a", "", "a")], [("/nodes/1", f"{LOOP}a and back to a")]),
        "inside a bot action": (
            [
                intent("work"),
                node("bot-action", "work", "end", nodes=[script("a", "", "b"), script("b", "", "a")]),
            ],
            [("/nodes/1/nodes/0", f"{LOOP}a, b and back to a")],
        ),
    },
    "flow/missing-default": {
        "no transition at all is another rule's": ([intent("a"), logic("a")], []),
        "yes and no is another rule's": (
            [
                intent("a"),
                node(
                    "confirmation",
                    "a",
                    [{"to": "end", "when": {"answer": "yes"}}, {"to": "end", "when": {"answer": "no"}}],
                ),
            ],
            [],
        ),
        "yes alone": (
            [intent("a"), node("confirmation", "a", [{"to": "end", "when": {"answer": "yes"}}])],
            [("/nodes/1", "no way out of a is the default")],
        ),
    },
    "flow/confirmation-without-fallback": {
        "yes alone is another rule's": (
            [intent("a"), node("confirmation", "a", [{"to": "end", "when": {"answer": "yes"}}])],
            [],
        ),
    },
    "flow/default-not-last": {
        "a second default": (
            [intent("a"), node("logic", "a", [{"to": "done"}, {"to": "end"}]), DONE],
            [("/nodes/1/transitions/1", "this second default to end is never tried: the default stands before it")],
        ),
    },
    "flow/duplicate-condition": {
        "the order of tests makes no difference": (
            [intent("a"), logic("a", ("done", ALL), ("end", {"all": [X, X_IS_1]}), ("end", None)), DONE],
            [("/nodes/1/transitions/1", "'x exists and x is 1' is tested before, and leads to done then")],
        ),
        "all and any differ": (
            [intent("a"), logic("a", ("done", ALL), ("end", {"any": [X, X_IS_1]}), ("end", None)), DONE],
            [],
        ),
    },
    "flow/shadowed-condition": {
        "identical conditions are another rule's": (
            [intent("a"), logic("a", ("done", X_IS_1), ("end", X_IS_1), ("end", None)), DONE],
            [],
        ),
        "exists before a value": (
            [intent("a"), logic("a", ("done", X), ("end", X_IS_1), ("end", None)), DONE],
            [("/nodes/1/transitions/1", "'x is 1' is never reached: 'x exists' before it holds whenever it does")],
        ),
        "a value before exists": ([intent("a"), logic("a", ("done", X_IS_1), ("end", X), ("end", None)), DONE], []),
        "several before together": (
            [
                intent("a"),
                logic("a", ("done", X_IS_1), ("done", X_IS_2), ("end", {"any": [X_IS_1, X_IS_2]}), ("end", None)),
                DONE,
            ],
            [
                (
                    "/nodes/1/transitions/2",
                    "'x is 1 or x is 2' is never reached: one of those before it holds whenever it does",
                )
            ],
        ),
        "after two that cover all, the default too": (
            [intent("a"), logic("a", ("done", X), ("end", NO_X), ("done", None)), DONE],
            [("/nodes/1/transitions/2", "the default is never reached: of two conditions before it one always holds")],
        ),
        "yes and no leave other answers": ([intent("a"), confirmation("a", "done", "end"), DONE], []),
        "after the default is another rule's": (
            [intent("a"), logic("a", ("done", X), ("end", None), ("done", X_IS_1)), DONE],
            [],
        ),
        "a reference may be anything": (
            [
                intent("a"),
                logic(
                    "a",
                    ("done", {"context": "context.x", "op": "neq", "value": "context.y"}),
                    ("end", X_IS_1),
                    ("end", None),
                ),
                DONE,
            ],
            [],
        ),
    },
    "flow/contradictory-condition": {
        "one of two alternatives can hold": (
            [intent("a"), logic("a", ("done", {"any": [X_IS_1, X_IS_2]}), ("end", None)), DONE],
            [],
        ),
        "there and not there": (
            [intent("a"), logic("a", ("done", {"all": [X, NO_X]}), ("end", None)), DONE],
            [
                (
                    "/nodes/1/transitions/0",
                    "'x exists and x does not exist' cannot hold: two of its tests exclude each other",
                )
            ],
        ),
    },
    "flow/dangling-target": {
        "in another direction altogether": (
            [intent("done"), message("done", "Done.", "zzz")],
            [("/nodes/1/transitions/0/to", "there is no node 'zzz'; there are: CreateLead, done")],
        ),
        "the exits are there": (
            [intent("a"), logic("a", ("end", X), ("not-connected", X_IS_1), ("return-to-flow", None))],
            [],
        ),
    },
    "flow/crossed-bot-action": {
        "into the middle of one": (
            [intent("keep"), node("bot-action", "work", "end", nodes=[script("keep", "", "end")])],
            [("/nodes/0/transitions/0/to", "keep is inside the bot action work: lead to work")],
        ),
        "from one into another": (
            [
                intent("one"),
                node("bot-action", "one", "two", nodes=[script("a", "", "b")]),
                node("bot-action", "two", "end", nodes=[script("b", "", "end")]),
            ],
            [("/nodes/1/nodes/0/transitions/0/to", "a is inside the bot action one and b is not: lead to end")],
        ),
    },
    "flow/duplicate-node-id": {
        "inside a bot action too": (
            [intent("keep"), node("bot-action", "keep", "end", nodes=[script("keep", "", "end")])],
            [("/nodes/1/nodes/0", "there is a node 'keep' before this one")],
        ),
        "three times": (
            [intent("done"), DONE, DONE, DONE],
            [
                ("/nodes/2", "there is a node 'done' before this one"),
                ("/nodes/3", "there is a node 'done' before this one"),
            ],
        ),
    },
    "flow/intent-with-conditions": {
        "an intent further down may have them": (
            [intent("ask"), message("ask", "What?", "more"), intent([{"to": "end", "when": X}, {"to": "end"}], "more")],
            [],
        ),
        "another entry is no intent": ([logic("a", ("end", X), ("end", None))], []),
        "no node at all": ([], []),
    },
    "flow/agent-transfer-with-exits": {
        "the end, as real exports have it": ([intent("agent"), node("agent-transfer", "agent", "end")], []),
        "back to the flow, as XO 11 has it": ([intent("agent"), node("agent-transfer", "agent", "return-to-flow")], []),
    },
    "flow/pointless-branch": {
        "a logic node with one way": (
            [intent("a"), logic("a", ("done", None)), DONE],
            [("/nodes/1", "the logic node a has one way out, so it decides nothing")],
        ),
        "a logic node in a bot action, whose own ways branch": (
            [
                intent("a"),
                node("bot-action", "a", [{"to": "done", "when": X}, {"to": "end"}], nodes=[logic("b", ("end", None))]),
                DONE,
            ],
            [],
        ),
        "a question is another rule's": ([intent("a"), confirmation("a", "done", "done"), DONE], []),
    },
}


@pytest.mark.parametrize(
    ("name", "nodes", "expected"),
    [
        pytest.param(name, nodes, expected, id=f"{name}: {why}")
        for name, cases in CASES.items()
        for why, (nodes, expected) in cases.items()
    ],
)
def test_case(said, name, nodes, expected):
    assert said(name, dialog(*nodes)) == expected
