from __future__ import annotations

import pytest

from xogen.errors import InputError
from xogen.formats.platform import for_platform
from xogen.model.conditions import AllOf, ContextTest, EntityTest
from xogen.model.dialog import DialogTask
from xogen.model.names import allocate
from xogen.model.nodes import (
    BotActionNode,
    DialogCallNode,
    EntityNode,
    IntentNode,
    LogicNode,
    MessageNode,
    PlatformNode,
    RecordCall,
    Response,
    ScriptNode,
    ServiceNode,
    Transition,
)


def status(*values, to):
    return tuple(
        Transition(to=to, when=ContextTest(context="context.Create.response.statusCode", op="eq", value=value))
        for value in values
    )


TASK = DialogTask(
    name="t",
    title={"en": "T"},
    languages=("en", "de"),
    nodes=(
        IntentNode(id="Go", transitions=(Transition(to="first"),)),
        EntityNode(
            id="first",
            prompt=(Response(text={"en": "{{context.entities.first}} {{env.first}} first"}),),
            transitions=(
                Transition(to="Create", when=EntityTest(entity="first", op="eq", value="x")),
                Transition(to="prepare"),
            ),
        ),
        ScriptNode(
            id="prepare",
            script="context.q = context.entities['first'] + 'first';",
            transitions=(Transition(to="Create"),),
        ),
        ServiceNode(
            id="Create",
            label={"en": "Create it"},
            method="POST",
            host="{{env.HOST}}",
            path="/x/{{context.entities.first}}",
            headers={"X": "{{context.CreateRequest.q}}"},
            body='{"a": "{{context.entities.first}}"}',
            pre_processor="context.CreateRequest = {q: context.entities.first};",
            record=RecordCall(object="Lead", operation="create", fields={"a": "{{context.entities.first}}"}),
            transitions=(*status("200", "201", to="done"), Transition(to="done")),
        ),
        MessageNode(
            id="done",
            responses=(Response(script={"en": "const r = context.Create.response;\nprint(r.statusCode);"}),),
            transitions=(Transition(to="end"),),
        ),
    ),
)


def ids(task):
    return [node.id for node in task.nodes]


def test_xo10_wraps_services_scripts_and_logic_and_leads_every_way_to_the_wrapper():
    wrapped = for_platform(TASK, "xo10")
    assert ids(wrapped) == ["Go", "first", "prepare_Action01", "Create_Action01", "done"]
    action = wrapped.node("Create_Action01")
    assert isinstance(action, BotActionNode)
    assert action.component == "Create_Action01"
    assert action.transitions == TASK.node("Create").transitions
    assert [node.id for node in action.nodes] == ["Create"]
    assert action.nodes[0].transitions == (Transition(to="end"),)
    assert [way.to for way in wrapped.node("first").transitions] == ["Create_Action01", "prepare_Action01"]
    assert [way.to for way in wrapped.node("prepare_Action01").transitions] == ["Create_Action01"]


def test_xo11_leaves_everything_where_it_is():
    assert for_platform(TASK, "xo11") is TASK


def test_names_reach_every_reference():
    names, _ = allocate(TASK, {"first": 4}, {})
    named = for_platform(TASK, "xo10", names)
    first, prepare, create, done = (named.node(id_) for id_ in ("first", "prepare", "Create", "done"))
    assert first.component == "first0005"
    assert first.label == {"en": "first", "de": "first"}
    assert first.prompt[0].text == {"en": "{{context.entities.first0005}} {{env.first}} first"}
    assert prepare.script == "context.q = context.entities['first0005'] + 'first';"
    assert create.component == "Create0001"
    assert create.label == {"en": "Create it"}
    assert (create.path, create.body) == (
        "/x/{{context.entities.first0005}}",
        '{"a": "{{context.entities.first0005}}"}',
    )
    assert create.headers == {"X": "{{context.CreateRequest.q}}"}
    assert create.pre_processor == "context.CreateRequest = {q: context.entities.first0005};"
    assert create.record.fields == {"a": "{{context.entities.first0005}}"}
    assert done.responses[0].script["en"].startswith("const r = context.Create0001.response;")
    outer = named.node("Create_Action01")
    assert outer.component == "Create0001_Action01"
    assert outer.transitions[0].when.context == "context.Create0001.response.statusCode"


def test_conditions_joined_by_and_are_renamed():
    both = AllOf(all=(ContextTest(context="context.a.response"), ContextTest(context="context.entities.a")))
    task = DialogTask(
        name="t",
        title={"en": "T"},
        nodes=(ServiceNode(id="a", transitions=(Transition(to="end", when=both),)), EntityNode(id="b", name="a")),
    )
    renamed = for_platform(task, "xo11", {"a": "a0001", "b": "a0002"}).node("a").transitions[0].when
    assert [test.context for test in renamed.all] == ["context.a0001.response", "context.entities.a0002"]


