from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest

from tests.canvas.cases import SvgFile, task, ways
from xogen.canvas.build import build_scene
from xogen.canvas.layout import layout_of
from xogen.canvas.placed import placed
from xogen.canvas.routes import Box, lane
from xogen.canvas.svg import compose
from xogen.model.layout import Layout, Position
from xogen.project.bots import read_bot

EXPORTS = Path(__file__).parents[1] / "fixtures" / "exports"
DIALOGS = [
    (path.name, dialog.task.name, dialog)
    for path in sorted(EXPORTS.iterdir())
    if path.is_dir()
    for dialog in read_bot(path).bot.dialogs
]


def drawn(task, layout, theme="light"):
    scene = build_scene(task)
    return compose(placed(scene, layout, theme), scene, theme)


def at(left, top):
    return Position(left=left, top=top)


@pytest.mark.parametrize("dialog", [case[2] for case in DIALOGS], ids=[f"{case[0]}-{case[1]}" for case in DIALOGS])
def test_no_two_cards_overlap(dialog):
    positions = layout_of(drawn(dialog.task, dialog.layout)).positions
    outer = {node.id: positions[node.id] for node in dialog.task.nodes if node.id in positions}
    for (one, a), (other, b) in combinations(outer.items(), 2):
        apart = a.left + a.width <= b.left or b.left + b.width <= a.left
        apart = apart or a.top + a.height <= b.top or b.top + b.height <= a.top
        assert apart, (one, other)


def test_the_order_of_the_author_is_kept():
    nodes = [{"type": "message", "id": name, "transitions": ways("end")} for name in ("a", "b", "c")]
    positions = {"a": at(500, 0), "b": at(0, 10), "c": at(500, 300)}
    found = layout_of(drawn(task(*nodes), Layout(positions=positions))).positions
    assert found["b"].left + found["b"].width <= found["a"].left
    assert found["a"].left == found["c"].left
    assert found["a"].top + found["a"].height <= found["c"].top


def test_nodes_at_one_place_move_apart_and_those_without_stand_below():
    nodes = [{"type": "message", "id": name, "transitions": ways("end")} for name in ("a", "b", "c")]
    found = layout_of(drawn(task(*nodes), Layout(positions={"a": at(0, 0), "b": at(0, 0)}))).positions
    assert found["a"].top + found["a"].height <= found["b"].top
    assert found["b"].top + found["b"].height <= found["c"].top


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_picture(theme, snapshot):
    (dialog,) = [case[2] for case in DIALOGS if case[:2] == ("otp-generation", "OTP generation")]
    assert drawn(dialog.task, dialog.layout, theme).decode() == snapshot(extension_class=SvgFile)


def test_a_way_up_runs_past_all_cards_that_stand_between():
    own, box = Box(100, 500, 200, 80), Box(100, 100, 200, 80)
    assert lane((200, 580), own, box, [own, box]) == 342
    assert lane((200, 580), own, box, [own, box, Box(320, 300, 200, 80)]) == 532
    assert lane((200, 580), own, box, [own, box, Box(320, 300, 200, 80), Box(525, 200, 50, 50)]) == 587
    assert lane((200, 580), own, box, [own, box, Box(320, 900, 200, 80)]) == 342
    assert lane((150, 580), own, box, [own, box]) == 58
    assert lane((150, 580), own, box, [own, box, Box(20, 300, 60, 80)]) == 342  # at the left there is no room


def test_ways_beside_the_cards_are_on_the_picture():
    nodes = [
        {"type": "message", "id": "top", "transitions": ways("low")},
        {"type": "message", "id": "low", "transitions": ways("top")},
    ]
    scene = build_scene(task(*nodes))
    layout = Layout(positions={"top": Position(left=0, top=0), "low": Position(left=0, top=400)})
    svg = placed(scene, layout, "light").decode()
    wide = float(re.search(r'<svg width="([\d.]+)pt"', svg)[1])
    assert all(
        0 < float(x) < wide for path in re.findall(r' d="([^"]*)"', svg) for x in re.findall(r"(-?[\d.]+),", path)
    )


def test_nodes_in_a_bot_action_stand_as_the_dialog_comes_by():
    inner = [
        {"type": "script", "id": "last", "transitions": ways("end")},
        {"type": "service", "id": "first", "transitions": ways("last")},
        {"type": "logic", "id": "lost", "transitions": ways("end")},
    ]
    action = {"type": "bot-action", "id": "act", "nodes": inner, "transitions": ways("end")}
    sample = task({"type": "intent", "id": "start", "transitions": ways("act")}, action)
    layout = Layout(positions={"start": Position(left=0, top=0), "act": Position(left=0, top=200)})
    positions = layout_of(drawn(sample, layout)).positions
    assert sorted(("last", "first", "lost"), key=lambda key: positions[key].top) == ["first", "last", "lost"]
