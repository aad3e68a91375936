"""A GET that changes something."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.calls import changes_by_get
from xogen.lint.examples import Data, confirmation, dialog, entity, intent, message, service
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.finding import Severity
from xogen.model.nodes import ServiceNode

ASK = entity("row", "sure", "Which row?", entity_type="number")
SURE = confirmation("sure", "drop", "kept", "Delete row {{context.entities.row}}?")
REST = (message("done", "It is gone."), message("failed", "That did not work."), message("kept", "It stays."))


def _drop(method: str, path: str) -> Data:
    return service("drop", "done", "failed", method=method, path=path, headers={"Authorization": "{{env.AUTH}}"})


@rule(
    "service",
    severity=Severity.WARNING,
    summary="A GET that changes something",
    rationale="""
        Everything on the way may make a GET again, or ahead of time: caches, proxies, link previews, the platform's own
        retries. A record is then deleted twice, or created twice. Use the method of what the call does; where the
        service has no other, ask for a confirmation, and look at the answer. Told by SQL and by verbs in the path.
    """,
    bad=bad(
        dialog(
            intent("row"),
            ASK,
            SURE,
            _drop("GET", "/rows?query=delete from rows where id={{context.entities.row}}"),
            *REST,
        ),
        Flag("/nodes/3/path", "the service drop changes something ('delete from') with a GET", "drop"),
    ),
    good=good(dialog(intent("row"), ASK, SURE, _drop("DELETE", "/rows/{{context.entities.row}}"), *REST)),
)
def change_by_get(node: ServiceNode, _facts: TaskFacts) -> Iterator[Problem]:
    word = changes_by_get(node)
    if word is not None:
        yield Problem("/path", f"the service {node.component} changes something ({word!r}) with a GET")
