"""Nodes of a kind that xogen does not know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from xogen.lint.export_examples import bot, component, dialog, node
from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.model.counted import counted
from xogen.model.finding import Severity

HELLO = bot()["dialogs"][0]["nodes"]
NODES = ({**HELLO[0], "transitions": [{"default": "hologram0"}]}, node("hologram", "hologram0", 3, "hello"), HELLO[1])


@rule(
    "bot",
    severity=Severity.INFO,
    summary="Nodes of a kind that is not known",
    rationale="""
        xogen keeps, draws and follows such nodes, and checks nothing inside them. Either the platform is newer than
        this xogen, or the type is misspelt.
    """,
    bad=bad_export(
        bot(component(3, "hologram", "wave"), dialogs=[dialog(1, "hello", "Say Hello", *NODES)]),
        Flag("", "1 node of a kind that is not known, so that its inside is not checked: hologram (1)"),
    ),
    good=good_export(bot()),
)
def unknown_node_type(facts: BotFacts) -> Iterator[Problem]:
    if facts.wire is None:
        return
    kinds = Counter(
        place.node.wire_type for task in facts.tasks for place in task.of_kind("opaque") if place.node.type == "opaque"
    )
    if kinds:
        count = sum(kinds.values())
        named = ", ".join(f"{kind} ({number})" for kind, number in sorted(kinds.items()))
        nodes = f"{counted(count, 'node')} of a kind that is not known"
        yield Problem("", f"{nodes}, so that its inside is not checked: {named}")
