"""A variant of a text that is no variant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xogen.formats.edits import Removal
from xogen.lint.examples import Data, dialog, intent, message, say
from xogen.lint.facts import TaskFacts
from xogen.lint.fix import safe
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.said import Saying
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity


def _says(*texts: str) -> Data:
    return dialog(intent("done"), message("done", "Done.", responses=[say(text) for text in texts]))


@rule(
    "task",
    needs=("message", "entity", "confirmation"),
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
    variants: dict[tuple[str, str, str], list[Saying]] = {}
    for saying in facts.said.responses:
        variants.setdefault((saying.place.pointer, saying.key, saying.response.channel), []).append(saying)
    for sayings in variants.values():
        if len(sayings) > 1:
            yield from _repeated(sayings)


def _repeated(sayings: Sequence[Saying]) -> Iterator[Problem]:
    first: dict[tuple[tuple[str, str], ...], int] = {}
    for saying in sayings:
        response, node = saying.response, saying.place.node
        said = (*sorted(response.text.items()), *sorted(response.script.items()))
        if not any(text.strip() for _, text in said):
            continue
        before = first.setdefault(said, saying.number)
        if before != saying.number:
            words = f"this variant of {node.component} says the same as {saying.key}/{before}"
            yield Problem(saying.at(), words, node.id, fix=safe("remove the second one", Removal(saying.at())))
