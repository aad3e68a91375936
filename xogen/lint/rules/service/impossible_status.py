"""A condition on a status that no service answers with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xogen.lint.examples import Data, dialog, intent, message, service
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.conditions import context_tests
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.model.references import parse_path

STATUS = re.compile(r"[1-5]\d\d")
ENDS = (message("done", "That worked."), message("failed", "That did not work."))


def _read(status: str) -> Data:
    return service("read", "done", "failed", status=status)


@rule(
    "task",
    needs="conditional",
    severity=Severity.ERROR,
    summary="A condition on a status that no service answers with",
    rationale="""
        An HTTP status is a number from 100 to 599, without its words: `200`, not `200 OK` and not `success`. The
        condition never holds, so what looks like the way of success is never taken.
    """,
    bad=bad(
        dialog(intent("read"), _read("200 OK"), *ENDS),
        Flag("/nodes/1/transitions/0", "the status of read is never '200 OK'", "read"),
    ),
    good=good(dialog(intent("read"), _read("200"), *ENDS)),
)
def impossible_status(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    for place, index, condition in facts.conditions:
        for test in context_tests(condition):
            if test.op != "eq" or not test.value or "statusCode" not in test.context:
                continue
            path, value = parse_path(test.context) or (), test.value.strip()
            is_status = path[0:1] == ("context",) and path[2:] == ("response", "statusCode")
            is_literal = value and "{{" not in value and not value.startswith(("context.", "env.", "content."))
            if is_status and is_literal and not STATUS.fullmatch(value):
                here, words = f"{place.pointer}/transitions/{index}", f"the status of {path[1]} is never {value!r}"
                yield Problem(here, words, place.node.id)
