"""A script that decides too much."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from xogen.lint.examples import dialog, intent, message, script
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.base import Owned
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.script.review import review

DONE = message("done", "You pay {{context.price}}.")
MANY = "\n".join(
    ("context.price = 9;", *(f"if (context.entities.age > {age}) context.price = {age};" for age in range(26)))
)
FEW = "context.price = 9 + Number(context.session.BotUserSession.age);"


class Options(Owned):
    """How much one function may decide; the script outside of its functions counts as one."""

    most: int = Field(default=25, ge=1)


@rule(
    "task",
    needs="scripted",
    severity=Severity.WARNING,
    reads_scripts=True,
    summary="A script that decides too much",
    rationale="""
        Each `if`, `case`, loop, `?`, `&&` and `||` doubles what has to be tried out. Beyond some 25 of them nobody can
        say any more what the function does, and no canvas shows it. Decisions of the conversation belong into
        conditions of transitions, tables into data.
    """,
    options=Options,
    bad=bad(
        dialog(intent("price"), script("price", MANY.replace("entities", "session.BotUserSession"), "done"), DONE),
        Flag("/nodes/1/script", "one function decides 26 times; 25 are enough", "price"),
    ),
    good=good(dialog(intent("price"), script("price", FEW, "done"), DONE)),
)
def too_complex(_task: DialogTask, facts: TaskFacts, options: Options) -> Iterator[Problem]:
    for each in facts.scripts:
        decisions = review(each.source).decisions
        if decisions > options.most:
            words = f"one function decides {decisions} times; {options.most} are enough"
            yield Problem(each.pointer, words, each.place.node.id)
