"""One large bot checked by two processes, half of the rules each. The second is forked, with all that was read."""

from __future__ import annotations

import marshal
from typing import TYPE_CHECKING

from xogen.lint.findings import lines_of
from xogen.lint.parts import Row, is_first, packed, unpacked
from xogen.lint.rule import Problem
from xogen.lint.runner import report_of
from xogen.project.processes import forked

if TYPE_CHECKING:
    from xogen.lint.report import Report
    from xogen.lint.rule import Rule
    from xogen.lint.runner import Checking


def lint_in_halves(checking: Checking) -> Report:
    """Check a bot, as ``lint`` does and with the same result. Needs ``fork``.

    Args:
        checking: the bot under check; what is found out about it already, both processes know.

    Raises:
        InputError: as ``lint`` does.
        RuleBugError: as ``lint`` does; rules that raise in the other process are run here once more, and raise here.
    """
    with forked(lambda: _second_half(checking)) as heard:
        found = checking.found(is_first)
        half = heard()
    if half is None:
        found += checking.found(_is_second)
        return report_of(checking.run(found), checking.known, len(checking.tasks))
    rows, lines = marshal.loads(half)  # noqa: S302 - from our own child
    found += unpacked(checking, [Row(*row) for row in rows])
    return report_of(checking.run(found), checking.known, len(checking.tasks), lines)


def _second_half(checking: Checking) -> bytes:
    """Return what the other rules found, and where it stands."""
    found = checking.found(_is_second)
    lines = lines_of([(facts, item) for _, facts, item in found if isinstance(item, Problem)], checking.known)
    return marshal.dumps(([tuple(row) for row in packed(checking, found)], dict(lines)))


def _is_second(rule: Rule) -> bool:
    return not is_first(rule)
