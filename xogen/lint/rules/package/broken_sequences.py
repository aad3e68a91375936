"""Sequences of XO 11 that do not hold each node once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from xogen.lint.export_examples import bot
from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.lint.wire_data import Part, few
from xogen.model.finding import Severity


def _sequences(*ids: str) -> dict[str, object]:
    nodes = [{"nodeId": each, "type": each.rstrip("0")} for each in ids]
    return bot(
        appType="unified", dialogs=[{**bot()["dialogs"][0], "sequences": [{"nodeId": "intent0", "nodes": nodes}]}]
    )


@rule(
    "bot",
    severity=Severity.ERROR,
    summary="Sequences that do not hold each node of the dialog once",
    rationale="""
        XO 11 draws a dialog as sequences, and in all 85 dialogs that have them they hold every node exactly once. A
        node in no sequence is not on the canvas, so nobody can see or change it; one in two stands there twice
        (inferred).
    """,
    bad=bad_export(
        _sequences("intent0"),
        Flag("/dialogs/0/sequences", "the dialog Say Hello has nodes in no sequence: hello"),
    ),
    good=good_export(_sequences("intent0", "hello")),
)
def broken_sequences(facts: BotFacts) -> Iterator[Problem]:
    wire = facts.wire
    for dialog in wire.dialogs.parts if wire else ():
        if wire and isinstance(dialog.value.get("sequences"), list) and dialog.parts("nodes"):
            for fault in _faults(dialog):
                yield Problem(dialog.pointer("sequences"), f"the dialog {wire.dialog_name(dialog)} has {fault}")


def _faults(dialog: Part) -> Iterator[str]:
    placed = Counter(node.text("nodeId") for sequence in dialog.parts("sequences") for node in sequence.parts("nodes"))
    own = {node.text("nodeId") for node in dialog.parts("nodes")}
    if lost := sorted(own - set(placed)):
        yield f"nodes in no sequence: {few(lost)}"
    if unknown := sorted(set(placed) - own):
        yield f"sequences with nodes that are not there: {few(unknown)}"
    if twice := sorted(name for name, count in placed.items() if count > 1 and name in own):
        yield f"nodes in several sequences: {few(twice)}"
