"""A secret variable that the user can read."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.texts import referring, script_pointer, scripts
from xogen.model.finding import Severity
from xogen.model.nodes import ConfirmationNode, EntityNode, MessageNode
from xogen.model.secrets import is_secret_name
from xogen.script.arguments import handed_to

Path = tuple[str, ...]


@rule(
    ("message", "entity", "confirmation"),
    severity=Severity.ERROR,
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
def secret_shown(node: MessageNode | EntityNode | ConfirmationNode, _facts: TaskFacts) -> Iterator[Problem]:
    for text in referring(node):
        for reference in text.references:
            if reference.path is not None and _is_secret(reference.path):
                yield Problem(text.pointer, f"this text shows the secret {'.'.join(reference.path)} to the user")
    for text in scripts(node):
        if "env." in text.source:
            for use in handed_to(text.source, ("print",)):
                if _is_secret(use.path):
                    pointer = script_pointer(text.pointer, text.source, use.line)
                    yield Problem(pointer, f"this script shows the secret {'.'.join(use.path)} to the user")


def _is_secret(path: Path) -> bool:
    return path[0] == "env" and len(path) == 2 and is_secret_name(path[1])
