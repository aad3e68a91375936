from __future__ import annotations

from xogen.lint.examples import dialog, intent, message, node, script
from xogen.lint.facts import Document, TaskFacts
from xogen.lint.known import Known
from xogen.model.dialog import DialogTask

TESTED = {"context": "context.a"}
INNER = script("inner", "context.a = 1;", "end")
TASK = dialog(
    intent("work"),
    node("bot-action", "work", [{"to": "check", "when": TESTED}], nodes=[INNER]),
    node("logic", "check", [{"to": "done", "when": TESTED}, {"to": "not-connected"}, {"to": "done"}]),
    message("done", "Done.", []),
)


def test_ways_are_sorted_by_what_rules_ask_of_them():
    ways = TaskFacts(Document("t.json", DialogTask.model_validate(TASK)), Known()).ways
    assert [place.node.id for place in ways.stuck] == ["done"]
    assert [place.node.id for place in ways.branches] == ["check"]
    assert [place.node.id for place in ways.conditional] == ["work", "check"]
    assert [(place.node.id, index, when.context) for place, index, when in ways.conditions] == [
        ("work", 0, "context.a"),
        ("check", 0, "context.a"),
    ]
    assert [(place.pointer, index) for place, index in ways.loose] == [("/nodes/2", 1)]
    assert ways.targets == {"": {"work", "check", "done", "not-connected"}, "work": {"end"}}
