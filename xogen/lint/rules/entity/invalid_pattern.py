"""A pattern that matches nothing, because it is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xogen.lint.examples import Data, dialog, entity, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.finding import Severity
from xogen.model.nodes import EntityNode
from xogen.script.syntax import check_syntax

SLASH = re.compile(r"\\.|/", re.DOTALL)
LINE_END = re.compile("[\n\r\u2028\u2029]")
DONE = message("done", "I will look up {{context.entities.orderId}}.")


def _asks(pattern: str) -> Data:
    return dialog(
        intent("orderId"), entity("orderId", "done", "Which order?", entity_type="custom", pattern=pattern), DONE
    )


@rule(
    "entity",
    severity=Severity.ERROR,
    summary="A custom entity whose pattern is no regular expression",
    rationale="""
        The platform compiles the pattern when the user answers; one that does not compile accepts no answer, so that
        the bot asks until its retries are used up (inferred). It is checked as JavaScript reads it.
    """,
    bad=bad(_asks("[A-Z{2}-[0-9]+("), Flag("/nodes/1/pattern", "the pattern of orderId does not compile", "orderId")),
    good=good(_asks("[A-Z]{2}-[0-9]+")),
)
def invalid_pattern(node: EntityNode, _facts: TaskFacts) -> Iterator[Problem]:
    if node.pattern and not _compiles(node.pattern):
        yield Problem("/pattern", f"the pattern of {node.component} does not compile")


def _compiles(pattern: str) -> bool:
    written = re.fullmatch(r"/(.*)/[a-z]*", pattern, re.DOTALL)
    body = written[1] if written else pattern
    literal = SLASH.sub(lambda match: "\\/" if match[0] == "/" else match[0], LINE_END.sub(" ", body))
    return check_syntax(f"x = /{literal or '(?:)'}/") is None
