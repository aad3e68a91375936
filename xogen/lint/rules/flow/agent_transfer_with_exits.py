"""A way out of an agent transfer, which has none."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.edits import Removal
from xogen.lint.examples import dialog, intent, message, node
from xogen.lint.facts import TaskFacts
from xogen.lint.fix import unsafe
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.finding import Severity
from xogen.model.nodes import EXITS, PlatformNode

SAY = message("hand", "I will get a colleague.", "agent")


@rule(
    "agent-transfer",
    severity=Severity.ERROR,
    summary="An agent transfer that leads somewhere",
    rationale="""
        An agent transfer ends the dialog: it has no outgoing connection, and what comes after it is never reached.
        What the bot should say comes before it.
    """,
    bad=bad(
        dialog(intent("agent"), node("agent-transfer", "agent", "hand"), message("hand", "Good bye!")),
        Flag("/nodes/1/transitions/0", "agent ends the dialog, so it cannot lead to hand", "agent"),
    ),
    good=good(dialog(intent("hand"), SAY, node("agent-transfer", "agent", []))),
)
def agent_transfer_with_exits(each: PlatformNode, facts: TaskFacts) -> Iterator[Problem]:
    for index, transition in enumerate(each.transitions):
        if transition.to not in EXITS:
            words = f"{each.component} ends the dialog, so it cannot lead to {facts.name(transition.to)}"
            here = f"/transitions/{index}"
            yield Problem(here, words, fix=unsafe("remove the connection", Removal(here)))
