"""Which nodes and transitions of a drawing are new, gone or different: both sides in one dialog, or one alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from xogen.canvas.words import Words
from xogen.model.dialog import DialogTask
from xogen.model.diff import NodeChange, TaskDiff, WayChange
from xogen.model.nodes import BotActionNode, Node, Transition

Status = Literal["same", "added", "removed", "changed"]
SIGNS: Mapping[Status, str] = {"added": "+", "removed": "−", "changed": "~"}
"""What a chip starts with, so that colour is not all that tells."""

RENAMED = "~ name "
"""What the note of a node with another name starts with."""


class Look(NamedTuple):
    """A task to draw and what became of its parts.

    Attributes:
        task: where a node has transitions that differ, each of them is labelled, and starts with its sign.
        nodes: the status of each node, in the order of ``DialogTask.walk``.
        notes: what a node's card says of its change, by the same index.
        ways: the status of the one way out of a node that has no label, by the node's index.
    """

    task: DialogTask
    nodes: tuple[Status, ...]
    notes: Mapping[int, tuple[str, ...]]
    ways: Mapping[int, Status]


class _Way(NamedTuple):
    transition: Transition
    status: Status


class _Seen(NamedTuple):
    """A node of the drawing: where it comes from, and its transitions with their statuses."""

    node: Node
    status: Status
    ways: tuple[_Way, ...]
    notes: tuple[str, ...]


def whole(task: DialogTask, status: Status) -> Look:
    """Return the look of a dialog that was added or removed, all of it."""
    return Look(task, tuple(status for _ in task.walk()), {}, {})


def new_side(diff: TaskDiff, new: DialogTask) -> Look:
    """Return the new dialog alone."""
    changes = {change.new.index: change for change in diff.nodes if change.new is not None}
    return _side(new, {index: (_status(change), change) for index, change in changes.items()}, new=True)


def old_side(diff: TaskDiff, old: DialogTask) -> Look:
    """Return the old dialog alone."""
    changes = {change.old.index: change for change in diff.nodes if change.old is not None}
    return _side(old, {index: (_status(change), change) for index, change in changes.items()}, new=False)


def both(diff: TaskDiff, old: DialogTask, new: DialogTask) -> Look:
    """Return the new dialog with what was removed still in it."""
    changes = {change.new.index: change for change in diff.nodes if change.new is not None}
    walked = list(new.walk())
    ids = _ids(diff, old, walked)
    seen = [
        _Seen(
            node,
            _status(changes[index]) if index in changes else "same",
            tuple(_ways(changes.get(index), node, ids)),
            _notes(changes.get(index)),
        )
        for index, node in enumerate(walked)
    ]
    gone = _Ghosts(diff, old, ids)
    return _look(new, seen, gone)


def _side(task: DialogTask, changes: Mapping[int, tuple[Status, NodeChange]], *, new: bool) -> Look:
    seen = []
    for index, node in enumerate(task.walk()):
        found = changes.get(index)
        status: Status = found[0] if found else "same"
        told = _told(found[1] if found else None, new=new)
        ways = tuple(_Way(each, _way_status(told.get(at), new=new)) for at, each in enumerate(node.transitions))
        seen.append(_Seen(node, status, ways, _notes(found[1] if found else None)))
    return _look(task, seen, None)


def _told(change: NodeChange | None, *, new: bool) -> Mapping[int, WayChange]:
    """Return the changes of a node's transitions by their index on one side."""
    sided = [(way, way.new if new else way.old) for way in change.ways] if change else []
    return {side.index: way for way, side in sided if side is not None}


def _status(change: NodeChange) -> Status:
    return change.what


def _way_status(change: WayChange | None, *, new: bool) -> Status:
    if change is None:
        return "same"
    if change.what in {"rewired", "added", "removed"}:
        return "added" if new else "removed"
    return "changed"


def _ids(diff: TaskDiff, old: DialogTask, walked: Sequence[Node]) -> Mapping[str, str]:
    """Return by which id a node of the old dialog stands in the drawing."""
    pairs = dict(diff.pairs)
    taken = {node.id for node in walked}
    ids: dict[str, str] = {}
    for index, node in enumerate(old.walk()):
        if index in pairs:
            ids.setdefault(node.id, walked[pairs[index]].id)
        elif node.id not in ids:
            ids[node.id] = node.id if node.id not in taken else f"{node.id} (old)"
    return ids


def _ways(change: NodeChange | None, node: Node, ids: Mapping[str, str]) -> Iterator[_Way]:
    """Yield a node's transitions as they are, and those that it had."""
    told = _told(change, new=True)
    for index, transition in enumerate(node.transitions):
        yield _Way(transition, _way_status(told.get(index), new=True))
    for way in change.ways if change else ():
        if way.old is not None and way.what in {"rewired", "removed"}:
            was = Transition(to=ids.get(way.old.to, way.old.to), label=way.old.when or way.old.label or "default")
            yield _Way(was, "removed")


