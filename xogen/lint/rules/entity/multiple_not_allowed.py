"""A description of which there may be several."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.edits import Edit
from xogen.lint.examples import Data, dialog, entity, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.fix import unsafe
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.finding import Severity
from xogen.model.nodes import EntityNode

DONE = message("done", "I noted: {{context.entities.issue}}.")


def _asks(**more: object) -> Data:
    return dialog(intent("issue"), entity("issue", "done", "What went wrong?", **more), DONE)


@rule(
    "entity",
    severity=Severity.ERROR,
    summary="A description that takes several values",
    rationale="""
        An entity of the type description takes all that the user says, so it cannot be a multi-item entity: the
        platform's documentation says so. Take the type string for several values.
    """,
    bad=bad(
        _asks(entity_type="description", multiple=True),
        Flag("/nodes/1/multiple", "issue is a description, which cannot take several values", "issue"),
    ),
    good=good(_asks(entity_type="description")),
)
def multiple_not_allowed(node: EntityNode, _facts: TaskFacts) -> Iterator[Problem]:
    if node.entity_type == "description" and node.multiple:
        words = f"{node.component} is a description, which cannot take several values"
        yield Problem("/multiple", words, fix=unsafe("take one value", Edit("/multiple", value=False)))
