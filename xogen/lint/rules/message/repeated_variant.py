"""A variant of a text that is no variant."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.edits import Removal
from xogen.formats.pointers import to_pointer
from xogen.lint.examples import Data, dialog, intent, message, say
from xogen.lint.facts import TaskFacts
from xogen.lint.fix import safe
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.texts import responses_of
from xogen.model.finding import Severity
from xogen.model.nodes import ConfirmationNode, EntityNode, MessageNode


def _says(*texts: str) -> Data:
    return dialog(intent("done"), message("done", "Done.", responses=[say(text) for text in texts]))


@rule(
    ("message", "entity", "confirmation"),
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
def repeated_variant(node: MessageNode | EntityNode | ConfirmationNode, _facts: TaskFacts) -> Iterator[Problem]:
    first: dict[tuple[str, str, tuple[tuple[str, str], ...]], int] = {}
    every = responses_of(node)
    if len(every) < 2 or len({(key, response.channel) for key, _, response in every}) == len(every):
        return
    for key, index, response in every:
        said = (*sorted(response.text.items()), *sorted(response.script.items()))
        before = (
            first.setdefault((key, response.channel, said), index) if any(text.strip() for _, text in said) else index
        )
        if before != index:
            words = f"this variant of {node.component} says the same as {key}/{before}"
            here = to_pointer((key, index))
            yield Problem(here, words, fix=safe("remove the second one", Removal(here)))
