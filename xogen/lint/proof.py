"""Runs the examples of a rule, for tests and for who writes rules: what a page says is what the linter does."""

from __future__ import annotations

from collections.abc import Mapping

from xogen.lint.facts import Document
from xogen.lint.report import Report
from xogen.lint.rule import Example, Flag, Rule
from xogen.lint.runner import lint
from xogen.model.dialog import DialogTask


def documents(example: Example) -> tuple[Document, ...]:
    """Return the dialogs of an example as documents of files that nobody wrote."""
    tasks = (DialogTask.model_validate(data) for data in example.dialogs)
    return tuple(Document(f"dialogs/{task.name}.json", task) for task in tasks)


def check_example(example: Example, rules: Mapping[str, Rule]) -> Report:
    """Lint an example."""
    return lint(documents(example), known=example.known, rules=rules)


def flags(rule: Rule) -> tuple[Flag, ...]:
    """Return what a rule says of its bad example, in the form in which the example states it."""
    report = check_example(rule.bad, {rule.name: rule})
    several = len(rule.bad.dialogs) > 1
    return tuple(
        Flag(found.pointer, found.message, found.node, found.dialog if several else None) for found in report.findings
    )
