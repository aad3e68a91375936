"""A service call that may take as long as it likes."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.edits import Edit
from xogen.lint.examples import dialog, intent, message, service
from xogen.lint.facts import TaskFacts
from xogen.lint.fix import unsafe
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.finding import Severity
from xogen.model.nodes import ServiceNode

DONE, FAILED = message("done", "That worked."), message("failed", "That did not work.")

SECONDS = 20
"""What the platform's builder sets by itself (119 of 169 services of real exports)."""


@rule(
    "service",
    severity=Severity.WARNING,
    summary="A service call without a timeout",
    rationale="""
        The platform's default depends on its version (5 or 20 seconds), and what the user sees of a slow service is
        a bot that does not answer. Set the seconds that a user will wait: 20 is a good value for Salesforce. The
        platform's own services (data tables, SMS) have no such setting.
    """,
    bad=bad(
        dialog(intent("read"), service("read", "done", "failed", timeout=None), DONE, FAILED),
        Flag("/nodes/1", "the service read has no timeout", "read"),
    ),
    good=good(dialog(intent("read"), service("read", "done", "failed", timeout=20), DONE, FAILED)),
)
def missing_timeout(node: ServiceNode, _facts: TaskFacts) -> Iterator[Problem]:
    if node.timeout is None and node.builtin is None:
        # Unsafe: where the platform waited longer, or not as long, the dialog now goes another way.
        fix = unsafe(f"wait {SECONDS} seconds, as a dialog file does by default", Edit("/timeout", SECONDS))
        yield Problem("", f"the service {node.component} has no timeout", fix=fix)
