"""A timeout that the platform does not offer."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.edits import Edit
from xogen.lint.examples import Data, dialog, intent, message, service
from xogen.lint.facts import TaskFacts
from xogen.lint.fix import unsafe
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.wire_data import number
from xogen.model.finding import Severity
from xogen.model.nodes import PlatformNode, ServiceNode

RANGES = {"service": (1, 60), "search": (1, 60), "generative": (10, 60)}
"""Seconds (facts, kore-platform 4.1)."""
DONE, SORRY = message("done", "It is there."), message("sorry", "That took too long.")


def _asks(timeout: int) -> Data:
    return dialog(intent("read"), service("read", "done", "sorry", timeout=timeout), DONE, SORRY)


@rule(
    ("service", "search", "generative"),
    severity=Severity.WARNING,
    summary="A timeout outside of what the platform offers",
    rationale="""
        Services and Search AI wait 1 to 60 seconds, prompts 10 to 60. What the platform makes of other values is not
        documented; users do not wait that long. The platform's own services of other kinds, which real exports show
        with 120 seconds, are left out.
    """,
    bad=bad(_asks(90), Flag("/nodes/1/timeout", "read waits 90 seconds, and the platform offers 1 to 60", "read")),
    good=good(_asks(60)),
)
def timeout_out_of_range(node: ServiceNode | PlatformNode, _facts: TaskFacts) -> Iterator[Problem]:
    least, most = RANGES[node.type]
    if node.type == "service":
        seconds = float(node.timeout) if node.timeout is not None and (node.host or node.path) else None
    else:
        seconds = number(node.properties.get("serviceAPITimeout"))
    if seconds is not None and not least <= seconds <= most:
        words = f"{node.component} waits {seconds:g} seconds, and the platform offers {least} to {most}"
        nearest = int(min(max(seconds, least), most))
        fix = unsafe(f"wait {nearest} seconds", Edit("/timeout", nearest)) if node.type == "service" else None
        yield Problem("/timeout" if node.type == "service" else "", words, fix=fix)
