"""The pages: complete, and the committed one current."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from xogen.formats.dialog_json import dump_dialog
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


def cut(value):
    """What an example shows of a value: a rule on size needs long texts and lists to be broken."""
    if isinstance(value, str) and len(value) > 400:
        return f"{value[:60]}… ({len(value)} characters)"
    if isinstance(value, list | tuple):
        items = [cut(item) for item in value]
        return [*items[:2], f"… {len(items) - 3} more", items[-1]] if len(items) > 30 else items
    return {key: cut(item) for key, item in value.items()} if isinstance(value, dict) else value


def shown(example):
    """The data that a page has to show."""
    if example.export is not None:
        yield cut(example.export)
        if example.config is not None:
            yield cut(example.config)
    for data in example.dialogs[: 2 if len(example.dialogs) > 30 else None]:
        written = json.loads(dump_dialog(DialogTask.model_validate(data)))
        yield cut({key: value for key, value in written.items() if key != "$schema"})


@RULES
def test_a_page_shows_both_examples_as_files(each):
    assert list(blocks(page(each))) == [*shown(each.bad), *shown(each.good)]


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


def test_rules_that_no_peer_has_are_named_where_the_page_says():
    text = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")
    (section,) = re.findall(r"^## Rules that no peer has$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    named = set(re.findall(r"`([a-z]+/[a-z-]+)`", section))
    assert named <= rules().keys()
    assert 30 <= len(named) < 40
    assert "(decisions.md#rules-that-no-peer-has)" in index(rules())
