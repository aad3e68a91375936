"""Findings on a canvas: a numbered badge where each one is, the ways that lead there, and a list in the margin."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from xogen.canvas.branches import AFTER
from xogen.canvas.scene import TEXT_SIZE, Scene, safe_keys
from xogen.canvas.text import wrap
from xogen.model.dialog import DialogTask
from xogen.model.finding import Finding, Severity

MARGIN_WIDTH = 280
"""Of the list, in points."""
LINE = 13.5
INDENT = 24
"""From the list's left edge to its texts."""
_SPACE = 10
_MOST = 40
_TRANSITION = re.compile(r"/transitions/(\d+)")


class Note(NamedTuple):
    """One finding on the canvas: its number, and the card, frame or way that it is about.

    ``edge`` is the way's id in the drawing, ``key`` the card's or frame's; both are empty for the dialog as a whole.
    """

    number: int
    severity: Severity
    rule: str
    lines: tuple[str, ...]
    key: str = ""
    edge: str = ""


class Notes(NamedTuple):
    """The findings of one canvas, and the ids of the ways that lead from the start to them."""

    notes: tuple[Note, ...]
    path: frozenset[str]
    left_out: int = 0

    @property
    def height(self) -> float:
        """How high the list is, in points."""
        return sum(_height(note) for note in self.notes) + (LINE if self.left_out else 0) + LINE * 2


def notes_of(task: DialogTask, scene: Scene, findings: Sequence[Finding]) -> Notes:
    """Return what findings become on a canvas.

    Args:
        task: the dialog that the scene was built from.
        scene: its canvas; a finding about a card that is folded or left out stands in the list alone.
        findings: those of the dialog, in the order in which they are numbered: the worst first.
    """
    walked = tuple(task.walk())
    keys: dict[str, str] = {}
    for node, key in zip(walked, safe_keys(node.id for node in walked), strict=True):
        keys.setdefault(node.id, key)
    nodes = {node.id: node for node in reversed(walked)}
    ways = _ways(scene)
    here = {card.key for card in scene.cards} | {frame.key for frame in scene.frames}
    ordered = sorted(findings, key=lambda finding: -finding.severity)
    notes = []
    for number, finding in enumerate(ordered[:_MOST], 1):
        key = keys.get(finding.node or "", "")
        edge = ""
        index = _TRANSITION.search(finding.pointer)
        if key and index and finding.node in nodes:
            transitions = nodes[finding.node].transitions
            position = int(index[1])
            target = transitions[position].to if position < len(transitions) else ""
            edge = _edge(ways, key, keys.get(target) or safe_keys([target])[0])
        notes.append(_note(number, finding)._replace(key=key if key in here else "", edge=edge))
    return Notes(tuple(notes), _paths(scene, {note.key for note in notes if note.key}), len(ordered[_MOST:]))


def listed(findings: Sequence[Finding]) -> Notes:
    """Return findings that are about no card, for the list alone."""
    ordered = sorted(findings, key=lambda finding: -finding.severity)
    notes = tuple(_note(number, finding) for number, finding in enumerate(ordered[:_MOST], 1))
    return Notes(notes, frozenset(), len(ordered[_MOST:]))


def _note(number: int, finding: Finding) -> Note:
    lines = wrap(finding.message, MARGIN_WIDTH - INDENT, TEXT_SIZE, lines=5)
    return Note(number, finding.severity, finding.rule, lines)


def _ways(scene: Scene) -> Mapping[str, Sequence[tuple[str, str]]]:
    """Return the ways out of each card, switch and frame: where they lead, and their ids in the drawing."""
    ways: dict[str, list[tuple[str, str]]] = {}
    for holder in scene.holders:
        ways[holder.key] = [(one.to, f"{holder.key}-{index}") for index, one in enumerate(holder.branches)]
    for frame in scene.frames:
        ways.setdefault(frame.key, [(frame.entry, "")])
    return ways


def _edge(ways: Mapping[str, Sequence[tuple[str, str]]], key: str, target: str) -> str:
    """Return the id of the way from a node to a target, be it drawn at the node or behind its frame."""
    for holder in (key, key + AFTER):
        for to, edge in ways.get(holder, ()):
            if to == target or (to.startswith(f"{holder}.") and to.endswith(f".{target}")):
                return edge
    return ""


def _paths(scene: Scene, keys: Iterable[str]) -> frozenset[str]:
    """Return the ids of the ways on shortest paths from the start to cards and frames."""
    if not scene.cards:
        return frozenset()
    ways = _ways(scene)
    start = scene.cards[0].frame or scene.cards[0].key
    before: dict[str, tuple[str, str]] = {start: ("", "")}
    todo = deque([start])
    while todo:
        key = todo.popleft()
        for to, edge in ways.get(key, ()):
            if to not in before:
                before[to] = (key, edge)
                todo.append(to)
    found: set[str] = set()
    for key in keys:
        at = key
        while at in before and at != start:
            at, edge = before[at]
            if edge in found:
                break
            if edge:
                found.add(edge)
    return frozenset(found)


def _height(note: Note) -> float:
    return LINE * len(note.lines) + 11 + _SPACE


def places(notes: Notes) -> Iterator[tuple[Note, float]]:
    """Yield each note with the top of its entry in the list, from the top of the list."""
    top = LINE * 2
    for note in notes.notes:
        yield note, top
        top += _height(note)
