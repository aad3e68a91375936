"""A concept in a pattern that the platform does not take for one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xogen.formats.pointers import to_pointer
from xogen.lint.examples import dialog, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.finding import Severity
from xogen.model.nodes import IntentNode

CONCEPT = re.compile(r"(?<!\S)~[^\s()\[\]{}<>*!'\",]*")
VALID = re.compile(r"~(?!_)(?=\w*[A-Za-z])[A-Za-z0-9_]+(?<!_)", re.ASCII)
HELLO = message("hello", "Hello!")


@rule(
    "intent",
    severity=Severity.ERROR,
    summary="A concept name that is not valid",
    rationale="""
        A concept in a pattern is `~` and a name of letters, digits and `_`, with one letter at least, that neither
        starts nor ends with `_`. Any other name is no concept to the platform, and the pattern never matches
        (inferred).
    """,
    bad=bad(
        dialog(intent("hello", patterns={"en": ["~create_ ~lead-object"]}), HELLO),
        Flag("/nodes/0/patterns/en/0", "'~create_' is no valid concept name", "CreateLead"),
        Flag("/nodes/0/patterns/en/0", "'~lead-object' is no valid concept name", "CreateLead"),
    ),
    good=good(dialog(intent("hello", patterns={"en": ["~create ~lead_object"]}), HELLO)),
)
def invalid_concept_name(node: IntentNode, _facts: TaskFacts) -> Iterator[Problem]:
    for language, patterns in node.patterns.items():
        for index, pattern in enumerate(patterns):
            for concept in CONCEPT.findall(pattern):
                if not VALID.fullmatch(concept):
                    pointer = to_pointer(("patterns", language, index))
                    yield Problem(pointer, f"{concept!r} is no valid concept name")
