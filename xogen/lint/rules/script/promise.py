"""A script that waits for something."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, intent, message, script
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

DONE = message("done", "I found {{context.n}}.")


@rule(
    "task",
    needs="scripted",
    severity=Severity.WARNING,
    reads_scripts=True,
    summary="A script that waits for something",
    rationale="""
        The platform runs a script to its end and goes on (inferred: no documented function gives a promise, and none of
        1,069 scripts of real bots waits for one). What a promise brings comes too late for the nodes after it. Calls of
        a service belong into a service node.
    """,
    bad=bad(
        dialog(
            intent("load"),
            script(
                "load", "const load = async () => {\n  context.n = await context.loader.run();\n};\nload();", "done"
            ),
            DONE,
        ),
        Flag("/nodes/1/script/1", "the dialog goes on before await is done", "load"),
    ),
    good=good(dialog(intent("load"), script("load", "context.n = 5;", "done"), DONE)),
)
def promise(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    for place, pointer, remark in facts.remarks.get("promise", ()):
        yield Problem(pointer, f"the dialog goes on before {remark.detail} is done", place.node.id)
