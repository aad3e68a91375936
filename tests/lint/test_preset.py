"""What calls set before a dialog starts is told by their inputs, and by nothing else."""

from __future__ import annotations

import pytest

from xogen.lint.examples import dialog, intent, message, node
from xogen.lint.facts import BotFacts, Document, TaskFacts
from xogen.lint.known import Known
from xogen.lint.preset import preset_paths, preset_units
from xogen.model.dialog import DialogTask


@pytest.mark.parametrize(
    ("inputs", "paths", "units"),
    [
        ({}, [], []),
        ({"context.entities.sum": "5"}, [("context", "entities", "sum")], [("context", "entities", "sum")]),
        (
            {"context.a.b": "5", "context.c": ""},
            [("context", "a", "b"), ("context", "c")],
            [("context", "a"), ("context", "c")],
        ),
        ({"no path": "5"}, [], []),
    ],
)
def test_what_calls_set(inputs, paths, units):
    caller = dialog(intent("c"), node("dialog-call", "c", "end", dialog="pay", inputs=inputs))
    called = {**dialog(intent("m", "Pay"), message("m", "Paid.")), "name": "pay"}
    tasks = [TaskFacts(Document("x", DialogTask.model_validate(each)), Known()) for each in (caller, called)]
    facts = BotFacts(tasks, Known())
    assert list(preset_paths(tasks[1], facts)) == paths
    assert sorted(preset_units(tasks[1], facts)) == units
    assert preset_paths(tasks[0], facts) == ()
