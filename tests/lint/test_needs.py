"""A rule that needs something of a dialog is not shown dialogs without it: then it must have nothing to say of them."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from xogen.formats.importer import import_bot
from xogen.lint.facts import Document, TaskFacts
from xogen.lint.known import Known
from xogen.lint.plan import FEATURES, Plan
from xogen.lint.registry import rules
from xogen.lint.rule import Feature
from xogen.lint.settings import LintSettings, choose
from xogen.model.dialog import DialogTask
from xogen.project.bots import read_bot

EXPORTS = Path(__file__).parents[1] / "fixtures" / "exports"
NEEDING = {name: each for name, each in rules().items() if each.needs}


def facts(task, known):
    return TaskFacts(Document("dialog.json", task), known)


def said_without_what_is_needed(task, known):
    """What rules say of a dialog that they are not to be shown."""
    said = facts(task, known)
    met = {*said.kinds, *(name for name, found in FEATURES.items() if found(said))}
    unfit = [each for each in NEEDING.values() if not each.needs & met]
    options = {each.name: [each.options()] if each.options else [] for each in unfit}
    return {each.name: found for each in unfit if (found := [*each.check(task, said, *options[each.name])])}


def tasks_of(example):
    if example.export is None:
        return [DialogTask.model_validate(dialog) for dialog in example.dialogs]
    return [dialog.task for dialog in import_bot(example.export, example.config, path="bot.json").dialogs]


def parts(task):
    """A dialog, then what is left of it without each of its nodes, and each node alone: they lack one thing each."""
    yield task
    for index, node in enumerate(task.nodes if len(task.nodes) < 80 else ()):
        yield task.model_copy(update={"nodes": (*task.nodes[:index], *task.nodes[index + 1 :])})
        yield task.model_copy(update={"nodes": (node,)})


@pytest.mark.parametrize("rule", rules().values(), ids=rules())
def test_nothing_is_said_of_an_example_without_what_a_rule_needs(rule):
    for example in (rule.bad, rule.good):
        for task in tasks_of(example)[:8]:
            for part in parts(task):
                assert said_without_what_is_needed(part, example.known) == {}


@pytest.mark.parametrize("name", sorted(path.name for path in EXPORTS.iterdir() if path.is_dir()))
def test_nothing_is_said_of_a_real_dialog_without_what_a_rule_needs(name):
    bot = read_bot(EXPORTS / name).bot
    for dialog in bot.dialogs:
        for part in parts(dialog.task):
            assert said_without_what_is_needed(part, Known(bot=bot)) == {}


@pytest.mark.parametrize("rule", NEEDING.values(), ids=NEEDING)
def test_a_rule_is_shown_its_own_bad_example(rule):
    shown = [
        Plan(choose(LintSettings(), {rule.name: rule})).steps(facts(task, rule.bad.known)).on_task
        for task in tasks_of(rule.bad)
    ]
    assert any(shown)


def test_a_rule_with_a_wrong_need_is_caught(monkeypatch):
    wrong = rules()["flow/dead-end"]._replace(needs=frozenset({"circling"}))
    monkeypatch.setitem(NEEDING, wrong.name, wrong)
    with pytest.raises(AssertionError):
        test_nothing_is_said_of_an_example_without_what_a_rule_needs(wrong)


def test_only_rules_that_are_shown_dialogs_need_something_of_them():
    assert {each.scope for each in NEEDING.values()} == {"task"}


def test_each_feature_is_needed_by_some_rule():
    assert FEATURES.keys() <= {need for each in rules().values() for need in (*each.needs, *each.kinds)}
    assert FEATURES.keys() == set(get_args(Feature))
