"""Which of the chosen rules run on a dialog: told by the kinds of its nodes, and by what else it has."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Check, Rule
from xogen.lint.settings import ChosenRule, LintSettings, choose

Checks = Sequence[tuple[ChosenRule, Check]]

FEATURES: Mapping[str, Callable[[TaskFacts], Collection[object]]] = {
    "scripted": lambda facts: facts.said.scripted,
    "referring": lambda facts: facts.said.referring,
    "showing": lambda facts: facts.said.showing,
    "translated": lambda facts: facts.said.translated,
    "varied": lambda facts: facts.said.varied,
    "several-channels": lambda facts: facts.said.elsewhere,
    "branching": lambda facts: facts.ways.branches,
    "conditional": lambda facts: facts.ways.conditions,
    "circling": lambda facts: facts.graph.all_circles,
    "asking-org": lambda facts: facts.org_calls,
}
"""How to tell what a dialog has, beside its kinds of nodes; asked only of what a chosen rule needs."""


class Steps(NamedTuple):
    """What runs on a dialog: the rules on it as a whole, and those on nodes by the kind of node."""

    on_task: Checks
    on_nodes: Sequence[tuple[str, Checks]]


class Plan:
    """Which rules run where.

    Attributes:
        chosen: the rules that run, sorted by name.
    """

    def __init__(self, chosen: Sequence[ChosenRule]) -> None:
        """Sort the rules by what they look at."""
        self.chosen = chosen
        self._tasks = [(entry, entry.check) for entry in chosen if entry.rule.scope == "task"]
        self._by_kind: dict[str, list[tuple[ChosenRule, Check]]] = {}
        for entry in chosen:
            for kind in sorted(entry.rule.kinds):
                self._by_kind.setdefault(kind, []).append((entry, entry.check))
        self._needed = frozenset([need for entry, _ in self._tasks for need in entry.rule.needs]).union(self._by_kind)
        self._features = [(name, found) for name, found in FEATURES.items() if name in self._needed]
        self._steps: dict[frozenset[str], Steps] = {}

    def part(self, wanted: Callable[[Rule], bool]) -> Plan:
        """Return the plan of some of its rules."""
        return Plan([entry for entry in self.chosen if wanted(entry.rule)])

    def steps(self, facts: TaskFacts) -> Steps:
        """Return the rules that may have something to say of a dialog, by the kinds of its nodes and its features."""
        key = self._needed.intersection([*facts.kinds, *[name for name, found in self._features if found(facts)]])
        steps = self._steps.get(key)
        if steps is None:
            on_task = [each for each in self._tasks if not (needs := each[0].rule.needs) or not needs.isdisjoint(key)]
            steps = Steps(on_task, [each for each in self._by_kind.items() if each[0] in key])
            self._steps[key] = steps
        return steps


_last: list[tuple[LintSettings, Mapping[str, Rule], Plan]] = []
"""The plan that was made last: bots that are checked together mostly have equal settings."""


def plan(settings: LintSettings, rules: Mapping[str, Rule]) -> Plan:
    """Return which rules run where.

    Args:
        settings: what chooses the rules.
        rules: the rules to choose from.

    Raises:
        InputError: the settings name a rule that is not there, or options that do not fit.
    """
    for before, known, made in _last:
        if before == settings and known == rules:
            return made
    made = Plan(choose(settings, rules))
    _last[:] = [(settings, dict(rules), made)]
    return made
