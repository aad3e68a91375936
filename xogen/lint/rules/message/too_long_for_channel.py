"""A text that its channel cuts off or refuses."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import Data, dialog, intent, message, say
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.model.references import references

LIMITS = {
    "facebook": 2000,
    "instagram": 1000,
    "line": 5000,
    "telegram": 4096,
    "whatsapp": 4096,
    "sms": 1600,
    "twiliosms": 1600,
}
"""Signs of one message, as the channels' own makers document them; the platform documents none."""
LONG = "All about your lead. " * 60


def _says(text: str) -> Data:
    return dialog(
        intent("done"), message("done", "Done.", responses=[say("Your lead is saved."), say(text, channel="instagram")])
    )


@rule(
    "task",
    needs="several-channels",
    severity=Severity.WARNING,
    summary="A text that is longer than its channel takes",
    rationale="""
        Channels refuse or cut off what is too long: 1,000 characters on Instagram, 1,600 in an SMS, 2,000 on Facebook,
        4,096 on WhatsApp and Telegram, 5,000 on LINE (the limits of their makers; what the platform does about them is
        not documented). Only texts of a channel of their own are checked, and references count as nothing.
    """,
    bad=bad(
        _says(LONG),
        Flag(
            "/nodes/1/responses/1/text/en", "this text has 1260 characters at least, and instagram takes 1000", "done"
        ),
    ),
    good=good(_says("All about your lead.")),
)
def too_long_for_channel(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    for channel, sayings in facts.said.elsewhere.items():
        limit = LIMITS.get(channel.casefold())
        for saying in sayings if limit else ():
            for language, text in saying.response.text.items():
                least = len(text) - sum(each.end - each.start for each in references(text))
                if limit and least > limit:
                    words = f"this text has {least} characters at least, and {channel} takes {limit}"
                    yield Problem(saying.at("text", language), words, saying.place.node.id)
