"""A script that is too long to read."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from xogen.lint.examples import dialog, intent, message, script
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.base import Owned
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

DONE = message("done", "It is {{context.n}}.")
LONG = "\n".join(f"context.n = {number};" for number in range(251))


class Options(Owned):
    """How long one script may be, in lines that are not blank."""

    most: int = Field(default=250, ge=1)


@rule(
    "task",
    needs="scripted",
    severity=Severity.INFO,
    summary="A script that is too long to read",
    rationale="""
        In real bots 95 of 100 scripts have less than 1,800 characters. A longer one does several things: split it into
        several nodes, so that the canvas shows them, or move functions into the custom script of the bot.
    """,
    options=Options,
    bad=bad(
        dialog(intent("count"), script("count", LONG, "done"), DONE),
        Flag("/nodes/1/script", "the script has 251 lines; 250 are enough for one script", "count"),
    ),
    good=good(dialog(intent("count"), script("count", "context.n = 250;", "done"), DONE)),
)
def too_long(_task: DialogTask, facts: TaskFacts, options: Options) -> Iterator[Problem]:
    for each in facts.scripts:
        lines = each.source.splitlines()
        written = sum(bool(line.strip()) for line in lines) if len(lines) > options.most else 0
        if written > options.most:
            words = f"the script has {written} lines; {options.most} are enough for one script"
            yield Problem(each.pointer, words, each.place.node.id)
