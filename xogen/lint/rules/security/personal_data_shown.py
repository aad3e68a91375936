"""A secret of the user, said back."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, entity, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.personal import Personal
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.texts import script_pointer, texts
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity
from xogen.model.nodes import ConfirmationNode, EntityNode, MessageNode
from xogen.model.references import references
from xogen.script.arguments import handed_to
from xogen.script.paths import canonical

ASK = entity("pin", "done", "Your PIN?", entity_type="number", personal_data=True)


@rule(
    "task",
    severity=Severity.WARNING,
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
    secrets = Personal(facts, secrets_only=True)
    for place in facts.placed if secrets.holders else ():
        if not isinstance(place.node, MessageNode | EntityNode | ConfirmationNode):
            continue
        for text in texts(place.node):
            if text.kind == "path":
                continue
            for path, line in _shown(text.source, is_script=text.kind == "script"):
                name = secrets.held_by(canonical(path))
                if name is not None:
                    pointer = place.pointer + (
                        script_pointer(text.pointer, text.source, line) if line else text.pointer
                    )
                    yield Problem(pointer, f"this text says back what the user says for {name}", place.node.id)


def _shown(source: str, *, is_script: bool) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield what a text shows, each with its line in a script, else 0."""
    if is_script:
        yield from ((use.path, use.line) for use in handed_to(source, ("print",)))
    else:
        yield from ((reference.path, 0) for reference in references(source) if reference.path is not None)
