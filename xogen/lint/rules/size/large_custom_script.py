"""A file of functions that import refuses."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.export_examples import bot
from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.lint.wire_data import path, text
from xogen.model.finding import Severity

MOST = 500_000
SHORT = "function twice(n) { return 2 * n; }"


@rule(
    "bot",
    severity=Severity.ERROR,
    summary="Custom functions larger than import takes",
    rationale="""
        The platform takes a file of custom functions of up to 500 KB; a larger one makes the import fail. Remove what
        nothing calls, and load data from a data table or a service.
    """,
    bad=bad_export(
        bot(runCustomScript={"enable": True, "script": "/* ... */" * 60_000}),
        Flag("/runCustomScript/script", "the custom functions have 540 KB, and import takes 500 KB"),
    ),
    good=good_export(bot(runCustomScript={"enable": True, "script": SHORT})),
)
def large_custom_script(facts: BotFacts) -> Iterator[Problem]:
    script = text(path(facts.wire.data if facts.wire else {}, "runCustomScript", "script"))
    size = len(script.encode("utf-8", "replace"))
    if size > MOST:
        yield Problem(
            "/runCustomScript/script", f"the custom functions have {size // 1000} KB, and import takes 500 KB"
        )
