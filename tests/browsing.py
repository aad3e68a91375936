"""A real browser for pages: headless Chromium, driven by Playwright, and axe-core, which judges accessibility."""

from __future__ import annotations

import shutil

import pytest

try:
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright
except ImportError:
    sync_playwright = Axe = None
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SWITCHES = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]

in_a_browser = [
    pytest.mark.integration,
    pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed: apt-get install chromium"),
    pytest.mark.skipif(sync_playwright is None, reason="what drives Chromium is missing: pip install 'xogen[test]'"),
]


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=BROWSER, args=SWITCHES)
        yield started
        started.close()


@pytest.fixture
def open_page(browser, tmp_path):
    """Open a page as a file: nothing may be complained of on the console, and no request may leave the file."""
    opened, said, asked = [], [], []

    def open_page(html, fragment="", **options):
        file = tmp_path / f"page{len(opened)}.html"
        file.write_text(html, encoding="utf-8")
        options.setdefault("reduced_motion", "reduce")  # nothing is measured while it still glides
        page = browser.new_page(viewport={"width": 1400, "height": 900}, **options)
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: (said.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.goto(file.as_uri() + fragment)
        opened.append(page)
        return page

    yield open_page
    for page in opened:
        page.close()
    assert said == []
    assert {url.partition("#")[0] for url in asked} <= {
        (tmp_path / f"page{n}.html").as_uri() for n in range(len(opened))
    }


def violations(page):
    """What axe-core finds: the rule and the element, as text."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]
