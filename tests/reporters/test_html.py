"""The page: what it holds, that nothing of others becomes markup, and that it allows itself and nothing else."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from tests.reporters.cases import EXPORT, HOSTILE, REPORTS
from tests.snapshots import HtmlFile
from xogen.lint.report import Report
from xogen.reporters import reporter
from xogen.reporters.html import Picture

SVG = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="70pt" height="52.5pt" '
    'viewBox="0 0 70 52.5" role="img"><g id="canvas" class="graph"><g id="node-service3" class="node"><path/></g>'
    '<g id="node-script1" class="node"><path/></g><g id="edge-service3-0"><path/></g></g></svg>\n'
)
PICTURES = [Picture(EXPORT, "Get Help", SVG), Picture(EXPORT, "Say Bye", None, "Not drawn: 500 nodes <b>")]
VOID = {"meta", "input", "br", "rect", "path"}


class Page(HTMLParser):
    """Reads a page, and is strict about how elements nest."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.elements, self.texts = [], set(), [], []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.add(tag)
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)


def page_of(report, **more):
    text = reporter("html")(report, **more)
    return text, Page(text)


@pytest.mark.parametrize("case", ["export", "not-checked", "clean"])
def test_html(snapshot, case):
    text = reporter("html")(REPORTS[case], pictures=PICTURES)
    body = re.sub(r"(<style>|<script>).*?(?=</style>|</script>)", r"\1", text, flags=re.DOTALL)
    body = re.sub(r"sha256-[^']*", "sha256-", body)
    body = re.sub(r"<footer>.*?</footer>", "<footer></footer>", body)
    body = re.sub(r"(</summary>).*?(?=</details>)", r"\1", body)
    assert body == snapshot(extension_class=HtmlFile)


@pytest.mark.parametrize("case", REPORTS)
def test_every_finding_is_on_the_page_once(case):
    report = REPORTS[case]
    _, page = page_of(report)
    found = [attributes for tag, attributes in page.elements if tag == "li" and "data-rule" in attributes]
    assert sorted((item["data-rule"], item["data-severity"]) for item in found) == sorted(
        (finding.rule, finding.severity.word) for finding in report.findings
    )


def test_what_rules_write_as_code_is_code():
    named = {"rule": "message/unbalanced-reference", "message": "a `b` <c>"}
    finding = REPORTS["export"].findings[0].model_copy(update=named)
    text, _ = page_of(Report(findings=(finding,)))
    assert text.count("A <code>{{</code> that no <code>}}</code> closes") == 2
    assert "a `b` &lt;c&gt;" in text


def test_the_worst_of_a_dialog_stands_first():
    _, page = page_of(REPORTS["export"])
    found = [item for tag, item in page.elements if tag == "li" and item.get("data-dialog") == "Get Help"]
    assert [item["data-severity"] for item in found] == ["error", "warning"]


@pytest.mark.parametrize("case", REPORTS)
def test_ids_are_unique_and_links_lead_somewhere(case):
    _, page = page_of(REPORTS[case], pictures=PICTURES)
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    labels = {attributes["aria-labelledby"] for _, attributes in page.elements if "aria-labelledby" in attributes}
    assert labels <= set(ids)
    known = {finding.rule for finding in REPORTS[case].findings if not finding.rule.startswith("made/")}
    links = {attributes["href"].removeprefix("#") for tag, attributes in page.elements if tag == "a"}
    assert links - {f"rule-{rule.replace('/', '.')}" for rule in ("made/whole", "made/path", "made/check")} <= set(ids)
    assert {f"rule-{rule.replace('/', '.')}" for rule in known} <= set(ids)


def test_texts_of_others_are_text():
    hostile = HOSTILE.model_copy(update={"rule": '"><script>alert(1)</script>', "pointer": "/<svg onload=x>"})
    picture = Picture(hostile.path, hostile.dialog, None, "<iframe src=x>")
    _, page = page_of(Report(findings=(hostile,), not_checked=REPORTS["hostile"].not_checked), pictures=[picture])
    assert page.tags <= {
        "html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "h3", "p", "ul", "ol", "li", "strong",
        "section", "div", "table", "thead", "tbody", "tr", "th", "td", "span", "a", "svg", "rect", "form", "fieldset",
        "legend", "label", "input", "select", "option", "button", "output", "main", "code", "small", "b", "footer",
        "script",
    }  # fmt: skip
    assert [tag for tag, _ in page.elements].count("script") == 1
    assert not any(name.startswith("on") for _, attributes in page.elements for name in attributes)
    assert "style" not in {name for _, attributes in page.elements for name in attributes}
    assert any("<iframe src=x>" in said for said in page.texts)


def test_the_policy_allows_the_page_s_own_style_and_script_only():
    text, page = page_of(REPORTS["all"], pictures=PICTURES)
    (policy,) = [item["content"] for tag, item in page.elements if item.get("http-equiv") == "Content-Security-Policy"]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    for name in ("style", "script"):
        (held,) = re.findall(f"<{name}>(.*?)</{name}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(held.encode()).digest()).decode()
        assert rules[f"{name}-src"] == f"'sha256-{digest}'"


def test_the_page_fetches_nothing():
    text, page = page_of(REPORTS["all"], pictures=PICTURES)
    assert {"link", "img", "iframe", "object", "embed"} & page.tags == set()
    assert {item["href"][0] for tag, item in page.elements if tag == "a"} == {"#"}
    assert not re.search(r"url\(|@import|https?://(?!www\.w3\.org/2000/svg)", text)


def test_a_clean_report_says_so_and_has_nothing_to_filter():
    text, page = page_of(REPORTS["clean"])
    assert "no findings" in text
    assert {"form", "table", "figure"} & page.tags == set()
