"""The conditions that stand before another in a node, found by what they test instead of one by one.

A condition is covered when it only holds where one before it does. A test for one value (``eq``) is only covered by
the same test, or by a looser one of the same subject (``exists``, ``neq``, ``gt`` and the like): so a branch of
thousands of values is looked at once, not as often as it has pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from xogen.lint.logic import Atom, Case, case_implies

LOOSE: frozenset[str] = frozenset({"exists", "neq", "gt", "gte", "lt", "lte"})
"""Operators of tests that others than the same test imply."""
MOST_COMPARED = 200_000
"""Pairs of tests that are compared in one dialog: a quarter of a second."""
_OPPOSITES = {"exists": "not-exists", "not-exists": "exists", "eq": "neq", "neq": "eq"}
_At = tuple[int, Case]


class Budget:
    """How many pairs may still be compared."""

    def __init__(self, left: int = MOST_COMPARED) -> None:
        """Begin with so many."""
        self.left = left

    @property
    def is_spent(self) -> bool:
        """Whether it is used up, so that something may be missed."""
        return self.left < 0


class Earlier:
    """The conditions before one, as cases.

    Attributes:
        always_holds: of two single tests one always holds: ``exists`` and ``not-exists``, ``eq`` and ``neq``.
    """

    def __init__(self, budget: Budget) -> None:
        """Begin with none."""
        self.always_holds = False
        self._budget = budget
        self._known: set[frozenset[Case]] = set()
        self._single: set[Atom] = set()
        self._empty: set[int] = set()
        self._exact: defaultdict[Atom, list[_At]] = defaultdict(list)
        self._loose: defaultdict[tuple[str, ...], list[_At]] = defaultdict(list)

    def __contains__(self, cases: Sequence[Case]) -> bool:
        """Whether one before has the same cases."""
        return frozenset(cases) in self._known

    def add(self, index: int, cases: Sequence[Case]) -> None:
        """Add a condition. One that stands there already covers nothing more."""
        if cases in self:
            return
        self._known.add(frozenset(cases))
        for case in dict.fromkeys(cases):
            if len(case) == 1:
                self._add_single(next(iter(case)))
            if not case:
                self._empty.add(index)
                continue
            # A case covers another only if one of its own tests, whichever, is implied.
            anchor = min(case, key=lambda atom: (atom.op in LOOSE, atom))
            if anchor.op in LOOSE:
                self._loose[anchor.subject].append((index, case))
            else:
                self._exact[anchor].append((index, case))

    def _add_single(self, atom: Atom) -> None:
        opposite = _OPPOSITES.get(atom.op)
        if opposite is not None and Atom(atom.subject, opposite, atom.value) in self._single:
            self.always_holds = True
        self._single.add(atom)

    def covering(self, cases: Sequence[Case]) -> tuple[bool, int | None]:
        """Say whether those before leave nothing to a condition, and which one alone leaves nothing, if one does."""
        alone: set[int] | None = None
        for case in cases:
            found = self._covering(case)
            if not found:
                return False, None
            alone = found if alone is None else alone & found
        return (True, min(alone)) if alone else (bool(cases), None)

    def _covering(self, case: Case) -> set[int]:
        found = set(self._empty)
        for subject in {atom.subject for atom in case}:
            self._look(self._loose.get(subject, ()), case, found)
        for atom in case:
            if atom.op not in LOOSE:
                self._look(self._exact.get(atom, ()), case, found)
        return found

    def _look(self, places: Sequence[_At], case: Case, found: set[int]) -> None:
        for index, other in places:
            self._budget.left -= len(case) * len(other)
            if self._budget.is_spent:
                return
            if case_implies(case, other):
                found.add(index)
