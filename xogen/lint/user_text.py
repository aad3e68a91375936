"""Where what a user says ends up: from entities, through scripts, into requests."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from xogen.graph.reads import line_pointer
from xogen.lint.facts import Call, TaskFacts
from xogen.lint.path_index import PathIndex
from xogen.lint.texts import scripts
from xogen.model.once import once
from xogen.model.references import parse_path
from xogen.script.flows import Flow, context_flows

Path = tuple[str, ...]
_Key = tuple[Path, str, str]
"""A value that carries user text, whose text it is, and the script line."""
MOST_CARRIED = 20_000
"""Values that user text is followed into in one dialog, each origin on its own: a tenth of a second."""
FIXED_TYPES: frozenset[str] = frozenset(
    {
        "airport", "city", "color", "country", "currency", "date", "date-period", "date-time", "list-lookup",
        "list-of-values", "number", "percentage", "phone-number", "quantity", "time", "time-zone", "zip-code",
    }
)  # fmt: skip
"""Entity types whose values the platform forms itself; all others can hold any text a user types."""
PLAIN_PATTERN = re.compile(
    r"""/?(?: \\[dwbB] | \[(?:\\[dw]|[A-Za-z0-9_-])+\] | [A-Za-z0-9_^$()|?:*+-] | \{\d*,?\d*\} )+(?:/[a-z]*)?""",
    re.VERBOSE,
)
"""Patterns of nothing but letters, digits, ``-`` and ``_``."""
COLLECTING: frozenset[str] = frozenset({"form", "generative", "assist", "opaque"})
"""Kinds that may collect entities of their own."""
ENTITIES: Path = ("context", "entities")
SAID: tuple[Path, ...] = (
    ("context", "UserQuery"),
    ("context", "session", "BotUserSession", "lastMessage"),
)
"""What the platform keeps of the user's own words (facts, kore-platform section 5)."""


class Carried(NamedTuple):
    """A value of the context that carries user text.

    Attributes:
        target: the path that holds it.
        origin: what the user gave: the entity's name, or the platform's path.
        through: the functions that it went through, the outermost first.
        beside: the literal texts it was joined with.
        pointer: the line of the script that wrote it.
        node: the node of that script.
    """

    target: Path
    origin: str
    through: tuple[str, ...]
    beside: str
    pointer: str
    node: str


