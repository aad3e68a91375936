"""A secret in a file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from xogen.graph.reads import line_pointer
from xogen.lint.examples import Data, dialog, intent, message, service
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.texts import Text, texts
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.model.secrets import holds, is_secret_name, is_secret_value, kinds_of

DONE, FAILED = message("done", "That worked."), message("failed", "That did not work.")
# Made up, and put together here so that no scanner takes this file for a leak.
MADE_UP = "".join(("Bearer ", "00D5g000004Xyz1", "!", "AQ0AQExampleExample.1234567890"))


def _read(header: str) -> Data:
    return service("read", "done", "failed", headers={"Authorization": header})


@rule(
    "task",
    severity=Severity.ERROR,
    summary="A secret in a dialog",
    rationale="""
        Dialog files are committed, exported and sent around, and whoever has the token has the org. Keep it in a
        secured environment variable and write `{{env.NAME}}`, or let an authorization profile send it. Then revoke the
        one that was here: history keeps it. The value is never shown, here or in a report.
    """,
    bad=bad(
        dialog(intent("read"), _read(MADE_UP), DONE, FAILED),
        Flag("/nodes/1/headers/Authorization", "here stands a Salesforce access token; use {{env.NAME}}", "read"),
    ),
    good=good(dialog(intent("read"), _read("Bearer {{env.SALESFORCE_TOKEN}}"), DONE, FAILED)),
)
def secret_literal(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    for node, at, _ in facts.placed:
        for text in texts(node):
            if holds(text.source) or _has_secret_name(text.pointer):
                for pointer, kind in _found(text):
                    yield Problem(at + pointer, f"here stands {kind}; use {{{{env.NAME}}}}", node.id)


def _found(text: Text) -> Iterator[tuple[str, str]]:
    """Yield the pointer and the kind of the first secret of each line."""
    seen: set[int] = set()
    is_code = text.kind == "script"
    for at, kind in kinds_of(text.source, is_code=is_code):
        line = text.source.count("\n", 0, at) + 1
        if line not in seen:
            seen.add(line)
            yield line_pointer(text.pointer, text.source, line) if is_code else text.pointer, kind
    if not seen and not is_code and _has_secret_name(text.pointer) and is_secret_value(text.source):
        yield text.pointer, f"a literal value of {_name(text.pointer)}"


@lru_cache(maxsize=4096)
def _has_secret_name(pointer: str) -> bool:
    return is_secret_name(_name(pointer))


def _name(pointer: str) -> str:
    return pointer.rpartition("/")[2]
