"""What a node sets, surely or perhaps, and what it takes away.

A *unit* is what is set and read as one: an entity (``context.entities.X``), a session value
(``context.session.BotUserSession.x``), a service's answer or a developer's key (``context.X``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from xogen.graph.reads import Phase, scripts_of
from xogen.model.conditions import AllOf, AnyOf, Condition, ContextTest, EntityTest
from xogen.model.nodes import DialogCallNode, EntityNode, Node, ServiceNode
from xogen.model.references import COMPUTED, parse_path
from xogen.script.paths import canonical, context_paths

Unit = tuple[str, ...]
OPAQUE: frozenset[str] = frozenset(
    {"dialog-call", "form", "webhook", "process", "generative", "search", "assist", "agent-transfer", "opaque"}
)
"""Kinds that may set anything in ways that a dialog file does not show."""


@lru_cache(maxsize=8192)
def unit_of(path: tuple[str, ...]) -> Unit | None:
    """Return the unit that a full path belongs to; ``None`` outside the context and for computed names."""
    if path[0] != "context" or len(path) < 2:
        return None
    length = {"entities": 3, "session": 4}.get(path[1], 2)
    unit = path[:length]
    return unit if len(unit) == length and COMPUTED not in unit else None


@dataclass(slots=True)
class Effects:
    """What happens to units in one phase of a node."""

    sure: set[Unit] = field(default_factory=set)
    perhaps: set[Unit] = field(default_factory=set)
    gone: set[Unit] = field(default_factory=set)


_SETTING = (EntityNode, ServiceNode, DialogCallNode)
"""What sets something by itself."""
_NOTHING: Mapping[Phase, Effects] = {"entry": Effects(), "request": Effects(), "response": Effects()}
"""What most nodes do; shared, and never changed."""


def effects_of(node: Node) -> Mapping[Phase, Effects]:
    """Return what a node sets by phase: a pre-processor in ``entry``, a service's answer in ``request``.

    The effects of a phase hold from the next phase on.
    """
    scripts = scripts_of(node)
    if not scripts and not isinstance(node, _SETTING):
        return _NOTHING
    found: dict[Phase, Effects] = {"entry": Effects(), "request": Effects(), "response": Effects()}
    for script in scripts:
        _add_script(found[script.phase], script.source, always=script.always)
    match node:
        case EntityNode():
            unit = ("context", "entities", node.component)
            (found["entry"].sure if node.required == "required" else found["entry"].perhaps).add(unit)
        case ServiceNode():
            found["request"].sure.add(("context", node.component))
        case DialogCallNode():
            for target in node.outputs:
                path = parse_path(target)
                written = unit_of(canonical(path)) if path else None
                if written is not None:
                    found["entry"].perhaps.add(written)
        case _:
            pass
    return found


def _add_script(effects: Effects, source: str, *, always: bool) -> None:
    for use in context_paths(source):
        path = canonical(use.path)
        unit = unit_of(path)
        if unit is None:
            continue
        if use.kind == "write":
            (effects.sure if use.certain and always else effects.perhaps).add(unit)
        elif use.kind == "delete" and path == unit:
            effects.gone.add(unit)
    effects.gone -= effects.sure


def set_by_condition(when: Condition | None, components: Mapping[str, str]) -> frozenset[Unit]:
    """Return the units that are surely set once a condition holds."""
    match when:
        case EntityTest() if when.op not in {"not-exists", "neq"}:
            return frozenset({("context", "entities", components.get(when.entity, when.entity))})
        case ContextTest():
            return _set_by_test(when)
        case AllOf():
            return frozenset().union(*map(_set_by_test, when.all))
        case AnyOf() if when.any:
            return frozenset.intersection(*map(_set_by_test, when.any))
        case _:
            return frozenset()


def _set_by_test(test: ContextTest) -> frozenset[Unit]:
    path = parse_path(test.context)
    unit = unit_of(canonical(path)) if path and test.op not in {"not-exists", "neq"} else None
    return frozenset() if unit is None else frozenset({unit})
