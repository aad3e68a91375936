"""A bot of more dialogs than the platform advises."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from xogen.lint.examples import dialog, intent, message
from xogen.lint.facts import BotFacts
from xogen.lint.known import Known
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.base import Owned
from xogen.model.finding import Severity

DONE = message("done", "Done.")
SEVERAL = [
    dialog(
        intent("done", f"Lead{number}", utterance=f"work on lead {number}"),
        DONE,
        name=f"lead-{number}",
        title=f"Lead Number {number}",
    )
    for number in range(51)
]


class Options(Owned):
    """The most dialogs that are fine."""

    most: int = Field(default=50, ge=1)


@rule(
    "bot",
    severity=Severity.INFO,
    summary="More dialogs than the platform advises for one bot",
    rationale="""
        The platform recommends at most 50 dialogs in an app: with more, intents get harder to tell apart. Split the bot
        into several that a universal bot brings together.
    """,
    bad=bad(
        SEVERAL,
        Flag("", "the bot has 51 dialogs, more than the recommended 50", None, None),
        known=Known(complete=True),
    ),
    good=good(SEVERAL[:1]),
    options=Options,
)
def too_many_dialogs(facts: BotFacts, options: Options) -> Iterator[Problem]:
    if len(facts.tasks) > options.most:
        yield Problem("", f"the bot has {len(facts.tasks)} dialogs, more than the recommended {options.most}")
