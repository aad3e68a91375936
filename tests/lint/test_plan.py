from __future__ import annotations

from xogen.lint.plan import plan
from xogen.lint.registry import rules
from xogen.lint.settings import LintSettings


def names(settings):
    return [entry.rule.name for entry in plan(settings, rules()).chosen]


def test_bots_with_equal_settings_share_a_plan():
    assert plan(LintSettings(ignore=("flow",)), rules()) is plan(LintSettings(ignore=("flow",)), rules())


def test_other_settings_have_a_plan_of_their_own():
    assert names(LintSettings(select=("flow/trap",))) == ["flow/trap"]
    assert names(LintSettings(select=("flow/dead-end",))) == ["flow/dead-end"]


def test_other_rules_have_a_plan_of_their_own():
    few = {"flow/trap": rules()["flow/trap"]}
    assert len(plan(LintSettings(), rules()).chosen) > 1
    assert [entry.rule.name for entry in plan(LintSettings(), few).chosen] == ["flow/trap"]


def test_a_part_of_a_plan():
    part = plan(LintSettings(), rules()).part(lambda rule: rule.name in {"flow/trap", "flow/dead-end"})
    assert [entry.rule.name for entry in part.chosen] == ["flow/dead-end", "flow/trap"]
