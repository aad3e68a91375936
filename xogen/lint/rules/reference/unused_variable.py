"""Variables that nothing reads."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.edits import Removal
from xogen.lint.export_examples import bot, calling, config, service, variable
from xogen.lint.facts import BotFacts
from xogen.lint.fix import unsafe
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.lint.wire_data import few
from xogen.model.finding import Severity

KEYS = config(variable("HOST", "acme.example.com"))


@rule(
    "bot",
    severity=Severity.INFO,
    summary="Environment variables that nothing reads",
    rationale="""
        Whoever installs the bot is asked for values that change nothing, or keeps a secret alive that nobody needs. A
        variable counts as read when its name stands anywhere in the export. Said once a bot.
    """,
    bad=bad_export(bot(), Flag("/envVariables", "1 of 1 variables is never read: HOST", config=True), config=KEYS),
    good=good_export(calling(service(3, "readLeads")), config=KEYS),
)
def unused_variable(facts: BotFacts) -> Iterator[Problem]:
    wire = facts.wire
    if wire is None or not wire.bot.variables or not wire.has_flows:
        return
    variables = [each for each in wire.bot.variables if each.key and not wire.holds(each.key)]
    unused = [each.key for each in variables]
    if unused:
        are = "is" if len(unused) == 1 else "are"
        words = f"{len(unused)} of {len(wire.bot.variables)} variables {are} never read: {few(unused)}"
        fix = unsafe("remove them", *(Removal(each.pointer) for each in variables))
        yield Problem("/envVariables", words, config=True, fix=fix)
