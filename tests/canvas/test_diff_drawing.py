"""The picture of a difference: what is drawn, in which colours, with what said."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from tests.canvas.test_styles import contrast
from tests.diff.samples import CASES, NEW, OLD, SECRET, asked, intent, said, size_is, task
from tests.snapshots import TextFile
from xogen.canvas.diff_drawing import draw_diff, look_of, pairs
from xogen.canvas.diff_paint import INKS
from xogen.canvas.styles import THEMES
from xogen.diff.bots import diff_bots
from xogen.model.dialog import DialogTask

SVG = "{http://www.w3.org/2000/svg}"


class SvgFile(TextFile):
    file_extension = "svg"


def drawn(olds, news, theme="light") -> str:
    return draw_diff(diff_bots(olds, news), olds, news, theme=theme).decode()


def part(svg: str, key: str) -> str:
    """Return the text of one group."""
    found = re.search(rf'<g id="{key}" .*?(?=<g id="(?:node|edge|mark|switch)-|</svg>)', svg, re.DOTALL)
    assert found, key
    return found[0]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("case", CASES)
def test_the_picture(case: str, theme: str, snapshot) -> None:
    assert drawn(*CASES[case], theme) == snapshot(extension_class=SvgFile)


@pytest.mark.parametrize(
    ("key", "status", "dashed"),
    [
        ("node-sorry", "added", False),
        ("node-extra", "removed", True),
        ("node-total", "changed", False),
        ("edge-size-1", "added", False),
        ("edge-size-2", "added", False),
        ("edge-extra-0", "removed", True),
        ("edge-sorry-0", "added", False),
    ],
)
def test_what_changed_has_its_colour(key: str, status: str, dashed: bool) -> None:
    group = part(drawn((OLD,), (NEW,)), key)
    assert INKS["light"][status].line in group
    assert ("stroke-dasharray" in group) == dashed


def test_the_legend_counts_what_the_subtitle_counts() -> None:
    def dialog(text: str) -> DialogTask:
        run = {"type": "script", "id": "run", "script": "context.a = 1;", "transitions": [{"to": "end"}]}
        act = {"type": "bot-action", "id": "act", "nodes": [run], "transitions": [{"to": "thanks"}]}
        return task("work", [intent("act"), act, said("thanks", text)])

    svg = drawn((dialog("Thank you."),), (dialog("Thank you all."),))
    assert re.findall(r">(\d+ (?:nodes|changed|as it was))<", svg) == ["4 nodes", "1 changed", "3 as it was"]


def test_what_did_not_change_is_grey() -> None:
    group = part(drawn((OLD,), (NEW,)), "node-thanks")
    assert not any(INKS["light"][status].line in group for status in ("added", "removed", "changed"))
    assert INKS["light"]["same"].text in group


def test_the_old_way_stays_beside_the_new_one() -> None:
    diff = diff_bots((OLD,), (NEW,))
    (pair,) = pairs(diff, (OLD,), (NEW,))
    ways = [(way.label or "", way.to) for way in look_of(pair).task.node("size").transitions]
    assert ways == [
        ("is small", "thanks"),
        ("+ is huge", "total"),
        ("+ default", "sorry"),
        ("− default", "bye"),
        ("− size is large", "extra"),
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_can_be_read(theme: str) -> None:
    for status, ink in INKS[theme].items():
        assert contrast(ink.text, ink.card) >= 4.5, status
        assert contrast(ink.text, ink.chip) >= 4.5, status
        assert contrast(THEMES[theme].soft, ink.card) >= 4.5, status
        if status != "same":
            assert contrast(ink.line, THEMES[theme].ground) >= 3, status
            assert contrast(THEMES[theme].on_hue, ink.line) >= 4.5, status


def test_no_secret_is_drawn() -> None:
    svg = drawn((OLD,), (NEW,))
    assert "1234567890" not in svg
    assert SECRET.split(" ")[1] not in svg
    one = task("a", [intent("s"), {"type": "script", "id": "s", "script": f'const h = "{SECRET}";'}])
    two = task("a", [intent("s"), {"type": "script", "id": "s", "script": f'const g = "{SECRET}";'}])
    assert "1234567890" not in drawn((one,), (two,))


def test_several_dialogs_have_ids_of_their_own() -> None:
    olds = [task(name, [intent("x"), said("x", "One.")]) for name in ("a", "b")]
    news = [task(name, [intent("x"), said("x", "Two things.")]) for name in ("a", "b")]
    tree = ET.fromstring(drawn(olds, news))  # noqa: S314 - our own drawing
    ids = [group.get("id") for group in tree.iter(f"{SVG}g") if group.get("id")]
    assert len(ids) == len(set(ids))
    assert {"d1-node-x", "d2-node-x"} <= set(ids)


def test_ids_that_differ_are_one_node() -> None:
    new = task("a", [intent("m2"), {**said("m2", "Hello to you all."), "name": "hello"}])
    old = task("a", [intent("m1"), {**said("m1", "Hello to all."), "name": "hello"}])
    svg = drawn((old,), (new,))
    assert "node-m2" in svg
    assert "node-m1" not in svg


def test_a_way_that_leads_nowhere_now_is_not_one_with_what_it_was() -> None:
    ask = asked("size", "Which?", size_is("small", "end"), {"to": "x"})
    svg = drawn((task("a", [ask, said("x", "One.")]),), (task("a", [ask]),))
    looks = [part(svg, f"edge-size-{index}") for index in range(3)]
    statuses = ("same", "added", "removed")
    assert all(INKS["light"][status].line in look for status, look in zip(statuses, looks, strict=True))


def test_of_many_ways_each_number_has_the_colour_of_its_way() -> None:
    def picks(last: str) -> list[dict[str, object]]:
        values = [*(f"v{index}" for index in range(10)), last]
        return [
            asked("size", "Which?", *(size_is(value, f"m{value}"[:3]) for value in values), {"to": "end"}),
            *(said(f"m{value}"[:3], value) for value in values),
        ]

    svg = drawn((task("a", picks("w")),), (task("a", [*picks("w")[:-1], said("mw", "other")]),))
    card = part(svg, "node-size")
    assert INKS["light"]["added"].chip not in card
    svg = drawn((task("a", picks("w")),), (task("a", picks("z")),))
    card = part(svg, "node-size")
    for status in ("added", "removed"):
        assert card.count(f'rx="6" fill="{INKS["light"][status].chip}"') == 2  # in the list, and below it
