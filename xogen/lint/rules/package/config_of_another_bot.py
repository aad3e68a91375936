"""A config.json that belongs to another bot."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.export_examples import bot, config
from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.lint.wire_data import mapping, path, text
from xogen.model.finding import Severity


@rule(
    "bot",
    severity=Severity.WARNING,
    summary="A `config.json` of another name than the bot's",
    rationale="""
        Both files of an export carry the bot's name, and in 66 of 66 real exports they agree. Where they differ, the
        two files come from different bots or from different days, and the variables may not be this bot's.
    """,
    bad=bad_export(
        bot(),
        Flag("/name", "this is the config.json of 'Acme Test', and the bot is 'Acme'", config=True),
        config=config(name="Acme Test"),
    ),
    good=good_export(bot(), config=config()),
)
def config_of_another_bot(facts: BotFacts) -> Iterator[Problem]:
    wire = facts.wire
    known = text(mapping(wire.bot.config).get("name")).strip() if wire else ""
    if wire is None or not known:
        return
    names = {text(path(locale, "name")).strip() for locale in mapping(wire.data.get("localeData")).values()} - {""}
    if names and known.casefold() not in {name.casefold() for name in names}:
        yield Problem("/name", f"this is the config.json of {known!r}, and the bot is {wire.bot.name!r}", config=True)
