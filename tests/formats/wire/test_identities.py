from __future__ import annotations

import pytest

from tests.formats.package_invariants import check_package
from tests.formats.samples import bot, component, read, start_task
from xogen.errors import InputError
from xogen.formats.package import PackagedTask, build_package
from xogen.model.nodes import (
    BotActionNode,
    DialogCallNode,
    EntityNode,
    LogicNode,
    MessageNode,
    OpaqueNode,
    PlatformNode,
    Response,
    ScriptNode,
    Transition,
)

SAYS = MessageNode(id="says", responses=(Response(text={"en": "Done."}),))


def to(id_):
    return (Transition(to=id_),)


def files(*nodes, platform="xo10"):
    return build_package(bot(platform, app="system"), [PackagedTask(task=start_task(*nodes))])


def definition(*nodes, platform="xo10"):
    return read(files(*nodes, platform=platform), platform)


@pytest.mark.parametrize("platform", ["xo10", "xo11"])
def test_a_script_that_is_used_twice_is_one_component(platform):
    first = ScriptNode(id="a", name="tidy", script="context.x = 1", transitions=to("b"))
    second = ScriptNode(id="b", name="tidy", script="context.x = 1", transitions=to("says"))
    made = files(first, second, SAYS, platform=platform)
    check_package(made, platform)
    assert [part["name"] for part in read(made, platform)["dialogComponents"]].count("tidy") == 1


def test_the_order_of_nodes_changes_no_id_of_a_shared_component():
    nodes = [ScriptNode(id=id_, name="tidy", transitions=to("says")) for id_ in "ab"]
    ids = [component(definition(*order, SAYS), "tidy")["refId"] for order in (nodes, nodes[::-1])]
    assert ids[0] == ids[1]


def test_what_is_said_of_each_use_may_differ():
    ask = EntityNode(id="a", name="size", retries=1, transitions=to("b"))
    again = EntityNode(id="b", name="size", retries=2, required="optional", transitions=to("says"))
    nodes = definition(ask, again, SAYS)["dialogs"][0]["nodes"]
    assert [node["nodeOptions"]["promptOptions"] for node in nodes[1:3]] == ["required", "optional"]


def test_calls_of_dialogs_have_no_component_of_their_own():
    calls = [DialogCallNode(id=id_, name="help", dialog="a", inputs=inputs) for id_, inputs in (("c", {}), ("d", {}))]
    assert len({node["nodeId"] for node in definition(*calls)["dialogs"][0]["nodes"]}) == 3


NESTED = BotActionNode(id="b", nodes=(LogicNode(id="l"),))
REFUSED = [
    pytest.param(
        (ScriptNode(id="a", name="tidy", script="1"), ScriptNode(id="b", name="tidy", script="2")),
        "b: it has the name of a, but is not like it",
        id="not alike",
    ),
    pytest.param(
        (
            BotActionNode(id="a", name="both", nodes=(LogicNode(id="l"), LogicNode(id="m"))),
            BotActionNode(id="b", name="both", nodes=(LogicNode(id="n"),)),
        ),
        "b: it has the name of a, but is not like it",
        id="bot actions not alike",
    ),
    pytest.param(
        (BotActionNode(id="a", nodes=(NESTED,)),), "b: this bot-action cannot stand inside a bot", id="nested"
    ),
    pytest.param(
        (BotActionNode(id="a", nodes=(EntityNode(id="e"),)),),
        "e: this entity cannot stand inside a bot",
        id="a question",
    ),
    pytest.param((SAYS, SAYS), "says: two nodes have this id", id="one id"),
    pytest.param(
        (PlatformNode(id="p", type="search", properties={"localeData": 1}),),
        "p: its localeData is no table by language",
        id="localeData",
    ),
    pytest.param(
        (OpaqueNode(id="p", wire_type="odd", raw={"localeData": {"en": "x"}}),),
        "p: its localeData is no table by language",
        id="localeData of a language",
    ),
]


@pytest.mark.parametrize(("nodes", "message"), REFUSED)
def test_what_has_no_form_on_the_wire_is_refused(nodes, message):
    with pytest.raises(InputError, match=message):
        files(*nodes)


def test_what_the_platform_wrote_is_kept_but_for_its_identity():
    raw = {"_id": "x", "refId": "y", "name": "z", "type": "t", "odd": {"a": 1}, "isSensitive": True}
    raw["localeData"] = {"en": {"label": "Odd one", "more": 2}}
    bot_ = definition(OpaqueNode(id="p", wire_type="odd", raw=raw, transitions=to("says")), SAYS)
    part = component(bot_, "p")
    assert part["_id"] == bot_["dialogs"][0]["nodes"][1]["componentId"]
    assert (part["type"], part["odd"], part["isSensitive"]) == ("odd", {"a": 1}, True)
    assert part["localeData"] == {"en": {"label": "Odd one", "more": 2}, "de": {"label": "p"}}


def test_an_unknown_kind_inside_a_bot_action_is_written():
    action = BotActionNode(id="a", nodes=(OpaqueNode(id="p", wire_type="webhook"),), transitions=to("says"))
    inside = component(definition(action, SAYS), "a")["nodes"]
    assert [node["type"] for node in inside] == ["webhook"]


def test_a_bot_action_inside_another_is_refused_on_xo_11_too():
    with pytest.raises(InputError, match="b: this bot-action cannot stand inside a bot action"):
        files(BotActionNode(id="a", nodes=(NESTED,)), platform="xo11")
