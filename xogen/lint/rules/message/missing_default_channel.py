"""A text for some channels and for no other."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import Data, dialog, intent, message, say
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.said import Saying
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity


def _says(*responses: Data) -> Data:
    return dialog(intent("done"), message("done", "Done.", responses=list(responses)))


@rule(
    "task",
    needs=("message", "entity", "confirmation"),
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
    if facts.said.channels.keys() <= {"default"}:
        return
    reached = {(each.place.pointer, each.key) for each in facts.said.channels.get("default", ())}
    lacking: dict[tuple[str, str], list[Saying]] = {}
    for saying in facts.said.responses:
        slot = (saying.place.pointer, saying.key)
        if slot not in reached:
            lacking.setdefault(slot, []).append(saying)
    for (pointer, key), sayings in lacking.items():
        node, names = sayings[0].place.node, dict.fromkeys(each.response.channel for each in sayings)
        words = f"{node.component} has a text for {', '.join(names)}, and none for all other channels"
        yield Problem(f"{pointer}/{key}", words, node.id)
