"""Calls from dialog to dialog on which nobody asks the user anything.

The platform ends a conversation with an error after 25 of them in a row, looped or linear (facts, kore-platform 4.1).
A way is *silent* when no node on it waits for the user, or may do so; a call on it is silent when the called dialog
comes to its end silently, too.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

from xogen.graph import walks
from xogen.lint.facts import BotFacts, Call, TaskFacts
from xogen.lint.loops import may_wait

MOST = 25
"""Calls in a row that the platform allows."""
MOST_STEPS = 2_000_000
"""Nodes that are walked over in all before the search stops."""


class CallChains:
    """The silent calls of a bot; each answer is computed once."""

    def __init__(self, facts: BotFacts) -> None:
        """Take the dialogs; nothing is computed yet."""
        self._tasks = [task for task in facts.tasks if task.document.flows]
        # Not the facts themselves, which keep this: a circle would keep the bot until the collector comes by.
        self._calls_to = {id(task): facts.calls_to(task) for task in self._tasks}
        self._calls = {
            id(task): {call.place.node.id: call for call in calls if call.called is not None}
            for task in self._tasks
            if (calls := facts.calls_of(task))
        }
        self._steps = 0

    @property
    def is_complete(self) -> bool:
        """Whether the search came to its end. Ask after the answers."""
        return self._steps <= MOST_STEPS

    @cached_property
    def silent(self) -> frozenset[int]:
        """The dialogs that come from start to end without asking, by identity."""
        found: set[int] = set()
        called = {id(call.called) for calls in self._calls.values() for call in calls.values()}
        waiting = deque([task for task in self._tasks if id(task) in called])
        queued = set(called)
        while waiting and self.is_complete:
            task = waiting.popleft()
            queued.discard(id(task))
            if id(task) in found or not self._ends(task, found):
                continue
            found.add(id(task))
            for call in self._calls_to[id(task)]:
                if id(call.caller) not in queued and id(call.caller) in called:
                    queued.add(id(call.caller))
                    waiting.append(call.caller)
        return frozenset(found)

    def _ends(self, task: TaskFacts, silent: set[int]) -> bool:
        return any(node in task.graph.exits for node in self._reach(task, silent))

    def _reach(self, task: TaskFacts, silent: set[int] | frozenset[int]) -> list[str]:
        """Return what is reached from the start before anybody is asked; nodes that ask are not passed."""
        start = task.graph.start
        if start is None:
            return []
        seen = {start: None}
        waiting = deque(seen)
        while waiting:
            node = waiting.popleft()
            self._steps += 1
            if node != start and not self._passes(task, node, silent):
                continue
            for after in task.graph.successors.get(node, ()):
                if after not in seen:
                    seen[after] = None
                    waiting.append(after)
        return list(seen)

    def _passes(self, task: TaskFacts, node: str, silent: set[int] | frozenset[int]) -> bool:
        call = self._calls.get(id(task), {}).get(node)
        if call is not None:
            return id(call.called) in silent
        return node in task.graph.nodes and not may_wait(task.graph.nodes[node])

    @cached_property
    def first_calls(self) -> dict[int, tuple[Call, ...]]:
        """The calls that each dialog makes before it has asked anything, by its identity."""
        found: dict[int, tuple[Call, ...]] = {id(task): () for task in self._tasks}
        for task in self._tasks if self._may_be_wrong else ():
            calls = self._calls.get(id(task))
            reached = self._reach(task, self.silent) if calls and self.is_complete else []
            found[id(task)] = tuple(calls[node] for node in reached if node in calls) if calls else ()
        return found

    @cached_property
    def _may_be_wrong(self) -> bool:
        """Whether calls, silent or not, form a circle or a chain that is too long: else no silent ones do."""
        onward = {str(key): [str(id(call.called)) for call in calls.values()] for key, calls in self._calls.items()}
        root = ""
        length: dict[str, int] = {}
        for name in reversed(walks.reverse_post_order(root, {**onward, root: tuple(onward)})):
            # What is called stands behind its callers in this order, but for circles.
            if any(other not in length for other in onward.get(name, ())):
                return True
            length[name] = max((length[other] + 1 for other in onward.get(name, ())), default=0)
        return max(length.values()) > MOST

    def loops(self) -> Iterator[tuple[Call, ...]]:
        """Yield the calls of each circle of dialogs that call each other silently, one way around."""
        if not any(self.first_calls.values()):
            return
        names = {str(id(task)): index for index, task in enumerate(self._tasks)}
        onward = {
            str(key): tuple(dict.fromkeys(str(id(call.called)) for call in calls if str(id(call.called)) in names))
            for key, calls in self.first_calls.items()
        }
        for group in walks.components(onward):
            if len(group) > 1 or group[0] in onward[group[0]]:
                yield self._around(min(group, key=names.__getitem__), frozenset(group), onward)

    def _around(self, start: str, inside: frozenset[str], onward: dict[str, tuple[str, ...]]) -> tuple[Call, ...]:
        """Return a shortest way around a circle, as calls."""
        before = walks.reach([start], {key: [each for each in onward[key] if each in inside] for key in inside})
        last = next(key for key in before if start in onward[key])
        way = (*walks.way_to(last, before), start)
        return tuple(
            next(call for call in self.first_calls[int(one)] if str(id(call.called)) == other)
            for one, other in pairwise(way)
        )

    def chains(self) -> Iterator[tuple[Call, ...]]:
        """Yield the longest silent chain from each dialog that no other dialog calls silently, if it is too long."""
        if not any(self.first_calls.values()):
            return
        length, following = self._lengths()
        called = {id(call.called) for calls in self.first_calls.values() for call in calls}
        for task in self._tasks:
            if id(task) in called or length.get(id(task), 0) <= MOST:
                continue
            chain: list[Call] = []
            at = following.get(id(task))
            while at is not None:
                chain.append(at)
                at = following.get(id(at.called))
            yield tuple(chain)

    def _lengths(self) -> tuple[dict[int, int], dict[int, Call]]:
        """Return the longest chain of calls from each dialog, circles left out, and its first call."""
        onward = {str(key): tuple(str(id(call.called)) for call in calls) for key, calls in self.first_calls.items()}
        root = ""
        order = walks.reverse_post_order(root, {**onward, root: tuple(onward)})
        position = {name: index for index, name in enumerate(order)}
        length: dict[int, int] = {}
        following: dict[int, Call] = {}
        for name in reversed(order[1:]):
            for call in self.first_calls.get(int(name), ()):
                other = str(id(call.called))
                if position.get(other, -1) > position[name] and length.get(int(other), 0) + 1 > length.get(
                    int(name), 0
                ):
                    length[int(name)] = length.get(int(other), 0) + 1
                    following[int(name)] = call
        return length, following
