"""Two dialogs of one name."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.pointers import to_pointer
from xogen.lint.examples import dialog, intent, message
from xogen.lint.facts import BotFacts, TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.finding import Severity

DONE = message("done", "Done.")


@rule(
    "bot",
    severity=Severity.ERROR,
    summary="A name that two dialogs share",
    rationale="""
        Names of dialogs are unique in a bot, and upper and lower case make no difference: all of 503 real ones are.
        Calls, tests and users name a dialog by it. The platform refuses the second one, or takes it for the first
        (inferred).
    """,
    bad=bad(
        [
            dialog(intent("done"), DONE),
            dialog(intent("done", "LogLead", utterance="log a call"), DONE, name="log-lead", title="Create lead"),
        ],
        Flag("/title/en", "the dialog create-lead is called 'Create Lead' too", None, "log-lead"),
    ),
    good=good(
        [
            dialog(intent("done"), DONE),
            dialog(intent("done", "LogLead", utterance="log a call"), DONE, name="log-lead", title="Log Call"),
        ]
    ),
)
def duplicate_title(facts: BotFacts) -> Iterator[Problem]:
    first: dict[tuple[str, str], tuple[TaskFacts, str]] = {}
    for task in facts.tasks:
        for language, title in task.task.title.items():
            other, known = first.setdefault((language, title.strip().casefold()), (task, title))
            if other is not task and language == task.task.language:
                words = f"the dialog {other.task.name} is called {known!r} too"
                yield Problem(to_pointer(("title", language)), words, dialog=task)
