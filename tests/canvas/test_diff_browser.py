"""The page of a difference in a real browser: change after change, both sides together, and texts that mean harm."""

from __future__ import annotations

import re

import pytest

from tests.browsing import in_a_browser, violations
from tests.canvas.test_diff_page import HOSTILE
from tests.diff.samples import NEW, OLD, intent, said, task
from xogen.canvas.diff_page import diff_page
from xogen.diff.bots import diff_bots

pytestmark = in_a_browser


def html(olds, news):
    return diff_page(diff_bots(olds, news), olds, news, titles=("old.json", "new.json"))


@pytest.fixture
def page(open_page):
    return open_page(html((OLD,), (NEW,)))


def counter(page):
    return page.inner_text("[data-at]")


def chosen(page):
    return page.locator('.change[aria-current="true"]').inner_text()


def moves(page):
    """Return how each of the two drawings is moved and scaled."""
    drawn = page.locator(".view > svg:visible").all()
    return [tuple(map(float, re.findall(r"-?[\d.]+", one.evaluate("svg => svg.style.transform")))) for one in drawn]


def test_it_opens_with_the_first_change_and_what_it_is(page):
    assert counter(page) == "1 of 5"
    assert page.locator(".detail:visible").count() == 1
    assert page.locator(".shown-node").count() >= 1
    assert page.locator(".pane figcaption").all_inner_texts() == ["Old\nold.json", "New\nnew.json"]


def test_next_and_previous_go_round(page):
    first = chosen(page)
    page.get_by_role("button", name="Next →").click()
    assert (counter(page), chosen(page) == first) == ("2 of 5", False)
    for _ in range(2):
        page.get_by_role("button", name="← Previous").click()
    assert counter(page) == "5 of 5"


def test_the_keyboard_is_enough(page):
    page.keyboard.press("n")
    page.keyboard.press("j")
    assert counter(page) == "3 of 5"
    page.keyboard.press("p")
    assert counter(page) == "2 of 5"
    assert page.evaluate("document.activeElement.className") == "change"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert counter(page) == "3 of 5"


def test_both_sides_move_together_until_they_are_let_go(page):
    page.keyboard.press("0")
    (one, two), view = moves(page), page.locator(".view").first
    view.focus()
    page.keyboard.press("ArrowLeft")
    view.hover()
    page.mouse.wheel(0, 50)
    page.wait_for_function(f"document.querySelector('.view > svg').style.transform.includes('{one[1] - 50:g}px')")
    assert [(x - was[0], y - was[1]) for (x, y, _), was in zip(moves(page), (one, two), strict=True)] == [(60, -50)] * 2
    page.get_by_role("button", name="Together").click()
    (one, two) = moves(page)
    page.keyboard.press("ArrowDown")
    view.focus()
    page.keyboard.press("ArrowDown")
    assert moves(page)[1] == two
    assert moves(page)[0] == (one[0], one[1] - 60, one[2])


def test_both_sides_grow_together(page):
    page.keyboard.press("0")
    before = moves(page)
    page.keyboard.press("+")
    assert [round(now[2] / was[2], 2) for now, was in zip(moves(page), before, strict=True)] == [1.25, 1.25]


def test_a_click_on_a_change_brings_its_node_into_sight_on_both_sides(page):
    change = page.locator('.change[data-old="o0-node-size"]')
    change.click()
    page.wait_for_timeout(300)  # it glides there
    for side, key in zip(page.locator(".view").all(), ("data-old", "data-new"), strict=True):
        frame, box = side.bounding_box(), page.locator(f'[id="{change.get_attribute(key)}"]').bounding_box()
        assert frame["x"] <= box["x"] + box["width"] / 2 <= frame["x"] + frame["width"]
        assert frame["y"] <= box["y"] + box["height"] / 2 <= frame["y"] + frame["height"]


@pytest.mark.parametrize(("scheme", "ground"), [("light", "rgb(246, 248, 250)"), ("dark", "rgb(13, 17, 23)")])
def test_page_and_drawings_follow_the_system_and_the_button_turns_them(open_page, scheme, ground):
    page = open_page(html((OLD,), (NEW,)), color_scheme=scheme)
    color = "element => getComputedStyle(element)"
    assert page.locator("body").evaluate(f"{color}.backgroundColor") == ground
    assert page.locator(".view > svg:visible > rect").first.evaluate(f"{color}.fill") == ground
    page.keyboard.press("t")
    assert page.locator("body").evaluate(f"{color}.backgroundColor") != ground


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(open_page, scheme):
    page = open_page(html((OLD,), (NEW,)), color_scheme=scheme)
    assert violations(page) == []
    for _ in range(4):
        page.keyboard.press("n")
        assert violations(page) == []


def test_axe_finds_nothing_where_nothing_differs(open_page):
    page = open_page(html((OLD,), (OLD,)))
    assert page.inner_text(".equal") == "Equal."
    assert violations(page) == []


@pytest.mark.parametrize("width", [360, 800, 1600])
def test_nothing_makes_the_page_wider_than_the_screen(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_paper_all_changes_are_open(page):
    page.emulate_media(media="print")
    assert page.locator(".detail:visible").count() == 5
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_texts_that_mean_harm_are_texts(open_page):
    bad, long = f"x{HOSTILE}", "W" * 5000
    old = [intent(bad), {**said(bad, HOSTILE), "label": {"en": HOSTILE}}, said("two", "שלום עולם"), said("gone", long)]
    new = [intent(bad), {**said(bad, f"{HOSTILE} more"), "label": {"en": HOSTILE}}, said("two", long)]
    page = open_page(html((task("a", old, description={"en": HOSTILE}),), (task("a", new),)))
    count = page.locator(".change").count()
    assert count >= 4
    for number in range(count):
        assert counter(page) == f"{number + 1} of {count}"
        page.keyboard.press("n")
    assert "<script>alert(1)</script>" in page.inner_text("nav")
    assert page.locator("img").count() == 0
    assert violations(page) == []
