"""Training data of an intent or entity that is not there."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.export_examples import bot
from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.lint.wire_data import Part, WireBot
from xogen.model.finding import Severity


def _trained(task: str) -> dict[str, object]:
    return bot(sentences=[{"taskId": task, "sentence": "good morning", "entities": [], "language": "en"}])


@rule(
    "bot",
    severity=Severity.WARNING,
    summary="Training data of an intent or entity that is not in the export",
    rationale="""
        An utterance names the component of its intent, and marks values by the component of their entity; patterns
        name theirs by `refId`. All of 4,501 utterances and 1,006 patterns of real exports resolve. One that does not
        trains nothing: the dialog was removed, or its ids changed in a merge. The first place is shown, with the number
        of all.
    """,
    bad=bad_export(
        _trained("dc-9"),
        Flag("/sentences/0/taskId", "1 of 1 utterances and patterns trains something that is not there"),
    ),
    good=good_export(_trained("dc-1")),
)
def unknown_training_target(facts: BotFacts) -> Iterator[Problem]:
    wire = facts.wire
    if wire is None or not wire.components:
        return
    lost = list(_lost(wire))
    if lost:
        total = len(wire.list("sentences")) + len(wire.list("patterns"))
        train = "trains" if len(lost) == 1 else "train"
        yield Problem(lost[0], f"{len(lost)} of {total} utterances and patterns {train} something that is not there")


def _lost(wire: WireBot) -> Iterator[str]:
    ids = {"", *(part.text("_id") for part in wire.components)}
    refs = {part.text("refId") for part in wire.components}
    for sentence in wire.list("sentences"):
        if sentence.text("type") in {"", "DialogIntent"}:
            lost = next(((part, key) for part, key in _targets(sentence) if part.text(key) not in ids), None)
            if lost is not None:
                yield lost[0].pointer(lost[1])
    for pattern in wire.list("patterns"):
        dialog_level = pattern.text("taskType") in {"intent", "entity"} and pattern.text("nodeType") in {"", "dialog"}
        if dialog_level and pattern.text("refId") and pattern.text("refId") not in refs:
            yield pattern.pointer("refId")


def _targets(sentence: Part) -> Iterator[tuple[Part, str]]:
    """Yield what is trained: the objects that name it, each with the key."""
    yield sentence, "taskId"
    yield from ((mark, "entityId") for mark in sentence.parts("entities"))
