"""What must hold for every rule, and how rules are found."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest

import xogen.lint.rules
from xogen.lint.registry import collect, families, rules
from xogen.lint.rule import bad, good, rule
from xogen.model.finding import Severity

FOLDER = Path(xogen.lint.rules.__file__).parent
FILES = sorted(path for path in FOLDER.glob("*/*.py") if path.name != "__init__.py")


def module(name, *found):
    made = ModuleType(name)
    for index, each in enumerate(found):
        setattr(made, f"rule_{index}", each)
    return made


def made_rule(module_name):
    def check(_node, _facts):
        return ()

    check.__module__ = module_name
    texts = {"summary": "A thing", "rationale": "Because.", "bad": bad({"nodes": []}), "good": good({"nodes": []})}
    return rule("entity", severity=Severity.INFO, **texts)(check)


def test_every_file_is_a_rule_and_every_rule_a_file():
    names = {f"{path.parent.name}/{path.stem}".replace("_", "-") for path in FILES}
    assert set(rules()) == names


def test_the_index_is_sorted():
    assert list(rules()) == sorted(rules())
    assert families(rules()) == tuple(sorted({path.parent.name for path in FILES}))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_rule_is_one_short_file(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 150


@pytest.mark.parametrize("each", rules().values(), ids=lambda each: each.name)
def test_a_rule_says_what_it_finds(each):
    assert re.fullmatch(r"[a-z]+/[a-z]+(?:-[a-z]+)*", each.name)
    assert not each.short_name.startswith("no-")
    assert re.match(r"[A-Z`\"]", each.summary)
    assert not each.summary.endswith(".")
    assert len(each.summary) <= 80
    assert each.rationale.strip().endswith((".", "`", ")"))
    assert each.bad.flags
    assert not each.good.flags


@pytest.mark.parametrize("each", rules().values(), ids=lambda each: each.name)
def test_a_message_is_one_sentence_without_a_full_stop(each):
    for flag in each.bad.flags:
        assert "\n" not in flag.message
        assert not flag.message.endswith(".")


@pytest.mark.parametrize("each", rules().values(), ids=lambda each: each.name)
def test_options_all_have_a_default(each):
    assert each.options is None or each.options() == each.options.model_validate({})


def test_two_rules_of_one_name_are_refused():
    one, other = made_rule("a.rules.flow.trap"), made_rule("b.rules.flow.trap")
    with pytest.raises(
        ValueError, match=r"^two rules are called flow/trap: a\.rules\.flow\.trap and b\.rules\.flow\.trap$"
    ):
        collect([module("a.rules.flow.trap", one), module("b.rules.flow.trap", other)])


def test_a_file_without_a_rule_is_refused():
    with pytest.raises(ValueError, match=r"^a\.rules\.flow\.trap: one file is one rule, and this one has 0$"):
        collect([module("a.rules.flow.trap")])


def test_a_file_with_two_rules_is_refused():
    found = (made_rule("a.rules.flow.trap"), made_rule("a.rules.flow.trap"))
    with pytest.raises(ValueError, match=r"one file is one rule, and this one has 2$"):
        collect([module("a.rules.flow.trap", *found)])


def test_a_rule_outside_a_family_is_refused():
    with pytest.raises(ValueError, match=r"^a rule is a file rules/<family>/<rule>\.py, not somewhere$"):
        made_rule("somewhere")
