"""A chain of dialog calls that is too long."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.graph.walks import shorten
from xogen.lint.call_chains import MOST
from xogen.lint.examples import Data, dialog, intent, message, node
from xogen.lint.facts import BotFacts
from xogen.lint.known import Known
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.model.finding import Severity

WHOLE = Known(complete=True)


def _chain(length: int) -> list[Data]:
    """Return dialogs of which each calls the next, and the last one says something."""
    return [
        dialog(
            intent("next", f"Step{number}", utterance=f"do step number {number}"),
            node("dialog-call", "next", "end", dialog=f"step-{number + 1:02}"),
            name=f"step-{number:02}",
            title=f"Make Step {number}",
        )
        for number in range(length)
    ] + [
        dialog(
            intent("done", "Last", utterance="do the last step"),
            message("done", "Done."),
            name=f"step-{length:02}",
            title="Make Last Step",
        )
    ]


@rule(
    "bot",
    severity=Severity.ERROR,
    summary="A chain of dialog calls that is too long",
    rationale="""
        The platform stops after 25 calls from dialog to dialog without user input and says "Sorry something went
        wrong". Ask the user on the way, or let one dialog do the work of several.
    """,
    bad=bad(
        _chain(26),
        Flag(
            "/nodes/1",
            "26 calls follow each other from here, and nobody asks the user; the platform stops after 25",
            "next",
            "step-00",
        ),
        known=WHOLE,
    ),
    good=good(_chain(2), known=WHOLE),
)
def dialog_call_chain(facts: BotFacts) -> Iterator[Problem | Unchecked]:
    chains = facts.call_chains
    for calls in chains.chains():
        first = calls[0]
        words = (
            f"{len(calls)} calls follow each other from here, and nobody asks the user; the platform stops after {MOST}"
        )
        way = shorten([first.caller.task.name, *(call.called.task.name for call in calls if call.called)])
        yield Problem(first.place.pointer, words, first.node.id, way, first.caller)
    if not chains.is_complete:
        yield Unchecked("how many dialogs call each other in a row: there are too many to look at all")
