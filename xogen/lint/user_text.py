"""Where what a user says ends up: from entities, through scripts, into requests."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from xogen.lint.facts import Call, TaskFacts
from xogen.lint.texts import script_pointer, scripts
from xogen.model.nodes import EntityNode
from xogen.model.references import parse_path
from xogen.script.flows import Flow, context_flows

Path = tuple[str, ...]
T = TypeVar("T")
_NAMES = 2
"""Names of a path that an index goes by: ``context.key``."""
FIXED_TYPES: frozenset[str] = frozenset(
    {
        "airport", "city", "color", "country", "currency", "date", "date-period", "date-time", "list-lookup",
        "list-of-values", "number", "percentage", "phone-number", "quantity", "time", "time-zone", "zip-code",
    }
)  # fmt: skip
"""Entity types whose values the platform forms itself; all others can hold any text a user types."""
COLLECTING: frozenset[str] = frozenset({"form", "generative", "assist", "opaque"})
"""Kinds that may collect entities of their own."""
ENTITIES: Path = ("context", "entities")
SAID: tuple[Path, ...] = (
    ("context", "UserQuery"),
    ("context", "session", "BotUserSession", "lastMessage"),
)
"""What the platform keeps of the user's own words (facts, kore-platform section 5)."""


@dataclass(frozen=True, slots=True)
class Carried:
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
    """What carries user text in one dialog."""

    def __init__(self, facts: TaskFacts, calls: Iterable[Call] = ()) -> None:
        """Look at the entities and scripts of a dialog, and at the calls that preset its entities."""
        asked, preset = _asked(facts), _preset(calls)
        self._typed = _typed(facts) | {name for name, is_typed in preset.items() if is_typed and name not in asked}
        # An entity that is neither asked nor preset is another rule's, unless the platform may collect it.
        self._told = {*asked, *preset}
        self._collects = any(place.node.type in COLLECTING for place in facts.placed)
        self._written = [
            (flow, script_pointer(place.pointer + script.pointer, script.source, flow.line), place.node.id)
            for place in facts.placed
            for script in scripts(place.node)
            for flow in context_flows(script.source)
        ]
        # What a script puts in the place of an entity is the script's, and followed from there.
        self._replaced = {use.path[2] for use in facts.uses if use.kind == "write" and use.path[:2] == ENTITIES}
        self._by_source = _Index((flow.source, (flow, pointer, node)) for flow, pointer, node in self._written)
        self._carried = _Index((carried.target, carried) for carried in self._follow())

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
        waiting: deque[Carried] = deque()
        for flow, pointer, node in self._written:
            origin = self.origin(flow.source)
            if origin is not None:
                waiting.append(Carried(flow.target, origin, flow.through, flow.beside, pointer, node))
        seen: set[tuple[Path, str, str]] = set()
        while waiting:
            carried = waiting.popleft()
            key = (carried.target, carried.origin, carried.pointer)
            if key in seen:
                continue
            seen.add(key)
            yield carried
            waiting.extend(self._onwards(carried))

    def _onwards(self, carried: Carried) -> Iterator[Carried]:
        for flow, pointer, node in self._by_source.overlapping(carried.target):
            if self.origin(flow.source) is None:
                yield replace(_joined(carried, flow), pointer=pointer, node=node)


def _asked(facts: TaskFacts) -> set[str]:
    return {place.node.component for place in facts.placed if isinstance(place.node, EntityNode)}


def _typed(facts: TaskFacts) -> set[str]:
    """Return the entities of a dialog whose values a user types."""
    nodes = (place.node for place in facts.placed if isinstance(place.node, EntityNode))
    return {node.component for node in nodes if node.entity_type not in FIXED_TYPES}


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
    return replace(carried, target=flow.target, through=through, beside=f"{flow.beside} {carried.beside}"[:2000])


class _Index(Generic[T]):
    """Values by a path, found by all paths that stand in it or that it stands in. Keeps their order."""

    def __init__(self, pairs: Iterable[tuple[Path, T]]) -> None:
        """Sort the values by the first names of their paths; those of very short paths overlap with many."""
        self._every: list[tuple[Path, T]] = list(pairs)
        self._near: defaultdict[Path, list[tuple[Path, T]]] = defaultdict(list)
        self._has_short = any(len(path) < _NAMES for path, _ in self._every)
        for path, value in self._every:
            self._near[path[:_NAMES]].append((path, value))

    def overlapping(self, path: Path) -> Iterator[T]:
        """Yield the values whose paths overlap with this one."""
        is_near = len(path) >= _NAMES and not self._has_short
        for other, value in self._near.get(path[:_NAMES], ()) if is_near else self._every:
            length = min(len(path), len(other))
            if path[:length] == other[:length]:
                yield value
