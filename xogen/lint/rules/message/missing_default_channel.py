"""A text for some channels and for no other."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import Data, dialog, intent, message, say
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.texts import responses_of
from xogen.model.finding import Severity
from xogen.model.nodes import ConfirmationNode, EntityNode, MessageNode


def _says(*responses: Data) -> Data:
    return dialog(intent("done"), message("done", "Done.", responses=list(responses)))


@rule(
    ("message", "entity", "confirmation"),
    severity=Severity.WARNING,
    summary="A text without a version for all other channels",
    rationale="""
        On a channel that is not named the bot has nothing to say here (inferred): all messages of real exports have a
        text for the channel `default`. It is also what the platform's own test window shows.
    """,
    bad=bad(
        _says(say("Your lead is saved.", channel="rtm")),
        Flag("/nodes/1/responses", "done has a text for rtm, and none for all other channels", "done"),
    ),
    good=good(_says(say("Your lead is saved."), say("Your lead is saved!", channel="rtm"))),
)
def missing_default_channel(node: MessageNode | EntityNode | ConfirmationNode, _facts: TaskFacts) -> Iterator[Problem]:
    every = responses_of(node)
    others = [(key, response.channel) for key, _, response in every if response.channel != "default"]
    if not others:
        return
    reached = {key for key, _, response in every if response.channel == "default"}
    channels: dict[str, dict[str, None]] = {}
    for key, channel in others:
        if key not in reached:
            channels.setdefault(key, {})[channel] = None
    for key, names in channels.items():
        words = f"{node.component} has a text for {', '.join(names)}, and none for all other channels"
        yield Problem(f"/{key}", words)
