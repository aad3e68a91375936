from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from tests.canvas.cases import NAMES, THEMES, shown, task, way, ways, written
from tests.snapshots import CanvasFile
from xogen.canvas.dot import dot_source
from xogen.canvas.layout import layouts
from xogen.canvas.renderer import render_many
from xogen.model.layout import Layout, Position


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", NAMES)
def test_source(name, theme, snapshot):
    assert dot_source(shown(name), theme=theme) == snapshot(extension_class=CanvasFile)


@pytest.mark.parametrize("name", NAMES)
def test_graphviz_draws_it_whole_without_a_complaint(name):
    sources = [dot_source(sample, theme=theme) for sample in (written(name), shown(name)) for theme in THEMES]
    for picture in render_many(sources, "svg"):
        words = words_of(picture)
        for node in written(name).walk():
            assert node.id in words


def words_of(picture: bytes) -> str:
    """Return all text of a picture, tooltips too, with single spaces."""
    root = ET.fromstring(picture)  # noqa: S314 - our own picture
    tooltips = [value for element in root.iter() for key, value in element.items() if key.endswith("title")]
    return " ".join(" ".join([*root.itertext(), *tooltips]).split())


def test_names_of_nodes_are_their_ids():
    source = dot_source(
        task({"type": "message", "id": "a", "transitions": ways("node")}, {"type": "logic", "id": "node"})
    )
    assert re.findall(r"^(\S+) \[id=", source, re.MULTILINE) == ["a", '"node"', '"node.not-connected"']
    assert re.findall(r"^\S+ -> \S+", source, re.MULTILINE) == ['a -> "node"', '"node" -> "node.not-connected"']


def test_the_default_is_dashed_and_answers_have_their_colours():
    source = dot_source(shown("create-lead"))
    assert re.findall(r'id="edge-(ConfirmLead-\d)" tooltip="[^"]*" color="(#\w+)"', source) == [
        ("ConfirmLead-0", "#15803d"),
        ("ConfirmLead-1", "#c2185b"),
    ]
    assert re.findall(r'id="edge-(\S+)" tooltip="else[^"]*" style=dashed', source) == [
        "CreateLeadService_Action01.after-1"
    ]


def test_a_layout_pins_the_cards():
    sample = written("update-lead")
    cards = [node.id for node in sample.nodes]
    wanted = Layout(positions={node_id: Position(left=40, top=200 * index) for index, node_id in enumerate(cards)})
    found = layouts([dot_source(sample, layout=wanted)])[0].positions
    first = found["Updatelead"]
    for index, node_id in enumerate(cards):
        assert abs(found[node_id].left - first.left) <= 8
        assert abs(found[node_id].top - first.top - 200 * index) <= 8


def test_equal_tasks_give_equal_bytes():
    assert dot_source(shown("sixty")) == dot_source(shown("sixty").model_copy(deep=True))


def test_a_tangle_is_drawn_with_straight_lines_and_no_search_for_the_best():
    nodes = [
        {"type": "logic", "id": f"n{index}", "transitions": [
            *(way(f"n{(index * step + 7) % 100}", context="context.x", op="eq", value=str(step)) for step in (3, 5)),
            *ways(f"n{index + 1}" if index < 99 else "end"),
        ]}
        for index in range(100)
    ]  # fmt: skip
    assert "nslimit=1" in dot_source(task(*nodes))
    assert "nslimit" not in dot_source(task(*nodes[:50]))


def minlens(source: str) -> dict[str, int]:
    """Return how many rows further down an edge leads, by its id."""
    found = re.findall(r'\[id="edge-([^"]+)"(?:[^\n]*? minlen=(\d+))?[^\n]*\]', source)
    return {edge: int(length or 1) for edge, length in found}


def test_what_many_ways_lead_to_stands_in_several_rows():
    found = minlens(dot_source(written("fan")))
    assert [found[f"pick-{index}"] for index in range(8)] == [1, 3, 5, 7, 9, 11, 1, 3]


def test_many_cards_without_anything_behind_them_stand_in_several_rows():
    asks = [
        {"type": "entity", "id": f"a{n}", "transitions": [way(f"m{n}", entity=f"a{n}", op="eq", value="x"),
                                                        *ways(f"a{n + 1}" if n < 29 else "end")]}
        for n in range(30)
    ]  # fmt: skip
    said = [{"type": "message", "id": f"m{n}", "transitions": ways("end")} for n in range(30)]
    found = minlens(dot_source(task(*asks, *said)))
    assert [found[f"a{n}-0"] for n in range(4)] == [1, 3, 1, 3]
    few = minlens(dot_source(task(*asks[:20], *said[:20])))
    assert {few[f"a{n}-0"] for n in range(20)} == {1}


def test_a_way_out_of_a_bot_action_ends_outside_of_its_frame():
    inner = {"type": "script", "id": "run", "transitions": ways("end")}
    source = dot_source(task({"type": "bot-action", "id": "act", "nodes": [inner], "transitions": ways("end")}))
    frame = source[source.index("subgraph") :]
    assert '"run.end" [id=' not in frame[: frame.index("\n}")]
    assert '"run.end" [id=' in frame
    render_many([source], "svg")  # Graphviz complains of ways that end inside of the frame that they leave
