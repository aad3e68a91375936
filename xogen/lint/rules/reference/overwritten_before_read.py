"""A value that is replaced before anybody reads it."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.graph.overwrites import Overwrites
from xogen.lint.examples import dialog, intent, message, script
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

COUNT = "context.total = context.session.BotUserSession.prices.length;"
DONE = message("done", "That makes {{context.total}}.")


@rule(
    "task",
    needs="scripted",
    severity=Severity.WARNING,
    reads_scripts=True,
    summary="A value that is replaced before anybody reads it",
    rationale="""
        On every path from here another script sets the same key anew, and nothing in between reads it. Either the
        first script is left over, or the two were meant to set different keys. What the end of the dialog or a call of
        another may read is not judged.
    """,
    bad=bad(
        dialog(intent("first"), script("first", "context.total = 0;", "second"), script("second", COUNT, "done"), DONE),
        Flag("/nodes/1/script", "nothing reads this context.total before second sets it anew", "first"),
    ),
    good=good(dialog(intent("second"), script("second", COUNT, "done"), DONE)),
)
def overwritten_before_read(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem | Unchecked]:
    overwrites = Overwrites(facts.graph)
    for lost in overwrites.lost():
        words = f"nothing reads this {'.'.join(lost.unit)} before {facts.name(lost.again)} sets it anew"
        yield Problem(facts.by_id[lost.node].pointer + lost.pointer, words, lost.node)
    if not overwrites.is_complete:
        yield Unchecked("which values are replaced before they are read: the dialog sets too many more than once")
