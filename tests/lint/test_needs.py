"""A rule that needs something of a dialog is not shown dialogs without it: then it must have nothing to say of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from xogen.lint.facts import Document, TaskFacts
from xogen.lint.known import Known
from xogen.lint.registry import rules
from xogen.lint.runner import FEATURES
from xogen.model.dialog import DialogTask
from xogen.project.bots import read_bot

EXPORTS = Path(__file__).parents[1] / "fixtures" / "exports"
NEEDING = {name: each for name, each in rules().items() if each.needs}


def said_without_what_is_needed(task, known):
    """What rules say of a dialog that they are not to be shown."""
    facts = TaskFacts(Document("dialog.json", task), known)
    met = {*facts.kinds, *(name for name, has in FEATURES.items() if has(facts))}
    unfit = [each for each in NEEDING.values() if not each.needs & met]
    options = {each.name: [each.options()] if each.options else [] for each in unfit}
    return {each.name: found for each in unfit if (found := [*each.check(task, facts, *options[each.name])])}


@pytest.mark.parametrize("rule", rules().values(), ids=rules())
def test_nothing_is_said_of_an_example_without_what_a_rule_needs(rule):
    for example in (rule.bad, rule.good):
        for dialog in example.dialogs:
            assert said_without_what_is_needed(DialogTask.model_validate(dialog), example.known) == {}


@pytest.mark.parametrize("name", sorted(path.name for path in EXPORTS.iterdir() if path.is_dir()))
def test_nothing_is_said_of_a_real_dialog_without_what_a_rule_needs(name):
    bot = read_bot(EXPORTS / name).bot
    for dialog in bot.dialogs:
        assert said_without_what_is_needed(dialog.task, Known(bot=bot)) == {}
