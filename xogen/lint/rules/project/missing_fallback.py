"""A bot that has no answer to what it does not understand."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.export_examples import bot
from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.lint.wire_data import mapping, path
from xogen.model.finding import Severity

EVENT = "INTENT_UNIDENTIFIED"


@rule(
    "bot",
    severity=Severity.INFO,
    summary="No answer to what the bot does not understand",
    rationale="""
        The bot has neither a default dialog nor an active event `INTENT_UNIDENTIFIED`, so users who say something that
        no intent fits get a stock sentence, or nothing. Exports of single tasks, which hold no settings, are left out.
    """,
    bad=bad_export(
        bot(defaultDialogId="", botEvents={EVENT: {"enabled": False}, "ON_CONNECT_EVENT": {"task": "ref-hello"}}),
        Flag(
            "/botEvents", "nothing answers what the bot does not understand: no default dialog, no INTENT_UNIDENTIFIED"
        ),
    ),
    good=good_export(bot()),
)
def missing_fallback(facts: BotFacts) -> Iterator[Problem]:
    data = facts.wire.data if facts.wire else {}
    events = mapping(data.get("botEvents"))
    if not events or data.get("defaultDialogId"):
        return
    if not any(path(event, "enabled") is not False for name, event in events.items() if str(name) == EVENT):
        words = f"nothing answers what the bot does not understand: no default dialog, no {EVENT}"
        yield Problem("/botEvents", words)
