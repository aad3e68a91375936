"""What is left out of a report because somebody said so: ``allow`` in a dialog file, and overrides in the settings."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import NamedTuple

from xogen.errors import InputError
from xogen.formats.pointers import to_pointer
from xogen.lint.facts import TaskFacts
from xogen.lint.known import Known
from xogen.lint.rule import Problem, Rule
from xogen.lint.settings import ChosenRule, Override, named, severity_word, unknown_rule
from xogen.model.finding import Severity


class Allowed(NamedTuple):
    """One entry of ``allow``: the dialog, the pointer to the entry, the rule or family, and the node it stands on."""

    dialog: TaskFacts
    pointer: str
    name: str
    node: str | None = None


class Suppressions:
    """Says of each problem how bad it is where it stands, or that it is left out; keeps count of what was of use."""

    def __init__(self, tasks: Sequence[TaskFacts], overrides: Sequence[Override], known: Known) -> None:
        """Read the ``allow`` entries of the dialogs."""
        self.tasks = tasks
        self.known = known
        self._overrides = overrides
        self._fitting: dict[int, tuple[Override, ...]] = {}
        self._allowed: dict[tuple[int, str | None, str], Allowed] = {}
        for task in tasks:
            for entry in _entries(task):
                self._allowed.setdefault((id(task), entry.node, entry.name), entry)
        self._used: set[Allowed] = set()
        self._ran: Collection[Rule] = ()
        self._unsure: set[tuple[int, str]] = set()

    def check_names(self, rules: Mapping[str, Rule]) -> None:
        """See that every ``allow`` names a rule or a family.

        Raises:
            InputError: naming file, line and key of the first that does not.
        """
        for entry in self._allowed.values():
            words = unknown_rule(entry.name, rules)
            if words is not None:
                from xogen.formats.spans import place

                document = entry.dialog.document
                line = place(document.text or "", entry.pointer)[0]
                raise InputError(words, where=f"{document.path}:{line}: {entry.pointer}", hint="see: xogen rules")

    def severity(self, entry: ChosenRule, facts: TaskFacts | None, problem: Problem) -> Severity | None:
        """Return how bad a problem is, or ``None`` when it is left out."""
        if facts is not None and self._allowed and self._is_allowed(entry.rule, facts, problem.node):
            return None
        word = None
        for override in self._of(facts) if self._overrides else ():
            if named(entry.rule, override.ignore):
                return None
            word = severity_word(entry.rule, override.severity) or word
        if word == "off" or (word is None and not entry.everywhere):
            return None
        return entry.severity_of(problem.severity) if word is None else Severity[word.upper()]

    def ran(self, chosen: Sequence[ChosenRule], unsure: Collection[tuple[int, str]]) -> None:
        """Note which rules ran, and of which dialogs (by identity) a rule could not say all."""
        self._ran = [entry.rule for entry in chosen]
        self._unsure = set(unsure)

    def unused(self) -> Iterator[Allowed]:
        """Yield the entries that nothing was found for, where their rules ran."""
        names = {rule.name for rule in self._ran} if self._allowed else set()
        for entry in self._allowed.values():
            meant = {name for name in names if entry.name in {name, name.partition("/")[0]}}
            is_sure = not any((id(entry.dialog), name) in self._unsure for name in meant)
            if meant and is_sure and entry not in self._used and entry.dialog.document.flows:
                yield entry

    def idle_overrides(self) -> Iterator[tuple[int, Override]]:
        """Yield the overrides that fit no dialog, with their index, where all dialogs of the bot are at hand."""
        if self.known.complete:
            for index, override in enumerate(self._overrides):
                if not any(override in self._of(task) for task in self.tasks):
                    yield index, override

    def _is_allowed(self, rule: Rule, facts: TaskFacts, node: str | None) -> bool:
        found = None
        for place in (node, None) if node is not None else (None,):
            for name in (rule.name, rule.family):
                found = found or self._allowed.get((id(facts), place, name))
        if found is not None:
            self._used.add(found)
        return found is not None

    def _of(self, facts: TaskFacts | None) -> tuple[Override, ...]:
        key = id(facts)
        if key not in self._fitting:
            self._fitting[key] = tuple(each for each in self._overrides if _fits(each, facts, self.known))
        return self._fitting[key]


def _entries(task: TaskFacts) -> Iterator[Allowed]:
    for name in task.task.allow:
        yield Allowed(task, to_pointer(("allow", name)), name)
    for place in [place for place in task.placed if place.node.allow]:
        for name in place.node.allow:
            yield Allowed(task, place.pointer + to_pointer(("allow", name)), name, place.node.id)


def _fits(override: Override, facts: TaskFacts | None, known: Known) -> bool:
    path = (facts.document.path if facts else known.path).replace("\\", "/")
    if override.paths and not any(fnmatchcase(f"/{path}", f"*/{pattern}") for pattern in override.paths):
        return False
    if not override.dialogs:
        return True
    names = (facts.task.name, facts.task.ref_id or "", *facts.task.title.values()) if facts else ()
    return any(fnmatchcase(name, pattern) for name in names for pattern in override.dialogs)
