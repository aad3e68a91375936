"""Constant values on random dialogs: what is said to hold, holds on each way that is walked."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from xogen.graph import constants as module
from xogen.graph.dialog_graph import DialogGraph
from xogen.lint.examples import dialog, intent, node, script
from xogen.model.dialog import DialogTask

X = ("context", "x")
NAMES = [f"n{index}" for index in range(6)]
STEPS = {"a": "context.x = 'a';", "b": "context.x = 'b';", "?": "context.x = f();", "-": "context.y = 1;"}


@st.composite
def dialogs(draw):
    nodes = [intent("n0")]
    for name in NAMES:
        ways = draw(st.lists(st.tuples(st.sampled_from([*NAMES, "end"]), st.sampled_from(["a", "b"])), max_size=2))
        default = draw(st.sampled_from([*NAMES, "end"]))
        when = [{"to": to, "when": {"context": "context.x", "op": "eq", "value": value}} for to, value in ways]
        source = STEPS[draw(st.sampled_from(list(STEPS)))]
        nodes.append({**script(name, source, "end"), "transitions": [*when, {"to": default}]})
    return dialog(*nodes, node("logic", "last", "end"))


def after(source, value):
    return {"a": "a", "b": "b", "?": None, "-": value}[next(key for key, text in STEPS.items() if text == source)]


@settings(max_examples=150, deadline=None)
@given(dialogs())
def test_what_is_constant_is_so_on_every_way(data):
    graph = DialogGraph(DialogTask.model_validate(data))
    waiting, seen = [("n0", None)], set()
    while waiting:
        name, value = waiting.pop()
        if (name, value) in seen or name not in NAMES:
            continue
        seen.add((name, value))
        here = after(graph.nodes[name].script, value)
        said = graph.constants.at_exit(name, X)
        assert said is None or said == here
        for edge in graph.out_edges[name]:
            learned = edge.transition.when.value if edge.transition.when else here
            waiting.append((edge.target, learned))


def plainly(graph):
    """What x holds at the exit of each node, by going around until nothing changes."""
    known = {graph.start: None}
    while True:
        before = dict(known)
        for name in [each for each in graph.nodes if each in known]:
            for edge in graph.out_edges[name]:
                when = edge.transition.when
                along = when.value if when else at_exit(graph, name, known[name])
                known[edge.target] = along if known.get(edge.target, along) == along else None
        if known == before:
            return {name: at_exit(graph, name, value) for name, value in known.items() if name in graph.nodes}


def at_exit(graph, name, value):
    node = graph.nodes[name]
    return after(node.script, value) if node.type == "script" else value


@given(dialogs())
def test_the_flow_is_that_of_going_around(data):
    graph = DialogGraph(DialogTask.model_validate(data))
    expected = plainly(graph)
    tested = {owner for owner, _, _ in graph.conditions if owner in expected}
    assert {name: graph.constants.at_exit(name, X) for name in tested} == {name: expected[name] for name in tested}
    assert graph.constants.is_settled


@given(dialogs())
def test_a_flow_that_was_given_up_knows_nothing_and_says_so(data):
    graph = DialogGraph(DialogTask.model_validate(data))
    bounds = module.MOST_VISITS, module.EACH_EDGE
    module.MOST_VISITS = module.EACH_EDGE = 0
    try:
        assert graph.constants.is_settled is not bool(graph.constants._subjects)
        assert graph.constants.is_settled or {graph.constants.at_exit(name, X) for name in graph.nodes} == {None}
    finally:
        module.MOST_VISITS, module.EACH_EDGE = bounds
