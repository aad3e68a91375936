"""A variant of a text that is no variant."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.edits import Removal
from xogen.lint.examples import Data, dialog, intent, message, say
from xogen.lint.facts import TaskFacts
from xogen.lint.fix import safe
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.texts import responses_of
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity


def _says(*texts: str) -> Data:
    return dialog(intent("done"), message("done", "Done.", responses=[say(text) for text in texts]))


@rule(
    "task",
    needs="varied",
    severity=Severity.INFO,
    summary="Two variants of a text that are equal",
    rationale="""
        Of several texts for one channel the platform takes one at random, so that the bot sounds less like a machine.
        An equal one only makes the other more frequent, and has to be changed twice.
    """,
    bad=bad(
        _says("Your lead is saved.", "Your lead is saved."),
        Flag("/nodes/1/responses/1", "this variant of done says the same as responses/0", "done"),
    ),
    good=good(_says("Your lead is saved.", "Done, your lead is saved.")),
)
def repeated_variant(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    for node, pointer, _ in facts.said.varied:
        first: dict[tuple[object, ...], int] = {}
        for key, number, response in responses_of(node):
            said = (*response.text.items(), *response.script.items())
            before = first.setdefault((key, response.channel, *sorted(said)), number)
            if before != number and any(text.strip() for _, text in said):
                here, words = (
                    f"{pointer}/{key}/{number}",
                    f"this variant of {node.component} says the same as {key}/{before}",
                )
                yield Problem(here, words, node.id, fix=safe("remove the second one", Removal(here)))
