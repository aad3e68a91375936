"""A text that one of the bot's languages lacks."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.finding import Severity
from xogen.model.nodes import ConfirmationNode, EntityNode, MessageNode, Response

INTENT = intent("done", utterances={"en": ["add a lead"], "de": ["einen Lead anlegen"]})


@rule(
    ("message", "entity", "confirmation"),
    severity=Severity.ERROR,
    summary="A text that a language of the dialog lacks",
    rationale="""
        A user who writes in that language gets no text here, or one in another language: what the platform then does
        is not documented. Either translate the text, or take the language out of `languages`.
    """,
    bad=bad(
        dialog(INTENT, message("done", "Done."), languages=["en", "de"]),
        Flag("/nodes/1/responses/0", "the text of done is not there in de", "done"),
    ),
    good=good(
        dialog(
            INTENT,
            message("done", "Done.", responses=[{"text": {"en": "Done.", "de": "Erledigt."}}]),
            languages=["en", "de"],
        )
    ),
)
def missing_language(node: MessageNode | EntityNode | ConfirmationNode, facts: TaskFacts) -> Iterator[Problem]:
    for key, responses in _responses(node):
        for index, response in enumerate(responses):
            there = {*response.text, *response.script}
            lacking = [language for language in facts.task.languages if language not in there]
            if there and lacking:
                yield Problem(f"/{key}/{index}", f"the text of {node.component} is not there in {', '.join(lacking)}")


def _responses(node: MessageNode | EntityNode | ConfirmationNode) -> list[tuple[str, tuple[Response, ...]]]:
    if isinstance(node, MessageNode):
        return [("responses", node.responses)]
    if isinstance(node, EntityNode):
        return [("prompt", node.prompt), ("error_prompt", node.error_prompt)]
    return [("prompt", node.prompt)]
