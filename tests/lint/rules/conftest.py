"""Cases of single rules: a dialog, and what the rule says of it."""

from __future__ import annotations

import pytest

from xogen.lint.facts import Document
from xogen.lint.known import Known
from xogen.lint.proof import CONFIG, check_export
from xogen.lint.registry import rules
from xogen.lint.runner import lint
from xogen.model.dialog import DialogTask


@pytest.fixture
def said():
    """Lint dialogs with one rule and return pointers and messages (with the dialog, when there are several)."""

    def run(name, *dialogs, known=None):
        documents = [Document(f"{data['name']}.json", DialogTask.model_validate(data)) for data in dialogs]
        report = lint(documents, known=known or Known(), rules={name: rules()[name]})
        several = len(dialogs) > 1
        return [(*((found.dialog,) if several else ()), found.pointer, found.message) for found in report.findings] + [
            ("not checked", entry.reason) for entry in report.not_checked
        ]

    return run


@pytest.fixture
def said_of_export():
    """Lint an export with one rule and return pointers and messages; those of ``config.json`` begin with its name."""

    def run(name, export, config=None):
        report = check_export(export, config, {name: rules()[name]})
        return [
            (f"config.json{found.pointer}" if found.path == CONFIG else found.pointer, found.message)
            for found in report.findings
        ] + [("not checked", entry.reason) for entry in report.not_checked if entry.rule == name]

    return run
