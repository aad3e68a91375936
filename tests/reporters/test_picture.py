"""Canvases inside the page."""

from __future__ import annotations

import re

import pytest

from xogen.canvas.drawing import draw
from xogen.canvas.styles import THEMES
from xogen.lint.examples import dialog, intent, message
from xogen.model.dialog import DialogTask
from xogen.model.finding import Finding, Severity
from xogen.reporters.html.picture import _of_shapes, _of_texts, dark_canvas, inline


def finding(node, severity):
    return Finding(rule="a/b", severity=severity, message="m", path="x.json", dialog="d", node=node)


@pytest.fixture(scope="module")
def drawn():
    task = DialogTask.model_validate(dialog(intent("done"), message("done", "Done."), message("ü 1", "Never")))
    light, dark = (draw([task], theme=theme)[0].svg.decode() for theme in ("light", "dark"))
    return light, dark


def test_nodes_with_findings_are_marked_by_the_worst(drawn):
    found = [
        finding("done", Severity.INFO),
        finding("done", Severity.ERROR),
        finding("ü 1", Severity.WARNING),
        finding("gone", Severity.ERROR),
        finding(None, Severity.ERROR),
    ]
    text = inline(drawn[0], "c7-", found)
    assert dict(re.findall(r'<g id="([^"]*)" class="node (has-\w+)"', text)) == {
        "c7-node-done": "has-error",
        "c7-node-_xfc__x20_1": "has-warning",
    }


def test_every_id_gets_the_prefix_and_a_point_becomes_a_pixel(drawn):
    text = inline(drawn[0], "c7-", [])
    assert text.startswith("<svg ")
    ids = re.findall(r'\bid="([^"]*)"', text)
    assert ids
    assert all(name.startswith("c7-") for name in ids)
    assert "has-" not in text
    assert "pt" not in re.match(r"<svg [^>]*>", text)[0]


def test_no_light_colour_has_two_dark_ones():
    for colors in (_of_shapes, _of_texts):
        pairs = set(zip(colors(THEMES["light"]), colors(THEMES["dark"]), strict=True))
        assert len({light for light, _ in pairs}) == len(pairs)


def test_a_dark_screen_shows_the_canvas_in_the_dark_theme(drawn):
    light, dark = drawn
    style = {
        (element, attribute, before): after
        for element, attribute, before, _, after in re.findall(
            r'figure svg (:not\(text\)|text)\[(\w+)="(#\w+)"\] \{ (\w+): (#\w+); \}', dark_canvas()
        )
    }

    def turned(match):
        element = "text" if match[1] == "text" else ":not(text)"
        return re.sub(
            r'(fill|stroke)="(#\w+)"', lambda color: f'{color[1]}="{style[element, color[1], color[2]]}"', match[0]
        )

    assert re.sub(r"<(\w+)[^>]*>", turned, light) == dark
