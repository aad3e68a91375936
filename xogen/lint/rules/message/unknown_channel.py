"""A channel whose name is misspelt."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.edits import Edit
from xogen.lint.examples import Data, dialog, intent, message, say
from xogen.lint.facts import TaskFacts
from xogen.lint.fix import unsafe
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.model.nearest import nearest

SEEN = ("audiocodes", "default", "ivr", "korevg", "rtm", "skype", "twiliovoice", "widgetsdk")
"""The channels of real exports (facts, xo-export-format 2.6)."""


def _says(channel: str) -> Data:
    responses = [say("Your lead is saved."), say("Your lead is saved!", channel=channel)]
    return dialog(intent("done"), message("done", "Done.", responses=responses))


@rule(
    "task",
    needs="several-channels",
    severity=Severity.WARNING,
    summary="A channel whose name is nearly that of another",
    rationale="""
        A text for a channel that is not there is never said. The platform has more channels than exports show, so only
        names that are nearly one of those seen are reported.
    """,
    bad=bad(
        _says("twiliovoise"),
        Flag(
            "/nodes/1/responses/1/channel",
            "there is no channel 'twiliovoise' that is known; did you mean 'twiliovoice'?",
            "done",
        ),
    ),
    good=good(_says("twiliovoice")),
)
def unknown_channel(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    for channel, sayings in facts.said.elsewhere.items():
        meant = nearest(channel, SEEN) if channel not in SEEN else None
        for saying in sayings if meant and _is_near(channel.casefold(), meant) else ():
            words = f"there is no channel {channel!r} that is known; did you mean {meant!r}?"
            here = saying.at("channel")
            yield Problem(here, words, saying.place.node.id, fix=unsafe(f"say it on {meant}", Edit(here, meant)))


def _is_near(one: str, other: str) -> bool:
    """Whether two names differ by a slip of the hand: one character, or two that changed places."""
    if sorted(one) == sorted(other):
        return True
    short, long = sorted((one, other), key=len)
    same = 0
    while same < len(short) and short[same] == long[same]:
        same += 1
    rest = short[same:] if len(long) > len(short) else short[same + 1 :]
    return len(long) - len(short) <= 1 and rest == long[same + 1 :]
