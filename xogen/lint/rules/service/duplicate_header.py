"""A header that is there twice."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.pointers import to_pointer
from xogen.lint.examples import Data, dialog, intent, message, service
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.finding import Severity
from xogen.model.nodes import ServiceNode

ENDS = (message("done", "That worked."), message("failed", "That did not work."))


def _read(**headers: str) -> Data:
    return service("read", "done", "failed", headers=headers)


@rule(
    "service",
    severity=Severity.WARNING,
    summary="A header that is there twice",
    rationale="""
        The names of headers are the same in upper and lower case. Which of the two values is sent, or whether both are,
        is up to the platform.
    """,
    bad=bad(
        dialog(intent("read"), _read(Accept="application/json", accept="text/plain"), *ENDS),
        Flag("/nodes/1/headers/accept", "the header accept is there before, as Accept", "read"),
    ),
    good=good(dialog(intent("read"), _read(Accept="application/json"), *ENDS)),
)
def duplicate_header(node: ServiceNode, _facts: TaskFacts) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for name in node.headers:
        first = seen.setdefault(name.strip().lower(), name)
        if first != name:
            yield Problem(to_pointer(("headers", name)), f"the header {name} is there before, as {first}")
