from __future__ import annotations

from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.graph.asking import sure_at
from xogen.graph.dialog_graph import DialogGraph, Island
from xogen.graph.flatten import Edge
from xogen.model.dialog import DialogTask


def task(*nodes):
    return DialogTask.model_validate({"name": "t", "title": {"en": "T"}, "nodes": list(nodes)})


def node(node_id, *targets, kind="logic", **more):
    return {"type": kind, "id": node_id, "transitions": [{"to": target} for target in targets], **more}


def graph(*nodes):
    return DialogGraph(task(*nodes))


def test_successors_and_predecessors_keep_the_order_and_name_each_node_once():
    asked = graph(node("a", "c", "b", "c"), node("b", "end"), node("c", "b"))
    assert asked.successors == {"a": ("c", "b"), "b": ("end",), "c": ("b",)}
    assert asked.predecessors == {"a": (), "b": ("a", "c"), "c": ("a",), "end": ("b",)}
    assert asked.exits == ("end",)


def test_a_bot_action_is_opened():
    inner = [node("first", "second", "end"), node("second", "not-connected", "end")]
    asked = graph(node("a", "bot"), node("bot", "yes", "end", kind="bot-action", nodes=inner), node("yes", "end"))
    assert asked.successors == {
        "a": ("bot",),
        "bot": ("first",),
        "first": ("second", "yes", "end"),
        "second": ("yes", "end"),
        "yes": ("end",),
    }
    assert asked.parents == {"first": "bot", "second": "bot"}
    taken = [edge for edge in asked.edges if edge.source == "first" and edge.target == "yes"]
    assert [(edge.owner, edge.index) for edge in taken] == [("bot", 0)]


def test_bot_actions_in_bot_actions_and_empty_ones():
    deep = node("deep", "end", kind="bot-action", nodes=[node("in", "end")])
    asked = graph(
        node("outer", "empty", kind="bot-action", nodes=[deep]), node("empty", "end", kind="bot-action", nodes=[])
    )
    assert asked.successors == {"outer": ("deep",), "deep": ("in",), "in": ("empty",), "empty": ("end",)}


def test_wrong_tasks_are_no_error():
    asked = graph(node("a", "gone", "b"), node("b", "end"), node("b", "a"), node("end", "a"))
    assert asked.successors == {"a": ("b",), "b": ("end",)}
    assert graph().start is None
    assert (graph().reachable, graph().islands, graph().dominators, graph().witness("a")) == (frozenset(), (), {}, ())
    assert not graph().dominates("a", "a")


def test_an_agent_transfer_ends_the_dialog():
    asked = graph(node("a", "t"), node("t", kind="agent-transfer"))
    assert asked.co_reachable == {"a", "t"}


def test_reachable_and_co_reachable():
    asked = graph(node("a", "b", "trap"), node("b", "end"), node("trap", "trap2"), node("trap2", "trap"), node("lost"))
    assert asked.reachable == {"a", "b", "trap", "trap2"}
    assert asked.co_reachable == {"a", "b"}
    assert asked.components == (("a",), ("b",), ("trap", "trap2"), ("lost",))


def test_islands_have_one_root_each():
    asked = graph(
        node("a", "end"),
        node("x", "y"),
        node("y", "x"),
        node("z", "y"),
        node("p", "q"),
        node("q", "p", "end"),
        node("bot", "end", kind="bot-action", nodes=[node("in", "end")]),
    )
    assert asked.islands == (
        Island("z", ("x", "y", "z")),
        Island("p", ("p", "q")),
        Island("bot", ("bot", "in")),
    )


def test_dominators():
    asked = graph(node("a", "b", "c"), node("b", "d"), node("c", "d"), node("d", "end"), node("lost", "d"))
    assert asked.dominators == {"b": "a", "c": "a", "d": "a", "end": "d"}
    assert asked.dominates("d", "end")
    assert asked.dominates("d", "d")
    assert not asked.dominates("b", "d")
    assert not asked.dominates("d", "a")
    assert not asked.dominates("lost", "d")


@pytest.mark.parametrize(
    ("length", "witness"),
    [
        (3, ("n0", "n1", "n2")),
        (12, tuple(f"n{index}" for index in range(12))),
        (13, (*(f"n{index}" for index in range(6)), "… 2 more …", *(f"n{index}" for index in range(8, 13)))),
        (1000, (*(f"n{index}" for index in range(6)), "… 989 more …", *(f"n{index}" for index in range(995, 1000)))),
    ],
)
def test_a_witness_has_twelve_names_at_most(length, witness):
    asked = graph(*(node(f"n{index}", f"n{index + 1}") for index in range(length)))
    assert asked.witness(f"n{length - 1}") == witness
    assert len(witness) <= 12


