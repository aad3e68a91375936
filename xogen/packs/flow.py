"""The nodes of a task once the template's structure is settled: fragments put in, nodes left out, groups repeated.

Nothing is rendered here. Whatever is left out or repeated joins its ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from xogen.errors import TemplateError
from xogen.formats.explain import Keys
from xogen.model.nodes import EXITS
from xogen.packs.problems import Problem, all_of
from xogen.packs.source import SourceFile
from xogen.packs.specs import AnySpec, ConfirmationSpec, IncludeSpec

NOTHING = object()
"""Stands for "no item": a list may hold any value."""


@dataclass(slots=True, eq=False)
class Step:
    """A node on its way into the dialog, and where its author wrote it."""

    id: str
    spec: AnySpec
    file: SourceFile
    written: str
    scripts: Mapping[str, SourceFile]
    exits: Mapping[str, str] = field(default_factory=dict)
    overridden: frozenset[Keys] = frozenset()
    item: object = NOTHING
    copies: Mapping[str, str] = field(default_factory=dict)

    def problem(self, key: str, message: str) -> TemplateError:
        """Return an error about a key of this node."""
        return all_of([Problem(self.file, ("nodes", self.written, key), message)])


@dataclass(slots=True, eq=False)
class Flow:
    """The settled nodes, and where a written target leads."""

    steps: dict[str, Step]
    joined: dict[str, str]
    entries: dict[str, str] = field(default_factory=dict)
    rows: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    """By list, the ids of each item's copies, by the id of what they are copies of."""

    def target(self, step: Step | None, written: str) -> str:
        """Return the node id or exit that a target of ``step`` leads to; ``None`` is the intent."""
        if step is None:
            return self._enter(self._follow(written))
        to = self._follow(step.exits.get(written, written))
        return step.copies[to] if to in step.copies else self._enter(to)

    def each_target(self, step: Step, parameter: str, written: str) -> list[str]:
        """Return where a branch for each item of a list leads, item by item: to the item's own copy."""
        to = self._follow(step.exits.get(written, written))
        return [row.get(to, self._enter(to)) for row in self.rows.get(parameter, ())]

    def ways(self, step: Step) -> list[str]:
        """Return all that a node leads to, in the order they are tried."""
        found = []
        for key, to in targets(step.spec):
            parameter = _parameter_of(key)
            found += self.each_target(step, parameter, to) if parameter else [self.target(step, to)]
        return found

    def outside(self, step: Step, written: str) -> str:
        """Return where a target leads when groups are not repeated yet."""
        return self._follow(step.exits.get(written, written))

    def _follow(self, to: str) -> str:
        while to in self.joined:
            to = self.joined[to]
        return to

    def _enter(self, to: str) -> str:
        # A group that vanishes may lead to another group's entry.
        for _ in range(len(self.entries) + 1):
            if to not in self.entries:
                return to
            to = self.entries[to]
        return to


def targets(spec: AnySpec) -> Iterator[tuple[str, str]]:
    """Yield each key of a node that names a target, and the target, in the order they are tried."""
    if isinstance(spec, ConfirmationSpec):
        yield "yes", spec.yes
        yield "no", spec.no
    for index, branch in enumerate(spec.branches):
        yield f"branches[{index}].next", branch.next
    for parameter, branch in spec.branches_for_each.items():
        yield f"branches_for_each.{parameter}.next", branch.next
    if isinstance(spec, IncludeSpec):
        yield from spec.exits.items()
    elif spec.next is not None:
        yield "next", spec.next


def _parameter_of(key: str) -> str | None:
    """Return the list of a ``branches_for_each`` by the key of its target; nothing for other keys."""
    parts = key.split(".")
    return parts[1] if parts[0] == "branches_for_each" else None


def join_target(spec: AnySpec) -> str:
    """Return the target that a left-out node joins to."""
    return spec.yes if isinstance(spec, ConfirmationSpec) else spec.next or "end"


def settle(
    written: Mapping[str, Step],
    entries: Mapping[str, str],
    first: str,
    holds: Callable[[str], bool],
    lists: Mapping[str, Sequence[Any]],
    name_copy: Callable[[Step, Any], str],
) -> Flow:
    """Leave out, join and repeat.

    Args:
        written: all nodes, those of included fragments among them.
        entries: the entry of each include's fragment, by the include's id.
        first: where the intent leads.
        holds: whether a condition of ``only_if`` holds.
        lists: the list parameters, by name.
        name_copy: the id of a ``for_each`` copy.

    Raises:
        TemplateError: a circle of left-out nodes, or a group without one way out.
    """
    flow = Flow(dict(written), {})
    all_steps = _reachable(_as_written(flow, entries), first)
    for step in written.values():
        out = step.spec.only_if is not None and not holds(step.spec.only_if)
        if isinstance(step.spec, IncludeSpec):
            flow.joined[step.id] = step.spec.next if out else entries[step.id]
        elif out:
            join = join_target(step.spec)
            flow.joined[step.id] = step.exits.get(join, join)
    for gone in flow.joined:
        _refuse_circle(flow, gone)
        del flow.steps[gone]
    _repeat(flow, lists, name_copy, first)
    _drop_cut_off(flow, first, all_steps)
    return flow


def _refuse_circle(flow: Flow, gone: str) -> None:
    """Raise if a left-out node joins to nothing but left-out nodes."""
    seen = [gone]
    while (to := flow.joined.get(seen[-1])) is not None:
        if to == gone:
            names = ", ".join(sorted(seen))
            raise flow.steps[gone].problem("only_if", f"what is left out leads in a circle: {names}")
        if to in seen:
            return  # that circle is found from one of its own nodes
        seen.append(to)


