"""Findings from problems: what the rule does not know. Places are looked up for findings that are reported only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from xogen.formats.line_places import places_in_lines
from xogen.formats.spans import places
from xogen.lint.anchors import anchor, script_line
from xogen.lint.facts import TaskFacts
from xogen.lint.known import Known
from xogen.lint.rule import Problem
from xogen.model.base import unchecked
from xogen.model.finding import Finding, NotChecked, Severity


class Reported(NamedTuple):
    """A problem that is reported: the rule's name, how bad it is here, and its dialog, if it is about one."""

    rule: str
    severity: Severity
    facts: TaskFacts | None
    problem: Problem


class Place(NamedTuple):
    """The file of a finding and the pointer into it."""

    path: str
    pointer: str


Ways = dict[tuple[int, str], tuple[str, ...]]
"""The ways to nodes that were asked for, by dialog (its identity) and node: several findings may be about one."""


Lines = Mapping[tuple[str, str], tuple[int, int]]
"""Line and column of places: of (file, pointer)."""


def findings(reported: Iterable[Reported], known: Known, looked_up: Lines | None = None) -> tuple[Finding, ...]:
    """Return the findings in the order of their places, each once, with one pass over the text of each file.

    Args:
        reported: the problems.
        known: what is known beside the dialogs: files and their texts.
        looked_up: places that ``lines_of`` has found already.
    """
    placed = [(each, place_of(each.facts, each.problem, known)) for each in reported]
    before = looked_up or {}
    lines = {**before, **_lines([(each.facts, place) for each, place in placed if place not in before], known)}
    ways: Ways = {}
    found = [_finding(each, place, lines.get(place, (1, 1)), ways) for each, place in placed]
    unique = {_order(finding): finding for finding in found}
    return tuple(unique[key] for key in sorted(unique))


def not_checked(entries: Iterable[tuple[str, TaskFacts | None, str]], known: Known) -> tuple[NotChecked, ...]:
    """Return what could not be checked, each once: of (rule, dialog, reason)."""
    unique = {(facts.document.path if facts else known.path, rule, reason) for rule, facts, reason in entries}
    return tuple([unchecked(NotChecked, rule=rule, path=path, reason=reason) for path, rule, reason in sorted(unique)])


def lines_of(found: Iterable[tuple[TaskFacts | None, Problem]], known: Known) -> Lines:
    """Return line and column of each problem of a dialog, or of the bot as a whole."""
    return _lines([(facts, place_of(facts, problem, known)) for facts, problem in found], known)


def place_of(facts: TaskFacts | None, problem: Problem, known: Known) -> Place:
    """Return where a problem stands: in a dialog's file, an export, its ``config.json`` or the project's settings."""
    bot = known.bot
    if facts is not None:
        locate = facts.document.locate
        return Place(facts.document.path, problem.pointer if locate is None else locate(problem.pointer))
    if bot is None:
        return Place(known.path, problem.pointer)
    if problem.config:
        return Place(bot.config_path or bot.path, problem.pointer if bot.config_path else "")
    return Place(bot.path, bot.prefix + problem.pointer if problem.pointer else "")


def _lines(placed: Iterable[tuple[TaskFacts | None, Place]], known: Known) -> Lines:
    own: dict[str, str] = {}
    wanted: dict[str, set[str]] = {}
    for facts, place in placed:
        if facts is not None and facts.document.text is not None:
            own[place.path] = facts.document.text
        if place.pointer:
            wanted.setdefault(place.path, set()).add(place.pointer)
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for path, pointers in wanted.items():
        found.update({(path, pointer): where for pointer, where in _where(path, pointers, own, known).items()})
    return found


def _where(path: str, pointers: set[str], own: Mapping[str, str], known: Known) -> Mapping[str, tuple[int, int]]:
    """Look places up in a file, the text of which a dialog has, or an export."""
    if path not in own and path in known.lined:
        return places_in_lines(known.lined[path], pointers)
    text = own[path] if path in own else known.texts.get(path)
    return {} if text is None else places(text, pointers)


def _finding(each: Reported, place: Place, line: tuple[int, int], ways: Ways) -> Finding:
    facts, problem = each.facts, each.problem
    witness = problem.witness
    if witness is None:
        witness = _way_to(problem.node, facts, ways) if facts and problem.node else ()
    is_located = facts is not None and facts.document.locate is not None
    return unchecked(
        Finding,
        rule=each.rule,
        severity=each.severity,
        message=problem.message,
        path=place.path,
        line=line[0],
        column=line[1],
        pointer=place.pointer,
        dialog=facts.task.name if facts else None,
        node=problem.node,
        witness=witness,
        script_line=script_line(problem.pointer) if is_located else None,
        anchor=anchor(problem.pointer, facts, problem.node),
    )


def _way_to(node: str, facts: TaskFacts, ways: Ways) -> tuple[str, ...]:
    key = id(facts), node
    found = ways.get(key)
    if found is None:
        found = ways[key] = facts.witness(node)
    return found


def _order(finding: Finding) -> tuple[str, str, int, int, str, str, str]:
    return (
        finding.path,
        finding.dialog or "",
        finding.line,
        finding.column,
        finding.pointer,
        finding.rule,
        finding.message,
    )
