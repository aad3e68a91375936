"""A call of an API version that is retired or old."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xogen.formats.edits import Edit
from xogen.lint.examples import Data, dialog, intent, service
from xogen.lint.facts import TaskFacts
from xogen.lint.fix import Fix, unsafe
from xogen.lint.org_examples import DONE, FAILED
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import ActionUse
from xogen.model.finding import Severity
from xogen.model.nodes import ServiceNode

VERSION = re.compile(r"/services/data/v(\d{1,3})(?:\.\d)?(?:/|$)")
FIRST_SERVED = 31
FIRST_RECENT = 45


ACTION = {"name": "salesforce", "authorization": "pre-authorize", "app": "system", "api_version": "67.0"}


def _read(version: str) -> Data:
    path = f"/services/data/v{version}/limits"
    return dialog(intent("read"), service("read", "done", "failed", path=path), DONE, FAILED, action=ACTION)


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
    says_more_than=("salesforce/api-version-differs",),
)
def retired_api_version(node: ServiceNode, facts: TaskFacts) -> Iterator[Problem]:
    match = VERSION.search(node.path)
    if match is None or int(match[1]) >= FIRST_RECENT:
        return
    calls = f"the service {node.component} calls API version {int(match[1])}.0"
    fix = _fix(node.path, match, facts.task.action)
    if int(match[1]) < FIRST_SERVED:
        yield Problem("/path", f"{calls}, which is retired", fix=fix)
    else:
        yield Problem("/path", f"{calls}, which is old", severity=Severity.WARNING, fix=fix)


def _fix(path: str, match: re.Match[str], action: ActionUse | None) -> Fix | None:
    """Call the version that the action is set to, where there is one and it is recent."""
    version = action.api_version if action is not None else None
    number = (version or "").partition(".")[0]
    if version is None or not number.isdecimal() or int(number) < FIRST_RECENT:
        return None
    called = f"/services/data/v{version}{match[0][-1:] if match[0].endswith('/') else ''}"
    return unsafe(f"call version {version}", Edit("/path", path[: match.start()] + called + path[match.end() :]))
