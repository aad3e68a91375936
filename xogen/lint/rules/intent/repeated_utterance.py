"""An utterance that stands there twice."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.edits import Removal
from xogen.formats.pointers import to_pointer
from xogen.lint.examples import dialog, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.fix import Fix
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.utterances import marked_entities, spoken
from xogen.model.finding import Severity
from xogen.model.nodes import IntentNode

DONE = message("done", "Done.")


@rule(
    "intent",
    severity=Severity.INFO,
    summary="An utterance that is there twice",
    rationale="""
        The second one teaches the platform nothing, and hides how few utterances there are. Case, spaces, punctuation
        and the marks of entity values make no difference.
    """,
    bad=bad(
        dialog(intent("done", utterances={"en": ["add a lead", "Add a lead!"]}), DONE),
        Flag("/nodes/0/utterances/en/1", "'Add a lead!' is there before: 'add a lead'", "CreateLead"),
    ),
    good=good(dialog(intent("done", utterances={"en": ["add a lead", "log a prospect"]}), DONE)),
)
def repeated_utterance(node: IntentNode, _facts: TaskFacts) -> Iterator[Problem]:
    for language, utterances in node.utterances.items():
        first: dict[str, str] = {}
        for index, utterance in enumerate(utterances):
            said = spoken(utterance)
            before = first.get(said.key)
            if before is not None:
                pointer = to_pointer(("utterances", language, index))
                # Without the marks of entity values, nothing is lost.
                fix = Fix("remove the second one", (Removal(pointer),), safe=not marked_entities(utterance))
                yield Problem(pointer, f"{said.text!r} is there before: {before!r}", fix=fix)
            first.setdefault(said.key, said.text)
