"""The page in a real browser: it keeps its own policy, filters, leads from findings to nodes, and prints."""

from __future__ import annotations

import pytest

from tests.browsing import browser, in_a_browser, open_page, violations
from tests.reporters.cases import EXPORT, REPORTS
from tests.reporters.test_html import PICTURES
from xogen.canvas.drawing import draw
from xogen.lint.examples import dialog, intent, node
from xogen.model.dialog import DialogTask
from xogen.reporters import reporter
from xogen.reporters.html import Picture

try:
    from playwright.sync_api import expect
except ImportError:
    expect = None
__all__ = ["browser", "open_page"]
pytestmark = in_a_browser


def drawn():
    """A canvas wide enough to scroll, with the nodes that the findings name."""
    ways = [
        {"to": f"s{index}", "when": {"context": "context.x", "op": "eq", "value": str(index)}} for index in range(30)
    ]
    ways.append({"to": "service3"})
    others = [node("message", f"s{index}", "end", responses=[{"text": {"en": "x"}}]) for index in range(30)]
    told = [node("message", name, "end", responses=[{"text": {"en": "x"}}]) for name in ("service3", "script1")]
    task = DialogTask.model_validate(dialog(intent("choose"), node("logic", "choose", ways), *others, *told))
    return Picture(EXPORT, "Get Help", draw([task])[0].svg.decode())


@pytest.fixture
def text():
    return reporter("html")(REPORTS["export"], pictures=[drawn(), PICTURES[1]])


@pytest.fixture
def page(open_page, text):
    return open_page(text)


def shown(page):
    return page.locator(".findings > li:visible").evaluate_all("items => items.map(item => item.dataset.rule)")


ALL = ["security/secret-literal", "script/syntax-error", "service/plain-http", "flow/unreachable-node"]


def test_the_filters_work_together_and_count(page):
    count = page.locator(".filters output")
    assert (shown(page), count.inner_text()) == (ALL, "4 of 4 shown")
    page.locator('.filters input[value="error"]').uncheck()
    assert (shown(page), count.inner_text()) == (ALL[2:], "2 of 4 shown")
    page.locator('.filters select[name="dialog"]').select_option("Say Bye")
    assert shown(page) == [ALL[3]]
    assert page.locator(".dialog:visible").count() == 1
    page.locator('.filters input[type="search"]').fill("NOTHING LIKE THIS")
    assert (shown(page), page.locator(".file:visible").count()) == ([], 0)
    page.locator('.filters button[type="reset"]').click()
    expect(count).to_have_text("4 of 4 shown")
    page.locator('.filters select[name="rule"]').select_option(ALL[1])
    assert shown(page) == [ALL[1]]


def test_a_finding_shows_its_node(page):
    finding = page.locator('[data-rule="script/syntax-error"]')
    finding.hover()
    hot = page.locator("figure .hot")
    assert hot.get_attribute("id").endswith("-node-script1")
    frame, box = page.locator("figure").bounding_box(), hot.bounding_box()
    assert frame["x"] - 1 <= box["x"] <= frame["x"] + frame["width"]


def test_a_node_shows_its_finding(page):
    page.locator("figure .has-warning").first.click()
    assert page.locator(".findings > .hot").get_attribute("data-rule") == "service/plain-http"


def test_a_wide_canvas_can_be_fitted(page):
    figure, button = page.locator("figure"), page.locator("figure .fit")
    assert button.inner_text() == "Fit"
    button.click()
    assert figure.evaluate("frame => frame.scrollWidth <= frame.clientWidth")
    assert button.inner_text() == "Full size"


def test_a_link_to_a_rule_unfolds_what_the_page_says_of_it(page):
    page.locator('.findings a.rule[href="#rule-service.plain-http"]').click()
    # The page hears of the new address a moment later.
    assert page.wait_for_selector('details[id="rule-service.plain-http"][open]').is_visible()


@pytest.mark.parametrize(("scheme", "ground"), [("light", "rgb(246, 248, 250)"), ("dark", "rgb(13, 17, 23)")])
def test_page_and_canvas_follow_the_system(page, scheme, ground):
    page.emulate_media(color_scheme=scheme)
    color = "element => getComputedStyle(element)"
    assert page.locator("body").evaluate(f"{color}.backgroundColor") == ground
    assert page.locator("figure svg > rect").first.evaluate(f"{color}.fill") == ground


def test_paper_is_light_and_shows_all(page):
    page.emulate_media(color_scheme="dark", media="print")
    assert page.locator("figure svg > rect").first.evaluate("element => getComputedStyle(element).fill") == (
        "rgb(246, 248, 250)"
    )
    assert not page.locator(".filters").is_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")


@pytest.mark.parametrize("width", [360, 800, 1600])
def test_nothing_makes_the_page_wider_than_the_screen(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_script_everything_is_there(open_page, text):
    page = open_page(text, java_script_enabled=False)
    assert page.locator(".findings > li").count() == 4
    assert not page.locator(".filters").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("case", ["export", "all", "clean"])
def test_everybody_can_use_it(open_page, case, scheme):
    page = open_page(reporter("html")(REPORTS[case], pictures=[drawn()]), color_scheme=scheme)
    assert violations(page) == []
