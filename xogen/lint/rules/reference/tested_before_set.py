"""A condition on a value that no path has set yet."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.graph.assignment import PLATFORM_KEYS
from xogen.graph.effects import Unit
from xogen.lint.examples import Data, dialog, intent, message, node, service, status_is
from xogen.lint.facts import BotFacts, Placed, TaskFacts
from xogen.lint.preset import preset_units
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.model.finding import Severity

WELL, ILL = message("well", "It is there."), message("ill", "It is not there.")
FAILED = message("failed", "That did not work.")


def _check(found: str, other: str) -> Data:
    return node("logic", "check", [{"to": found, "when": status_is("find", "200")}, {"to": other}])


@rule(
    "bot",
    severity=Severity.WARNING,
    reads_scripts=True,
    summary="A condition on a value that no path has set yet",
    rationale="""
        The dialog calls the service, or sets the key, but on none of the paths that lead to this condition: it never
        holds there (inferred), and the way behind it is dead. Usually two nodes stand in the wrong order. Entities are
        left out, because the user may say them at any time, and so are conditions that ask whether a value is missing.
    """,
    bad=bad(
        dialog(
            intent("check"),
            _check("well", "find"),
            service("find", "well", "failed"),
            WELL,
            FAILED,
        ),
        Flag(
            "/nodes/1/transitions/0/when/context",
            "the service find is not called on any path to here, so this condition never holds",
            "check",
        ),
    ),
    good=good(
        dialog(
            intent("find"),
            service("find", "well", "check"),
            node("logic", "check", [{"to": "ill", "when": status_is("find", "404")}, {"to": "failed"}]),
            WELL,
            ILL,
            FAILED,
        )
    ),
)
def tested_before_set(facts: BotFacts) -> Iterator[Problem | Unchecked]:
    for task in facts.tasks:
        found = list(_found(task, facts))
        doubt = task.task.hidden and not facts.calls_to(task) and not facts.known.complete if found else False
        for place, pointer, unit in found:
            what = _words(unit, task)
            if doubt:
                yield Unchecked(f"whether {what} is set depends on the dialogs that call this one", task)
            else:
                words = f"{what} on any path to here, so this condition never holds"
                yield Problem(place.pointer + pointer, words, place.node.id, dialog=task)


def _found(task: TaskFacts, facts: BotFacts) -> Iterator[tuple[Placed, str, Unit]]:
    """Yield the first test of each value in each node that comes before all that set it."""
    flow = task.graph.assignment
    preset = preset_units(task, facts) if flow.reads_of_written else ()
    for name, reads in flow.reads_of_written.items():
        seen: set[Unit] = set()
        for read, unit in reads:
            if read.transition is None or unit[1] in PLATFORM_KEYS or unit in seen or unit in preset:
                continue
            place = task.by_id[name]
            if name in flow.after_opaque or _asks_if_missing(place, read.transition):
                continue
            if name in task.graph.reachable and flow.certainty(name, unit, "exit") == "never":
                seen.add(unit)
                yield place, read.pointer, unit


def _asks_if_missing(place: Placed, index: int) -> bool:
    return getattr(place.node.transitions[index].when, "op", "") in {"not-exists", "neq"}


def _words(unit: Unit, task: TaskFacts) -> str:
    return f"the service {unit[1]} is not called" if unit[1] in task.services else f"nothing sets {'.'.join(unit)}"
