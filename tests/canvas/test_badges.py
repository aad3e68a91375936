from __future__ import annotations

import re

import pytest

from tests.canvas.cases import SvgFile, task, way, ways
from xogen.canvas.annotate import annotate
from xogen.canvas.badges import notes_of
from xogen.canvas.build import build_scene
from xogen.canvas.drawing import draw
from xogen.model.finding import Finding, Severity

TASK = task(
    {"type": "intent", "id": "start", "transitions": ways("ask")},
    {"type": "confirmation", "id": "ask", "transitions": [way("yes", answer="yes"), *ways("gone")]},
    {"type": "message", "id": "yes", "transitions": ways("end")},
    {"type": "message", "id": "lost", "transitions": ways("end")},
)


def finding(rule, severity, message="so it is", pointer="", node=None):
    return Finding(rule=rule, severity=severity, message=message, path="a.json", pointer=pointer, dialog="t", node=node)


def notes(*findings):
    return notes_of(TASK, build_scene(TASK), findings)


def test_the_worst_comes_first_and_each_knows_its_card_or_way():
    found = notes(
        finding("naming/x", Severity.INFO),
        finding("flow/y", Severity.WARNING, node="lost", pointer="/nodes/3"),
        finding("flow/z", Severity.ERROR, node="ask", pointer="/nodes/1/transitions/1/to"),
    )
    assert [(note.number, note.rule, note.key, note.edge) for note in found.notes] == [
        (1, "flow/z", "ask", "ask-1"),
        (2, "flow/y", "lost", ""),
        (3, "naming/x", "", ""),
    ]


def test_the_way_from_the_start_is_known():
    assert notes(finding("a/b", Severity.INFO, node="yes")).path == {"start-0", "ask-0"}
    assert notes(finding("a/b", Severity.INFO, node="lost")).path == frozenset()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_badges_bands_and_the_list_are_painted(theme, snapshot):
    found = notes(
        finding(
            "flow/dangling-target", Severity.ERROR, "the way leads to <gone> & nowhere", "/nodes/1/transitions/1", "ask"
        ),
        finding("flow/unreachable-node", Severity.WARNING, "no path from the start leads to lost", "/nodes/3", "lost"),
        finding("message/x", Severity.INFO, "a long message " * 30, "/nodes/2", "yes"),
    )
    picture = annotate(draw([TASK], theme=theme)[0].svg, found, theme).decode()
    assert len(re.findall('class="badge"', picture)) == 6
    assert picture.count("stroke-opacity") == 3
    assert "1 error, 1 warning, 1 info" in picture
    assert picture == snapshot(extension_class=SvgFile)


def test_without_findings_the_canvas_stays_as_it_is():
    svg = draw([TASK])[0].svg
    assert annotate(svg, notes(), "light") is svg


def test_a_long_list_says_how_many_it_leaves_out():
    found = notes(*[finding(f"a/r{index}", Severity.INFO) for index in range(45)])
    assert (len(found.notes), found.left_out) == (40, 5)
    assert b"and 5 more" in annotate(draw([TASK])[0].svg, found, "light")