def test_long_dialogs_need_no_recursion():
    size = 20_000
    asked = graph(*(node(f"n{index}", f"n{index + 1}" if index + 1 < size else "end") for index in range(size)))
    last = f"n{size - 1}"
    assert len(asked.reachable) == len(asked.co_reachable) == size
    assert asked.dominates("n0", last)
    assert sure_at(asked.assignment, last) == frozenset()
    assert len(asked.components) == size


def test_edges_carry_their_transition():
    asked = graph(node("a", "end"))
    assert asked.edges == (Edge("a", "end", "a", 0, task(node("a", "end")).nodes[0].transitions[0]),)


# What is written by hand says what networkx says.

LINKS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 10)), max_size=30)


def random_graph(links):
    targets = {index: [f"n{b}" if b < 10 else "end" for a, b in links if a == index] for index in range(10)}
    return graph(*(node(f"n{index}", *targets[index]) for index in range(10)))


@given(LINKS)
def test_reachability_is_that_of_networkx(links):
    asked = random_graph(links)
    known = nx.DiGraph(asked.graph)
    assert asked.reachable == ({"n0"} | nx.descendants(known, "n0")) - {"end"}
    assert asked.co_reachable == (nx.ancestors(known, "end") if "end" in known else set())


@given(LINKS, st.sets(st.sampled_from([f"n{index}" for index in range(10)])))
def test_components_and_circles_are_those_of_networkx(links, without):
    asked = random_graph(links)
    known = nx.DiGraph(asked.graph)
    known.remove_nodes_from([node for node in known if node not in asked.nodes])
    assert set(map(frozenset, asked.components)) == set(map(frozenset, nx.strongly_connected_components(known)))
    known.remove_nodes_from(without)
    groups = map(frozenset, nx.strongly_connected_components(known))
    circles = {group for group in groups if len(group) > 1 or known.has_edge(*group, *group)}
    found = asked.circles(lambda node: node not in without)
    assert set(map(frozenset, found)) == circles
    assert found == tuple(sorted(tuple(sorted(group)) for group in found))


@given(LINKS)
def test_witnesses_are_shortest_paths(links):
    asked = random_graph(links)
    lengths = nx.single_source_shortest_path_length(asked.graph, "n0")
    for name in asked.graph:
        way = asked.witness(name)
        assert len(way) == lengths.get(name, -1) + 1
        assert all(asked.graph.has_edge(one, two) for one, two in pairwise(way))


@given(LINKS)
def test_dominance_is_that_of_every_path(links):
    asked = random_graph(links)
    for above in asked.graph:
        without = nx.DiGraph(asked.graph)
        without.remove_node(above)
        still = nx.descendants(without, "n0") | {"n0"} if above != "n0" else set()
        for below in asked.graph:
            expected = bool(asked.witness(above) and asked.witness(below)) and (above == below or below not in still)
            assert asked.dominates(above, below) == expected


@given(LINKS)
def test_islands_are_all_that_is_lost_from_the_fewest_roots(links):
    asked = random_graph(links)
    lost = set(asked.nodes) - asked.reachable
    inside = nx.DiGraph(asked.graph).subgraph(lost)
    condensed = nx.condensation(inside)
    sources = [condensed.nodes[group]["members"] for group in condensed if condensed.in_degree(group) == 0]
    assert sorted(name for island in asked.islands for name in island.nodes) == sorted(lost)
    assert [island.root for island in asked.islands] == sorted(min(members) for members in sources)
    for island in asked.islands:
        assert set(island.nodes) <= {island.root} | nx.descendants(inside, island.root)


@pytest.mark.parametrize(
    ("inner", "entered"),
    [
        ([("a", "end"), ("b", "end")], "a"),
        ([("a", "b"), ("b", "end")], "a"),
        ([("b", "end"), ("a", "b")], "a"),
        ([("a", "b"), ("b", "a")], "a"),
        ([("a", "a")], "a"),
        ([("c", "end"), ("a", "b"), ("b", "end")], "c"),
    ],
)
def test_a_bot_action_is_entered_where_nothing_inside_leads_to(inner, entered):
    from xogen.lint.examples import dialog, intent, node

    nodes = [node("script", name, to, script="") for name, to in inner]
    task = DialogTask.model_validate(dialog(intent("w"), node("bot-action", "w", "end", nodes=nodes)))
    assert DialogGraph(task).successors["w"] == (entered,)
