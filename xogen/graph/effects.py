"""What a node sets, surely or perhaps, and what it takes away.

A *unit* is what is set and read as one: an entity (``context.entities.X``), a session value
(``context.session.BotUserSession.x``), a service's answer or a developer's key (``context.X``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from xogen.graph.reads import Phase, ScriptPlace, scripts_of
from xogen.model.conditions import AllOf, AnyOf, Condition, ContextTest, EntityTest
from xogen.model.nodes import Node
from xogen.model.references import COMPUTED, parse_path
from xogen.script.paths import canonical, context_paths

Unit = tuple[str, ...]
OPAQUE: frozenset[str] = frozenset(
    {"dialog-call", "form", "webhook", "process", "generative", "search", "assist", "agent-transfer", "opaque"}
)
"""Kinds that may set anything in ways that a dialog file does not show."""


@lru_cache(maxsize=32_768)
def unit_of(path: tuple[str, ...]) -> Unit | None:
    """Return the unit that a full path belongs to; ``None`` outside the context and for computed names."""
    if path[0] != "context" or len(path) < 2:
        return None
    length = {"entities": 3, "session": 4}.get(path[1], 2)
    unit = path[:length]
    return unit if len(unit) == length and COMPUTED not in unit else None


class Effects(NamedTuple):
    """What happens to units in one phase of a node."""

    sure: frozenset[Unit]
    perhaps: frozenset[Unit]
    gone: frozenset[Unit]


SETTING: frozenset[str] = frozenset({"entity", "service", "dialog-call"})
"""Kinds that set something without a script."""
_NO_UNITS: frozenset[Unit] = frozenset()
_NOTHING: Mapping[Phase, Effects] = {}


def effects_of(node: Node, scripts: Sequence[ScriptPlace] | None = None) -> Mapping[Phase, Effects]:
    """Return what a node sets by phase: a pre-processor in ``entry``, a service's answer in ``request``.

    The effects of a phase hold from the next phase on. Phases in which nothing happens are left out.

    Args:
        node: any node.
        scripts: its scripts, where they are at hand.
    """
    scripts = scripts_of(node) if scripts is None else scripts
    own = _own_effects(node)
    if not scripts:
        return _NOTHING if own is None else {own[0]: own[1]}
    found = [(script.phase, _of_script(script.source, always=script.always)) for script in scripts]
    if len(found) == 1 and own is None:
        return dict(found) if any(found[0][1]) else _NOTHING
    found += [] if own is None else [own]
    phases: tuple[Phase, ...] = ("entry", "request", "response")
    joined = {phase: _join([each for at, each in found if at == phase]) for phase in phases}
    return {phase: effects for phase, effects in joined.items() if any(effects)}


def _own_effects(node: Node) -> tuple[Phase, Effects] | None:
    """Return what a node of its kind sets without a script, and when."""
    if node.type == "entity":
        unit = frozenset({("context", "entities", node.component)})
        is_sure = node.required == "required"
        return "entry", Effects(unit, _NO_UNITS, _NO_UNITS) if is_sure else Effects(_NO_UNITS, unit, _NO_UNITS)
    if node.type == "service":
        return "request", Effects(frozenset({("context", node.component)}), _NO_UNITS, _NO_UNITS)
    if node.type == "dialog-call" and node.outputs:
        paths = [path for target in node.outputs if (path := parse_path(target))]
        outputs = [unit_of(canonical(path)) for path in paths]
        return "entry", Effects(_NO_UNITS, frozenset(each for each in outputs if each is not None), _NO_UNITS)
    return None


def _of_script(source: str, *, always: bool) -> Effects:
    sure: set[Unit] = set()
    perhaps: set[Unit] = set()
    gone: set[Unit] = set()
    for use in context_paths(source):
        kind = use.kind
        if kind not in {"write", "delete"}:
            continue
        path = canonical(use.path)
        unit = unit_of(path)
        if unit is None:
            continue
        if kind == "write":
            (sure if use.certain and always else perhaps).add(unit)
        elif path == unit:
            gone.add(unit)
    return Effects(frozenset(sure), frozenset(perhaps), frozenset(gone - sure))


def _join(found: Sequence[Effects]) -> Effects:
    """Return the effects of scripts that run in one phase: what one of them surely sets is there."""
    if len(found) == 1:
        return found[0]
    sure, perhaps, gone = (_NO_UNITS.union(*each) for each in zip(*found, strict=True)) if found else (_NO_UNITS,) * 3
    return Effects(sure, perhaps, gone - sure)


def set_by_condition(when: Condition | None, components: Mapping[str, str]) -> frozenset[Unit]:
    """Return the units that are surely set once a condition holds."""
    if isinstance(when, ContextTest):
        return _set_by_test(when)
    if isinstance(when, EntityTest) and when.op not in {"not-exists", "neq"}:
        return frozenset({("context", "entities", components.get(when.entity, when.entity))})
    if isinstance(when, AllOf):
        return frozenset().union(*map(_set_by_test, when.all))
    if isinstance(when, AnyOf) and when.any:
        return frozenset.intersection(*map(_set_by_test, when.any))
    return _NO_UNITS


def _set_by_test(test: ContextTest) -> frozenset[Unit]:
    path = parse_path(test.context) if test.op not in {"not-exists", "neq"} else None
    unit = unit_of(canonical(path)) if path else None
    return _NO_UNITS if unit is None else frozenset({unit})
