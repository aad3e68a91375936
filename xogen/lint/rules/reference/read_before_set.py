"""A value that is read where some path has not set it."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.graph.assignment import PLATFORM_KEYS
from xogen.graph.effects import Unit, unit_of
from xogen.graph.reads import Read
from xogen.lint.examples import confirmation, dialog, entity, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, Unchecked, bad, good, rule
from xogen.model.finding import Severity
from xogen.model.nodes import Node, OpaqueNode, PlatformNode

SESSION = "session"
ASK = confirmation("ask", "company", "done", "Is it about a company?")
DONE = message("done", "I have noted {{context.entities.company}}.")


@rule(
    (
        "entity", "service", "message", "script", "logic", "confirmation", "bot-action", "dialog-call", "form",
        "agent-transfer", "webhook", "process", "dynamic-intent", "generative", "search", "assist",
    ),
    severity=Severity.WARNING,
    summary="A value that is read where some path has not set it",
    rationale="""
        On the path that is shown, the entity was not asked, the service not called or the key not written: a text has
        a hole, and a script that goes on to `.response` fails. Set the value on every path, or ask for it first: a
        condition, `if (context.x)`, `context.x?.y` and `context.x || "..."` are fine. Values that this dialog never
        sets, and session values, come from elsewhere and are not judged.
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
)  # fmt: skip
def read_before_set(node: Node, facts: TaskFacts) -> Iterator[Problem | Unchecked]:
    flow = facts.graph.assignment
    reads = flow.reads.get(node.id, ()) if facts.by_id[node.id].node is node else ()
    # A script that asks for a value somewhere knows that it may be missing: all its reads of it are fine.
    safe = {
        unit for read in reads if read.line for unit in [unit_of(read.path)] if unit and 0 < read.tested <= len(unit)
    }
    for read in reads:
        unit = unit_of(read.path)
        if unit is None or unit not in flow.written or not _is_ours(unit) or _is_provided(read, unit, safe):
            continue
        if flow.certainty(node.id, unit, read.phase) == "always":
            continue
        way = flow.way_unset(node.id, unit, read.phase)
        if not way:
            continue
        if node.id in flow.after_opaque and _may_be_set(unit, facts):
            yield Unchecked(f"what is set before {node.component} depends on nodes whose doings are not known")
        else:
            yield Problem(read.pointer, f"{_words(unit, facts)} is not set on every path to here", witness=way)


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
    unknown = any(isinstance(place.node, PlatformNode | OpaqueNode) for place in facts.placed)
    return unknown or (unit[1] != "entities" and _kind(unit, facts) == "the key")


def _kind(unit: Unit, facts: TaskFacts) -> str:
    if unit[1] == "entities":
        return "the entity"
    services = {place.node.component for place in facts.placed if place.node.type == "service"}
    return "the answer of the service" if unit[1] in services else "the key"


def _words(unit: Unit, facts: TaskFacts) -> str:
    kind = _kind(unit, facts)
    return f"{kind} {'.'.join(unit)}" if kind == "the key" else f"{kind} {unit[-1]}"
