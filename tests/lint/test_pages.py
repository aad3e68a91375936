"""The pages: complete, and the committed one current."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from xogen.lint.pages import index, page
from xogen.lint.registry import rules
from xogen.model.dialog import DialogTask

ROOT = Path(__file__).parents[2]
RULES = pytest.mark.parametrize("each", rules().values(), ids=lambda each: each.name)


def blocks(text):
    """The dialogs that a page shows."""
    decoder = json.JSONDecoder()
    for block in re.findall(r"```json\n(.*?)```", text, re.DOTALL):
        rest = block.strip()
        while rest:
            data, end = decoder.raw_decode(rest)
            yield data
            rest = rest[end:].strip()


@RULES
def test_a_page_shows_both_examples_as_dialog_files(each):
    shown = [DialogTask.model_validate(data) for data in blocks(page(each))]
    assert shown == [DialogTask.model_validate(data) for data in (*each.bad.dialogs, *each.good.dialogs)]


@RULES
def test_a_page_says_summary_severity_and_every_message(each):
    text = page(each)
    assert text.startswith(f"# {each.name}\n\n{each.summary}. Severity: {each.severity.word}.\n")
    for flag in each.bad.flags:
        assert flag.message in text


@RULES
def test_a_page_is_not_wider_than_a_screen(each):
    wide = [line for line in page(each).splitlines() if len(line) > 140]
    assert wide == []


def test_options_are_shown_with_their_defaults():
    text = page(rules()["naming/intent-name-advice"])
    assert '[lint.options."naming/intent-name-advice"]\nleast_words = 2\nmost_words = 4\n' in text


def test_the_committed_page_is_current():
    written = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert written == index(rules()), "write it again: xogen rules --format markdown -o docs/rules.md"


def test_every_rule_in_the_table_leads_to_its_page():
    text = index(rules())
    anchors = {
        re.sub(r"[^\w -]", "", line.removeprefix("### ")) for line in text.splitlines() if line.startswith("### ")
    }
    links = set(re.findall(r"\]\(#([^)]+)\)", text))
    assert links == anchors
    assert len(links) == len(rules())
