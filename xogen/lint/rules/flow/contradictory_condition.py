"""A condition that cannot hold."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.edits import Removal
from xogen.lint.examples import dialog, intent, message, node
from xogen.lint.facts import TaskFacts
from xogen.lint.fix import unsafe
from xogen.lint.logic import cases, is_contradictory
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.conditions import AllOf, AnyOf
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

OPEN = {"context": "context.session.BotUserSession.state", "op": "eq", "value": "open"}
CLOSED = {"context": "context.session.BotUserSession.state", "op": "eq", "value": "closed"}
ENDS = (message("both", "It is open or closed."), message("neither", "It is neither."))


@rule(
    "task",
    needs="conditional",
    severity=Severity.ERROR,
    summary="A condition that cannot hold",
    rationale="""
        Two of its tests exclude each other, so this way is never taken. Usually "any of" was meant instead of "all of".
        Values that differ in upper and lower case only do not exclude each other: how the platform compares them is not
        documented.
    """,
    bad=bad(
        dialog(
            intent("check"),
            node("logic", "check", [{"to": "both", "when": {"all": [OPEN, CLOSED]}}, {"to": "neither"}]),
            *ENDS,
        ),
        Flag(
            "/nodes/1/transitions/0",
            "'state is open and state is closed' cannot hold: two of its tests exclude each other",
            "check",
        ),
    ),
    good=good(
        dialog(
            intent("check"),
            node("logic", "check", [{"to": "both", "when": {"any": [OPEN, CLOSED]}}, {"to": "neither"}]),
            *ENDS,
        )
    ),
)
def contradictory_condition(_task: DialogTask, facts: TaskFacts) -> Iterator[Problem]:
    for place, index, when in facts.conditions:
        # A test alone can hold.
        if not isinstance(when, AllOf | AnyOf):
            continue
        if all(is_contradictory(case) for case in cases(when, facts)):
            words = f"{facts.words(when)!r} cannot hold: two of its tests exclude each other"
            here = f"{place.pointer}/transitions/{index}"
            yield Problem(here, words, place.node.id, fix=unsafe("remove what is never taken", Removal(here)))
