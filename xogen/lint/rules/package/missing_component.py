"""A node without its content."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.export_examples import bot, node
from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.model.finding import Severity


@rule(
    "bot",
    severity=Severity.ERROR,
    summary="A node whose component is not in the export",
    rationale="""
        A node is a stub: what it says or does stands in the component that `componentId` names, and every node of 66
        real exports names one that is there. Without it the node has no content; what import makes of it is not
        documented. Usually a merge or an edit by hand lost the component.
    """,
    bad=bad_export(
        bot(nodes=(node("message", "message1", 9),)),
        Flag("/dialogs/0/nodes/2/componentId", "the node message1 of Say Hello names a component that is not there"),
    ),
    good=good_export(bot()),
)
def missing_component(facts: BotFacts) -> Iterator[Problem]:
    wire = facts.wire
    if wire is None:
        return
    for entry in wire.nodes.lost():
        key = "componentId" if "componentId" in entry.value else ""
        where = entry.node.pointer(key) if key else entry.node.pointer()
        dialog = wire.dialog_name(entry.dialog)
        yield Problem(where, f"the node {entry.name} of {dialog} names a component that is not there")
