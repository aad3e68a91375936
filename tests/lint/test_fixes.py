"""Each rule that offers a fix: its bad example, fixed, no longer gives the finding, and nothing else breaks."""

from __future__ import annotations

from collections import Counter

import pytest

from xogen.formats.dialog_json import dump_dialog, load_dialog
from xogen.lint.fixed_examples import fixed_example
from xogen.lint.pages import index, page
from xogen.lint.proof import check_example
from xogen.lint.registry import rules

FIXED = {name: made for name, each in rules().items() if (made := fixed_example(each)) is not None}
EACH = pytest.mark.parametrize("name", FIXED)


def test_there_are_enough():
    assert len(FIXED) >= 15


@EACH
def test_the_finding_is_gone(name):
    rule = rules()[name]
    left = check_example(FIXED[name].after, rules() if rule.scope == "run" else {name: rule})
    without_fix = Counter(flag.message for flag in rule.bad.flags) - Counter(FIXED[name].messages)
    assert Counter(found.message for found in left.findings if found.rule == name) == without_fix


@EACH
def test_no_error_comes_of_it(name):
    def errors(example):
        return {
            (found.rule, found.message) for found in check_example(example, rules()).findings if found.severity == 3
        }

    assert errors(FIXED[name].after) - errors(rules()[name].bad) == set()


@EACH
def test_what_is_written_reads_as_if_xogen_had_written_it(name):
    if rules()[name].bad.export is None:
        for path, text in FIXED[name].texts.items():
            assert dump_dialog(load_dialog(text, path)) == text


@EACH
def test_its_words_are_an_imperative(name):
    for words in (*FIXED[name].safe, *FIXED[name].unsafe):
        assert words[0].islower()
        assert not words.endswith(".")


@EACH
def test_the_page_says_how_it_is_fixed_and_shows_what_changes(name):
    text = page(rules()[name])
    if FIXED[name].safe:
        assert f"Fixed by `xogen lint --fix`: {'; '.join(FIXED[name].safe)}." in text
    if FIXED[name].unsafe:
        assert f"Fixed by `xogen lint --fix --unsafe-fixes`: {'; '.join(FIXED[name].unsafe)}." in text
    changes = text.partition("```diff\n")[2].partition("```")[0].splitlines()
    assert {line[0] for line in changes} & {"-", "+"}


def test_the_index_says_which_rules_have_fixes():
    rows = [line for line in index(rules()).splitlines() if line.startswith("| [`")]
    fixes = {row.split("`")[1]: row.split(" | ")[2] for row in rows}
    assert {name for name, fix in fixes.items() if fix} == set(FIXED)
    assert fixes["intent/repeated-utterance"] == "safe"
    assert fixes["service/plain-http"] == "unsafe"
