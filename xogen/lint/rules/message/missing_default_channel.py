"""A text for some channels and for no other."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import Data, dialog, intent, message, say
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.said import DEFAULT
from xogen.lint.texts import responses_of
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity


def _says(*responses: Data) -> Data:
    return dialog(intent("done"), message("done", "Done.", responses=list(responses)))


@rule(
    "task",
    needs="several-channels",
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
def missing_default_channel(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    places = {each.place.pointer: each.place for found in facts.said.elsewhere.values() for each in found}
    for pointer, (node, _, _) in places.items():
        channels: dict[str, dict[str, None]] = {}
        for key, _, response in responses_of(node):
            channels.setdefault(key, {})[response.channel] = None
        for key, names in channels.items():
            if DEFAULT not in names:
                words = f"{node.component} has a text for {', '.join(names)}, and none for all other channels"
                yield Problem(f"{pointer}/{key}", words, node.id)
