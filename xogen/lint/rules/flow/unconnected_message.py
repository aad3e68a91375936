"""A last message that does not say that it is the last."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.edits import Edit, Insertion
from xogen.lint.blank import is_blank
from xogen.lint.examples import dialog, intent, message
from xogen.lint.facts import BotFacts, Placed, TaskFacts
from xogen.lint.fix import safe
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.lint.wire_data import few
from xogen.model.finding import Severity
from xogen.model.nodes import END, NOT_CONNECTED


@rule(
    "bot",
    severity=Severity.INFO,
    summary="A message that is left unconnected",
    rationale="""
        The user gets an answer and the dialog stops here, as it does in most real bots. It cannot be told whether that
        is meant, or whether a connection was forgotten: lead to `end` to say so. Of an export it is said once.
    """,
    bad=bad(
        dialog(intent("done"), message("done", "Your lead is saved.", "not-connected")),
        Flag("/nodes/1/transitions/0", "the message done is not connected to anything, not even to end", "done"),
    ),
    good=good(dialog(intent("done"), message("done", "Your lead is saved.", "end"))),
)
def unconnected_message(facts: BotFacts) -> Iterator[Problem]:
    loose = [(task, place) for task in facts.tasks for place in _loose(task)]
    if facts.known.bot is None:
        for task, place in loose:
            yield from _each(task, place)
    elif loose:
        messages = "one message is" if len(loose) == 1 else f"{len(loose)} messages are"
        names = few([place.node.component for _, place in loose])
        edits = [edit for task, place in loose for edit in _in_export(task, place)]
        fix = safe("lead them to end", *edits) if edits else None
        yield Problem("", f"{messages} not connected to anything, not even to end: {names}", fix=fix)


def _loose(task: TaskFacts) -> list[Placed]:
    """Return the messages that lead nowhere, or may do so."""
    if "message" not in task.kinds:
        return []
    ways = task.ways
    found = {id(place) for place in (*ways.stuck, *[place for place, _ in ways.loose])}
    if not found:
        return []
    return [place for place in task.of_kind("message") if id(place) in found]


def _each(task: TaskFacts, place: Placed) -> Iterator[Problem]:
    node, at = place.node, place.pointer
    words = f"the message {node.component} is not connected to anything, not even to end"
    if not node.transitions:
        fix = safe("lead to end", Insertion(f"{at}/transitions/-", {"to": END}))
        yield Problem(at, words, node.id, dialog=task, fix=fix)
    for index, transition in enumerate(node.transitions):
        if transition.to == NOT_CONNECTED:
            fix = safe("lead to end", Edit(f"{at}/transitions/{index}/to", END))
            yield Problem(f"{at}/transitions/{index}", words, node.id, dialog=task, fix=fix)


def _in_export(task: TaskFacts, place: Placed) -> Iterator[Edit]:
    """Yield what leads a message of an export to its end, in terms of the export."""
    locate = task.document.locate
    for index, transition in enumerate(place.node.transitions):
        if transition.to == NOT_CONNECTED and not is_blank(transition.when) and locate is not None:
            yield Edit(locate(f"{place.pointer}/transitions/{index}/to"), END)
