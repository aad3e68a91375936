"""Dialogs that call each other without end."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import Data, dialog, entity, intent, message, node
from xogen.lint.facts import BotFacts
from xogen.lint.known import Known
from xogen.lint.loops import around
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.model.finding import Severity

WHOLE = Known(complete=True)
DONE = message("done", "Thank you.")


def _menu(first: str) -> Data:
    return dialog(
        intent(first, "Menu", utterance="show me the menu"),
        entity("topic", "help", "What is it about?"),
        node("dialog-call", "help", "end", dialog="help", inputs={"context.topic": "context.entities.topic"}),
        name="menu",
        title="Show Menu",
    )


HELP = dialog(
    intent("menu", "Help", utterance="help me"),
    node("dialog-call", "menu", "end", dialog="menu"),
    name="help",
    title="Get Help",
)


@rule(
    "bot",
    severity=Severity.ERROR,
    summary="Dialogs that call each other without end",
    rationale="""
        Each calls the next before it has asked the user anything, and the last calls the first. The platform stops
        after 25 calls in a row without user input and says "Sorry something went wrong". Ask the user on the way, or
        take one of the calls out.
    """,
    bad=bad(
        [_menu("help"), HELP],
        Flag(
            "/nodes/1",
            "these dialogs call each other, and nobody asks the user: help, menu and back to help",
            "menu",
            "help",
        ),
        known=WHOLE,
    ),
    good=good([_menu("topic"), HELP], known=WHOLE),
)
def dialog_call_loop(facts: BotFacts) -> Iterator[Problem | Unchecked]:
    chains = facts.call_chains
    for calls in chains.loops():
        names = [call.caller.task.name for call in calls]
        words = f"these dialogs call each other, and nobody asks the user: {around(names)}"
        yield Problem(calls[0].place.pointer, words, calls[0].node.id, dialog=calls[0].caller)
    if not chains.is_complete:
        yield Unchecked("whether dialogs call each other without end: there are too many to look at all")
