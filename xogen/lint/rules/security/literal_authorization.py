"""A credential that is written out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xogen.formats.pointers import to_pointer
from xogen.lint.examples import Data, dialog, intent, message, service
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.finding import Severity
from xogen.model.nodes import ServiceNode
from xogen.model.secrets import is_secret_name, is_secret_value, kinds_of

ENDS = (message("done", "That worked."), message("failed", "That did not work."))
SCHEME = re.compile(r"\s*(?:basic|bearer|token|apikey|api-key)?\s*", re.IGNORECASE)


def _read(value: str) -> Data:
    return service("read", "done", "failed", headers={"Authorization": value})


@rule(
    "service",
    severity=Severity.WARNING,
    summary="A credential that is written out",
    rationale="""
        What stands in the header is the same in every account that the bot is imported into, and everybody who has the
        export has it. Keep it in a secured variable (`{{env.NAME}}`), or let an authorization profile send it. A value
        that surely is a secret is `security/secret-literal`. The value is never shown.
    """,
    bad=bad(
        dialog(intent("read"), _read("Basic guest"), *ENDS),
        Flag(
            "/nodes/1/headers/Authorization",
            "the header Authorization of read is written out; use {{env.NAME}} or an authorization profile",
            "read",
        ),
    ),
    good=good(dialog(intent("read"), _read("Basic {{env.CREDENTIAL}}"), *ENDS)),
)
def literal_authorization(node: ServiceNode, _facts: TaskFacts) -> Iterator[Problem]:
    for name, value in node.headers.items():
        if not is_secret_name(name) or "{{" in value or not SCHEME.sub("", value, count=1):
            continue
        if is_secret_value(value) or next(kinds_of(value), None) is not None:
            continue
        words = (
            f"the header {name} of {node.component} is written out; use {{{{env.NAME}}}} or an authorization profile"
        )
        yield Problem(to_pointer(("headers", name)), words)
