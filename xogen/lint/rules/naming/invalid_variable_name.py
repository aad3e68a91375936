"""A variable that the platform cannot have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xogen.lint.examples import dialog, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.texts import referring
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

HYPHENATED = re.compile(r"(?:env|content)\.\w+(?:-\w+)+")


@rule(
    "task",
    needs="referring",
    severity=Severity.ERROR,
    summary="A variable name with a hyphen",
    rationale="""
        Environment and content variables have no hyphen in their names. In a text the reference finds nothing
        (inferred); in a script it would be a subtraction. Use `_`.
    """,
    bad=bad(
        dialog(intent("done"), message("done", "Write to {{content.support-mail}}.")),
        Flag(
            "/nodes/1/responses/0/text/en",
            "a variable name has no hyphen: content.support-mail",
            "done",
        ),
    ),
    good=good(dialog(intent("done"), message("done", "Write to {{content.support_mail}}."))),
)
def invalid_variable_name(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    for node, pointer, _ in facts.said.referring:
        for text in referring(node):
            if "-" in text.source:
                for reference in text.references:
                    if HYPHENATED.fullmatch(reference.expression):
                        words = f"a variable name has no hyphen: {reference.expression}"
                        yield Problem(pointer + text.pointer, words, node.id)
