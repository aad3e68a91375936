"""A key or a password in a URL."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xogen.lint.examples import Data, dialog, intent, message, service
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.model.nodes import ServiceNode
from xogen.model.references import references
from xogen.model.secrets import is_secret_name
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
    needs="service",
    severity=Severity.WARNING,
    reads_scripts=True,
    summary="A key or a password in a URL",
    rationale="""
        Servers and proxies on the way write URLs to their logs, so whoever reads these has the key, also where the bot
        itself keeps it in a secured variable. Send it as a header, or by an authorization profile; what the user says
        in confidence belongs into the body. Some services take keys in no other way, so a secret variable under
        another name is an info.
    """,
    bad=bad(
        dialog(intent("read"), _read("/weather?city=Rome&api_key={{env.WEATHER_KEY}}"), *ENDS),
        Flag("/nodes/1/path", "the URL of read holds api_key, and URLs are logged; send it as a header", "read"),
    ),
    good=good(dialog(intent("read"), _read("/weather?city=Rome", apikey="{{env.WEATHER_KEY}}"), *ENDS)),
)
def key_in_url(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    for node, pointer, _ in facts.of_kind("service"):
        if node.type == "service" and ("=" in node.path or "{{" in node.path):
            for words, severity in _found(node, facts):
                text = f"the URL of {node.component} holds {words}"
                yield Problem(f"{pointer}/path", text, node.id, severity=severity)


def _found(node: ServiceNode, facts: TaskFacts) -> Iterator[tuple[str, Severity | None]]:
    query = QUERY.search(node.path) if "=" in node.path else None
    if query:
        yield f"{query['name']}, and URLs are logged; send it as a header", None
    said: set[str] = set()
    for reference in references(node.path):
        path = canonical(reference.path) if reference.path else ()
        name = facts.secrets.held_by(path) if path else None
        if name is not None and name not in said:
            said.add(name)
            yield f"what the user says for {name}, and URLs are logged", None
        elif not query and _is_secret(path) and "?" in node.path[: reference.start]:
            yield f"the secret {'.'.join(path)}, and URLs are logged; send it as a header", Severity.INFO


def _is_secret(path: tuple[str, ...]) -> bool:
    return path[:1] == ("env",) and len(path) == 2 and is_secret_name(path[1])
