"""One pass over a graph without circles gives what going around gives until nothing changes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from xogen.graph import settling
from xogen.graph.dialog_graph import DialogGraph
from xogen.model.dialog import DialogTask

NAMES = [f"n{index}" for index in range(7)]
CHANGE = st.tuples(st.integers(0, 7).map(lambda taken: ~taken), st.integers(0, 7))


@st.composite
def graphs(draw):
    """A graph whose edges all lead further down, with what its nodes and ways change."""
    nodes = []
    for index, name in enumerate(NAMES):
        targets = draw(st.lists(st.sampled_from([*NAMES[index + 1 :], "end"]), max_size=3))
        nodes.append({"type": "logic", "id": name, "transitions": [{"to": target} for target in targets]})
    graph = DialogGraph(DialogTask.model_validate({"name": "t", "title": {"en": "T"}, "nodes": nodes}))
    changes = draw(st.dictionaries(st.sampled_from(NAMES), CHANGE))
    learned = draw(st.dictionaries(st.tuples(st.sampled_from(NAMES), st.integers(0, 2)), CHANGE))
    return graph, changes, learned


def around(graph, changes, learned):
    net = graph.numbered
    arrows = [[(to, learned.get((edge.owner, edge.index))) for to, edge in edges] for edges in net.edges]
    found = settling._until_settled([changes.get(name) for name in net.names], arrows, 1_000)
    return dict(zip(net.names, found, strict=True))


@given(graphs())
def test_one_pass_finds_what_going_around_finds(given_graph):
    graph = given_graph[0]
    assert graph.leads_on
    assert settling.settle(*given_graph, 1_000) == around(*given_graph)


@given(graphs())
def test_numbers_go_down_the_graph_and_name_what_the_start_reaches(given_graph):
    graph = given_graph[0]
    net = graph.numbered
    assert net.names[0] == graph.start
    assert set(net.names) - {"end"} == graph.reachable
    assert all(here < to for here, edges in enumerate(net.edges) for to, _ in edges)
    assert [[edge for _, edge in edges] for edges in net.edges] == [
        list(graph.out_edges.get(name, ())) for name in net.names
    ]


def test_a_flow_is_given_up_after_so_many_steps():
    nodes = [{"type": "logic", "id": name, "transitions": [{"to": "n0"}]} for name in ("n0", "n1")]
    graph = DialogGraph(DialogTask.model_validate({"name": "t", "title": {"en": "T"}, "nodes": nodes}))
    assert settling.settle(graph, {"n0": (-1, 1)}, {}, 0) is None
    assert settling.settle(graph, {"n0": (-1, 1)}, {}, 2) == {"n0": 0}
