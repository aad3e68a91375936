"""``xogen rules``: the list, one page, and the page of all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from xogen.lint.pages import index, page
from xogen.lint.registry import rules


def test_all_rules_are_listed(xogen):
    ran = xogen("rules")
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[0].split() == ["RULE", "SEVERITY", "FINDS"]
    assert [line.split()[0] for line in lines[1:]] == list(rules())
    assert any(line.split(maxsplit=2)[1:] == ["warning", "A node without a way out"] for line in lines)


def test_json_is_an_array_of_four_keys(xogen):
    data = json.loads(xogen("rules --format json").out)
    assert [each["name"] for each in data] == list(rules())
    assert data[0].keys() == {"name", "family", "severity", "summary"}
    assert {each["severity"] for each in data} <= {"error", "warning", "info"}


def test_a_family_is_listed(xogen):
    data = json.loads(xogen("rules message --format json").out)
    assert {each["family"] for each in data} == {"message"}


def test_a_page_is_shown(xogen):
    assert xogen("rules flow/trap").out == page(rules()["flow/trap"])


@pytest.mark.parametrize(
    ("name", "error"),
    [
        pytest.param("flow/trip", "there is no rule 'flow/trip'; did you mean 'flow/trap'?", id="misspelt"),
        pytest.param("dead-end", "there is no rule 'dead-end'; did you mean 'flow/dead-end'?", id="without its family"),
    ],
)
def test_an_unknown_rule_names_the_nearest(xogen, name, error):
    ran = xogen(f"rules {name}")
    assert (ran.code, ran.out, ran.err) == (3, "", f"Error: {error}\n  see: xogen rules\n")


def test_markdown_is_the_page_of_all(xogen):
    assert xogen("rules --format markdown -o rules.md").code == 0
    assert Path("rules.md").read_text(encoding="utf-8") == index(rules())


def test_check_says_whether_a_file_is_current(xogen):
    line = "rules --format markdown -o rules.md"
    assert xogen(f"{line} --check").code == 1
    xogen(line)
    assert xogen(f"{line} --check").code == 0
    Path("rules.md").write_text("old", encoding="utf-8")
    ran = xogen(f"{line} --check")
    assert (ran.code, Path("rules.md").read_text(encoding="utf-8")) == (1, "old")
    assert ran.err.startswith("Error: rules.md: this file is not current\n")


def test_check_needs_a_file(xogen):
    assert xogen("rules --check").code == 2
