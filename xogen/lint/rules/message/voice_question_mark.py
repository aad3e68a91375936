"""A question that does not sound like one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xogen.lint.examples import Data, confirmation, dialog, intent, message, say
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

VOICE = ("audiocodes", "ivr", "korevg", "twiliovoice")
QUESTION = re.compile("[?？؟;]")
CHOICE = re.compile(r"\b(?:say|press|sagen|drücken|diga|dites)\b", re.IGNORECASE)
YES, NO = message("yes", "Then it is saved."), message("no", "Then nothing is saved.")


def _asks(text: str) -> Data:
    prompt = [say("Shall I save it?"), say(text, channel="ivr")]
    return dialog(intent("sure"), confirmation("sure", "yes", "no", prompt=prompt), YES, NO)


@rule(
    "task",
    needs="several-channels",
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
def voice_question_mark(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    for channel in VOICE:
        for saying in facts.said.elsewhere.get(channel, ()):
            node = saying.place.node
            for language, text in saying.response.text.items() if node.type == "confirmation" else ():
                if text.strip() and not QUESTION.search(text) and not CHOICE.search(text):
                    words = f"this question is spoken on {channel}, and has no question mark"
                    yield Problem(saying.at("text", language), words, node.id)
