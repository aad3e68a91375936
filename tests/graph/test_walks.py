from __future__ import annotations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from xogen.graph import walks

LINKS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30)


def adjacency(links):
    return {str(index): [str(b) for a, b in links if a == index] for index in range(10)}


@given(LINKS)
def test_reverse_post_order_is_that_of_networkx(links):
    known = nx.DiGraph()
    known.add_node("0")
    known.add_edges_from((one, two) for one, after in adjacency(links).items() for two in after)
    assert walks.reverse_post_order("0", adjacency(links)) == tuple(reversed(list(nx.dfs_postorder_nodes(known, "0"))))


@given(st.lists(st.integers(0, 100), max_size=20))
def test_nesting_tells_what_stands_below_what(parents):
    children: dict[str, list[str]] = {}
    tree = nx.DiGraph()
    tree.add_node("0")
    for index, pick in enumerate(parents, start=1):
        parent = str(pick % index)
        children.setdefault(parent, []).append(str(index))
        tree.add_edge(parent, str(index))
    spans = walks.nesting("0", children)
    for one in tree:
        below = {two for two in tree if spans[one][0] <= spans[two][0] < spans[one][1]}
        assert below == {one} | nx.descendants(tree, one)


def test_shorten_keeps_what_is_short():
    assert walks.shorten(["a", "b"]) == ("a", "b")


@given(LINKS, st.dictionaries(st.integers(0, 9).map(str), st.integers(0, 7)))
def test_marks_ahead_are_those_of_the_descendants(links, marks):
    graph = nx.DiGraph()
    graph.add_nodes_from(adjacency(links))
    graph.add_edges_from((one, two) for one, after in adjacency(links).items() for two in after)
    found = walks.marks_ahead(marks, adjacency(links))
    for node in graph:
        expected = 0
        for each in {node, *nx.descendants(graph, node)}:
            expected |= marks.get(each, 0)
        assert found[node] == expected
