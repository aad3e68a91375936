"""A value that is read where some path has not set it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from xogen.graph.assignment import PLATFORM_KEYS, Assignment
from xogen.graph.effects import Unit
from xogen.graph.reads import Read
from xogen.graph.unset import MOST, MOST_IN_ALL
from xogen.lint.examples import confirmation, dialog, entity, intent, message
from xogen.lint.facts import BotFacts, Placed, TaskFacts
from xogen.lint.preset import preset_units
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.model.finding import Severity
from xogen.model.nodes import PlatformKind

SESSION = "session"
UNKNOWN = frozenset({"opaque", *get_args(PlatformKind)})
"""Kinds of which nobody can say what they set."""
STOPPED = "what is set before it is read: stopped after following its loops for long; there are too many in each other"
LEFT_OUT = (
    "whether conditions rule out the paths on which values are not set: stopped after trying "
    f"{MOST_IN_ALL:,} transitions in all, or {MOST:,} places for one value"
)
ASK = confirmation("ask", "company", "done", "Is it about a company?")
DONE = message("done", "I have noted {{context.entities.company}}.")


@rule(
    "bot",
    severity=Severity.WARNING,
    reads_scripts=True,
    summary="A value that is read where some path has not set it",
    rationale="""
        On the path that is shown, the entity was not asked, the service not called or the key not written: a text has
        a hole, and a script that goes on to `.response` fails. Set the value on every path, or ask for it first: a
        condition, `if (context.x)`, `context.x?.y` and `context.x || "..."` are fine. Session values, and what a call
        of the dialog sets, come from elsewhere and are not judged. Of the places in one node the first is shown.
    """,
    bad=bad(
        dialog(intent("ask"), ASK, entity("company", "done"), DONE),
        Flag("/nodes/3/responses/0/text/en", "the entity company is not set on every path to here", "done"),
    ),
    good=good(
        dialog(
            intent("ask"),
            confirmation("ask", "company", "bye", "Is it about a company?"),
            entity("company", "done"),
            DONE,
            message("bye", "All right."),
        )
    ),
)
def read_before_set(facts: BotFacts) -> Iterator[Problem | Unchecked]:
    for task in facts.tasks:
        flow = task.graph.assignment
        if not flow.reads_of_written:
            continue
        if not flow.is_complete:
            yield Unchecked(STOPPED, task)
        seen: set[tuple[str, Unit]] = set()
        preset: frozenset[Unit] | None = None
        for name, read, unit in _doubtful(flow):
            preset = preset_units(task, facts) if preset is None else preset
            if unit in preset or (name, unit) in seen:
                continue
            way = flow.way_unset(name, unit, read.phase)
            if way != ():
                seen.add((name, unit))
                yield _found(task.by_id[name], read, unit, way or (), task, facts)
        if seen and not flow.unset.is_complete:
            yield Unchecked(LEFT_OUT, task)


def _doubtful(flow: Assignment) -> Iterator[tuple[str, Read, Unit]]:
    """Yield what nodes read of our own values that is not set on every path to them."""
    for name, reads in flow.reads_of_written.items():
        # A script that asks for a value somewhere knows that it may be missing: all its reads of it are fine.
        safe = {unit for read, unit in reads if read.line and 0 < read.tested <= len(unit)}
        for read, unit in reads:
            if _is_ours(unit) and not _is_provided(read, unit, safe) and not flow.is_sure(name, unit, read.phase):
                yield name, read, unit


def _found(
    place: Placed, read: Read, unit: Unit, way: tuple[str, ...], task: TaskFacts, facts: BotFacts
) -> Problem | Unchecked:
    node, what = place.node, _words(unit, task)
    if node.id in task.graph.assignment.after_opaque and _may_be_set(unit, task):
        return Unchecked(
            f"whether {what} is set before {node.component} depends on nodes whose doings are not known", task
        )
    if task.task.hidden and not facts.calls_to(task) and not facts.known.complete:
        return Unchecked(
            f"whether {what} is set before {node.component} depends on the dialogs that call this one", task
        )
    words = f"{what} is not set on every path to here"
    return Problem(place.pointer + read.pointer, words, node.id, way, task)


def _is_ours(unit: Unit) -> bool:
    return unit[1] != SESSION and (unit[1] not in PLATFORM_KEYS or unit[1] == "entities")


def _is_provided(read: Read, unit: Unit, safe: set[Unit]) -> bool:
    """Whether the script sets the value itself or asks for it somewhere; a condition only asks."""
    return (
        read.transition is not None
        or read.after_write
        or 0 < read.tested <= len(unit)
        or (read.line is not None and unit in safe)
    )


def _may_be_set(unit: Unit, facts: TaskFacts) -> bool:
    """Whether a node of a kind we do not know may set it. Another dialog sets keys, not our entities and services."""
    return not UNKNOWN.isdisjoint(facts.kinds) or (unit[1] != "entities" and _kind(unit, facts) == "the key")


def _kind(unit: Unit, facts: TaskFacts) -> str:
    if unit[1] == "entities":
        return "the entity"
    return "the answer of the service" if unit[1] in facts.services else "the key"


def _words(unit: Unit, facts: TaskFacts) -> str:
    kind = _kind(unit, facts)
    return f"{kind} {'.'.join(unit)}" if kind == "the key" else f"{kind} {unit[-1]}"
