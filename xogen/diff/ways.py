"""The transitions of one node side by side: added, removed, leading elsewhere, under another condition or order.

The first transition whose condition holds is taken, so their order counts, but for conditions that exclude each other.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import NamedTuple

from xogen.diff.align import moved
from xogen.diff.parts import Parts
from xogen.diff.redact import redacted
from xogen.diff.sides import ORDER_OF_WAYS, Sides
from xogen.model.conditions import (
    AllOf,
    AnswerTest,
    AnyOf,
    Condition,
    ContextTest,
    EntityTest,
    IntentTest,
    in_words,
)
from xogen.model.diff import Way, WayChange
from xogen.model.nodes import Node, Transition

_MOST_SWAPS = 10_000
"""Pairs of transitions that are looked at for whether their order counts; beyond, it is taken to."""


class _Known(NamedTuple):
    """A transition in terms of the new task."""

    place: int
    when: Hashable
    to: Hashable
    transition: Transition


def way_changes(sides: Sides, old: Node, new: Node) -> tuple[WayChange, ...]:
    """Return how the transitions of a node differ, in the new node's order; what was removed comes last."""
    before = [
        _Known(at, condition_key(each.when, sides.old_node, sides.renamed), sides.old_node(each.to), each)
        for at, each in enumerate(old.transitions)
    ]
    after = [
        _Known(at, condition_key(each.when, sides.new_node, str), sides.new_node(each.to), each)
        for at, each in enumerate(new.transitions)
    ]
    pairs = _matched(before, after)
    changes = [*_order(sides, before, after, pairs)]
    from_new = {two: one for one, two in pairs.items()}
    for known in after:
        there = way(sides.new, known.place, known.transition)
        if known.place not in from_new:
            changes.append(WayChange(what="added", new=there))
            continue
        one = before[from_new[known.place]]
        here = way(sides.old, one.place, one.transition)
        for what, differs in (
            ("condition", one.when != known.when),
            ("rewired", one.to != known.to),
            ("label", one.transition.label != known.transition.label),
        ):
            if differs:
                changes.append(WayChange(what=what, old=here, new=there))
    changes += [
        WayChange(what="removed", old=way(sides.old, known.place, known.transition))
        for known in before
        if known.place not in pairs
    ]
    return tuple(changes)


def way(parts: Parts, index: int, transition: Transition) -> Way:
    """Return a transition as a person reads it."""
    return Way(
        index=index,
        to=transition.to,
        goal=parts.name(transition.to),
        when="" if transition.when is None else redacted(said(transition.when, parts)),
        label=None if transition.label is None else redacted(transition.label),
    )


def said(condition: Condition, parts: Parts) -> str:
    """Say a condition, its nodes by their names."""
    if isinstance(condition, EntityTest):
        condition = condition.model_copy(update={"entity": parts.name(condition.entity)})
    elif isinstance(condition, IntentTest):
        condition = condition.model_copy(update={"intent": parts.name(condition.intent)})
    return in_words(condition)


def condition_key(
    condition: Condition | None, node: Callable[[str], Hashable], renamed: Callable[[str], str]
) -> Hashable:
    """Return what makes a condition what it is.

    Args:
        condition: of a transition; ``None`` for the default.
        node: what a node's id stands for.
        renamed: paths with the names that nodes have in the new task.
    """
    match condition:
        case None:
            return None
        case EntityTest():
            return ("entity", node(condition.entity), condition.op, condition.value)
        case IntentTest():
            return ("intent", node(condition.intent))
        case AnswerTest():
            return ("answer", condition.answer)
        case ContextTest():
            return _context(condition, renamed)
        case AllOf():
            return ("all", frozenset(_context(test, renamed) for test in condition.all))
        case AnyOf():
            return ("any", frozenset(_context(test, renamed) for test in condition.any))
        case _:
            return ("raw", json.dumps(condition.raw, sort_keys=True, default=str))


def _context(test: ContextTest, renamed: Callable[[str], str]) -> Hashable:
    return ("context", renamed(test.context), test.op, test.value)


def _matched(before: Sequence[_Known], after: Sequence[_Known]) -> dict[int, int]:
    """Pair transitions: those that are equal, then those of one condition, then those that lead to one place."""
    pairs: dict[int, int] = {}
    keys: tuple[Callable[[_Known], Hashable], ...] = (
        lambda known: (known.when, known.to, known.transition.label),
        lambda known: (known.when, known.to),
        lambda known: (known.when,),
        lambda known: (known.to,),
    )
    for key in keys:
        taken = set(pairs.values())
        waiting: dict[Hashable, deque[int]] = {}
        for known in after:
            if known.place not in taken:
                waiting.setdefault(key(known), deque()).append(known.place)
        for known in before:
            queue = waiting.get(key(known)) if known.place not in pairs else None
            if queue:
                pairs[known.place] = queue.popleft()
    return pairs


def _order(
    sides: Sides, before: Sequence[_Known], after: Sequence[_Known], pairs: dict[int, int]
) -> Iterator[WayChange]:
    """Yield a change if another transition is taken first where more than one holds."""
    ones = sorted(pairs)
    twos = [pairs[one] for one in ones]
    shifted = moved(twos)
    if not shifted:
        return
    if not _counts(after, twos, shifted):
        sides.ignored[ORDER_OF_WAYS] += 1
        return
    for one, two in zip(ones, sorted(twos), strict=True):
        if pairs[one] != two:
            first, second = before[one], after[two]
            yield WayChange(
                what="order",
                old=way(sides.old, first.place, first.transition),
                new=way(sides.new, second.place, second.transition),
            )
            return


def _counts(after: Sequence[_Known], twos: Sequence[int], shifted: set[int]) -> bool:
    """Whether the order of some two that changed places makes a difference."""
    if len(shifted) * len(twos) > _MOST_SWAPS:
        return True
    for place in shifted:
        for other, two in enumerate(twos):
            swapped = (place < other) != (twos[place] < two)
            if other != place and swapped and _both_may_hold(after[twos[place]], after[two]):
                return True
    return False


def _both_may_hold(one: _Known, two: _Known) -> bool:
    """Whether two transitions may hold at once and lead to different places."""
    if one.to == two.to:
        return False
    first, second = one.when, two.when
    if not isinstance(first, tuple) or not isinstance(second, tuple) or first[0] != second[0]:
        return True
    if first[0] == "answer":
        return bool(first == second)
    if first[0] in {"entity", "context"} and first[1] == second[1]:
        ops = {first[2], second[2]}
        return not ((ops == {"eq"} and first[3] != second[3]) or ops == {"exists", "not-exists"})
    return True
