"""The flow by circles and counted visits gives what the plain one gives that goes around until nothing changes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.graph.asking import possible_at, sure_at
from xogen.graph import assignment as module
from xogen.graph.dialog_graph import DialogGraph
from xogen.model.dialog import DialogTask

KEYS = ("a", "b", "c")
SCRIPTS = [
    *(f"context.{key} = 1;" for key in KEYS),
    *(f"delete context.{key};" for key in KEYS),
    "if (x) context.a = 1;",
    "",
]


@st.composite
def tasks(draw):
    count = draw(st.integers(1, 8))
    names = [f"n{index}" for index in range(count)]
    nodes = []
    for name in names:
        targets = draw(st.lists(st.sampled_from([*names, "end"]), max_size=3))
        ways = [{"to": to, "when": {"context": f"context.{draw(st.sampled_from(KEYS))}"}} for to in targets[1:]]
        ways += [{"to": targets[0]}] if targets else []
        nodes.append({"type": "script", "id": name, "script": draw(st.sampled_from(SCRIPTS)), "transitions": ways})
    return DialogTask.model_validate({"name": "t", "title": {"en": "T"}, "nodes": nodes})


def plainly(graph):
    """What is surely and perhaps set at the entry of each node, by going around until nothing changes."""
    flow = graph.assignment
    sure, perhaps = {graph.start: frozenset()}, {graph.start: frozenset()}
    while True:
        before = (dict(sure), dict(perhaps))
        for node in [name for name in graph.nodes if name in sure]:
            for edge in graph.out_edges[node]:
                set_now, may_be = sure[node], perhaps[node]
                for effects in flow.effects.get(node, {}).values():
                    set_now = (set_now - effects.gone) | effects.sure
                    may_be = may_be | effects.sure | effects.perhaps
                held = flow.way_units.get((edge.owner, edge.index), frozenset())
                sure[edge.target] = sure.get(edge.target, set_now | held) & (set_now | held)
                perhaps[edge.target] = perhaps.get(edge.target, frozenset()) | may_be | held
        if (sure, perhaps) == before:
            return sure, perhaps


@given(tasks())
def test_the_flow_is_that_of_going_around(task):
    graph = DialogGraph(task)
    sure, perhaps = plainly(graph)
    flow = graph.assignment
    assert {node: sure_at(flow, node) for node in sure} == sure
    assert {node: possible_at(flow, node) for node in perhaps} == perhaps
    assert flow.is_complete


@given(tasks())
def test_a_flow_that_was_given_up_finds_nothing_unset_and_says_so(task):
    graph = DialogGraph(task)
    module_bounds = module.MOST_VISITS, module.EACH_EDGE
    module.MOST_VISITS = module.EACH_EDGE = 0
    try:
        flow = graph.assignment
        assert not flow.is_complete
        assert all(flow.certainty(node, unit) != "sometimes" for node in graph.nodes for unit in flow.units)
    finally:
        module.MOST_VISITS, module.EACH_EDGE = module_bounds