def test_values_of_tests_are_renamed():
    tests = (
        ContextTest(context="context.x", op="eq", value="context.entities.a"),
        EntityTest(entity="a", op="eq", value="context.entities.a.b"),
        EntityTest(entity="a", op="eq", value="a"),
    )
    ways = tuple(Transition(to="end", when=test) for test in tests)
    task = DialogTask(name="t", title={"en": "T"}, nodes=(EntityNode(id="a", transitions=ways),))
    renamed = for_platform(task, "xo10", {"a": "a0001"}).node("a").transitions
    assert [way.when.value for way in renamed] == ["context.entities.a0001", "context.entities.a0001.b", "a"]


def test_what_xogen_leaves_to_the_platform_is_renamed_too():
    given = {"query": "context.entities.a", "list": [{"prompt": "About {{context.entities.a}}"}, 1, "a"]}
    nodes = (EntityNode(id="a", rules=given), PlatformNode(id="p", type="search", properties=given))
    named = for_platform(DialogTask(name="t", title={"en": "T"}, nodes=nodes), "xo11", {"a": "a0001"})
    new = {"query": "context.entities.a0001", "list": [{"prompt": "About {{context.entities.a0001}}"}, 1, "a"]}
    assert (named.node("a").rules, named.node("p").properties) == (new, new)
    assert given["query"] == "context.entities.a"


def test_a_dialog_call_keeps_the_other_dialogs_paths():
    same = {"context.entities.a": "context.entities.a"}
    call = DialogCallNode(id="c", dialog="d", inputs=same, outputs=same)
    task = DialogTask(name="t", title={"en": "T"}, nodes=(EntityNode(id="a"), call))
    renamed = for_platform(task, "xo10", {"a": "a0001"}).node("c")
    assert renamed.inputs == {"context.entities.a": "context.entities.a0001"}
    assert renamed.outputs == {"context.entities.a0001": "context.entities.a"}


def test_a_task_without_services_is_left_alone():
    task = TASK.model_copy(update={"nodes": TASK.nodes[:2]})
    assert for_platform(task, "xo10") is task
    assert for_platform(task, "xo10", {}) is task


def test_the_step_is_pure():
    before = TASK.model_dump_json()
    names, _ = allocate(TASK, {}, {})
    assert for_platform(TASK, "xo10", names) == for_platform(TASK, "xo10", names)
    assert TASK.model_dump_json() == before


def action(inside, outside):
    nodes = (
        MessageNode(id="m", transitions=(Transition(to="b"),)),
        BotActionNode(
            id="b",
            nodes=(
                ScriptNode(id="s", transitions=inside),
                ServiceNode(id="Create", transitions=(Transition(to="end"),)),
            ),
            transitions=outside,
        ),
    )
    return DialogTask(name="t", title={"en": "T"}, nodes=nodes)


def test_xo11_takes_bot_actions_apart():
    outside = (*status("200", to="m"), Transition(to="end"))
    flat = for_platform(action((Transition(to="Create"),), outside), "xo11")
    assert ids(flat) == ["m", "s", "Create"]
    assert flat.node("m").transitions == (Transition(to="s"),)
    assert flat.node("s").transitions == (Transition(to="Create"),)
    assert flat.node("Create").transitions == outside


def test_a_branch_inside_is_kept_where_nothing_branches_outside():
    inside = (*status("200", to="Create"), Transition(to="end"))
    flat = for_platform(action(inside, (Transition(to="m"),)), "xo11")
    assert flat.node("s").transitions == (inside[0], Transition(to="m"))


def test_branches_inside_and_outside_have_no_flat_form():
    inside = (*status("200", to="Create"), Transition(to="end"))
    outside = (*status("200", to="m"), Transition(to="end"))
    with pytest.raises(InputError) as caught:
        for_platform(action(inside, outside), "xo11")
    assert str(caught.value) == (
        "dialog t: XO 11 has no bot actions, and 'b' branches both inside (at 's') and after it\n"
        "  branch in one of the two places only"
    )


def test_an_empty_bot_action_becomes_a_logic_node():
    task = DialogTask(name="t", title={"en": "T"}, nodes=(BotActionNode(id="b", transitions=(Transition(to="end"),)),))
    assert for_platform(task, "xo11").nodes == (LogicNode(id="b", transitions=(Transition(to="end"),)),)
