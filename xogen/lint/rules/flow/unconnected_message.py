"""A last message that does not say that it is the last."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.edits import Edit, Insertion
from xogen.lint.examples import dialog, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.fix import safe
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.finding import Severity
from xogen.model.nodes import END, NOT_CONNECTED, MessageNode


@rule(
    "message",
    severity=Severity.INFO,
    summary="A message that is left unconnected",
    rationale="""
        The user gets an answer and the dialog stops here, as it does in most real bots. It cannot be told whether that
        is meant, or whether a connection was forgotten: lead to `end` to say so.
    """,
    bad=bad(
        dialog(intent("done"), message("done", "Your lead is saved.", "not-connected")),
        Flag("/nodes/1/transitions/0", "the message done is not connected to anything, not even to end", "done"),
    ),
    good=good(dialog(intent("done"), message("done", "Your lead is saved.", "end"))),
)
def unconnected_message(node: MessageNode, _facts: TaskFacts) -> Iterator[Problem]:
    words = f"the message {node.component} is not connected to anything, not even to end"
    if not node.transitions:
        yield Problem("", words, fix=safe("lead to end", Insertion("/transitions/-", {"to": END})))
    for index, transition in enumerate(node.transitions):
        if transition.to == NOT_CONNECTED:
            fix = safe("lead to end", Edit(f"/transitions/{index}/to", END))
            yield Problem(f"/transitions/{index}", words, fix=fix)
