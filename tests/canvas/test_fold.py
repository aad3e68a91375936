from __future__ import annotations

import pytest

from tests.canvas.cases import task, way, ways
from xogen.canvas.build import build_scene
from xogen.canvas.fold import FOLD_FROM, MOST, readable


def chain(length):
    nodes = [{"type": "entity", "id": f"n{index}", "transitions": ways(f"n{index + 1}")} for index in range(length - 1)]
    return build_scene(task(*nodes, {"type": "message", "id": f"n{length - 1}", "transitions": ways("end")}))


def test_a_small_canvas_stays_as_it_is():
    scene = chain(FOLD_FROM - 1)
    assert readable(scene) is scene


def test_a_long_chain_becomes_its_start_and_one_card():
    scene = readable(chain(FOLD_FROM))
    assert [(card.key, card.kind, card.title) for card in scene.cards] == [
        ("n0", "entity", "n0"),
        ("n1", "folded", f"n1 … n{FOLD_FROM - 1}"),
    ]
    assert scene.cards[1].meta == f"{FOLD_FROM - 1} in a row"
    assert scene.cards[1].lines == ("entity n1", "entity n2", "entity n3", "entity n4", "entity n5", "and 74 more")
    assert scene.subtitle[-1] == f"{FOLD_FROM - 1} steps are folded into 1 card"
    assert scene.marks[0].source == "n1"


def test_what_branches_or_is_led_to_twice_is_not_folded():
    nodes = [{"type": "entity", "id": f"n{index}", "transitions": ways(f"n{index + 1}")} for index in range(FOLD_FROM)]
    nodes[10] = {"type": "confirmation", "id": "n10", "transitions": [way("n11", answer="yes"), *ways("n20")]}
    nodes.append({"type": "message", "id": f"n{FOLD_FROM}", "transitions": ways("end")})
    scene = readable(build_scene(task(*nodes)))
    assert [card.title for card in scene.cards] == ["n0", "n1 … n9", "n10", "n11 … n19", f"n20 … n{FOLD_FROM}"]
    assert [branch.to for branch in scene.cards[2].branches] == ["n11", "n20"]


def test_every_way_of_a_folded_canvas_leads_somewhere():
    scene = readable(chain(FOLD_FROM))
    here = {card.key for card in scene.cards} | {mark.key for mark in scene.marks}
    assert {branch.to for card in scene.cards for branch in card.branches} <= here


@pytest.mark.parametrize("more", [1, 200])
def test_beyond_the_limit_the_nearest_are_drawn_and_the_rest_is_said(more):
    leaves = [{"type": "message", "id": f"leaf{index}", "transitions": ways("end")} for index in range(MOST - 1 + more)]
    choices = [way(leaf["id"], context="context.x", op="eq", value=leaf["id"]) for leaf in leaves]
    scene = readable(build_scene(task({"type": "logic", "id": "start", "transitions": choices}, *leaves)))
    assert len(scene.cards) == MOST
    assert scene.cards[0].key == "start"
    assert scene.subtitle[-1] == f"{MOST} of {MOST + more} cards are drawn, those nearest to the start"
    assert [mark.key for mark in scene.marks if mark.form == "left-out"] == [
        f"leaf{index}" for index in range(MOST - 1, MOST - 1 + more)
    ]
