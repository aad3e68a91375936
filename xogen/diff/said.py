"""What is said of a difference, in the same words wherever it is shown."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from xogen.model.counted import counted
from xogen.model.diff import BotDiff, Ignored, NodeChange, Piece, TaskDiff, ValueChange, Way, WayChange, WayWhat

KINDS = {"bot-action": "bot action", "dialog-call": "dialog call", "agent-transfer": "agent transfer"}
SHORT = 200
"""Signs of a value that is said in a line."""


def heading(diff: TaskDiff) -> str:
    """Say which dialog it is, and what it was called."""
    return f"{diff.old.name} → {diff.new.name}" if diff.old and diff.new and diff.renamed else diff.task.name


def summary(diff: BotDiff) -> str:
    """Say in one line how much differs: ``2 dialogs changed, 1 added · 3 nodes added, 1 renamed``."""
    if diff.equal:
        return "equal"
    dialogs = Counter(each.what for each in diff.changed)
    said = [f"{dialogs[what]} {what}" for what in ("added", "removed", "changed") if dialogs[what]]
    parts = []
    if said:
        first, *rest = said
        number, what = first.split(" ", 1)
        parts.append(", ".join([f"{counted(int(number), 'dialog')} {what}", *rest]))
    nodes = node_counts(each for dialog in diff.dialogs for each in dialog.nodes)
    if nodes:
        parts.append("nodes: " + ", ".join(f"{number} {what}" for what, number in nodes.items()))
    ways = Counter(way.what for dialog in diff.dialogs for node in dialog.nodes for way in node.ways)
    if ways:
        parts.append("transitions: " + ", ".join(f"{ways[what]} {word}" for what, word in _WAYS.items() if ways[what]))
    if diff.values:
        parts.append(f"outside of dialogs: {counted(len(diff.values), 'change')}")
    return " · ".join(parts)


_WAYS: Mapping[WayWhat, str] = {
    "added": "added",
    "removed": "removed",
    "rewired": "rewired",
    "condition": "with another condition",
    "order": "in another order",
    "label": "with another label",
}


def node_counts(nodes: Iterator[NodeChange]) -> dict[str, int]:
    """Count nodes by what became of them; one that was renamed and changed counts as both."""
    counts: Counter[str] = Counter()
    for node in nodes:
        counts.update(becomes(node))
    return {what: counts[what] for what in ("added", "removed", "renamed", "moved", "changed") if counts[what]}


def becomes(node: NodeChange) -> tuple[str, ...]:
    """Return what became of a node: added, removed, renamed, moved, changed."""
    if node.moved == "dialog":
        # Counted once, where it came to.
        return ("moved", *(["changed"] if node.values else [])) if node.what == "added" else ()
    if node.what != "changed":
        return (node.what,)
    return (
        *(["renamed"] if node.renamed else []),
        *(["moved"] if node.moved else []),
        *(["changed"] if node.values or node.ways else []),
    )


def node_words(node: NodeChange) -> str:
    """Say which node it is and what became of it as a whole, next to its properties."""
    ref = node.node
    kind = KINDS.get(ref.kind, ref.kind)
    name = f"{node.old.name} → {node.new.name}" if node.old and node.new and node.renamed else ref.name
    said = f"{kind} {name}"
    if node.moved == "dialog":
        return f"{said} moved {'from' if node.what == 'added' else 'to'} the dialog {node.dialog}"
    if node.moved and node.old and node.new:
        return f"{said} moved from {_inside(node.old.inside)} to {_inside(node.new.inside)}"
    return said if ref.inside is None else f"{said} in {ref.inside}"


def _inside(name: str | None) -> str:
    return "the dialog" if name is None else f"the bot action {name}"


def way_words(change: WayChange) -> str:
    """Say what became of a transition."""
    old, new = change.old, change.new
    if old is None and new is not None:
        return f"{_when(new)} → {new.goal}"
    if new is None and old is not None:
        return f"{_when(old)} → {old.goal}"
    if old is None or new is None:
        raise AssertionError("a change has a side")
    if change.what == "rewired":
        return f"{_when(new)} leads to {new.goal}, not to {old.goal}"
    if change.what == "condition":
        return f"to {new.goal} on {_when(new)}, not on {_when(old)}"
    if change.what == "order":
        return f"{_when(new)} → {new.goal} is asked before {_when(old)} → {old.goal}: the first that holds is taken"
    return f"{_when(new)} is called {_label(new)}, not {_label(old)}"


def _when(way: Way) -> str:
    return way.when or "default"


def _label(way: Way) -> str:
    return "nothing" if not way.label else f'"{way.label}"'


def plain(value: object, limit: int = SHORT) -> str:
    """Return a value on one line, cut to a limit."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    line = " ".join(text.split("\n")) if isinstance(value, str) else text
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def value_words(change: ValueChange) -> str:
    """Say a change that is neither of words nor of lines in one line."""
    if change.form == "secret":
        return f"{change.name}: a secret was {change.what}, which is not shown"
    if change.form == "order":
        return f"{change.name}: in another order: {plain(change.new)}, not {plain(change.old)}"
    if change.what == "added":
        return f"{change.name}: {plain(change.new)}"
    if change.what == "removed":
        return f"{change.name}: {plain(change.old)}"
    return f"{change.name}: {plain(change.new)}, not {plain(change.old)}"


def grouped(values: Sequence[ValueChange]) -> Iterator[tuple[str, list[ValueChange]]]:
    """Yield changes outside of dialogs by the key of the export, or the file, that they belong to."""
    groups: dict[str, list[ValueChange]] = {}
    for value in values:
        groups.setdefault(value.name.partition(" · ")[0], []).append(value)
    yield from groups.items()


def ignored_words(ignored: Sequence[Ignored]) -> str:
    """Say what was ignored: ``ignored: ids (12), positions on the canvas (3)``."""
    return "ignored: " + ", ".join(f"{one.what} ({one.count})" if one.count > 1 else one.what for one in ignored)


def lines_of(pieces: Sequence[Piece], around: int = 2) -> Iterator[tuple[str, str]]:
    """Yield the lines of a change with a sign each: ``+``, ``-``, a blank, and ``…`` for lines left out."""
    for at, piece in enumerate(pieces):
        lines = piece.text.split("\n")
        if piece.what != "same":
            yield from (("+" if piece.what == "added" else "-", line) for line in lines)
            continue
        head = around if at else 0
        tail = around if at + 1 < len(pieces) else 0
        if len(lines) <= head + tail + 1:
            yield from ((" ", line) for line in lines)
            continue
        yield from ((" ", line) for line in lines[:head])
        yield "…", counted(len(lines) - head - tail, "equal line")
        yield from ((" ", line) for line in lines[len(lines) - tail :])
