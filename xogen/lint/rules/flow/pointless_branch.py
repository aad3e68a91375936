"""A branch whose ways all lead to one place."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, intent, message, node
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

KNOWN = {"context": "context.session.BotUserSession.account"}
ENDS = (message("hello", "Hello!"), message("back", "Welcome back!"))


@rule(
    "task",
    severity=Severity.WARNING,
    summary="A branch whose ways all lead to one place",
    rationale="""
        The conditions change nothing: either one of them should lead elsewhere (the user who says no gets what the
        user who says yes gets), or the branch can go.
    """,
    bad=bad(
        dialog(intent("check"), node("logic", "check", [{"to": "hello", "when": KNOWN}, {"to": "hello"}]), ENDS[0]),
        Flag("/nodes/1", "all ways out of check lead to hello", "check"),
    ),
    good=good(dialog(intent("check"), node("logic", "check", [{"to": "back", "when": KNOWN}, {"to": "hello"}]), *ENDS)),
)
def pointless_branch(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    for each, pointer, parent in facts.placed:
        targets = {transition.to for transition in each.transitions}
        if len(each.transitions) > 1 and len(targets) == 1:
            yield Problem(pointer, f"all ways out of {each.component} lead to {facts.name(targets.pop())}", each.id)
        # A bot action's own transitions are taken at the end of what is inside, so a logic node there decides by them.
        elif each.type == "logic" and len(each.transitions) == 1 and parent is None:
            words = f"the logic node {each.component} has one way out, so it decides nothing"
            yield Problem(pointer, words, each.id)
