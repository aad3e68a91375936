"""A script that does not parse."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, intent, message, script
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.script.syntax import check_syntax

DONE = message("done", "Your number is {{context.number}}.")


@rule(
    "task",
    needs="scripted",
    severity=Severity.ERROR,
    summary="A script that does not parse",
    rationale="""
        The platform takes any text as a script and finds out when a user gets there: the script fails, and the dialog
        with it. `return` at the top of a script is normal, and `{{...}}` references count as values. Line and column
        are those of the script.
    """,
    bad=bad(
        dialog(intent("count"), script("count", "const n = 1;\ncontext.number = n +;", "done"), DONE),
        Flag(
            "/nodes/1/script/1",
            "the script does not parse: unexpected token in expression: ';' (line 2, column 21)",
            "count",
        ),
    ),
    good=good(dialog(intent("count"), script("count", "const n = 1;\ncontext.number = n + 1;", "done"), DONE)),
)
def syntax_error(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    for each in facts.scripts:
        found = check_syntax(each.source)
        if found is not None:
            where = f"(line {found.line}, column {found.column})"
            words = f"the script does not parse: {found.message} {where}"
            yield Problem(each.at(found.line), words, each.place.node.id)
