"""A message that says nothing."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.edits import Removal
from xogen.lint.examples import dialog, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.fix import unsafe
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.texts import says_something
from xogen.model.finding import Severity
from xogen.model.nodes import MessageNode


@rule(
    "message",
    severity=Severity.ERROR,
    summary="A message without a text",
    rationale="""
        The user sees an empty bubble, or nothing at all. Of several responses for one channel the platform takes one
        at random, so a single empty variant shows up now and then, and is hard to find by trying.
    """,
    bad=bad(
        dialog(
            intent("hello"),
            message("hello", "", "done"),
            message("done", "Done.", responses=[{"text": {"en": "Done."}}, {"text": {"en": " "}}]),
        ),
        Flag("/nodes/1", "the message hello says nothing", "hello"),
        Flag("/nodes/2/responses/1", "this variant of the message done says nothing", "done"),
    ),
    good=good(dialog(intent("hello"), message("hello", "Hello!", "done"), message("done", "Done."))),
)
def empty_message(node: MessageNode, _facts: TaskFacts) -> Iterator[Problem]:
    empty = [index for index, response in enumerate(node.responses) if not says_something((response,))]
    if len(empty) == len(node.responses):
        yield Problem("", f"the message {node.component} says nothing")
        return
    for index in empty:
        here, words = f"/responses/{index}", f"this variant of the message {node.component} says nothing"
        yield Problem(here, words, fix=unsafe("remove the empty variant", Removal(here)))
