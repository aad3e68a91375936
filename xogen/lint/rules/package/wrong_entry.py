"""A dialog that does not start with its own intent."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.export_examples import bot, dialog, node
from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.lint.wire_data import Part, WireBot
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
    for part in wire.dialogs if wire else ():
        first = part.first("nodes")
        if wire and first is not None:
            yield from _entry(wire, part, first)


def _entry(wire: WireBot, dialog: Part, first: Part) -> Iterator[Problem]:
    component = wire.component_by_id.get(first.text("componentId"))
    known = (component.text("name") if component else "") or first.text("nodeId")
    if first.text("type") != "intent":
        name = wire.dialog_name(dialog)
        words = f"the dialog {name} starts with the {first.text('type') or 'node'} {known}, not with its intent"
        yield Problem(first.pointer(), words)
    elif component and component.text("dialogId") and component.text("dialogId") != dialog.text("_id"):
        words = f"the dialog {wire.dialog_name(dialog)} starts with {known}, the intent of another dialog"
        yield Problem(component.pointer("dialogId"), words)
