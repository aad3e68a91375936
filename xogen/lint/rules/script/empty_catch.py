"""A catch that swallows what went wrong."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, intent, message, script
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

DONE = message("done", "There are {{context.rates}}.")


@rule(
    "task",
    needs="scripted",
    severity=Severity.WARNING,
    reads_scripts=True,
    summary="A catch that swallows what went wrong",
    rationale="""
        When the code in the `try` fails, nobody hears of it: the values it should have set are missing, and the dialog
        goes on. Set a value that a condition can test, or say in a comment why nothing is to be done.
    """,
    bad=bad(
        dialog(
            intent("read"),
            script(
                "read",
                "try {\n  context.rates = JSON.parse(BotContext.get('rates'));\n} catch (error) {}",
                "done",
            ),
            DONE,
        ),
        Flag("/nodes/1/script/2", "this catch does nothing about the error", "read"),
    ),
    good=good(
        dialog(
            intent("read"),
            script(
                "read",
                "try {\n  context.rates = JSON.parse(BotContext.get('rates'));\n} catch (e) { context.rates = []; }",
                "done",
            ),
            DONE,
        )
    ),
)
def empty_catch(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    for place, pointer, _ in facts.remarks.get("empty-catch", ()):
        yield Problem(pointer, "this catch does nothing about the error", place.node.id)
