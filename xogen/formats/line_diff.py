"""Unified diffs of long files: ``difflib`` takes the square of their lines, a bot export has a hundred thousand.

Lines that are there once in both texts, in the same order, hold the two together (as in patience diff); ``difflib``
compares only what stands between two of them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

CONTEXT = 3
_MOST = 1_000_000
"""Pairs of lines that are compared between two that hold: more are shown as removed and put in."""

Opcode = tuple[str, int, int, int, int]


def unified(before: Sequence[str], after: Sequence[str], name: str) -> Iterator[str]:
    """Yield the lines of a unified diff; nothing for equal texts.

    Args:
        before: lines, each with its line end.
        after: the same of the other text.
        name: what the head calls both.
    """
    changed = _Opcodes(before, after)
    groups = [group for group in changed.get_grouped_opcodes(CONTEXT) if any(op[0] != "equal" for op in group)]
    if groups:
        yield f"--- {name}\n"
        yield f"+++ {name}\n"
    for group in groups:
        first, last = group[0], group[-1]
        yield f"@@ -{_range(first[1], last[2])} +{_range(first[3], last[4])} @@\n"
        for kind, start, end, at, to in group:
            if kind == "equal":
                yield from (f" {line}" for line in before[start:end])
            else:
                yield from (f"-{line}" for line in before[start:end])
                yield from (f"+{line}" for line in after[at:to])


class _Opcodes(SequenceMatcher[str]):
    """Groups opcodes as ``difflib`` does, and finds them in another way."""

    def __init__(self, before: Sequence[str], after: Sequence[str]) -> None:
        super().__init__(None, "", "", autojunk=False)
        self._both = before, after

    def get_opcodes(self) -> list[Opcode]:  # type: ignore[override]
        """Return how the first text becomes the second."""
        before, after = self._both
        opcodes: list[Opcode] = []
        i = j = 0
        for at_before, at_after in [*_anchors(before, after), (len(before), len(after))]:
            for kind, start, end, at, to in _between(before[i:at_before], after[j:at_after]):
                _add(opcodes, (kind, start + i, end + i, at + j, to + j))
            if at_before < len(before):
                _add(opcodes, ("equal", at_before, at_before + 1, at_after, at_after + 1))
            i, j = at_before + 1, at_after + 1
        return opcodes


def _add(opcodes: list[Opcode], new: Opcode) -> None:
    """Add an opcode, joined with the last one when both are of one kind."""
    if opcodes and opcodes[-1][0] == new[0]:
        kind, start, _, at, _ = opcodes.pop()
        new = (kind, start, new[2], at, new[4])
    opcodes.append(new)


def _between(before: Sequence[str], after: Sequence[str]) -> list[Opcode]:
    if before == after:
        return [("equal", 0, len(before), 0, len(after))] if before else []
    if not before or not after or len(before) * len(after) > _MOST:
        kind = "insert" if not before else "delete" if not after else "replace"
        return [(kind, 0, len(before), 0, len(after))]
    opcodes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [(kind, start, end, at, to) for kind, start, end, at, to in opcodes]


def _anchors(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Return the longest run of lines that are there once in each text, in the order of both."""
    once_before, once_after = _once(before), _once(after)
    pairs = [(index, once_after[line]) for line, index in once_before.items() if line in once_after]
    tails: list[int] = []
    ends: list[int] = []
    back: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(tails, place)
        back.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [place]
        ends[length : length + 1] = [number]
    chain: list[tuple[int, int]] = []
    number = ends[-1] if ends else -1
    while number >= 0:
        chain.append(pairs[number])
        number = back[number]
    return chain[::-1]


def _once(lines: Sequence[str]) -> dict[str, int]:
    counts = Counter(lines)
    return {line: index for index, line in enumerate(lines) if counts[line] == 1}


def _range(start: int, end: int) -> str:
    """Return a range of lines as a diff names it."""
    length = end - start
    if length == 1:
        return str(start + 1)
    return f"{start + 1 if length else start},{length}"
