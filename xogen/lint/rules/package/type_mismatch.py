"""A node and a component that are not of one kind."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.export_examples import bot, component, node, said
from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.model.finding import Severity

BYE = component(3, "message", "bye", message=[said("Bye!")])


@rule(
    "bot",
    severity=Severity.ERROR,
    summary="A node of another kind than its component",
    rationale="""
        Node and component both say of which kind they are, and say the same in every real export. Where they differ,
        somebody changed one of the two; the platform then runs one kind with the content of another (inferred).
    """,
    bad=bad_export(
        bot(BYE, nodes=(node("entity", "entity0", 3),)),
        Flag(
            "/dialogs/0/nodes/2/type",
            "the node entity0 of Say Hello is of the kind entity, its component bye of the kind message",
        ),
    ),
    good=good_export(bot()),
)
def type_mismatch(facts: BotFacts) -> Iterator[Problem]:
    wire = facts.wire
    for entry in wire.nodes.mistaken() if wire else ():
        component = entry.component.text("type") if entry.component else ""
        place = f"the node {entry.node.text('nodeId')} of {wire.dialog_name(entry.dialog) if wire else ''}"
        words = f"{place} is of the kind {entry.kind}, its component {entry.name} of the kind {component}"
        yield Problem(entry.node.pointer("type"), words)
