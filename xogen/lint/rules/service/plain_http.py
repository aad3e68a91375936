"""A service call without encryption."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from xogen.formats.edits import Edit
from xogen.lint.examples import dialog, intent, message, service
from xogen.lint.facts import TaskFacts
from xogen.lint.fix import unsafe
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.action import LOOPBACK
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
    for key, value in (("host", node.host), ("path", node.path)):
        if value.strip().lower().startswith("http://"):  # a whole URL stands where its parts should
            host = _host(value)
            if host not in LOOPBACK:
                at = value.lower().index("http")
                fix = unsafe("use https", Edit(f"/{key}", f"{value[:at]}https{value[at + 4 :]}"))
                yield Problem(f"/{key}", f"the service {node.component} calls {host} over plain http", fix=fix)
            return
    host = _host(f"http://{node.host}")
    if node.protocol == "http" and host not in LOOPBACK:
        fix = unsafe("use https", Edit("/protocol", "https"))
        yield Problem("/protocol", f"the service {node.component} calls {host} over plain http", fix=fix)


def _host(url: str) -> str:
    """Return the host of a URL, a reference as it is written."""
    rest = url.strip()[len("http://") :]
    if rest.startswith("{{"):
        return rest.partition("}}")[0] + "}}"
    try:
        return urlsplit(url.strip()).hostname or "a host that is not named"
    except ValueError:  # brackets that are no address
        return rest
