"""A way is left out only where no run of the dialog takes it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xogen.graph.dialog_graph import DialogGraph
from xogen.model.dialog import DialogTask

UNIT = ("context", "a")
VALUES = (None, "1", "2")
TESTS = [("exists", None), ("not-exists", None), ("eq", "1"), ("eq", "2"), ("neq", "1")]
HOLDS = {
    "exists": lambda value, _: value is not None,
    "not-exists": lambda value, _: value is None,
    "eq": lambda value, wanted: value == wanted,
    "neq": lambda value, wanted: value != wanted,
}
SCRIPTS = {
    "context.a = 1;": ("a", "1"),
    "context.k = '1';": ("k", "1"),
    "context.k = '2';": ("k", "2"),
    "delete context.k;": ("k", None),
}


def condition(key, test):
    op, value = test
    return {"context": f"context.{key}", "op": op, **({} if value is None else {"value": value})}


@st.composite
def dialogs(draw):
    """Logic nodes that test k, and scripts that set k and a; the last node reads a."""
    count = draw(st.integers(2, 6))
    targets = st.sampled_from([f"n{i}" for i in range(count)] + ["read"])
    nodes = []
    for index in range(count):
        if draw(st.booleans()):
            ways = [{"to": draw(targets), "when": condition("k", draw(st.sampled_from(TESTS)))} for _ in range(2)]
            nodes.append({"type": "logic", "id": f"n{index}", "transitions": [*ways, {"to": draw(targets)}]})
        else:
            source = draw(st.sampled_from(list(SCRIPTS)))
            nodes.append(
                {"type": "script", "id": f"n{index}", "script": source, "transitions": [{"to": draw(targets)}]}
            )
    return [*nodes, {"type": "message", "id": "read", "transitions": [{"to": "end"}]}]


def reads_unset(nodes, value):
    """Run a dialog: does it get to the last node without a?"""
    by_id = {node["id"]: node for node in nodes}
    state, at, seen = {"a": None, "k": value}, "n0", set()
    while at != "read":
        here = (at, *state.items())
        if here in seen:
            return False
        seen.add(here)
        node = by_id[at]
        if node["type"] == "script":
            key, new = SCRIPTS[node["script"]]
            state[key] = new
        at = next(
            way["to"]
            for way in node["transitions"]
            if "when" not in way or HOLDS[way["when"]["op"]](state["k"], way["when"].get("value"))
        )
    return state["a"] is None


def graph(nodes):
    return DialogGraph(DialogTask.model_validate({"name": "t", "title": {"en": "T"}, "nodes": nodes}))


@given(dialogs())
def test_a_run_without_a_value_is_seen(nodes):
    if any(reads_unset(nodes, value) for value in VALUES):
        assert graph(nodes).assignment.way_unset("read", UNIT)


def logic(node_id, when, to, otherwise):
    return {"type": "logic", "id": node_id, "transitions": [{"to": to, "when": when}, {"to": otherwise}]}


def setter(to):
    return {"type": "script", "id": "set", "script": "context.a = 1;", "transitions": [{"to": to}]}


def read():
    return {"type": "message", "id": "read", "transitions": [{"to": "end"}]}


IS_1, IS_2, IS_ONE = ({"context": "context.k", "op": "eq", "value": value} for value in ("1", "2", "1.0"))
IS_THERE, IS_MISSING = ({"context": "context.k", "op": op} for op in ("exists", "not-exists"))
IS_OTHER = {"context": "context.k", "op": "eq", "value": "context.other"}
IS_LARGE = {"context": "context.k", "op": "gt", "value": "1"}


@pytest.mark.parametrize(
    ("first", "second", "is_sure"),
    [
        (IS_1, IS_1, True),
        (IS_THERE, IS_THERE, True),
        (IS_THERE, IS_1, True),
        (IS_1, IS_THERE, False),
        (IS_1, IS_2, False),
        (IS_1, IS_ONE, False),
        (IS_OTHER, IS_OTHER, False),
        (IS_LARGE, IS_LARGE, False),
        ({"any": [IS_1, IS_2]}, IS_2, True),
        ({"any": [IS_1, IS_2]}, {"any": [IS_1, IS_2]}, False),
        ({"all": [IS_1, IS_THERE]}, IS_1, False),
        ({"context": "BotUserSession.k"}, {"context": "context.session.BotUserSession.k"}, True),
    ],
)
def test_what_one_condition_says_of_another(first, second, is_sure):
    nodes = [logic("n0", first, "set", "again"), setter("again"), logic("again", second, "read", "end"), read()]
    assert bool(graph(nodes).assignment.way_unset("read", UNIT)) is not is_sure


def test_a_missing_value_equals_nothing():
    nodes = [logic("n0", IS_MISSING, "again", "set"), setter("again"), logic("again", IS_1, "read", "end"), read()]
    assert graph(nodes).assignment.way_unset("read", UNIT) == ()


def test_many_conditions_are_left_out_rather_than_searched_for_ever():
    """Each of the keys is tested twice, so that looking at all combinations would take 2 ** 40 places."""
    nodes = []
    for index in range(80):
        when = {"context": f"context.k{index % 40}", "op": "eq", "value": "1"}
        side = {"type": "message", "id": f"m{index}", "transitions": [{"to": f"n{index + 1}"}]}
        nodes += [logic(f"n{index}", when, f"m{index}", f"n{index + 1}"), side]
    nodes += [logic("n80", {"context": "context.z"}, "set", "read"), setter("read"), read()]
    assert graph(nodes).assignment.way_unset("read", UNIT)[-2:] == ("n80", "read")
