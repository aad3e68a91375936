"""A text that is run as a program."""

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
    severity=Severity.WARNING,
    reads_scripts=True,
    summary="A text that is run as a program",
    rationale="""
        What the user says, or what a service answers, can become code of the bot. Nobody can review what is only known
        when it runs. `JSON.parse` reads data, an object chooses by name.
    """,
    bad=bad(
        dialog(intent("run"), script("run", "context.total = eval(context.session.BotContext.formula);", "done"), DONE),
        Flag("/nodes/1/script", "eval runs a text as a program", "run"),
    ),
    good=good(
        dialog(
            intent("run"),
            script("run", "context.total = JSON.parse(context.session.BotContext.formula).total;", "done"),
            DONE,
        )
    ),
)
def dynamic_code(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    for place, pointer, remark in facts.remarks.get("dynamic-code", ()):
        yield Problem(pointer, f"{remark.detail} runs a text as a program", place.node.id)
