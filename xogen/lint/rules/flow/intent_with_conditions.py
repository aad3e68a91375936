"""A dialog whose entry branches."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import Data, dialog, intent, message, node
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

KNOWN = {"context": "context.session.BotUserSession.account"}
WAYS: list[Data] = [{"to": "back", "when": KNOWN}, {"to": "hello"}]
ENDS = (message("hello", "Hello!"), message("back", "Welcome back!"))


@rule(
    "task",
    needs="conditional",
    severity=Severity.ERROR,
    summary="An entry with conditions",
    rationale="""
        The intent that a dialog starts with has one connection and no conditions; the platform has no place for them.
        Branch in a logic node right after it. Intents further down may have conditions.
    """,
    bad=bad(
        dialog(intent(WAYS), *ENDS),
        Flag(
            "/nodes/0/transitions/0",
            "the entry CreateLead has a condition: 'account exists'",
            "CreateLead",
        ),
    ),
    good=good(dialog(intent("check"), node("logic", "check", WAYS), *ENDS)),
)
def intent_with_conditions(task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    entry = task.nodes[0] if task.nodes else None
    if entry is None or entry.type != "intent":
        return
    for index, transition in enumerate(entry.transitions):
        if transition.when is not None:
            words = f"the entry {entry.component} has a condition: {facts.words(transition.when)!r}"
            yield Problem(f"/nodes/0/transitions/{index}", words, entry.id)
