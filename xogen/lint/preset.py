"""What is set in a dialog before it starts: by the calls that lead to it."""

from __future__ import annotations

from xogen.graph.effects import Unit, unit_of
from xogen.lint.facts import BotFacts, TaskFacts
from xogen.model.references import parse_path
from xogen.script.paths import canonical


def preset_paths(task: TaskFacts, facts: BotFacts) -> tuple[tuple[str, ...], ...]:
    """Return the context values that calls of a dialog set, in the order of the calls."""
    paths = [parse_path(key) for call in facts.calls_to(task) for key in call.node.inputs]
    return tuple([path for path in paths if path is not None])


def preset_units(task: TaskFacts, facts: BotFacts) -> frozenset[Unit]:
    """Return the same as assignment knows them: what it does not follow is left out."""
    units = [unit_of(canonical(path)) for path in preset_paths(task, facts)]
    return frozenset([unit for unit in units if unit is not None])
