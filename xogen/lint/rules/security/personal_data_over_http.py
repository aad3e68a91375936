"""Personal data that anybody on the way can read."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import Data, dialog, entity, intent, message, service
from xogen.lint.facts import TaskFacts
from xogen.lint.plain_calls import plain_call
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.texts import referring
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.script.paths import canonical

ASK = entity("card", "pay", "Your card number?", entity_type="number", personal_data=True)
ENDS = (message("done", "That worked."), message("failed", "That did not work."))


def _pay(protocol: str) -> Data:
    body = '{"card": {{context.entities.card}}}'
    return service("pay", "done", "failed", method="POST", protocol=protocol, path="/payments", body=body)


@rule(
    "task",
    needs="service",
    severity=Severity.ERROR,
    summary="Personal data that anybody on the way can read",
    rationale="""
        The call goes over plain http and carries what a user said in confidence: what the entity marks as personal
        data, or its name as a password, a code or the number of an account. Use https. Values are followed through
        scripts as long as they stay readable.
    """,
    bad=bad(
        dialog(intent("card"), ASK, _pay("http"), *ENDS),
        Flag("/nodes/2/body", "pay sends what the user says for card over plain http", "pay"),
    ),
    good=good(dialog(intent("card"), ASK, _pay("https"), *ENDS)),
    says_more_than=("service/plain-http",),
)
def personal_data_over_http(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    for place in facts.of_kind("service"):
        node = place.node
        call = plain_call(node) if node.type == "service" else None
        if call is None:
            continue
        said: set[str] = set()
        for text in referring(node):
            for reference in text.references:
                name = facts.personal.held_by(canonical(reference.path)) if reference.path else None
                if name is not None and name not in said:
                    said.add(name)
                    words = f"{node.component} sends what the user says for {name} over plain http"
                    yield Problem(place.pointer + text.pointer, words, node.id, fix=call.fix.below(place.pointer))
