from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xogen.canvas.loops import back_edges

GRAPHS = st.integers(1, 8).flatmap(
    lambda size: st.lists(st.lists(st.integers(0, size - 1), max_size=3), min_size=size, max_size=size)
)


@pytest.mark.parametrize(
    ("ways", "back"),
    [
        ({"a": ["b"], "b": ["c", "a"], "c": []}, {("b", 1)}),
        ({"a": ["a"]}, {("a", 0)}),
        ({"a": ["b", "c"], "b": ["c"], "c": ["elsewhere"]}, set()),
        ({"a": [], "x": ["y"], "y": ["x"]}, {("y", 0)}),
    ],
)
def test_which_edges_lead_back(ways, back):
    assert back_edges(ways) == back


@given(GRAPHS)
def test_without_them_there_is_no_cycle(lists):
    ways = {str(index): [str(target) for target in targets] for index, targets in enumerate(lists)}
    back = back_edges(ways)
    forward = [
        (node, target)
        for node, targets in ways.items()
        for index, target in enumerate(targets)
        if (node, index) not in back
    ]
    assert nx.is_directed_acyclic_graph(nx.DiGraph(forward))


def test_a_long_chain_is_no_recursion():
    ways = {str(index): [str(index + 1)] for index in range(20_000)}
    assert back_edges(ways | {"20000": ["0"]}) == {("20000", 0)}
