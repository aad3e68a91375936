"""A secret of the user, said back."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, entity, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.script.paths import canonical

ASK = entity("pin", "done", "Your PIN?", entity_type="number", personal_data=True)


@rule(
    "task",
    needs="entity",
    severity=Severity.WARNING,
    reads_scripts=True,
    summary="A secret of the user, said back",
    rationale="""
        Passwords, one-time codes and the numbers of cards and accounts then stand in the chat, in its transcript, and
        are read out loud on the phone. Say that it was understood, not what. Names, addresses and what else is marked
        as personal data may well be read back, so that the user can correct it.
    """,
    bad=bad(
        dialog(intent("pin"), ASK, message("done", "Your PIN is {{context.entities.pin}}.")),
        Flag("/nodes/2/responses/0/text/en", "this text says back what the user says for pin", "done"),
    ),
    good=good(
        dialog(
            intent("pin"),
            entity(
                "pin",
                [{"to": "done", "when": {"entity": "pin", "op": "gt", "value": "999"}}, {"to": "wrong"}],
                "Your PIN?",
                entity_type="number",
                personal_data=True,
            ),
            message("done", "I have your PIN."),
            message("wrong", "That is no PIN."),
        )
    ),
)
def personal_data_shown(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    if not facts.secrets.holders:
        return
    for each in facts.shown:
        name = facts.secrets.held_by(canonical(each.path))
        if name is not None:
            yield Problem(each.at, f"this text says back what the user says for {name}", each.place.node.id)