class UserText:
    """What carries user text in one dialog: followed through the scripts when something asks for more than its origin.

    Attributes:
        is_complete: whether it was followed to its end, as far as it was asked for.
    """

    def __init__(self, facts: TaskFacts, calls: Iterable[Call] = ()) -> None:
        """Look at the entities of a dialog, and at the calls that preset them."""
        self._facts = facts
        self.is_complete = True
        asked, preset = _asked(facts), _preset(calls)
        self._typed = _typed(facts) | {name for name, is_typed in preset.items() if is_typed and name not in asked}
        # An entity that is neither asked nor preset is another rule's, unless the platform may collect it.
        self._told = {*asked, *preset}
        self._collects = not COLLECTING.isdisjoint(facts.kinds)
        # What a script puts in the place of an entity is the script's, and followed from there.
        entities = facts.uses_by_name.get(ENTITIES, ())
        self._replaced = {use.path[2] for use in entities if use.kind == "write" and len(use.path) > 2}

    @once
    def _written(self) -> Sequence[tuple[Flow, str, str]]:
        return [
            (flow, line_pointer(place.pointer + script.pointer, script.source, flow.line), place.node.id)
            for place in self._facts.said.scripted
            for script in scripts(place.node)
            for flow in context_flows(script.source)
        ]

    @once
    def _by_source(self) -> PathIndex[tuple[Flow, str, str]]:
        return PathIndex((each[0].source, each) for each in self._written if self.origin(each[0].source) is None)

    @once
    def _carried(self) -> PathIndex[Carried]:
        return PathIndex((carried.target, carried) for carried in self._follow())

    def origin(self, path: Path) -> str | None:
        """Return what of the user's own a path holds: an entity's name, or a path of the platform."""
        if path[:2] == ENTITIES:
            return path[2] if len(path) > 2 and self._is_typed(path[2]) else None
        return next((".".join(said) for said in SAID if path[: len(said)] == said), None)

    def _is_typed(self, name: str) -> bool:
        return name in self._typed or (self._collects and name not in self._told)

    def stands_raw(self, path: Path) -> bool:
        """Whether a value that is the user's own is still what the user said, and no script has replaced it."""
        return not (path[:2] == ENTITIES and path[2] in self._replaced)

    def carried_by(self, path: Path) -> Iterator[Carried]:
        """Yield how user text got into a value."""
        return self._carried.overlapping(path)

    def _follow(self) -> Iterator[Carried]:
        """Follow user text from script to script; each script line carries each origin on once."""
        seen: dict[_Key, None] = {}
        followed: set[tuple[Path, str]] = set()
        waiting: deque[Carried] = deque(self._unseen(self._taken(), seen))
        while waiting:
            carried = waiting.popleft()
            yield carried
            # Whichever line wrote a value, the same lines carry it on.
            if (carried.target, carried.origin) not in followed:
                followed.add((carried.target, carried.origin))
                waiting.extend(self._unseen(self._onwards(carried, seen), seen))

    def _unseen(self, found: Iterable[Carried], seen: dict[_Key, None]) -> Iterator[Carried]:
        for carried in found:
            key = (carried.target, carried.origin, carried.pointer)
            if len(seen) >= MOST_CARRIED:
                self.is_complete = False
                return
            if key not in seen:
                seen[key] = None
                yield carried

    def _taken(self) -> Iterator[Carried]:
        """Yield what scripts take right from the user."""
        for flow, pointer, node in self._written:
            origin = self.origin(flow.source)
            if origin is not None:
                yield Carried(flow.target, origin, flow.through, flow.beside, pointer, node)

    def _onwards(self, carried: Carried, seen: Collection[_Key]) -> Iterator[Carried]:
        for flow, pointer, node in self._by_source.overlapping(carried.target):
            if (flow.target, carried.origin, pointer) not in seen:
                yield _joined(carried, flow)._replace(pointer=pointer, node=node)


def _asked(facts: TaskFacts) -> set[str]:
    return {place.node.component for place in facts.of_kind("entity")}


def _typed(facts: TaskFacts) -> set[str]:
    """Return the entities of a dialog whose values a user types."""
    nodes = (place.node for place in facts.of_kind("entity") if place.node.type == "entity")
    return {node.component for node in nodes if node.entity_type not in FIXED_TYPES and not _is_fixed(node.pattern)}


def _is_fixed(pattern: str | None) -> bool:
    """Whether a pattern lets through letters, digits, ``-`` and ``_`` only: what fits it is the value (inferred)."""
    return pattern is not None and PLAIN_PATTERN.fullmatch(pattern) is not None and "A-z" not in pattern


def _preset(calls: Iterable[Call]) -> dict[str, bool]:
    """Return the entities that calls set beforehand, and whether a caller gives one a text that a user typed."""
    preset: dict[str, bool] = {}
    for call in calls:
        typed = _typed(call.caller)
        for key, value in call.node.inputs.items():
            target, source = parse_path(key) or (), parse_path(value) or ()
            if target[:2] == ENTITIES and len(target) > 2:
                is_typed = source[:2] == ENTITIES and len(source) > 2 and source[2] in typed
                preset[target[2]] = preset.get(target[2], False) or is_typed
    return preset


def _joined(carried: Carried, flow: Flow) -> Carried:
    through = (*flow.through, *carried.through)[:16]
    return carried._replace(target=flow.target, through=through, beside=f"{flow.beside} {carried.beside}"[:2000])
