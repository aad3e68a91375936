"""What changed between two dialog tasks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from xogen.diff.changes import value_changes
from xogen.diff.parts import Part, Parts
from xogen.diff.plain import Leaf, is_set, leaves
from xogen.diff.sides import FOLLOWING, IDS, ORDER_OF_NODES, ORDER_OF_SETS, Sides, node_ref
from xogen.diff.ways import way_changes
from xogen.model.dialog import DialogTask
from xogen.model.diff import NodeChange, TaskDiff, TaskRef, ValueChange

_APART = frozenset({"name", "ref_id", "nodes"})
"""What of a task is compared on its own; the rest is what it says about itself."""
_COPIES = frozenset({"properties", "raw"})
"""Fields that hold a component of the platform, whole, its ids and its name included."""
_ID_KEYS = frozenset({"_id", "refId", "parentId", "dialog_ref_id"})


def diff_tasks(old: DialogTask, new: DialogTask) -> TaskDiff:
    """Return what changed from one task to another. A position on the canvas is no part of a task.

    ``diff_tasks(new, old)`` says the same the other way round.
    """
    return compare(Sides(Parts(old), Parts(new)))


def compare(sides: Sides) -> TaskDiff:
    """Return what changed between two tasks whose nodes can be matched."""
    old, new = sides.old.task, sides.new.task
    nodes = tuple(_nodes(sides))
    values = (*_head(sides, old, new), *_entry(sides))
    if old.ref_id != new.ref_id:
        sides.ignored[IDS] += 1
    _note_order(sides)
    changed = bool(nodes or values or old.name != new.name)
    return TaskDiff(
        what="changed" if changed else "equal",
        old=task_ref(old),
        new=task_ref(new),
        values=values,
        nodes=nodes,
        pairs=tuple(sorted(sides.pairs.items())),
        ignored=sides.passed_over(),
    )


def task_ref(task: DialogTask) -> TaskRef:
    """Return what a dialog is known by."""
    return TaskRef(name=task.name, title=task.title, ref_id=task.ref_id, nodes=task.size)


def _head(sides: Sides, old: DialogTask, new: DialogTask) -> tuple[ValueChange, ...]:
    before, after = (task.model_dump(exclude=set(_APART), warnings=False) for task in (old, new))
    return value_changes(_meant(sides, leaves(before, after)))


def _entry(sides: Sides) -> Iterator[ValueChange]:
    """Yield a change if the dialog starts with another node: the first is its entry."""
    old, new = sides.old.all, sides.new.all
    if old and new and sides.pairs.get(0) != 0:
        yield ValueChange(
            what="changed", pointer="/nodes/0", name="entry", old=old[0].node.component, new=new[0].node.component
        )


def _nodes(sides: Sides) -> Iterator[NodeChange]:
    """Yield the changed nodes in the new task's order, each removed one behind what stood before it."""
    removed: dict[int, list[Part]] = {}
    anchor = -1
    for part in sides.old.all:
        if part.index in sides.pairs:
            anchor = sides.pairs[part.index]
        else:
            removed.setdefault(anchor, []).append(part)
    yield from (_removed(sides, part) for part in removed.get(-1, ()))
    for part in sides.new.all:
        if part.index not in sides.back:
            yield NodeChange(what="added", new=node_ref(sides.new, part))
        else:
            yield from _changed(sides, sides.old.all[sides.back[part.index]], part)
        yield from (_removed(sides, one) for one in removed.get(part.index, ()))


def _removed(sides: Sides, part: Part) -> NodeChange:
    return NodeChange(what="removed", old=node_ref(sides.old, part))


def _changed(sides: Sides, old: Part, new: Part) -> Iterator[NodeChange]:
    """Yield a change if a node and its partner differ."""
    before, after = node_ref(sides.old, old), node_ref(sides.new, new)
    parent = None if old.parent is None else sides.pairs.get(old.parent, "removed")
    moved = parent != new.parent
    values = node_values(sides, old, new)
    ways = way_changes(sides, old.node, new.node)
    if _other_ids(old, new):
        sides.ignored[IDS] += 1
    if moved or values or ways or before.name != after.name:
        yield NodeChange(
            what="changed",
            old=before,
            new=after,
            moved="bot-action" if moved else None,
            values=values,
            ways=ways,
        )


def _other_ids(old: Part, new: Part) -> bool:
    """Whether ids differ that no name shows: where a node has no other name, its id is its name."""
    by_name = old.node.name is None and new.node.name is None
    return old.node.ref_id != new.node.ref_id or (old.node.id != new.node.id and not by_name)


def node_values(sides: Sides, old: Part, new: Part) -> tuple[ValueChange, ...]:
    """Return the properties of a node that differ; its kind first."""
    if old.holds_as(new):
        return ()
    kind = (Leaf(("type",), ("kind",), old.node.type, new.node.type),) if old.node.type != new.node.type else ()
    found = leaves(_less(old.content), _less(new.content)) if kind else leaves(old.content, new.content)
    changes = value_changes((*kind, *_meant(sides, found)))
    return tuple(
        change.model_copy(update={"pointer": (old if change.what == "removed" else new).pointer + change.pointer})
        for change in changes
    )


def _less(content: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return content without what is empty: nodes of two kinds have different properties that say nothing."""
    return {key: value for key, value in content.items() if value not in (None, "", (), {}, False)}


def _meant(sides: Sides, found: list[Leaf]) -> Iterator[Leaf]:
    """Yield the leaves that mean something, and count the others."""
    for leaf in found:
        why = _meaningless(sides, leaf)
        if why is None:
            yield leaf
        else:
            sides.ignored[why] += 1


def _meaningless(sides: Sides, leaf: Leaf) -> str | None:
    if leaf.keys and leaf.keys[-1] in _ID_KEYS:
        return IDS
    if leaf.keys[:1] and leaf.keys[0] in _COPIES and leaf.keys[1:] == ("name",):
        return FOLLOWING
    if leaf.moved:
        return ORDER_OF_SETS if is_set(leaf.names) else None
    if isinstance(leaf.old, str) and isinstance(leaf.new, str):
        if leaf.keys[-1:] == ("dialog",) and sides.dialogs.get(leaf.old) == leaf.new:
            return FOLLOWING
        if sides.renamed(leaf.old) == leaf.new:
            return FOLLOWING
    return None


def _note_order(sides: Sides) -> None:
    """Count it if the nodes are listed in another order; the first of all is the entry, and no such matter."""
    order = [two for _, two in sorted(sides.pairs.items())]
    if any(second < first for first, second in pairwise(order)):
        sides.ignored[ORDER_OF_NODES] += 1