def _as_written(flow: Flow, entries: Mapping[str, str]) -> Callable[[str], Iterable[str]]:
    def neighbours(node: str) -> Iterable[str]:
        step = flow.steps.get(node)
        if step is None:
            return ()
        found = [step.exits.get(to, to) for _, to in targets(step.spec)]
        return [*found, entries[node]] if node in entries else found

    return neighbours


def _reachable(neighbours: Callable[[str], Iterable[str]], *starts: str) -> set[str]:
    seen, todo = set(starts), list(starts)
    while todo:
        for to in neighbours(todo.pop()):
            if to not in seen:
                seen.add(to)
                todo.append(to)
    return seen


def _drop_cut_off(flow: Flow, first: str, before: set[str]) -> None:
    """Drop what only the left-out nodes led to.

    What never could be reached stays, for the rules to say so, and so does what it leads to.
    """

    def neighbours(node: str) -> Iterable[str]:
        step = flow.steps.get(node)
        return flow.ways(step) if step else ()

    never = [node for node, step in flow.steps.items() if step.written not in before]
    now = _reachable(neighbours, flow.target(None, first), *never)
    cut_off = [node for node in flow.steps if node not in now]
    for node in cut_off:
        del flow.steps[node]


def _repeat(flow: Flow, lists: Mapping[str, Sequence[Any]], name_copy: Callable[[Step, Any], str], first: str) -> None:
    groups: dict[str, list[Step]] = {}
    for step in flow.steps.values():
        if step.spec.for_each is not None:
            groups.setdefault(step.spec.for_each, []).append(step)
    for parameter, members in groups.items():
        way_out = _way_out(flow, members)
        _refuse_middle(flow, members, first)
        rows = [{step.id: name_copy(step, item) for step in members} for item in lists[parameter]]
        flow.rows[parameter] = rows
        apart = _entered_by_item(flow, parameter, members)
        entry = members[0].id
        steps: dict[str, Step] = {}
        for node, step in flow.steps.items():
            if step not in members:
                _add(steps, node, step)
            elif step is members[0]:
                for index, item in enumerate(lists[parameter]):
                    onward = {way_out: rows[index + 1][entry]} if index + 1 < len(rows) and not apart else {}
                    for member in members:
                        copy = rows[index][member.id]
                        _add(steps, copy, replace(member, id=copy, item=item, copies={**rows[index], **onward}))
        flow.steps = steps
        flow.entries[entry] = rows[0][entry] if rows else way_out


def _entered_by_item(flow: Flow, parameter: str, members: Sequence[Step]) -> bool:
    """Whether some node branches to each item's copy: then one copy is taken, and does not lead to the next."""
    inside = {step.id for step in members}
    return any(
        flow.outside(step, step.spec.branches_for_each[parameter].next) in inside
        for node, step in flow.steps.items()
        if node not in inside and parameter in step.spec.branches_for_each
    )


def _add(steps: dict[str, Step], node: str, step: Step) -> None:
    if node in steps:
        raise step.problem("for_each", f"a copy is named {node!r}, as another node is; give it an id of its own")
    steps[node] = step


def _way_out(flow: Flow, members: Sequence[Step]) -> str:
    """Return the one target outside a group that the ``next`` of its nodes name."""
    inside = {step.id for step in members}
    found = {flow.outside(step, join_target(step.spec)): step for step in members}
    ways = [(to, step) for to, step in found.items() if to not in inside]
    if len(ways) == 1:
        return ways[0][0]
    if not ways:
        raise members[0].problem("for_each", "the group has no way out: each next leads back into it")
    names = " and ".join(sorted(to for to, _ in ways))
    raise ways[-1][1].problem("next", f"the group has more than one way out: {names}")


def _refuse_middle(flow: Flow, members: Sequence[Step], first: str) -> None:
    """Raise if a way from outside leads to a node of a group that is not its entry: to which copy?"""
    inner = {step.id for step in members[1:]}
    inside = {*inner, members[0].id}
    if flow.target(None, first) in inner:
        raise members[0].problem(
            "for_each", f"the intent leads into the middle of the group, past its entry {members[0].id!r}"
        )
    for node, step in flow.steps.items():
        for key, to in () if node in inside else targets(step.spec):
            if flow.outside(step, to) in inner:
                message = f"leads into the middle of a for_each group, past its entry {members[0].id!r}"
                raise step.problem(key, message)


def reading_order(first: str, follow: Callable[[str], Sequence[str]], every: Iterable[str]) -> list[str]:
    """Return nodes as one reads them: along the flow, the first way of a branching first, a merge after all its ways.

    Args:
        first: the node after the intent.
        follow: a node's targets in the order they are tried.
        every: all nodes; those that cannot be reached come last, as written.
    """
    done: list[str] = []
    seen: set[str] = {*EXITS, first}
    todo: list[tuple[str, Iterator[str]]] = [] if first in EXITS else [(first, iter(reversed(follow(first))))]
    while todo:
        node, ways = todo[-1]
        to = next((way for way in ways if way not in seen), None)
        if to is None:
            done.append(node)
            todo.pop()
        else:
            seen.add(to)
            todo.append((to, iter(reversed(follow(to)))))
    order = list(reversed(done))
    reached = set(order)
    return order + [node for node in every if node not in reached]
