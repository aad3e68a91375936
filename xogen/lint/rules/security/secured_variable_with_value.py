"""A secured variable whose value is in the file."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.edits import Edit
from xogen.lint.export_examples import calling, config, service, variable
from xogen.lint.facts import BotFacts
from xogen.lint.fix import unsafe
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.lint.wire_data import mapping, parts
from xogen.model.finding import Severity

READS = calling(service(3, "readLeads"))


@rule(
    "bot",
    severity=Severity.ERROR,
    summary="A secured variable with its value in `config.json`",
    rationale="""
        The platform exports secured variables without their values (15 of 15), so somebody wrote this one in, to import
        the bot. The file is then committed or sent, and the secret with it. Fill in values for an import only in a copy
        that is thrown away. The value is never shown, here or in a report.
    """,
    bad=bad_export(
        READS,
        Flag("/envVariables/0/value", "the secured variable HOST has its value in this file", config=True),
        config=config(variable("HOST", "acme.example.com", isSecured=True)),
    ),
    good=good_export(READS, config=config(variable("HOST", isSecured=True))),
)
def secured_variable_with_value(facts: BotFacts) -> Iterator[Problem]:
    config = mapping(facts.wire.bot.config) if facts.wire else {}
    for part in parts(config.get("envVariables"), "envVariables"):
        if part.value.get("isSecured") is True and part.text("value").strip():
            words = f"the secured variable {part.text('key')} has its value in this file"
            here = part.pointer("value")
            yield Problem(here, words, config=True, fix=unsafe("leave the value empty", Edit(here, "")))
