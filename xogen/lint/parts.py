"""One large bot checked by several processes: which rules each of them runs, and what was found as plain values.

Each part computes the facts that its rules ask for, so that rules that live on the same dear facts stay together.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Problem, Rule, Unchecked
from xogen.lint.runner import Checking, Found
from xogen.model.finding import Severity

Part = Literal["unscripted", "ways", "values"]


class Row(NamedTuple):
    """What a rule found, without its fix, as values that any process understands: dialogs and rules by their index."""

    rule: int
    facts: int | None
    dialog: int | None
    reason: str | None
    pointer: str = ""
    message: str = ""
    node: str | None = None
    witness: tuple[str, ...] | None = None
    severity: int | None = None
    config: bool = False


def part_of(rule: Rule) -> Part:
    """Return the part of a rule: it needs no script, it follows values from script to script, or it does not.

    Those that do take about as long as both others one after the other. Of the rules that analyse scripts, those of the
    families ``script``, ``flow`` and ``entity`` look at one at a time, or ask which ways are left.
    """
    if not rule.reads_scripts and rule.family != "script":
        return "unscripted"
    return "ways" if rule.family in {"script", "flow", "entity"} else "values"


def packed(checking: Checking, found: Iterable[Found]) -> list[Row]:
    """Return what was found in one process for another that checks the same bot, with the ways. Fixes are left out."""
    ways = functools.cache(_way)
    tasks = {id(task): index for index, task in enumerate(checking.tasks)}
    rules = {entry.rule.name: index for index, entry in enumerate(checking.chosen)}
    rows = []
    for entry, facts, item in found:
        at = (rules[entry.rule.name], tasks.get(id(facts)), tasks.get(id(item.dialog)))
        if isinstance(item, Unchecked):
            rows.append(Row(*at, item.reason))
            continue
        severity = None if item.severity is None else int(item.severity)
        witness = item.witness if item.witness is not None else ways(facts, item.node)
        rows.append(Row(*at, None, item.pointer, item.message, item.node, witness, severity, item.config))
    return rows


def _way(facts: TaskFacts | None, node: str | None) -> tuple[str, ...]:
    return facts.witness(node) if facts is not None and node else ()


def unpacked(checking: Checking, rows: Sequence[Row]) -> list[Found]:
    """Return what another process found, as this one's own."""
    return [
        (checking.chosen[row.rule], None if row.facts is None else checking.tasks[row.facts], _item(checking, row))
        for row in rows
    ]


def _item(checking: Checking, row: Row) -> Problem | Unchecked:
    dialog = None if row.dialog is None else checking.tasks[row.dialog]
    if row.reason is not None:
        return Unchecked(row.reason, dialog)
    severity = None if row.severity is None else Severity(row.severity)
    return Problem(row.pointer, row.message, row.node, row.witness, dialog, severity, row.config)
