"""A dialog that is called a copy."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xogen.formats.pointers import to_pointer
from xogen.lint.examples import dialog, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

COPY = re.compile(
    r"^(?:copy|clone) of\b|[\s_-](?:copy|clone|clon)\s?\d*$|[\s_-]\(?(?:copy|clone)\)?(?:[\s_-]?\d+)?$", re.IGNORECASE
)
MARK = re.compile(r"copy|clon", re.IGNORECASE)
DONE = message("done", "Your lead is saved.")


@rule(
    "task",
    severity=Severity.INFO,
    summary="A dialog that is called a copy",
    rationale="""
        A copy that stayed shares its words with the original, so the platform cannot tell which one a user means, and
        people who change the bot cannot either. Give it a name of its own, or remove it.
    """,
    bad=bad(
        dialog(intent("done"), DONE, title="Create Lead Copy"),
        Flag("/title/en", "the dialog is called 'Create Lead Copy', as a copy is"),
    ),
    good=good(dialog(intent("done"), DONE)),
)
def copied_name(task: DialogTask, _facts: TaskFacts) -> Iterator[Problem]:
    for language, title in task.title.items():
        if MARK.search(title) and COPY.search(title.strip()):
            yield Problem(to_pointer(("title", language)), f"the dialog is called {title!r}, as a copy is")
