from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from xogen.formats.wire.sequences import chains
from xogen.model.conditions import ContextTest
from xogen.model.nodes import ConfirmationNode, MessageNode, Transition


def nodes(graph):
    return [
        MessageNode(
            id=id_,
            transitions=tuple(
                Transition(to=target, when=ContextTest(context="context.x") if index < len(targets) - 1 else None)
                for index, target in enumerate(targets)
            ),
        )
        for id_, targets in graph.items()
    ]


def names(graph):
    return ["".join(node.id for node in chain) for chain in chains(nodes(graph))]


def test_a_straight_dialog_is_one_sequence():
    assert names({"a": ["b"], "b": ["c"], "c": ["end"]}) == ["abc"]


def test_a_branch_ends_a_sequence_and_begins_others():
    assert names({"a": ["b"], "b": ["c", "d"], "c": ["e"], "e": ["end"], "d": ["end"]}) == ["ab", "ce", "d"]


def test_where_two_ways_meet_a_sequence_begins():
    assert names({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": ["end"]}) == ["a", "b", "c", "d"]


def test_only_the_end_of_a_sequence_has_conditions():
    assert names({"a": ["b", "b"], "b": ["c"], "c": ["end"]}) == ["a", "bc"]


def test_a_question_ends_a_sequence_as_its_answers_are_conditions():
    asked = ConfirmationNode(id="a", transitions=(Transition(to="b"),))
    assert [[node.id for node in chain] for chain in chains([asked, *nodes({"b": ["end"]})])] == [["a"], ["b"]]


def test_a_ring_that_nothing_leads_to():
    assert names({"a": ["end"], "b": ["c"], "c": ["b"]}) == ["a", "bc"]


def test_a_ring_through_the_entry():
    assert names({"a": ["b"], "b": ["a"]}) == ["ab"]


IDS = [f"n{index}" for index in range(6)]


@given(st.fixed_dictionaries({id_: st.lists(st.sampled_from([*IDS, "end"]), min_size=1, max_size=3) for id_ in IDS}))
def test_sequences_hold_every_node_once_and_start_with_the_entry(graph):
    found = [[node.id for node in chain] for chain in chains(nodes({id_: graph[id_] for id_ in IDS}))]
    assert sorted(id_ for chain in found for id_ in chain) == sorted(IDS)
    assert found[0][0] == "n0"
