"""A secret variable that the user can read."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.model.secrets import is_secret_name

Path = tuple[str, ...]


@rule(
    "task",
    needs=("message", "entity", "confirmation"),
    severity=Severity.ERROR,
    reads_scripts=True,
    summary="A secret variable that the user can read",
    rationale="""
        The name of the variable says that it holds a key, a token or a password, and the text shows its value to
        everybody who talks to the bot. Usually it was put there to look at it once. Remove it, and change the secret.
    """,
    bad=bad(
        dialog(intent("done"), message("done", "Connected with {{env.CRM_API_KEY}}.")),
        Flag("/nodes/1/responses/0/text/en", "this text shows the secret env.CRM_API_KEY to the user", "done"),
    ),
    good=good(dialog(intent("done"), message("done", "Connected with {{env.CRM_NAME}}."))),
)
def secret_shown(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    for each in facts.shown:
        if _is_secret(each.path):
            what = "script" if each.in_script else "text"
            words = f"this {what} shows the secret {'.'.join(each.path)} to the user"
            yield Problem(each.at, words, each.place.node.id)


def _is_secret(path: Path) -> bool:
    return path[0] == "env" and len(path) == 2 and is_secret_name(path[1])