class _Ghosts:
    """The nodes that were removed, each behind the node of the new dialog that it stood behind."""

    def __init__(self, diff: TaskDiff, old: DialogTask, ids: Mapping[str, str]) -> None:
        pairs = dict(diff.pairs)
        moved = {change.old.index: change for change in diff.nodes if change.what == "removed" and change.old}
        self.behind: dict[int, list[_Seen]] = {}
        self.inside: dict[int, list[_Seen]] = {}
        anchor, index = -1, 0
        for node in old.nodes:
            inner = node.nodes if isinstance(node, BotActionNode) else ()
            if index in pairs:
                anchor = pairs[index]
                lost = [_ghost(one, ids, None) for at, one in enumerate(inner, index + 1) if at not in pairs]
                self.inside.setdefault(anchor, []).extend(lost)
            else:
                whole = [one for at, one in enumerate(inner, index + 1) if at not in pairs]
                self.behind.setdefault(anchor, []).append(_ghost(node, ids, moved.get(index), whole))
            index += 1 + len(inner)


def _ghost(node: Node, ids: Mapping[str, str], change: NodeChange | None, inner: Sequence[Node] = ()) -> _Seen:
    ways = tuple(_Way(way.model_copy(update={"to": ids.get(way.to, way.to)}), "removed") for way in node.transitions)
    update: dict[str, object] = {"id": ids.get(node.id, node.id)}
    if isinstance(node, BotActionNode):
        update["nodes"] = tuple(_ghost(one, ids, None).node for one in inner)
    plain = tuple(way.transition for way in ways)
    return _Seen(node.model_copy(update={**update, "transitions": plain}), "removed", ways, _notes(change))


def _notes(change: NodeChange | None) -> tuple[str, ...]:
    """Return what a card says: both its names, where it moved, which properties differ."""
    if change is None:
        return ()
    notes = []
    if change.renamed and change.old and change.new:
        notes.append(f"{RENAMED}{change.old.name} → {change.new.name}")
    if change.moved == "dialog":
        notes.append(f"moved {'from' if change.what == 'added' else 'to'} the dialog {change.dialog}")
    elif change.moved and change.old:
        notes.append(f"moved from {change.old.inside or 'the dialog itself'}")
    notes += dict.fromkeys(f"~ {value.name}" for value in change.values)
    if any(way.what == "order" for way in change.ways):
        notes.append("~ order of transitions")
    return tuple(notes)


def _look(task: DialogTask, seen: Sequence[_Seen], ghosts: _Ghosts | None) -> Look:
    """Put the drawing's task together."""
    words = Words(task)
    places: list[_Seen] = []
    nodes: list[Node] = []
    behind = ghosts.behind if ghosts else {}
    inside = ghosts.inside if ghosts else {}

    def put(one: _Seen, inner: Sequence[_Seen]) -> None:
        places.extend((one, *inner))
        node = _labelled(one, words)
        if isinstance(node, BotActionNode):
            node = node.model_copy(update={"nodes": tuple(_labelled(each, words) for each in inner)})
        nodes.append(node)

    def put_ghosts(index: int) -> None:
        for one in behind.get(index, ()):
            node = one.node
            put(one, [_Seen(each, "removed", (), ()) for each in node.nodes] if isinstance(node, BotActionNode) else [])

    put_ghosts(-1)
    index = 0
    for node in task.nodes:
        count = len(node.nodes) if isinstance(node, BotActionNode) else 0
        put(seen[index], [*seen[index + 1 : index + 1 + count], *inside.get(index, ())])
        for at in range(index, index + 1 + count):
            put_ghosts(at)
        index += 1 + count
    return Look(
        task.model_copy(update={"nodes": tuple(nodes)}),
        tuple(one.status for one in places),
        {at: one.notes for at, one in enumerate(places) if one.notes},
        {at: one.ways[0].status for at, one in enumerate(places) if _single(one) and one.ways[0].status != "same"},
    )


def _single(one: _Seen) -> bool:
    return len(one.ways) == 1 and one.ways[0].transition.when is None and not one.ways[0].transition.label


def _labelled(one: _Seen, words: Words) -> Node:
    """Return a node whose transitions say what became of them, if anything did."""
    plain = tuple(way.transition for way in one.ways)
    if one.status in {"added", "removed"} or _single(one) or all(way.status == "same" for way in one.ways):
        return one.node.model_copy(update={"transitions": plain or one.node.transitions})
    return one.node.model_copy(update={"transitions": tuple(_marked(way, one.node, words) for way in one.ways)})


def _marked(way: _Way, node: Node, words: Words) -> Transition:
    transition = way.transition
    said = transition.label or ("default" if transition.when is None else words.condition(transition.when, node))
    sign = SIGNS.get(way.status)
    return transition.model_copy(update={"label": f"{sign} {said}" if sign else said})
