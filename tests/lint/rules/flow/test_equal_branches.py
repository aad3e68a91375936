"""Branches that do the same: what counts as the same, and what does not."""

# ruff: noqa: E501 - one line a case reads best
from __future__ import annotations

import pytest

from xogen.lint import alike
from xogen.lint.examples import confirmation, dialog, entity, intent, message, node, script, service
from xogen.lint.export_examples import bot, component, said
from xogen.lint.export_examples import node as stub
from xogen.lint.facts import Document
from xogen.lint.registry import rules
from xogen.lint.runner import lint
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

RULE = "flow/equal-branches"
TEXT = "It is done."
ONE, TWO, OTHER = message("one", TEXT), message("two", TEXT), message("other", "It is not done.")


def asked(*nodes, yes="one", no="two"):
    return dialog(intent("ask"), confirmation("ask", yes, no), *nodes)


def branches(*targets, nodes):
    """A logic node with a condition for each target but the last."""
    tests = [{"context": "context.x", "op": "eq", "value": str(index)} for index in range(len(targets) - 1)]
    ways = [{"to": to, "when": when} for to, when in zip(targets, [*tests, None], strict=True)]
    return dialog(intent("ask"), node("logic", "ask", [{k: v for k, v in way.items() if v} for way in ways]), *nodes)


def same(what, *names):
    return [("/nodes/1", f"{what} of ask do the same: {', '.join(names[:-1])} and {names[-1]} are alike")]


ANSWERS = same("yes and no", "one", "two")


def chain(name, *steps):
    """Messages one after the other; the names of the steps begin with the same."""
    ids = [f"{name}{index}" for index in range(len(steps))]
    return [message(own, text, to) for own, text, to in zip(ids, steps, [*ids[1:], "end"], strict=True)]


def kept(own, to="end", **more):
    return entity(own, to, "Which?", **more)


