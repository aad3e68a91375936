"""The page in a real browser: it keeps its own policy, filters, leads from findings to nodes, and prints."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.reporters.cases import EXPORT, REPORTS
from tests.reporters.test_html import PICTURES
from xogen.canvas.drawing import draw
from xogen.lint.examples import dialog, intent, node
from xogen.model.dialog import DialogTask
from xogen.reporters import reporter
from xogen.reporters.html import Picture

try:
    from playwright.sync_api import expect, sync_playwright
except ImportError:
    sync_playwright = expect = None
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed: apt-get install chromium"),
    pytest.mark.skipif(sync_playwright is None, reason="what drives Chromium is not installed: pip install playwright"),
]
SWITCHES = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=BROWSER, args=SWITCHES)
        yield started
        started.close()


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
def page(browser, tmp_path):
    """The page of the exported bot, and all that the browser complained of."""
    file = Path(tmp_path) / "x.html"
    file.write_text(reporter("html")(REPORTS["export"], pictures=[drawn(), PICTURES[1]]), encoding="utf-8")
    opened = browser.new_page(viewport={"width": 1400, "height": 900})
    said = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.goto(file.as_uri())
    yield opened
    assert said == []
    opened.close()


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
    assert page.locator('details[id="rule-service.plain-http"]').get_attribute("open") is not None


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


def test_without_script_everything_is_there(browser, tmp_path):
    file = Path(tmp_path) / "x.html"
    file.write_text(reporter("html")(REPORTS["export"], pictures=PICTURES), encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(file.as_uri())
    assert opened.locator(".findings > li").count() == 4
    assert not opened.locator(".filters").is_visible()
    context.close()
