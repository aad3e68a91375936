"""Dialogs and variables of a namespace that is not there."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.export_examples import bot
from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.lint.wire_data import few, listed
from xogen.model.finding import Severity

NAMESPACES = [{"_id": "ns-1", "refId": "ref-ns", "name": "default"}]


def _in(namespace: str) -> dict[str, object]:
    return bot(namespaces=NAMESPACES, dialogs=[{**bot()["dialogs"][0], "vNameSpace": [namespace]}])


@rule(
    "bot",
    severity=Severity.WARNING,
    summary="Dialogs in a variable namespace that is not in the export",
    rationale="""
        A dialog reads variables of its namespaces only; others give "variable not found". `vNameSpace` names them, and
        `namespaces` holds them. Said once a bot.
    """,
    bad=bad_export(_in("ref-old"), Flag("", "1 dialog is in a namespace that is not there: Say Hello")),
    good=good_export(_in("ref-ns")),
)
def unknown_namespace(facts: BotFacts) -> Iterator[Problem]:
    wire = facts.wire
    if wire is None or not isinstance(wire.data.get("namespaces"), list):
        return
    known = {part.text(key) for part in wire.list("namespaces") for key in ("refId", "_id")}
    lost = [
        dialog
        for dialog in wire.dialogs.parts
        if any(isinstance(each, str) and each not in known for each in listed(dialog.value.get("vNameSpace")))
    ]
    if lost:
        names = few(wire.dialog_name(dialog) for dialog in lost)
        are = "dialog is" if len(lost) == 1 else "dialogs are"
        yield Problem("", f"{len(lost)} {are} in a namespace that is not there: {names}")
