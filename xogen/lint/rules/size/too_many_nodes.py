"""A dialog that nobody can see whole."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from xogen.lint.examples import dialog, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.base import Owned
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

LINES = [message(f"line{number}", f"This is line {number}.", f"line{number + 1}") for number in range(1, 75)]
LONG = dialog(intent("line1"), *LINES, message("line75", "This is the last line."))


class Options(Owned):
    """The most nodes that are fine."""

    most: int = Field(default=75, ge=1)


@rule(
    "task",
    severity=Severity.INFO,
    summary="A dialog of very many nodes",
    rationale="""
        Nobody sees such a canvas whole, and every change has to be tested on all of it. Move parts into dialogs of
        their own and call them. The platform documents no limit; half of all real dialogs have 4 nodes or fewer, and
        the largest of 503 has 74.
    """,
    bad=bad(LONG, Flag("", "the dialog has 76 nodes, more than 75")),
    good=good(dialog(intent("line1"), message("line1", "This is the only line."))),
    options=Options,
)
def too_many_nodes(_task: DialogTask, facts: TaskFacts, options: Options) -> Iterator[Problem]:
    if len(facts.placed) > options.most:
        yield Problem("", f"the dialog has {len(facts.placed)} nodes, more than {options.most}")
