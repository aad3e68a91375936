from __future__ import annotations

import pytest

from tests.formats.samples import read
from xogen.formats.package import BotSettings, PackagedTask, build_package
from xogen.model.conditions import AllOf, AnswerTest, ContextTest, EntityTest, RawTest
from xogen.model.dialog import DialogTask
from xogen.model.nodes import ConfirmationNode, EntityNode, IntentNode, MessageNode, Transition

SAYS = MessageNode(id="m", transitions=(Transition(to="end"),))


def written(node, platform="xo10"):
    """The transitions of a node on the wire, targets and tests only."""
    nodes = (IntentNode(id="i", transitions=(Transition(to=node.id),)), node, SAYS)
    task = DialogTask(name="t", title={"en": "T"}, nodes=nodes)
    bot = read(build_package(BotSettings(id="x", name="X", platform=platform), [PackagedTask(task=task)]), platform)
    dialog = bot["dialogs"][0]
    names = {item["nodeId"]: plain.id for item, plain in zip(dialog["nodes"], nodes, strict=True)}
    ways = dialog["nodes"][1]["transitions"]
    return [
        (way.get("if"), names.get(way.get("then", way.get("default")), way.get("then", way.get("default"))))
        for way in ways
    ]


def way(to, when=None):
    return Transition(to=to, when=when)


YES, NO = AnswerTest(answer="yes"), AnswerTest(answer="no")


@pytest.mark.parametrize(
    ("ways", "expected"),
    [
        pytest.param((), [(None, "end")], id="none: the end"),
        pytest.param((way("not-connected"),), [(None, "end")], id="not connected: the end"),
        pytest.param((way("return-to-flow"),), [(None, "end")], id="XO 10 has no flow to return to"),
        pytest.param((way("m"), way("end")), [(None, "m")], id="two defaults: the first"),
        pytest.param(
            (way("end"), way("m", ContextTest(context="context.a", op="contains", value="x"))),
            [({"context": "context.a", "op": "cnt", "value": "x"}, "m"), (None, "end")],
            id="the default goes last",
        ),
    ],
)
def test_the_default_is_there_once_and_last(ways, expected):
    assert written(MessageNode(id="n", transitions=ways)) == expected


def test_only_xo11_returns_to_a_flow():
    assert written(MessageNode(id="n", transitions=(way("return-to-flow"),)), "xo11") == [(None, "retToFlow")]


@pytest.mark.parametrize(
    ("ways", "expected"),
    [
        pytest.param((way("m", YES), way("end", NO)), ["yes m", "no end"], id="both, and no default"),
        pytest.param((way("m", YES), way("end", NO), way("m")), ["yes m", "no end", "default m"], id="with a default"),
        pytest.param((way("m", YES), way("m")), ["yes m", "no m", "default m"], id="no goes where the default goes"),
        pytest.param((), ["yes end", "no end"], id="nothing at all"),
        pytest.param((way("m", YES), way("end", YES)), ["yes m", "no end"], id="each once: a second is never taken"),
    ],
)
def test_a_confirmation_has_both_answers(ways, expected):
    found = written(ConfirmationNode(id="n", transitions=ways))
    assert [f"{test['dialogAct'] if test else 'default'} {target}" for test, target in found] == expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (ContextTest(context="context.a", op="eq", value="1"), {"context": "context.a", "op": "eq", "value": "1"}),
        (ContextTest(context="context.a"), {"context": "context.a", "op": "", "value": ""}),
        (ContextTest(context="context.a", op="not-exists"), {"context": "context.a", "op": "dne"}),
        (RawTest(raw={"odd": [1]}), {"odd": [1]}),
        (
            AllOf(all=(ContextTest(context="context.a", op="gte", value="2"),)),
            {"conjoin": "and", "tests": [{"context": "context.a", "op": "gte", "value": "2"}]},
        ),
    ],
)
def test_forms_of_conditions(condition, expected):
    assert written(MessageNode(id="n", transitions=(way("m", condition),)))[0] == (expected, "m")


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        (EntityTest(entity="n"), {}),
        (EntityTest(entity="n", op="eq", value="x"), {"op": "eq", "value": "x"}),
        (EntityTest(entity="n", op="not-exists"), {"op": "dne"}),
    ],
)
def test_an_entity_is_named_by_its_node(test, expected):
    written_test, _ = written(EntityNode(id="n", transitions=(way("m", test),)))[0]
    assert written_test.pop("field").startswith("nd-ent-")
    assert written_test == expected
