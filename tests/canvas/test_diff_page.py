"""The page of a difference: self-contained, and nothing that a bot says can run in it."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from tests.diff.samples import CASES, NEW, OLD, SECRET, intent, said, task
from xogen.canvas.diff_page import diff_page
from xogen.diff.bots import diff_bots

HOSTILE = (
    """</script><script>alert(1)</script><img src=x onerror=alert(2)> ]]> " ' javascript:alert(3) \u202e\u2028 {{x}}"""
)


def page(olds, news) -> str:
    return diff_page(diff_bots(olds, news), olds, news, titles=("old.json", HOSTILE))


class Tags(HTMLParser):
    """Collects tags and attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def hostile() -> Tags:
    nodes = [intent("x"), {**said("x", HOSTILE), "id": f"x{HOSTILE}", "label": {"en": HOSTILE}}]
    nodes[0]["transitions"] = [{"to": f"x{HOSTILE}", "label": HOSTILE}]
    changed = [
        nodes[0],
        {**nodes[1], "responses": [{"text": {"en": HOSTILE * 30}, "script": {"en": f"a\nb\n{HOSTILE}"}}]},
    ]
    return Tags(page((task("a", nodes, description={"en": HOSTILE}),), (task("a", changed),)))


def test_only_the_page_s_own_script_is_there(hostile: Tags) -> None:
    assert [attributes for tag, attributes in hostile.found if tag == "script"] == [{}]
    assert not [tag for tag, _ in hostile.found if tag in {"img", "iframe", "object", "link", "a", "base", "form"}]


def test_no_attribute_runs_or_loads_anything(hostile: Tags) -> None:
    for tag, attributes in hostile.found:
        assert not [name for name in attributes if name.startswith("on") or name in {"style", "src", "href"}], tag


def test_the_policy_allows_the_page_s_own_script_and_style_alone() -> None:
    text = page((OLD,), (NEW,))
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert policy
    for tag in ("script", "style"):
        held = re.search(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert held
        assert f"{tag}-src 'sha256-{b64encode(sha256(held[1].encode()).digest()).decode()}'" in policy[1]
    assert policy[1].startswith("default-src 'none'; ")
    assert "unsafe" not in policy[1]


def test_each_change_leads_to_both_drawings() -> None:
    text = page((OLD,), (NEW,))
    ids = set(re.findall(r'<g id="([^"]+)"', text))
    aims = re.findall(r'data-old="([^"]*)" data-new="([^"]*)" data-near="([^"]*)"', text)
    assert len(aims) == 5
    assert {one for aim in aims for one in aim if one} <= ids
    assert ("o0-node-extra", "", "n0-node-size") in aims
    assert ("", "n0-node-sorry", "o0-node-thanks") in aims


def test_no_secret_is_on_the_page() -> None:
    text = page((OLD,), (NEW,))
    assert "1234567890" not in text
    assert SECRET.split(" ")[1] not in text


@pytest.mark.parametrize("case", CASES)
def test_equal_input_gives_equal_bytes(case: str) -> None:
    assert page(*CASES[case]) == page(*CASES[case])


def test_colours_follow_the_theme() -> None:
    body = page((OLD,), (NEW,)).partition("<body>")[2].partition("<script>")[0]
    assert not re.findall(r'(?:fill|stroke)="#[0-9a-f]{6}"', body)
