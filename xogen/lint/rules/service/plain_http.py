"""A service call without encryption."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, intent, message, service
from xogen.lint.facts import TaskFacts
from xogen.lint.plain_calls import plain_call
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.finding import Severity
from xogen.model.nodes import ServiceNode

DONE, FAILED = message("done", "That worked."), message("failed", "That did not work.")


@rule(
    "service",
    severity=Severity.WARNING,
    summary="A service call over plain http",
    rationale="""
        Everybody between the platform and the service can read what is sent, the access token included. Use https; http
        is only for a service on the same machine (`localhost`, `127.0.0.1`, `::1`).
    """,
    bad=bad(
        dialog(
            intent("read"), service("read", "done", "failed", protocol="http", host="api.example.com"), DONE, FAILED
        ),
        Flag("/nodes/1/protocol", "the service read calls api.example.com over plain http", "read"),
    ),
    good=good(
        dialog(
            intent("read"), service("read", "done", "failed", protocol="https", host="api.example.com"), DONE, FAILED
        )
    ),
)
def plain_http(node: ServiceNode, _facts: TaskFacts) -> Iterator[Problem]:
    call = plain_call(node)
    if call is not None:
        yield Problem(call.pointer, f"the service {node.component} calls {call.host} over plain http", fix=call.fix)
