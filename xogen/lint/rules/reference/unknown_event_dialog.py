"""An event that starts a dialog that is not there."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.export_examples import bot
from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.lint.wire_bot import WireBot
from xogen.lint.wire_data import Part, mapping, text
from xogen.model.finding import Severity


def _welcome(dialog: str) -> dict[str, object]:
    return bot(botEvents={"ON_CONNECT_EVENT": {"enabled": True, "action": "triggerDialog", "task": dialog}})


@rule(
    "bot",
    severity=Severity.WARNING,
    summary="An event or default that starts a dialog that is not there",
    rationale="""
        Events (welcome, task failure, what the bot did not understand) and the default dialog name dialogs by `refId`;
        all names of 66 real exports resolve. The platform silently disables an event whose dialog was not exported, so
        the bot greets nobody, or stays silent where it did not understand. Events that are off do not count.
    """,
    bad=bad_export(
        _welcome("ref-welcome"),
        Flag("/botEvents/ON_CONNECT_EVENT/task", "ON_CONNECT_EVENT starts a dialog that is not there"),
    ),
    good=good_export(_welcome("ref-hello")),
)
def unknown_event_dialog(facts: BotFacts) -> Iterator[Problem]:
    wire = facts.wire
    if wire is None or not wire.dialogs.values:
        return
    known = {*wire.dialogs.ref_ids, *wire.dialogs.ids}
    for name, part, key in _starts(wire):
        dialog = part.text(key)
        if dialog and dialog not in known:
            yield Problem(part.pointer(key), f"{name} starts a dialog that is not there")


def _starts(wire: WireBot) -> Iterator[tuple[str, Part, str]]:
    yield "the bot by default", Part(wire.data, ()), "defaultDialogId"
    for name, event in mapping(wire.data.get("botEvents")).items():
        if mapping(event).get("enabled") is not False:
            yield str(name), Part(mapping(event), ("botEvents", str(name))), "task"
    for part in wire.list("botSentimentEvents"):
        yield f"the sentiment event {text(part.value.get('name'))}".strip(), part, "task"
