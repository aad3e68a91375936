"""Walks over plain adjacency: linear, without recursion, in the order of the document.

By hand because the linter's inner loop needs no more than these, and loading networkx costs more than all of them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from xogen.model.once import once

Adjacency = Mapping[str, Sequence[str]]
LONGEST = 12
"""Names in a witness: of a longer way ``HEAD`` names, the count of those left out, and ``TAIL`` names."""
TAIL = LONGEST // 2 - 1
HEAD = LONGEST - TAIL - 1


def reach(starts: Iterable[str], adjacency: Adjacency, skip: Collection[str] = ()) -> dict[str, str | None]:
    """Return what the starts reach, themselves too, each with the node before it on a shortest way.

    Args:
        starts: where to begin.
        adjacency: what follows each node.
        skip: a set of nodes that are not entered.
    """
    before: dict[str, str | None] = dict.fromkeys(starts)
    waiting = deque(before)
    while waiting:
        node = waiting.popleft()
        for after in adjacency.get(node, ()):
            if after not in before and after not in skip:
                before[after] = node
                waiting.append(after)
    return before


def way_to(target: str, before: Mapping[str, str | None]) -> tuple[str, ...]:
    """Return the way that ``reach`` found, from the start to the target."""
    way: list[str] = []
    at: str | None = target
    while at is not None:
        way.append(at)
        at = before[at]
    return tuple(reversed(way))


def shorten(names: Sequence[str]) -> tuple[str, ...]:
    """Return at most twelve names; of a longer way the middle is counted: ``… 5 more …``."""
    if len(names) <= LONGEST:
        return tuple(names)
    return (*names[:HEAD], f"… {len(names) - HEAD - TAIL} more …", *names[-TAIL:])


class Ways:
    """The shortest ways to all nodes that ``reach`` found, told without walking each of them whole again."""

    def __init__(self, before: Mapping[str, str | None]) -> None:
        """Take what ``reach`` returned: each node comes after the one before it."""
        self.before = before

    def __contains__(self, node: str) -> bool:
        """Whether a way leads to a node."""
        return node in self.before

    def short(self, target: str) -> tuple[str, ...]:
        """Return the way to a node as ``shorten`` gives it."""
        length, start = self._beginnings[target]
        wanted = TAIL if length > LONGEST else length - len(start)
        end: list[str] = []
        at: str | None = target
        while at is not None and len(end) < wanted:
            end.append(at)
            at = self.before[at]
        left_out = length - len(start) - len(end)
        return (*start, *([f"… {left_out} more …"] if left_out else []), *reversed(end))

    @once
    def _beginnings(self) -> dict[str, tuple[int, tuple[str, ...]]]:
        """How long each way is, and how it begins."""
        found: dict[str, tuple[int, tuple[str, ...]]] = {}
        for node, above in self.before.items():
            length, start = found[above] if above is not None else (0, ())
            found[node] = (length + 1, (*start, node) if length < HEAD else start)
        return found


def reverse_post_order(start: str, adjacency: Adjacency) -> tuple[str, ...]:
    """Return the nodes in an order in which, loops aside, each comes after all that lead to it."""
    order: list[str] = []
    seen = {start}
    stack = [(start, iter(adjacency.get(start, ())))]
    while stack:
        node, rest = stack[-1]
        for after in rest:
            if after not in seen:
                seen.add(after)
                stack.append((after, iter(adjacency.get(after, ()))))
                break
        else:
            order.append(node)
            stack.pop()
    return tuple(reversed(order))


def components(adjacency: Adjacency) -> Iterator[tuple[str, ...]]:
    """Yield the strongly connected components, each after all that it leads to (Gabow). Every node is a key."""
    place: dict[str, int] = {}  # where a node stands on the way that is walked; -1 once its component is known
    way: list[str] = []
    begins: list[int] = []  # where, as far as is known, components begin on the way
    for root in adjacency:
        stack = [] if root in place else [(root, iter(adjacency[root]))]
        while stack:
            node, rest = stack[-1]
            if node not in place:
                place[node] = len(way)
                begins.append(len(way))
                way.append(node)
            for after in rest:
                back = place.get(after)
                if back is None:
                    stack.append((after, iter(adjacency[after])))
                    break
                while back >= 0 and begins[-1] > back:
                    begins.pop()
            else:
                stack.pop()
                if begins[-1] == place[node]:
                    group = tuple(way[begins.pop() :])
                    del way[-len(group) :]
                    place.update(dict.fromkeys(group, -1))
                    yield group


def marks_ahead(marks: Mapping[str, int], adjacency: Adjacency) -> dict[str, int]:
    """Return the marks, as bits, of each node and of all that it leads to, in one walk.

    Args:
        marks: the marks of some nodes.
        adjacency: what follows each node; what is no key of it is led to by nothing here.
    """
    inside = filtered(adjacency, adjacency.__contains__)
    found: dict[str, int] = {}
    for group in components(inside):
        mask = 0
        for node in group:
            mask |= marks.get(node, 0)
            for after in inside[node]:
                mask |= found.get(after, 0)
        found.update(dict.fromkeys(group, mask))
    return found


def nesting(root: str, children: Adjacency) -> dict[str, tuple[int, int]]:
    """Number a tree so that one node is inside another's span exactly when it stands below it."""
    spans: dict[str, tuple[int, int]] = {}
    count = 0
    stack = [(root, False)]
    while stack:
        node, left = stack.pop()
        if left:
            spans[node] = (spans[node][0], count)
            continue
        spans[node] = (count, count)
        count += 1
        stack.append((node, True))
        stack.extend((child, False) for child in children.get(node, ()))
    return spans


def filtered(adjacency: Adjacency, keep: Callable[[str], bool]) -> dict[str, tuple[str, ...]]:
    """Return the part of an adjacency that lies within the nodes to keep."""
    return {node: tuple(filter(keep, after)) for node, after in adjacency.items() if keep(node)}
