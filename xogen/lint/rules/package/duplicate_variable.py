"""A variable that config.json sets twice."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.edits import Removal
from xogen.lint.export_examples import bot, config, variable
from xogen.lint.facts import BotFacts
from xogen.lint.fix import safe
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.lint.wire_data import duplicates, mapping, parts
from xogen.model.finding import Severity

USED = bot()


@rule(
    "bot",
    severity=Severity.ERROR,
    summary="A variable that `config.json` has twice",
    rationale="""
        One of the two values wins on import, and the file does not say which. It comes from a merge, or from adding a
        variable by hand.
    """,
    bad=bad_export(
        USED,
        Flag("/envVariables/1/key", "the variable HOST is there before, as envVariables/0", config=True),
        Flag("/envVariables/2/key", "the variable HOST is there before, as envVariables/0", config=True),
        config=config(
            variable("HOST", "a.example.com"), variable("HOST", "b.example.com"), variable("HOST", "a.example.com")
        ),
    ),
    good=good_export(USED, config=config()),
)
def duplicate_variable(facts: BotFacts) -> Iterator[Problem]:
    config = mapping(facts.wire.bot.config) if facts.wire else {}
    variables = parts(config.get("envVariables"), "envVariables")
    for key, part, first in duplicates((part.text("key"), part) for part in variables):
        words = f"the variable {key} is there before, as {first.pointer()[1:]}"
        # Which of two values wins, nobody knows; of two equal ones either may go.
        fix = safe("remove the second one", Removal(part.pointer())) if part.value == first.value else None
        yield Problem(part.pointer("key"), words, config=True, fix=fix)
