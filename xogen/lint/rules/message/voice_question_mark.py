"""A question that does not sound like one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xogen.formats.pointers import to_pointer
from xogen.lint.examples import Data, confirmation, dialog, intent, message, say
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.texts import responses_of
from xogen.model.finding import Severity
from xogen.model.nodes import ConfirmationNode

VOICE = frozenset({"audiocodes", "ivr", "korevg", "twiliovoice"})
QUESTION = re.compile("[?？؟;]")
YES, NO = message("yes", "Then it is saved."), message("no", "Then nothing is saved.")


def _asks(text: str) -> Data:
    prompt = [say("Shall I save it?"), say(text, channel="ivr")]
    return dialog(intent("sure"), confirmation("sure", "yes", "no", prompt=prompt), YES, NO)


@rule(
    "confirmation",
    severity=Severity.INFO,
    summary="A spoken yes-or-no question without a question mark",
    rationale="""
        Speech engines raise the voice where they see a question mark. Without one the caller hears a statement and does
        not know that it is their turn (inferred). A text that asks to say or press something needs none.
    """,
    bad=bad(
        _asks("Shall I save it."),
        Flag("/nodes/1/prompt/1/text/en", "this question is spoken on ivr, and has no question mark", "sure"),
    ),
    good=good(_asks("Shall I save it?")),
)
def voice_question_mark(node: ConfirmationNode, _facts: TaskFacts) -> Iterator[Problem]:
    for key, index, response in responses_of(node):
        if response.channel not in VOICE:
            continue
        for language, text in response.text.items():
            asked = QUESTION.search(text) or re.search(
                r"\b(?:say|press|sagen|drücken|diga|dites)\b", text, re.IGNORECASE
            )
            if text.strip() and not asked:
                words = f"this question is spoken on {response.channel}, and has no question mark"
                yield Problem(to_pointer((key, index, "text", language)), words)
