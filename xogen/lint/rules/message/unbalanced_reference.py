"""A reference that is opened and never closed."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, entity, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.texts import referring
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.model.references import unclosed

ASK = entity("company", "done")
USED = message("done", "Saved {{context.entities.company}}.")
SHOWN = 30


@rule(
    "task",
    needs="showing",
    severity=Severity.ERROR,
    summary="A `{{` that no `}}` closes",
    rationale="""
        The platform does not see a reference there, and users read the braces and the path. What a script puts together
        is not looked at.
    """,
    bad=bad(
        dialog(intent("company"), ASK, message("done", "Saved {{context.entities.company}.")),
        Flag("/nodes/2/responses/0/text/en", "no }} closes '{{context.entities.company}.'", "done"),
    ),
    good=good(dialog(intent("company"), ASK, USED)),
)
def unbalanced_reference(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    for node, pointer, _ in facts.said.showing:
        for text in referring(node):
            for at in unclosed(text.source)[:1]:
                yield Problem(pointer + text.pointer, f"no }}}} closes {text.source[at : at + SHOWN]!r}", node.id)
