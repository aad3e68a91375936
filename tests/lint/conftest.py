"""What tests of single rules share."""

from __future__ import annotations

import pytest

from xogen.lint.examples import dialog
from xogen.lint.facts import Document
from xogen.lint.registry import rules
from xogen.lint.runner import lint
from xogen.model.dialog import DialogTask


@pytest.fixture
def check():
    """Return a function that runs one rule on the nodes of a dialog and returns the report."""

    def run(rule, *nodes, others=(), known=None, **more):
        datas = [dialog(*nodes, **more), *others]
        tasks = [DialogTask.model_validate(data) for data in datas]
        documents = [Document(f"{task.name}.json", task) for task in tasks]
        return lint(documents, known=known, rules={rule: rules()[rule]})

    return run


@pytest.fixture
def found(check):
    """Return a function like ``check`` that returns pointers and messages."""

    def run(rule, *nodes, **more):
        return [(each.pointer, each.message) for each in check(rule, *nodes, **more).findings]

    return run
