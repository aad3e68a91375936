"""A node where the conversation stops."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.blank import is_blank
from xogen.lint.examples import dialog, entity, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

SELF_ENDING = frozenset({"agent-transfer", "dialog-call", "message"})
"""An agent transfer ends the dialog, and a call without a connection ends it when the called dialog is done. A message
is another rule's, because the user does get an answer."""
DONE = message("done", "Saved {{context.entities.company}}.")


@rule(
    "task",
    severity=Severity.WARNING,
    summary="A node without a way out",
    rationale="""
        The conversation stops without a word: the node has no transition, or one that is not connected. The platform
        makes new nodes unconnected, so this is what is left when a connection was forgotten. Where the dialog is
        meant to end, lead to `end`. Inside a bot action what is not connected ends the bot action (inferred).
    """,
    bad=bad(
        dialog(
            intent("company"),
            entity(
                "company",
                [{"to": "not-connected", "when": {"entity": "company", "op": "eq", "value": "Acme"}}, {"to": "title"}],
            ),
            entity("title", [], "Which title?"),
            DONE,
        ),
        Flag("/nodes/1/transitions/0", "this way out of company is not connected", "company"),
        Flag("/nodes/2", "there is no way out of title", "title"),
    ),
    good=good(dialog(intent("company"), entity("company", "done"), DONE)),
)
def dead_end(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    for node, pointer, _ in facts.ways.stuck:
        if node.type not in SELF_ENDING:
            yield Problem(pointer, f"there is no way out of {node.component}", node.id)
    for (node, pointer, parent), index in facts.ways.loose:
        if parent is None and node.type not in SELF_ENDING and not is_blank(node.transitions[index].when):
            words = f"this way out of {node.component} is not connected"
            yield Problem(f"{pointer}/transitions/{index}", words, node.id)
