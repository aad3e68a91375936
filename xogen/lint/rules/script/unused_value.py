"""A name that is declared and never read."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, intent, message, script
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

DONE = message("done", "That makes {{context.total}}.")


@rule(
    "task",
    needs="scripted",
    severity=Severity.INFO,
    reads_scripts=True,
    summary="A name that is declared and never read",
    rationale="""
        A value is computed, or a function written, that nothing uses. Mostly it is left over; sometimes another name
        was meant where it should be read. What a script takes out of an object (`const { a } = ...`) is not judged.
    """,
    bad=bad(
        dialog(
            intent("count"), script("count", "const total = 2;\nconst rest = 1;\ncontext.total = total;", "done"), DONE
        ),
        Flag("/nodes/1/script/1", "nothing reads 'rest'", "count"),
    ),
    good=good(dialog(intent("count"), script("count", "const total = 2;\ncontext.total = total;", "done"), DONE)),
)
def unused_value(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    for place, pointer, remark in facts.remarks.get("unused-value", ()):
        yield Problem(pointer, f"nothing reads {remark.detail!r}", place.node.id)
