"""Ways on which a value is not set: those that one walk tells for all nodes are those that a search finds."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.graph.test_assignment_flow import KEYS, tasks
from xogen.graph import unset as module
from xogen.graph.dialog_graph import DialogGraph
from xogen.model.dialog import DialogTask

UNITS = [("context", key) for key in KEYS]


@given(tasks())
def test_the_tree_tells_the_way_that_a_search_finds(task):
    graph = DialogGraph(task)
    unset = graph.assignment.unset
    for node in graph.reachable:
        for unit in UNITS:
            if unset._is_shortest(node, unit, "exit"):
                way = graph.names(unset._shortest.way(node))
                assert way == unset._search(node, unit, "exit", unset._choices)


@given(tasks())
def test_without_conditions_a_way_is_found_wherever_the_flow_says_that_there_is_one(task):
    graph = DialogGraph(task)
    flow = graph.assignment
    for node in graph.reachable:
        for unit in UNITS:
            is_unset = flow.certainty(node, unit) != "always"
            assert bool(flow.unset._search(node, unit, "entry", None)) is (is_unset or unit not in flow.units)


def crossing(count):
    """A key set or not in each of so many diamonds, each of which tests what the one before has tested."""
    nodes = []
    for index in range(count):
        ways = [
            {"to": f"m{index}", "when": {"context": f"context.k{index}", "op": "eq", "value": "1"}},
            {"to": f"m{index}", "when": {"context": f"context.k{index + 1}", "op": "eq", "value": "1"}},
            {"to": f"n{index + 1}"},
        ]
        nodes.append({"type": "logic", "id": f"n{index}", "transitions": ways})
        nodes.append({"type": "script", "id": f"m{index}", "script": "context.a = 1;", "transitions": [ways[2]]})
    nodes.append({"type": "message", "id": f"n{count}", "transitions": [{"to": "end"}]})
    return DialogGraph(DialogTask.model_validate({"name": "t", "title": {"en": "T"}, "nodes": nodes}))


def test_what_one_walk_tells_takes_no_search():
    graph = crossing(2_000)
    unset = graph.assignment.unset
    assert unset.way("n2000", ("context", "a"), "entry")[-2:] == ("n1999", "n2000")
    assert (unset.is_complete, unset._left) == (True, module.MOST_IN_ALL)


@pytest.mark.parametrize(("left", "found"), [(0, True), (-module.MOST_IN_ALL - 1, False)])
def test_searches_that_take_too_long_end_and_say_so(left, found, monkeypatch):
    graph = crossing(3)
    unset = graph.assignment.unset
    monkeypatch.setattr(unset, "_is_shortest", lambda *_: False)
    unset._left = left
    assert (unset.way("n3", ("context", "a"), "entry") is not None) is found
    assert not unset.is_complete
