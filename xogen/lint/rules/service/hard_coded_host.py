"""Services whose hosts are written out."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.export_examples import calling, service
from xogen.lint.facts import BotFacts
from xogen.lint.rule import Flag, Problem, bad_export, good_export, rule
from xogen.lint.wire_data import few
from xogen.model.finding import Severity
from xogen.model.nodes import ServiceNode

CALL = {"host": "crm.example.com", "path": "/leads", "protocol": "https", "method": "get"}


@rule(
    "bot",
    severity=Severity.INFO,
    summary="Services whose hosts are written out",
    rationale="""
        A bot that is imported into another account (test, production) then calls the old host, until somebody changes
        every service. A variable (`{{env.HOST}}`) is set once for each account. Most real bots do without, so that is
        said once a bot, of exports and of what was imported from one.
    """,
    bad=bad_export(
        calling(service(3, "read", endPoint=CALL)),
        Flag("", "1 service has its host written out: read"),
    ),
    good=good_export(calling(service(3, "read"))),
)
def hard_coded_host(facts: BotFacts) -> Iterator[Problem]:
    if facts.origin is None:
        return
    nodes = [node for task in facts.tasks for node, _, _ in task.of_kind("service")]
    names = dict.fromkeys(node.component for node in nodes if node.type == "service" and _is_written_out(node))
    if names:
        count = "1 service has its host" if len(names) == 1 else f"{len(names)} services have their hosts"
        yield Problem("", f"{count} written out: {few(list(names))}")


def _is_written_out(node: ServiceNode) -> bool:
    host = node.host.strip()
    return bool(host) and "{{" not in host and node.builtin is None