HAS_ONE, HAS_TWO = ([{"to": "end", "when": {"entity": own}}, {"to": "other"}] for own in ("one", "two"))
CALL = {"path": "/x", "name": "call"}
CASES = {
    "yes and no": (asked(ONE, TWO), ANSWERS),
    "an unlike text": (asked(ONE, message("two", "It is not done.")), []),
    "another language more": (asked(ONE, message("two", TEXT, responses=[{"text": {"en": TEXT, "de": "Fertig."}}])), []),
    "another channel": (asked(ONE, message("two", TEXT, responses=[{"channel": "rtm", "text": {"en": TEXT}}])), []),
    "messages that say nothing": (asked(message("one", "", responses=[]), message("two", "", responses=[])), []),
    "on to the same": (asked(message("one", TEXT, "other"), message("two", TEXT, "other"), OTHER), ANSWERS),
    "on to others": (asked(message("one", TEXT, "other"), TWO, OTHER), []),
    "one ends and one is not connected": (asked(message("one", TEXT, "not-connected"), TWO), []),
    "on to copies": (asked(*chain("a", "x", "y"), *chain("b", "x", "y"), yes="a0", no="b0"), same("yes and no", "a0", "b0")),
    "on to unlike ones": (asked(*chain("a", "x", "y"), *chain("b", "x", "z"), yes="a0", no="b0"), []),
    "of unlike length": (asked(*chain("a", "x", "x"), *chain("b", "x"), yes="a0", no="b0"), []),
    "round to each other": (asked(message("one", TEXT, "two"), message("two", TEXT, "one")), ANSWERS),
    "round to themselves": (asked(message("one", TEXT, "one"), message("two", TEXT, "two")), ANSWERS),
    "back to the question": (asked(message("one", TEXT, "ask"), message("two", TEXT, "ask")), ANSWERS),
    "to one node": (asked(ONE, no="one"), []),
    "one alone": (asked(ONE, no="end"), []),
    "nowhere": (asked(no="lost", yes="lost too"), []),
    "scripts": (asked(script("one", "context.x = 1;", "end"), script("two", "context.x = 1;", "end")), ANSWERS),
    "unlike scripts": (asked(script("one", "context.x = 1;", "end"), script("two", "context.x = 2;", "end")), []),
    "of two kinds": (asked(ONE, script("two", "context.x = 1;", "end")), []),
    "entities of two names": (asked(kept("one"), kept("two")), []),
    "entities of one name": (asked(kept("one", name="same"), kept("two", name="same")), same("yes and no", "same", "same")),
    "each tests itself": (asked(kept("one", HAS_ONE, name="same"), kept("two", HAS_TWO, name="same"), OTHER), same("yes and no", "same", "same")),
    "each tests the first": (asked(kept("one", HAS_ONE, name="same"), kept("two", HAS_ONE, name="same"), OTHER), same("yes and no", "same", "same")),
    "one tests another value": (
        asked(kept("one", HAS_ONE, name="same"), kept("two", [{"to": "end", "when": {"entity": "two", "op": "eq", "value": "x"}}, {"to": "other"}], name="same"), OTHER),
        [],
    ),
    "services of two names": (asked(service("one", "end", "other", path="/x"), service("two", "end", "other", path="/x"), OTHER), []),
    "services of one name, each tested by its name": (
        asked(*(node("service", own, [{"to": "end", "when": {"context": "context.call.response"}}, {"to": "other"}], host="h", **CALL) for own in ("one", "two")), OTHER),
        same("yes and no", "call", "call"),
    ),
    "bot actions": (
        asked(*(node("bot-action", own, nodes=[script(f"{own}-inner", "context.x = 1;", "end")]) for own in ("one", "two"))),
        ANSWERS,
    ),
    "unlike bot actions": (
        asked(*(node("bot-action", own, nodes=[script(f"{own}-inner", f"context.{own} = 1;", "end")]) for own in ("one", "two"))),
        [],
    ),
    "bot actions of unlike size": (
        asked(node("bot-action", "one", nodes=[script("i", "context.x = 1;", "end")]), node("bot-action", "two", nodes=[])),
        [],
    ),
    "empty branches of logic": (asked(node("logic", "one"), node("logic", "two")), ANSWERS),
    "all ways": (branches("one", "two", nodes=[ONE, TWO]), same("all ways out", "one", "two")),
    "all three ways": (branches("one", "two", "three", nodes=[ONE, TWO, message("three", TEXT)]), same("all ways out", "one", "two", "three")),
    "two of three ways": (branches("one", "two", "other", nodes=[ONE, TWO, OTHER]), same("2 of 3 ways out", "one", "two")),
    "one component in two of three ways": (branches("one", "two", "other", nodes=[ONE, message("two", TEXT, name="one"), OTHER]), []),
    "twice two of four ways": (
        branches("a", "b", "c", "d", nodes=[message("a", "x"), message("b", "y"), message("c", "x"), message("d", "y")]),
        [*same("2 of 4 ways out", "a", "c"), *same("2 of 4 ways out", "b", "d")],
    ),
    "a blank condition does not count": (
        dialog(intent("ask"), node("logic", "ask", [{"to": "one", "when": {"raw": {"context": ""}}}, {"to": "two"}]), ONE, TWO),
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("data", "found"), CASES.values(), ids=CASES)
def test_branches(said, data, found):
    assert said(RULE, data) == found


def test_some_of_several_ways_are_an_info():
    data = branches("one", "two", "other", nodes=[ONE, TWO, OTHER])
    report = lint([Document("a.json", DialogTask.model_validate(data))], rules={RULE: rules()[RULE]})
    assert [found.severity for found in report.findings] == [Severity.INFO]


def test_long_branches_are_said_to_be_not_checked(said):
    steps = [f"step {index}" for index in range(alike.MOST_PAIRS + 1)]
    found = said(RULE, asked(*chain("a", *steps), *chain("b", *steps), yes="a0", no="b0"))
    assert found == [("not checked", "whether branches do the same: they are too long to compare all of them")]


def test_many_comparisons_come_to_an_end(said, monkeypatch):
    monkeypatch.setattr(alike, "MOST_IN_ALL", 5)
    many = [message(f"m{index}", TEXT, f"n{index}") for index in range(10)]
    apart = [message(f"n{index}", f"This is {index}.") for index in range(10)]
    found = said(RULE, branches(*(each["id"] for each in many), nodes=[*many, *apart]))
    assert found == [("not checked", "whether branches do the same: they are too long to compare all of them")]


def exported(one, two):
    """Two equal messages after a question, with these options."""
    ask = component(3, "dialogAct", "Ask", message=[said("Sure?")])
    ways = [{"if": {"dialogAct": "yes"}, "then": "one"}, {"if": {"dialogAct": "no"}, "then": "two"}]
    messages = [component(number, "message", name, message=[said(TEXT)]) for number, name in ((4, "One"), (5, "Two"))]
    return bot(
        ask,
        *messages,
        nodes=(
            stub("dialogAct", "ask", 3) | {"transitions": ways},
            stub("message", "one", 4, nodeOptions=one),
            stub("message", "two", 5, nodeOptions=two),
        ),
    )


def test_tags_of_an_export_are_seen(said_of_export):
    tagged = {"customTags": {"session": [{"name": "sure", "value": "yes"}]}}
    alike_found = [("/dialogs/0/nodes/2", "yes and no of Ask do the same: One and Two are alike")]
    assert said_of_export(RULE, exported({}, {})) == alike_found
    assert said_of_export(RULE, exported(tagged, tagged)) == alike_found
    assert said_of_export(RULE, exported(tagged, {})) == []
