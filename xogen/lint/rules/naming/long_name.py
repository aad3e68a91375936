"""A name that no canvas shows whole."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from xogen.lint.examples import dialog, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.base import Owned
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

LONG = "tellTheUserThatTheLeadWasSavedAndAskForMore"


class Options(Owned):
    """The longest name that is fine."""

    most: int = Field(default=40, ge=1)


@rule(
    "task",
    severity=Severity.INFO,
    summary="A component name that is too long to be read",
    rationale="""
        The canvas cuts long names off, and scripts that spell them are hard to read. How long a name may be is not
        documented; the longest of 2,478 real ones has 37 characters.
    """,
    bad=bad(
        dialog(intent(LONG), message(LONG, "Your lead is saved.")),
        Flag("/nodes/1", f"the name {LONG} has 43 characters, more than 40", LONG),
    ),
    good=good(dialog(intent("tellSaved"), message("tellSaved", "Your lead is saved."))),
    options=Options,
)
def long_name(_task: DialogTask, facts: TaskFacts, options: Options) -> Iterator[Problem]:
    for name in [name for name in facts.components if len(name) > options.most]:
        for place in facts.by_component[name]:
            if place.node.type != "dialog-call":
                words = f"the name {name} has {len(name)} characters, more than {options.most}"
                yield Problem(place.pointer, words, place.node.id)
