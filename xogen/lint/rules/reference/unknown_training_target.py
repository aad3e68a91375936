"""Training data of an intent or entity that is not there."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.export_examples import bot
from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.lint.wire_bot import WireBot
from xogen.lint.wire_data import Part
from xogen.lint.wire_rows import column
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
    if wire is None or not wire.components.values:
        return
    lost = list(_lost(wire))
    if lost:
        total = len(wire.rows("sentences").values) + len(wire.rows("patterns").values)
        train = "trains" if len(lost) == 1 else "train"
        yield Problem(lost[0], f"{len(lost)} of {total} utterances and patterns {train} something that is not there")


def _lost(wire: WireBot) -> Iterator[str]:
    ids = {"", *wire.components.ids}
    refs = {"", *wire.components.ref_ids}
    sentences, patterns = wire.rows("sentences"), wire.rows("patterns")
    tasks = column(sentences.values, "taskId")
    for number, (sentence, task) in enumerate(zip(sentences.values, tasks, strict=True)):
        if task not in ids or sentence.get("entities"):
            yield from _lost_of(sentences.part(number), ids)
    for number, ref_id in enumerate(patterns.ref_ids):
        if ref_id in refs:
            continue
        pattern = patterns.part(number)
        if pattern.text("nodeType") in {"", "dialog"} and pattern.value.get("taskType") in ("intent", "entity"):
            yield pattern.pointer("refId")


def _lost_of(sentence: Part, ids: set[str]) -> Iterator[str]:
    """Yield the first place of a sentence that names something that is not there."""
    if sentence.text("type") not in {"", "DialogIntent"}:
        return
    if sentence.text("taskId") not in ids:
        yield sentence.pointer("taskId")
        return
    lost = next((mark for mark in sentence.parts("entities") if mark.text("entityId") not in ids), None)
    if lost is not None:
        yield lost.pointer("entityId")
