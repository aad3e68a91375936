"""Which node is which: by refId, then by name, then by what it holds and where it stands.

Each step pairs only what is unmistakable and leaves the rest to the next, so the result does not hang on the order in
which things are looked at: turned round, it is the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

from xogen.diff.parts import Part, Parts, likeness

_ROUNDS = 12
"""How often what was found may help to find more."""
_ALIKE = 0.5
"""How much the words of two nodes at one place have to share to be one node that was changed."""
Key = Callable[[Part], Hashable]
"""What two nodes have in common; ``None`` for nothing."""
Around = Callable[[Parts, int, Mapping[int, int]], Hashable]


def match_nodes(old: Parts, new: Parts) -> dict[int, int]:
    """Return the index in ``new`` for each index in ``old`` that has one."""
    matcher = _Matcher(old, new)
    matcher.same(lambda part: part.node.ref_id)
    matcher.same(_named, ordered=False)
    matcher.unique(lambda part: part.node.component.casefold())
    matcher.entries()
    matcher.by_structure()
    # By order alone last: nodes of one name stand behind others, which a rename hides until structure has found them.
    matcher.same(_named)
    matcher.by_structure()
    return matcher.pairs


class _Matcher:
    """Pairs nodes step by step."""

    def __init__(self, old: Parts, new: Parts) -> None:
        self.old, self.new = old, new
        self.pairs: dict[int, int] = {}
        self.back: dict[int, int] = {}

    def same(self, key: Key, *, ordered: bool = True) -> None:
        """Pair nodes of one kind with one key; a component may serve several nodes, which then differ elsewhere."""
        kind = _with(key, lambda part: part.node.type)
        self.unique(_with(kind, lambda part: part.node.id))
        self.unique(_with(kind, lambda part: part.print))
        self.unique(kind)
        self._rounds(kind)
        if ordered:
            self._in_order(kind)

    def entries(self) -> None:
        """Pair the intents that both dialogs start with."""
        if self.old.all and self.new.all and 0 not in self.pairs and 0 not in self.back:
            one, two = self.old.all[0], self.new.all[0]
            if one.node.type == two.node.type == "intent":
                self._pair(one, two)

    def by_structure(self) -> None:
        """Pair nodes that hold the same, then those that hold nearly the same at the same place."""
        for _ in range(_ROUNDS):
            before = len(self.pairs)
            self._rounds(_held)
            self.unique(_told)
            self._by_inner()
            self._by_place()
            if len(self.pairs) == before:
                break
        self._in_order(_told)

    def unique(self, key: Key) -> None:
        """Pair nodes whose key no other node of either side has."""
        self._pair_unique(key, key)

    def _pair_unique(self, of_old: Key, of_new: Key) -> None:
        ones = _alone(of_old, self._free_old())
        twos = _alone(of_new, self._free_new())
        for found, one in ones.items():
            if one is not None and twos.get(found) is not None:
                self._pair(one, twos[found])

    def _pair(self, one: Part | None, two: Part | None) -> None:
        if one is not None and two is not None:
            self.pairs[one.index] = two.index
            self.back[two.index] = one.index

    def _free_old(self) -> Iterator[Part]:
        return (part for part in self.old.all if part.index not in self.pairs)

    def _free_new(self) -> Iterator[Part]:
        return (part for part in self.new.all if part.index not in self.back)

    def _rounds(self, key: Key) -> None:
        """Pair what is alike in ``key`` and in the nodes around it, as long as that finds more."""
        for _ in range(_ROUNDS):
            before = len(self.pairs)
            for around in (_around, _behind, _ahead):
                self._pair_unique(
                    _with(key, _placed(around, self.old, self.pairs)),
                    _with(key, _placed(around, self.new, _itself(self.back))),
                )
            if len(self.pairs) == before:
                return

    def _in_order(self, key: Key) -> None:
        """Pair nodes of one key as they follow each other, where both sides have as many."""
        ones, twos = _groups(key, self._free_old()), _groups(key, self._free_new())
        for found, group in ones.items():
            if len(group) == len(twos.get(found, ())):
                for one, two in zip(group, twos[found], strict=True):
                    self._pair(one, two)

    def _by_inner(self) -> None:
        """Pair bot actions by the nodes inside them."""
        votes: Counter[tuple[int, int]] = Counter()
        for one, two in self.pairs.items():
            pair = (self.old.all[one].parent, self.new.all[two].parent)
            if pair[0] is not None and pair[1] is not None and pair[0] not in self.pairs and pair[1] not in self.back:
                votes[pair[0], pair[1]] += 1
        self._best({pair: float(count) for pair, count in votes.items()})

    def _by_place(self) -> None:
        """Pair nodes of one kind and of like words that follow, or lead to, nodes that are paired."""
        scores: dict[tuple[int, int], float] = {}
        for pair in self._places():
            one, two = self.old.all[pair[0]], self.new.all[pair[1]]
            if pair not in scores and one.node.type == two.node.type:
                alike = likeness(one.words, two.words)
                if alike >= _ALIKE:
                    scores[pair] = alike
        self._best(scores)

    def _places(self) -> Iterator[tuple[int, int]]:
        for one, two in list(self.pairs.items()):
            for ones, twos in (
                (self.old.after[one], self.new.after[two]),
                (self.old.before[one], self.new.before[two]),
                (self.old.inner[one], self.new.inner[two]),
            ):
                free = [index for index in twos if index not in self.back]
                if len(ones) * len(free) <= _CROWD:
                    yield from ((index, other) for index in ones if index not in self.pairs for other in free)

    def _best(self, scores: Mapping[tuple[int, int], float]) -> None:
        """Pair by score, the highest first; nodes for which two others are equally good wait for a next round."""
        ranked = sorted(scores, key=lambda pair: -scores[pair])
        best_old: dict[int, list[float]] = {}
        best_new: dict[int, list[float]] = {}
        for pair in ranked:
            best_old.setdefault(pair[0], []).append(scores[pair])
            best_new.setdefault(pair[1], []).append(scores[pair])
        for one, two in ranked:
            score = scores[one, two]
            if _leads(best_old[one], score) and _leads(best_new[two], score):
                self._pair(self.old.all[one], self.new.all[two])


_CROWD = 400
"""Candidates around one pair beyond which it tells nothing."""


def _leads(scores: Sequence[float], score: float) -> bool:
    return scores[0] == score and (len(scores) == 1 or scores[1] < score)


def _named(part: Part) -> Hashable:
    return part.node.component.casefold()


def _held(part: Part) -> Hashable:
    return part.node.type, part.print


def _told(part: Part) -> Hashable:
    return None if part.bare else (part.node.type, part.print)


def _with(key: Key, more: Key) -> Key:
    def both(part: Part) -> Hashable:
        first = key(part)
        if first is None:
            return None
        second = more(part)
        return None if second is None else (first, second)

    return both


def _alone(key: Key, parts: Iterator[Part]) -> dict[Hashable, Part | None]:
    """Return nodes by key, nothing for a key that several have."""
    found: dict[Hashable, Part | None] = {}
    for part in parts:
        of = key(part)
        if of is not None:
            found[of] = None if of in found else part
    return found


def _groups(key: Key, parts: Iterator[Part]) -> dict[Hashable, list[Part]]:
    found: dict[Hashable, list[Part]] = {}
    for part in parts:
        of = key(part)
        if of is not None:
            found.setdefault(of, []).append(part)
    return found


def _placed(around: Around, parts: Parts, known: Mapping[int, int]) -> Key:
    return lambda part: around(parts, part.index, known)


def _itself(back: Mapping[int, int]) -> Mapping[int, int]:
    return {index: index for index in back}


def _behind(parts: Parts, index: int, known: Mapping[int, int]) -> Hashable:
    """Return which paired nodes lead to a node, and which one holds it; nothing where there is none."""
    found = frozenset(known[one] for one in parts.before[index] if one in known)
    parent = parts.all[index].parent
    holder = None if parent is None else known.get(parent)
    return (found, holder) if found or holder is not None else None


def _ahead(parts: Parts, index: int, known: Mapping[int, int]) -> Hashable:
    """Return which paired nodes a node leads to; nothing where there is none."""
    return tuple(known[one] for one in parts.after[index] if one in known) or None


def _around(parts: Parts, index: int, known: Mapping[int, int]) -> Hashable:
    behind, ahead = _behind(parts, index, known), _ahead(parts, index, known)
    return None if behind is None or ahead is None else (behind, ahead)
