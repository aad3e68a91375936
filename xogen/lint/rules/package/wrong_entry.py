"""A dialog that does not start with its own intent."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.export_examples import bot, dialog, node
from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.lint.wire_bot import WireBot
from xogen.lint.wire_data import text
from xogen.lint.wire_rows import NOWHERE, WireNode
from xogen.model.finding import Severity

NO_INTENT = dialog(1, "hello", "Say Hello", node("message", "hello", 2), node("intent", "intent0", 1, "hello"))


@rule(
    "bot",
    severity=Severity.ERROR,
    summary="A dialog that does not start with its own intent",
    rationale="""
        The first node of a dialog is its intent, called `intent0`, and that intent's component names the dialog it
        stands in: so it is in 495 of 495 dialogs of real exports. The platform starts a dialog there (inferred); one
        that starts with another node, or with the intent of another dialog, was put together by hand.
    """,
    bad=bad_export(
        bot(dialogs=[NO_INTENT]),
        Flag("/dialogs/0/nodes/0", "the dialog Say Hello starts with the message hello, not with its intent"),
    ),
    good=good_export(bot()),
)
def wrong_entry(facts: BotFacts) -> Iterator[Problem]:
    wire = facts.wire
    if wire is None:
        return
    nodes = wire.nodes
    for number in nodes.entries:
        place = nodes.components[number]
        of_dialog = None if place == NOWHERE else wire.components.values[place].get("dialogId")
        is_intent = nodes.kinds[number] == "intent"
        if not is_intent or (text(of_dialog) and of_dialog != wire.dialogs.ids[nodes.dialogs[number]]):
            yield _problem(wire, nodes.node(number))


def _problem(wire: WireBot, entry: WireNode) -> Problem:
    name, component = wire.dialog_name(entry.dialog), entry.component
    known = (component.text("name") if component else "") or entry.node.text("nodeId")
    if component is not None and entry.kind == "intent":
        words = f"the dialog {name} starts with {known}, the intent of another dialog"
        return Problem(component.pointer("dialogId"), words)
    words = f"the dialog {name} starts with the {entry.kind or 'node'} {known}, not with its intent"
    return Problem(entry.node.pointer(), words)
