"""A key or a password in a URL."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xogen.lint.examples import Data, dialog, intent, message, service
from xogen.lint.facts import TaskFacts
from xogen.lint.personal import Personal
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.model.nodes import ServiceNode
from xogen.model.references import references
from xogen.script.paths import canonical

ENDS = (message("done", "That worked."), message("failed", "That did not work."))
QUERY = re.compile(
    r"[?&](?P<name>[\w.-]*(?:secret|passw(?:or)?d|api[_-]?key|(?:access|auth|refresh)[_-]?token)[\w.-]*)=(?=[^&\s])",
    re.IGNORECASE,
)


def _read(path: str, **headers: str) -> Data:
    return service("read", "done", "failed", path=path, headers=headers)


@rule(
    "task",
    severity=Severity.WARNING,
    summary="A key or a password in a URL",
    rationale="""
        Servers and proxies on the way write URLs to their logs, so whoever reads these has the key, also where the bot
        itself keeps it in a secured variable. Send it as a header, or by an authorization profile; what the user says
        in confidence belongs into the body. Some services take keys in no other way: then suppress this, and say so.
    """,
    bad=bad(
        dialog(intent("read"), _read("/weather?city=Rome&api_key={{env.WEATHER_KEY}}"), *ENDS),
        Flag("/nodes/1/path", "the URL of read holds api_key, and URLs are logged; send it as a header", "read"),
    ),
    good=good(dialog(intent("read"), _read("/weather?city=Rome", apikey="{{env.WEATHER_KEY}}"), *ENDS)),
)
def key_in_url(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    services = [place for place in facts.placed if isinstance(place.node, ServiceNode)]
    secrets = Personal(facts, secrets_only=True) if services else None
    for node, pointer, _ in services:
        if not isinstance(node, ServiceNode) or secrets is None:
            continue
        found = QUERY.search(node.path)
        if found:
            words = f"the URL of {node.component} holds {found['name']}, and URLs are logged; send it as a header"
            yield Problem(f"{pointer}/path", words, node.id)
        for reference in references(node.path):
            name = secrets.held_by(canonical(reference.path)) if reference.path else None
            if name is not None:
                words = f"the URL of {node.component} holds what the user says for {name}, and URLs are logged"
                yield Problem(f"{pointer}/path", words, node.id)
                break
