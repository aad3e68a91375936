"""Nodes that stand where their generation of the platform has none."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.export_examples import bot, component, node
from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.lint.wire_data import Part, few
from xogen.lint.wire_rows import BOT_ACTION
from xogen.model.finding import Severity

WRAPPED = frozenset({"service", "script", "logic"})
KEEP = component(3, "script", "keep", script="koreDebugger.log(%22greeting%22)%3B")
HELLO = bot()["dialogs"][0]
NODES = [
    {**HELLO["nodes"][0], "transitions": [{"default": "keep"}]},
    node("script", "keep", 3, "hello"),
    HELLO["nodes"][1],
]


@rule(
    "bot",
    severity=Severity.WARNING,
    summary="Nodes where this generation of the platform has none",
    rationale="""
        In XO 10 every service, script and logic node stands inside a bot action, and XO 11 has no bot actions: no real
        export has it otherwise. What the platform makes of the other form on import is not known. Usually a dialog was
        copied between exports of two generations.
    """,
    bad=bad_export(
        bot(KEEP, dialogs=[{**HELLO, "nodes": NODES}]),
        Flag("/dialogs/0", "the dialog Say Hello has nodes outside a bot action, which XO 10 does not: keep"),
    ),
    good=good_export(bot(KEEP, appType="unified", dialogs=[{**HELLO, "nodes": NODES}])),
)
def wrong_generation(facts: BotFacts) -> Iterator[Problem]:
    wire = facts.wire
    if wire is None or wire.bot.generation not in {"G3", "G4"}:
        return
    unified = wire.bot.generation == "G4"
    words = "bot actions, which XO 11 does not" if unified else "nodes outside a bot action, which XO 10 does not"
    misplaced: dict[str, tuple[Part, list[str]]] = {}
    for number in wire.nodes.of_kinds({BOT_ACTION} if unified else WRAPPED):
        entry = wire.nodes.node(number)
        misplaced.setdefault(entry.dialog.pointer(), (entry.dialog, []))[1].append(entry.name)
    for at, (dialog, names) in misplaced.items():
        yield Problem(at, f"the dialog {wire.dialog_name(dialog)} has {words}: {few(names)}")
