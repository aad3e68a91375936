"""A text for the ear with characters for the eye."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xogen.lint.examples import Data, dialog, intent, message, say
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

VOICE = ("audiocodes", "ivr", "korevg", "twiliovoice")
SIGNS = (
    ("a link", re.compile(r"https?://\S+|\]\(\s*\w")),
    ("an emoji", re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")),
    ("bold or heading marks", re.compile(r"\*\S[^*\n]*\S\*|^#h?[1-6]\b", re.MULTILINE)),
)


def _says(text: str) -> Data:
    return dialog(
        intent("done"), message("done", "Done.", responses=[say("Your lead is saved."), say(text, channel="ivr")])
    )


@rule(
    "task",
    needs="several-channels",
    severity=Severity.INFO,
    summary="A link, an emoji or marks in a text that is spoken",
    rationale="""
        A voice channel reads the text out: links character by character, marks as "asterisk", emojis by their names or
        not at all (inferred). Say what the user can do by ear, and send the link another way. SSML stays.
    """,
    bad=bad(
        _says("See https://acme.example.com/leads for more."),
        Flag("/nodes/1/responses/1/text/en", "this text is spoken on ivr, and holds a link", "done"),
    ),
    good=good(_says("I sent you a link.")),
)
def markup_in_voice(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    for channel in VOICE:
        for saying in facts.said.elsewhere.get(channel, ()):
            for language, text in saying.response.text.items():
                found = [what for what, sign in SIGNS if sign.search(text)]
                if found:
                    words = f"this text is spoken on {channel}, and holds {' and '.join(found)}"
                    yield Problem(saying.at("text", language), words, saying.place.node.id)
