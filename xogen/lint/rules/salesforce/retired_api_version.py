"""A call of an API version that is retired or old."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xogen.lint.examples import Data, dialog, intent, service
from xogen.lint.facts import TaskFacts
from xogen.lint.org_examples import DONE, FAILED
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.finding import Severity
from xogen.model.nodes import ServiceNode

VERSION = re.compile(r"/services/data/v(\d{1,3})(?:\.\d)?(?:/|$)")
FIRST_SERVED = 31
FIRST_RECENT = 45


def _read(version: str) -> Data:
    path = f"/services/data/v{version}/limits"
    return dialog(intent("read"), service("read", "done", "failed", path=path), DONE, FAILED)


@rule(
    "service",
    severity=Severity.ERROR,
    summary="A call of an API version that is retired or old",
    rationale="""
        Salesforce answers calls of a retired version with UNSUPPORTED_API_VERSION or 410: those before 31.0 (from what
        was announced; the list of the day is Salesforce's). A version before 45.0 is a warning: it is among the next to
        go, and lacks fields and error codes that templates count on.
    """,
    bad=bad(
        _read("29.0"),
        Flag("/nodes/1/path", "the service read calls API version 29.0, which is retired", "read"),
    ),
    good=good(_read("67.0")),
)
def retired_api_version(node: ServiceNode, _facts: TaskFacts) -> Iterator[Problem]:
    match = VERSION.search(node.path)
    if match is None or int(match[1]) >= FIRST_RECENT:
        return
    calls = f"the service {node.component} calls API version {int(match[1])}.0"
    if int(match[1]) < FIRST_SERVED:
        yield Problem("/path", f"{calls}, which is retired")
    else:
        yield Problem("/path", f"{calls}, which is old", severity=Severity.WARNING)
