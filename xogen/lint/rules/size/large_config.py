"""A config.json that import refuses."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.export_examples import bot, calling, config, service, variable
from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.lint.wire_data import in_one_line
from xogen.model.finding import Severity

MOST = 500_000


@rule(
    "bot",
    severity=Severity.ERROR,
    summary="A `config.json` larger than import takes",
    rationale="""
        The platform takes a `config.json` of up to 500 KB; a larger one makes the import fail. Texts that are that long
        belong into content variables or a data table. Spaces between the values are not counted.
    """,
    bad=bad_export(
        calling(service(3, "readLeads")),
        Flag("", "this file has 520 KB at least, and import takes 500 KB", config=True),
        config=config(variable("HOST", "acme.example.com/" * 30_600)),
    ),
    good=good_export(bot(), config=config()),
)
def large_config(facts: BotFacts) -> Iterator[Problem]:
    config = facts.wire.bot.config if facts.wire else None
    size = len(in_one_line(config).encode("utf-8", "replace")) if config else 0
    if size > MOST:
        yield Problem("", f"this file has {size // 1000} KB at least, and import takes 500 KB", config=True)
