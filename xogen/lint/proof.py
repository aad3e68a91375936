"""Runs the examples of a rule, for tests and for who writes rules: what a page says is what the linter does."""

from __future__ import annotations

from collections.abc import Mapping

from xogen.lint.facts import Document
from xogen.lint.known import Known
from xogen.lint.registry import rules as all_rules
from xogen.lint.report import Report
from xogen.lint.rule import Example, Flag, Rule
from xogen.lint.runner import lint
from xogen.lint.settings import LintSettings
from xogen.model.dialog import DialogTask
from xogen.model.views import view

EXPORT, CONFIG = "botDefinition.json", "config.json"


def documents(example: Example) -> tuple[Document, ...]:
    """Return the dialogs of an example as documents of files that nobody wrote."""
    tasks = (DialogTask.model_validate(data) for data in example.dialogs)
    return tuple(Document(f"dialogs/{task.name}.json", task) for task in tasks)


def check_example(example: Example, rules: Mapping[str, Rule]) -> Report:
    """Lint an example."""
    if example.export is not None:
        return check_export(example.export, example.config, rules)
    return lint(documents(example), _chosen(rules), known=example.known, rules=rules)


def check_export(export: object, config: object, rules: Mapping[str, Rule]) -> Report:
    """Lint an export, as one that was read from a file of the platform's name."""
    from xogen.formats.importer import import_bot

    config_path = None if config is None else CONFIG
    bot = import_bot(export, config, path=EXPORT, config_path=config_path, make=view)
    dialogs = [Document(EXPORT, each.task, locate=each.locate, flows=each.flows) for each in bot.dialogs]
    return lint(dialogs, _chosen(rules), known=Known(path=EXPORT, complete=True, bot=bot), rules=rules)


def _chosen(rules: Mapping[str, Rule]) -> LintSettings:
    """Run a rule that is looked at alone, also when it is off by default."""
    return LintSettings(select=tuple(rules) if len(rules) == 1 else ())


def flags(rule: Rule) -> tuple[Flag, ...]:
    """Return what a rule says of its bad example, in the form in which the example states it."""
    # What a rule on the run says hangs on what all others found.
    report = check_example(rule.bad, all_rules() if rule.scope == "run" else {rule.name: rule})
    several = len(rule.bad.dialogs) > 1
    return tuple(
        Flag(found.pointer, found.message, found.node, found.dialog if several else None, found.path == CONFIG)
        for found in report.findings
        if found.rule == rule.name
    )
