"""Two sequences laid side by side: patience first, then a bounded longest common subsequence. No recursion.

Items that stand once in both sequences are the fixed points; between them the same is done again. A stretch without
such items is compared cell by cell as long as it is small, and else taken for replaced: no input is slow.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

CELLS = 40_000
"""Of a stretch that is compared cell by cell."""
ROUNDS = 200_000
"""Items looked at in all; what is left then is taken for replaced."""

Match = tuple[int, int]


def align(old: list[str], new: list[str]) -> list[Match]:
    """Return the positions of items that correspond, rising in both sequences.

    ``align(new, old)`` is the same with its pairs turned round: the side that sorts first by its text leads.
    """
    if (len(new), new) < (len(old), old):
        return [(first, second) for second, first in _aligned(new, old)]
    return _aligned(old, new)


def _aligned(old: list[str], new: list[str]) -> list[Match]:
    found: list[Match] = []
    todo = [(0, len(old), 0, len(new))]
    budget = ROUNDS
    while todo:
        start, end, begin, stop = todo.pop()
        while start < end and begin < stop and old[start] == new[begin]:
            found.append((start, begin))
            start, begin = start + 1, begin + 1
        while start < end and begin < stop and old[end - 1] == new[stop - 1]:
            end, stop = end - 1, stop - 1
            found.append((end, stop))
        budget -= end - start + stop - begin
        if start == end or begin == stop or budget < 0:
            continue
        anchors = _anchors(old, new, (start, end, begin, stop))
        if anchors:
            ends = [*anchors, (end, stop)]
            starts = [(start, begin), *((one + 1, two + 1) for one, two in anchors)]
            found += anchors
            todo += [(one, last, two, until) for (one, two), (last, until) in zip(starts, ends, strict=True)]
        elif (end - start) * (stop - begin) <= CELLS:
            found += ((start + one, begin + two) for one, two in _common(old[start:end], new[begin:stop]))
    return sorted(found)


def _anchors(old: list[str], new: list[str], span: tuple[int, int, int, int]) -> list[Match]:
    """Return the longest rising run of items that stand once in both stretches."""
    start, end, begin, stop = span
    once = _once(old, start, end)
    there = _once(new, begin, stop)
    pairs = [(place, there[item]) for item, place in once.items() if item in there]
    return _rising(sorted(pairs))


def _once(items: list[str], start: int, end: int) -> dict[str, int]:
    counts = Counter(items[start:end])
    return {items[place]: place for place in range(start, end) if counts[items[place]] == 1}


def _rising(pairs: Sequence[Match]) -> list[Match]:
    """Return the longest run of pairs, sorted by their first, that rises in the second, too."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for place, (_, second) in enumerate(pairs):
        at = bisect_left(tails, second)
        before.append(ends[at - 1] if at else None)
        if at == len(tails):
            tails.append(second)
            ends.append(place)
        else:
            tails[at], ends[at] = second, place
    return list(_chain(pairs, before, ends[-1] if ends else None))[::-1]


def _chain(pairs: Sequence[Match], before: Sequence[int | None], last: int | None) -> Iterator[Match]:
    while last is not None:
        yield pairs[last]
        last = before[last]


def _common(old: list[str], new: list[str]) -> Iterator[Match]:
    """Yield the longest common subsequence of two short sequences."""
    lengths = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for one in range(len(old) - 1, -1, -1):
        row, below = lengths[one], lengths[one + 1]
        for two in range(len(new) - 1, -1, -1):
            row[two] = below[two + 1] + 1 if old[one] == new[two] else max(below[two], row[two + 1])
    one = two = 0
    while one < len(old) and two < len(new):
        if old[one] == new[two]:
            yield one, two
            one, two = one + 1, two + 1
        elif lengths[one + 1][two] >= lengths[one][two + 1]:
            one += 1
        else:
            two += 1


def moved(places: Sequence[int]) -> set[int]:
    """Return the positions of the fewest items that have to move to bring ``places``, which are unique, in order."""
    stay = {first for first, _ in _rising(list(enumerate(places)))}
    return set(range(len(places))) - stay
