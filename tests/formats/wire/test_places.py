from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from xogen.formats.wire.places import places
from xogen.model.layout import Layout, Position
from xogen.model.nodes import BotActionNode, MessageNode, ScriptNode


def placed(positions, *nodes):
    layout = Layout(positions={id_: Position(left=p[0], top=p[1], width=p[2], height=p[3]) for id_, p in positions})
    nodes = nodes or [MessageNode(id=id_) for id_, _ in positions]
    return [(place["left"], place["top"]) for place in places(nodes, layout)]


def test_cards_of_any_height_and_width_stand_in_one_column_at_the_builders_distance():
    drawn = [("a", (30, 0, 200, 40)), ("b", (5, 75, 251, 90)), ("c", (31, 200, 200, 30))]
    assert placed(drawn) == [(100, 100), (100, 240), (100, 380)]


def test_cards_of_a_row_have_one_top():
    drawn = [("a", (150, 0, 100, 40)), ("b", (0, 100, 100, 80)), ("c", (300, 120, 100, 40))]
    assert placed(drawn) == [(250, 100), (100, 240), (400, 240)]


def test_a_narrow_drawing_is_widened_as_a_whole():
    drawn = [("a", (65, 0, 100, 40)), ("b", (0, 100, 100, 40)), ("c", (130, 100, 100, 40))]
    assert placed(drawn) == [(230, 100), (100, 240), (360, 240)]


def test_a_bot_action_stands_where_its_first_node_does():
    action = BotActionNode(id="x", nodes=(ScriptNode(id="s"), ScriptNode(id="t")))
    drawn = [("a", (50, 0, 100, 40)), ("x", (30, 60, 140, 300)), ("s", (50, 90, 100, 40)), ("b", (50, 400, 100, 40))]
    assert placed(drawn, MessageNode(id="a"), action, MessageNode(id="b")) == [(100, 100), (100, 240), (100, 380)]


def test_what_is_not_drawn_stands_in_a_column_below():
    assert placed([("a", (9, 9, 100, 40))], *(MessageNode(id=id_) for id_ in "xay")) == [
        (750, 240),
        (100, 100),
        (750, 380),
    ]


def test_without_a_drawing_all_stand_in_one_column():
    assert placed([], MessageNode(id="a"), MessageNode(id="b")) == [(750, 100), (750, 240)]


SIZE = st.tuples(st.integers(0, 2000), st.integers(0, 2000), st.integers(0, 300), st.integers(0, 200))


@given(st.dictionaries(st.sampled_from("abcdefgh"), SIZE, max_size=8))
def test_no_two_overlap(drawn):
    found = placed(list(drawn.items()), *(MessageNode(id=id_) for id_ in "abcdefgh"))
    for (left, top), (other_left, other_top) in combinations(found, 2):
        assert abs(left - other_left) >= 240 or abs(top - other_top) >= 102
