"""One large bot checked by several processes, each with a part of the rules. They are forked with all that was read."""

from __future__ import annotations

import marshal
from collections.abc import Callable
from typing import TYPE_CHECKING

from xogen.lint.findings import lines_of
from xogen.lint.parts import Part, Row, packed, part_of, unpacked
from xogen.lint.rule import Problem
from xogen.lint.runner import report_of
from xogen.project.processes import forked

if TYPE_CHECKING:
    from xogen.lint.report import Report
    from xogen.lint.rule import Rule
    from xogen.lint.runner import Checking, Found


def lint_in_parts(checking: Checking, know_scripts: Callable[[], None]) -> Report:
    """Check a bot, as ``lint`` does and with the same result. Needs ``fork``.

    Args:
        checking: the bot under check; what is found out about it already, all processes know.
        know_scripts: waits until the scripts are analysed. Rules that need none are under way meanwhile.

    Raises:
        InputError: as ``lint`` does.
        RuleBugError: as ``lint`` does; rules that raise in another process are run here once more, and raise here.
    """
    lines: dict[tuple[str, str], tuple[int, int]] = {}
    with forked(lambda: _elsewhere(checking, "unscripted")) as unscripted:
        know_scripts()
        with forked(lambda: _elsewhere(checking, "ways")) as ways:
            found = checking.found(_of("values"))
            found += _heard(checking, "ways", ways(), lines)
        found += _heard(checking, "unscripted", unscripted(), lines)
    return report_of(checking.run(found), checking.known, len(checking.tasks), lines)


def _elsewhere(checking: Checking, part: Part) -> bytes:
    """Return what the rules of a part found, and where it stands."""
    found = checking.found(_of(part))
    lines = lines_of([(facts, item) for _, facts, item in found if isinstance(item, Problem)], checking.known)
    return marshal.dumps(([tuple(row) for row in packed(checking, found)], dict(lines)))


def _heard(
    checking: Checking, part: Part, said: bytes | None, lines: dict[tuple[str, str], tuple[int, int]]
) -> list[Found]:
    """Return what a part found elsewhere, and note its lines; what was not found there is found here."""
    if said is None:
        return checking.found(_of(part))
    rows, places = marshal.loads(said)  # noqa: S302 - from our own child
    lines.update(places)
    return unpacked(checking, [Row(*row) for row in rows])


def _of(part: Part) -> Callable[[Rule], bool]:
    return lambda rule: part_of(rule) == part
