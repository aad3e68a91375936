"""What changed between two sets of dialogs: which was which, what became of each, what moved from one to another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from xogen.diff.parts import Part, Parts, likeness
from xogen.diff.sides import Sides, node_ref
from xogen.diff.tasks import compare, node_values, task_ref
from xogen.model.dialog import DialogTask
from xogen.model.diff import BotDiff, NodeChange, TaskDiff

_ALIKE = 0.5
_COMMON = 40
"""Dialogs that hold one and the same thing, beyond which it tells none from the others."""


def diff_bots(olds: Sequence[DialogTask], news: Sequence[DialogTask]) -> BotDiff:
    """Return what changed from one set of dialogs to another.

    Args:
        olds: all dialogs of the old side.
        news: all dialogs of the new side.
    """
    return BotDiff(dialogs=tuple(compared(olds, news).dialogs))


class Compared(NamedTuple):
    """Dialogs side by side: what is said of each, and the two sides of those that are on both.

    ``dialogs`` are in the new side's order, the removed ones last; ``both`` are by their index there.
    """

    dialogs: tuple[TaskDiff, ...]
    both: Mapping[int, Sides]
    pairs: Mapping[int, int]


def compared(olds: Sequence[DialogTask], news: Sequence[DialogTask]) -> Compared:
    """Return the dialogs of two sets side by side."""
    before, after = [Parts(task) for task in olds], [Parts(task) for task in news]
    pairs = match_dialogs(before, after)
    names = {olds[one].name: news[two].name for one, two in pairs.items() if olds[one].name != news[two].name}
    back = {two: one for one, two in pairs.items()}
    both = {two: Sides(before[one], after[two], names) for two, one in back.items()}
    found: list[TaskDiff] = []
    for index, parts in enumerate(after):
        found.append(compare(both[index]) if index in both else TaskDiff(what="added", new=task_ref(parts.task)))
    gone = [parts for index, parts in enumerate(before) if index not in pairs]
    found += [TaskDiff(what="removed", old=task_ref(parts.task)) for parts in gone]
    leaving = [(index, sides.old) for index, sides in both.items()]
    leaving += [(len(after) + at, parts) for at, parts in enumerate(gone)]
    return Compared(tuple(_moves(found, dict(leaving), dict(enumerate(after)), both)), both, pairs)


def match_dialogs(old: Sequence[Parts], new: Sequence[Parts]) -> dict[int, int]:
    """Return which dialog is which, by index: by refId, then by name, then by what they hold."""
    pairs: dict[int, int] = {}
    keys: tuple[Callable[[Parts], Hashable], ...] = (
        lambda parts: parts.task.ref_id,
        lambda parts: parts.task.name.casefold(),
    )
    for key in keys:
        ones = _alone(old, pairs.keys(), key)
        twos = _alone(new, set(pairs.values()), key)
        pairs |= {one: twos[found] for found, one in ones.items() if found in twos}
    _by_content(old, new, pairs)
    return pairs


def _alone(every: Sequence[Parts], taken: Collection[int], key: Callable[[Parts], Hashable]) -> dict[Hashable, int]:
    counts: Counter[Hashable] = Counter()
    found: dict[Hashable, int] = {}
    for index, parts in enumerate(every):
        of = key(parts)
        if of is not None and index not in taken:
            counts[of] += 1
            found[of] = index
    return {of: index for of, index in found.items() if counts[of] == 1}


def _by_content(old: Sequence[Parts], new: Sequence[Parts], pairs: dict[int, int]) -> None:
    """Pair dialogs that share more than half of their nodes, and with no other as many."""
    taken = set(pairs.values())
    held_new = {two: _holdings(parts) for two, parts in enumerate(new) if two not in taken}
    having: dict[Hashable, list[int]] = {}
    for two, held in held_new.items():
        for one_held in held:
            having.setdefault(one_held, []).append(two)
    scores: dict[tuple[int, int], float] = {}
    for one, parts in enumerate(old):
        if one in pairs:
            continue
        held = _holdings(parts)
        near = {two for item in held if len(having.get(item, ())) <= _COMMON for two in having.get(item, ())}
        scores |= {(one, two): likeness(held, held_new[two]) for two in near}
    best: dict[tuple[str, int], list[float]] = {}
    for (one, two), score in scores.items():
        best.setdefault(("old", one), []).append(score)
        best.setdefault(("new", two), []).append(score)
    for (one, two), score in scores.items():
        sides = (best["old", one], best["new", two])
        if score > _ALIKE and all(max(side) == score and side.count(score) == 1 for side in sides):
            pairs[one] = two


def _holdings(parts: Parts) -> Counter[str]:
    """Return what a dialog holds, each of its nodes by its refId or its content."""
    return Counter(part.node.ref_id or f"{part.node.type} {part.print}" for part in parts.all if not part.bare)


class _Stray:
    """A node that one side has and the other has not, in the dialog where it is missed."""

    __slots__ = ("at", "part", "parts")

    def __init__(self, at: int, parts: Parts, part: Part) -> None:
        self.at, self.parts, self.part = at, parts, part


def _moves(
    found: Sequence[TaskDiff], olds: Mapping[int, Parts], news: Mapping[int, Parts], both: Mapping[int, Sides]
) -> Iterator[TaskDiff]:
    """Yield the differences; what left one dialog and came to another is said to have moved, on both sides."""
    leaving = [
        _Stray(at, parts, part)
        for at, parts in olds.items()
        for part in parts.all
        if at not in both or part.index not in both[at].pairs
    ]
    coming = [
        _Stray(at, parts, part)
        for at, parts in news.items()
        for part in parts.all
        if at not in both or part.index not in both[at].back
    ]
    away: dict[tuple[int, int], NodeChange] = {}
    here: dict[tuple[int, int], NodeChange] = {}
    for one, two in _moved(leaving, coming, (_counts(olds.values()), _counts(news.values()))):
        sides = Sides(one.parts, two.parts)
        before, after = node_ref(one.parts, one.part), node_ref(two.parts, two.part)
        away[one.at, one.part.index] = NodeChange(
            what="removed", old=before, moved="dialog", dialog=two.parts.task.name
        )
        here[two.at, two.part.index] = NodeChange(
            what="added",
            new=after,
            moved="dialog",
            dialog=one.parts.task.name,
            values=node_values(sides, one.part, two.part),
        )
    for at, diff in enumerate(found):
        yield _with_moves(at, diff, away, here)


def _with_moves(
    at: int,
    diff: TaskDiff,
    away: Mapping[tuple[int, int], NodeChange],
    here: Mapping[tuple[int, int], NodeChange],
) -> TaskDiff:
    if diff.what in {"added", "removed"}:
        nodes = [change for table in (away, here) for (place, _), change in sorted(table.items()) if place == at]
        return diff.model_copy(update={"nodes": tuple(nodes)}) if nodes else diff
    if diff.what == "equal":
        return diff
    nodes = [
        (here if change.what == "added" else away).get((at, change.node.index), change)
        if change.what != "changed"
        else change
        for change in diff.nodes
    ]
    return diff.model_copy(update={"nodes": tuple(nodes)})


Counts = Counter[Hashable]


def _counts(every: Iterable[Parts]) -> Counts:
    """Count all nodes by what may tell that one moved."""
    counts: Counts = Counter()
    for parts in every:
        counts.update(key(part) for part in parts.all for key in (_reference, _content) if key(part) is not None)
    return counts


def _moved(
    leaving: Sequence[_Stray], coming: Sequence[_Stray], counts: tuple[Counts, Counts]
) -> Iterator[tuple[_Stray, _Stray]]:
    """Yield nodes that moved: of one refId, or of one name and content, that no other node of either side has."""
    gone: set[_Stray] = set()
    come: set[_Stray] = set()
    for key in (_reference, _content):
        ones = {key(stray.part): stray for stray in leaving if stray not in gone}
        twos = {key(stray.part): stray for stray in coming if stray not in come}
        for found, one in ones.items():
            two = twos.get(found)
            if found is None or two is None or one.at == two.at or any(count[found] != 1 for count in counts):
                continue
            gone.add(one)
            come.add(two)
            yield one, two


def _reference(part: Part) -> Hashable:
    """Return a node's refId. An intent and a call are made anew wherever they stand."""
    kind = part.node.type
    return None if kind in {"dialog-call", "intent"} or not part.node.ref_id else (kind, part.node.ref_id)


def _content(part: Part) -> Hashable:
    kind = part.node.type
    own = kind in {"dialog-call", "intent"} or part.bare
    return None if own else (kind, part.node.component.casefold(), part.print)
