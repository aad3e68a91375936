from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from tests.canvas.cases import NAMES, THEMES, SvgFile, shown, task, ways, written
from xogen.canvas import renderer
from xogen.canvas.build import build_scene
from xogen.canvas.dot import scene_source, skeleton_source
from xogen.canvas.drawing import canvas_digest, draw
from xogen.canvas.geometry import card_size
from xogen.canvas.layout import layouts
from xogen.canvas.renderer import render_many
from xogen.canvas.text import clean
from xogen.errors import MachineError

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", NAMES)
def test_picture(name, theme, snapshot):
    assert draw([shown(name)], theme=theme)[0].svg.decode() == snapshot(extension_class=SvgFile)


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_safe_self_contained_and_named(name):
    svg = draw([shown(name)])[0].svg
    root = ET.fromstring(svg)  # noqa: S314 - our own picture
    assert root.get("role") == "img"
    assert root.get("aria-label") == root.findtext(f"{SVG}g/{SVG}title")
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg", "g", "title", "rect", "text", "tspan", "path", "polygon", "polyline", "ellipse", "circle",
    }  # fmt: skip
    outside = [key for element in root.iter() for key in element.attrib if "href" in key or key.startswith("on")]
    assert outside == []
    ids = re.findall(rb' id="([^"]*)"', svg)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", NAMES)
def test_nodes_edges_and_marks_can_be_addressed(name):
    scene = build_scene(shown(name))
    root = ET.fromstring(draw([shown(name)])[0].svg)  # noqa: S314 - our own picture
    titles = {group.get("id"): group.findtext(f"{SVG}title") for group in root.iter(f"{SVG}g") if group.get("id")}
    for card in scene.cards:
        assert titles[f"node-{card.key}"] == clean(card.tooltip)
    for frame in scene.frames:
        assert f"node-{frame.key}" in titles
    for mark in scene.marks:
        assert f"mark-{mark.key}" in titles
    for holder in scene.holders:
        for index, branch in enumerate(holder.branches):
            assert titles[f"edge-{holder.key}-{index}"] == (branch.title if branch.chip else None)


@pytest.mark.parametrize("name", NAMES)
def test_no_text_reaches_beyond_its_card(name):
    """The painter's texts begin inside, and are as wide as they were measured."""
    scene = build_scene(shown(name))
    root = ET.fromstring(draw([shown(name)])[0].svg)  # noqa: S314 - our own picture
    groups = {group.get("id"): group for group in root.iter(f"{SVG}g")}
    for card in scene.cards:
        size = card_size(card, scene.width)
        painted = groups[f"node-{card.key}"].find(f"{SVG}g")
        for rect in painted.iter(f"{SVG}rect"):
            assert float(rect.get("x")) + float(rect.get("width")) <= size.width
            assert float(rect.get("y")) + float(rect.get("height")) <= size.height
        for text in painted.iter(f"{SVG}text"):
            assert 0 < float(text.get("y")) < size.height
            assert 0 < float(text.get("x")) < size.width


@pytest.mark.parametrize("name", NAMES)
def test_painted_and_whole_drawings_have_cards_of_one_width(name):
    """``labels`` and ``paint`` show the same cards: what Graphviz draws alone must not differ."""
    scene = build_scene(shown(name))
    whole, painted = render_many([scene_source(scene, "light"), skeleton_source(scene, "light")], "svg")
    for card in scene.cards:
        assert abs(width(whole, card.key) - width(painted, card.key)) <= 6, card.key


def width(picture: bytes, key: str) -> float:
    text = picture.decode().replace("&#45;", "-")
    shape = re.search(rf'id="node-{re.escape(key)}".*? (?:d|points)="([^"]*)"', text, re.DOTALL)
    xs = [float(x) for x in re.findall(r"(-?[\d.]+),", shape[1])]
    return max(xs) - min(xs)


def test_cards_of_a_dialog_are_equally_wide_unless_their_branches_need_more():
    scene = build_scene(shown("update-lead"))
    assert len({card_size(card, scene.width).width for card in scene.cards}) == 1


@pytest.mark.parametrize("name", NAMES)
def test_positions_of_cards_and_frames(name):
    positions = draw([shown(name)])[0].layout.positions
    assert set(positions) == {node.id for node in shown(name).walk()}
    assert all(place.left >= 0 and place.top >= 60 for place in positions.values())


def test_a_chain_stands_in_one_column():
    nodes = [{"type": "entity", "id": f"n{index}", "transitions": ways(f"n{index + 1}")} for index in range(5)]
    sample = task(*nodes, {"type": "message", "id": "n5", "transitions": ways("end")})
    positions = [draw([sample])[0].layout.positions[f"n{index}"] for index in range(6)]
    assert len({place.left for place in positions}) == 1
    assert [place.top for place in positions] == sorted(place.top for place in positions)


def test_positions_are_those_of_the_renderers_own_output():
    source = skeleton_source(build_scene(shown("update-lead")), "light")
    assert layouts([source])[0] == draw([shown("update-lead")])[0].layout


def test_what_was_drawn_is_not_drawn_again(monkeypatch):
    before = draw([shown("create-lead"), shown("world")])

    def refuse(*_, **__):
        raise AssertionError("drawn again")

    monkeypatch.setattr(renderer, "_draw", refuse)
    assert draw([shown("world"), shown("create-lead"), shown("world")]) == [before[1], before[0], before[1]]


def test_a_digest_tells_what_differs():
    sample = shown("create-lead")
    digests = {
        canvas_digest(sample),
        canvas_digest(sample, theme="dark"),
        canvas_digest(sample, subtitle=""),
        canvas_digest(sample, renderer="dot"),
        canvas_digest(sample.model_copy(update={"title": {"en": "Other"}})),
    }
    assert len(digests) == 5
    assert canvas_digest(sample.model_copy(deep=True)) in digests


def test_many_at_once_are_as_each_alone():
    samples = [written(name) for name in NAMES]
    together = [one.svg for one in draw(samples, subtitle="together")]
    assert together == [draw([sample], subtitle="together")[0].svg for sample in samples]


def test_without_a_renderer(monkeypatch):
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(MachineError, match="nothing to draw with"):
        draw([shown("create-lead")], subtitle="not drawn before")
