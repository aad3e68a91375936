"""A bot whose own language is not one of its languages."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.export_examples import bot
from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.lint.wire_data import listed, text
from xogen.model.finding import Severity


@rule(
    "bot",
    severity=Severity.ERROR,
    summary="A default language that the bot does not support",
    rationale="""
        `defaultLanguage` is the language in which the bot answers when it knows no better, and it is one of
        `supportedLanguages` in every real export. Otherwise import cleans its texts away, as it does with all data of
        languages that are not supported.
    """,
    bad=bad_export(
        bot(supportedLanguages=["de"]),
        Flag("/defaultLanguage", "the default language en is not among the languages of the bot: de"),
    ),
    good=good_export(bot()),
)
def default_language_unsupported(facts: BotFacts) -> Iterator[Problem]:
    data = facts.wire.data if facts.wire else {}
    default = text(data.get("defaultLanguage"))
    supported = [each for each in listed(data.get("supportedLanguages")) if isinstance(each, str)]
    if default and supported and default not in supported:
        words = f"the default language {default} is not among the languages of the bot: {', '.join(supported)}"
        yield Problem("/defaultLanguage", words)
