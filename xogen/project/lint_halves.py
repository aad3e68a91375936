"""One large bot checked by two processes, half of the rules each. The second is forked, with all that was read."""

from __future__ import annotations

import marshal
from typing import TYPE_CHECKING, NamedTuple

from xogen.lint.findings import Lines, lines_of
from xogen.lint.parts import Row, is_first, packed, unpacked
from xogen.lint.rule import Problem
from xogen.lint.runner import Checking, report_of
from xogen.project.processes import interrupts_held, leave_interrupts

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from xogen.lint.report import Report
    from xogen.lint.rule import Rule
    from xogen.project.lint_inputs import Bot


class _Half(NamedTuple):
    """What the other process found, and where it stands."""

    rows: list[Row]
    lines: Lines


def lint_in_halves(bot: Bot) -> Report:
    """Check a bot, as ``lint`` does and with the same result. Needs ``fork``.

    Raises:
        InputError: as ``lint`` does.
        RuleBugError: as ``lint`` does; rules that raise in the other process are run here once more, and raise here.
    """
    import multiprocessing

    checking = Checking(bot.documents, bot.settings, bot.known)
    forking = multiprocessing.get_context("fork")
    ours, theirs = forking.Pipe(duplex=False)
    child = forking.Process(target=_child, args=(checking, ours, theirs), daemon=True)
    try:
        with interrupts_held():
            child.start()
        theirs.close()
        found = checking.found(is_first)
        half = _received(ours)
    finally:
        ours.close()
        if child.pid is not None:
            child.terminate()
            child.join()
    found += checking.found(_is_second) if half is None else unpacked(checking, half.rows)
    return report_of(checking.run(found), bot.known, len(bot.documents), half and half.lines)


def _child(checking: Checking, ours: Connection, out: Connection) -> None:
    # Who holds the reading end too would wait for ever to be read, when the parent is gone.
    ours.close()
    _second_half(checking, out)


def _second_half(checking: Checking, out: Connection) -> None:
    leave_interrupts()
    try:
        found = checking.found(_is_second)
        lines = lines_of([(facts, item) for _, facts, item in found if isinstance(item, Problem)], checking.known)
        out.send_bytes(marshal.dumps(([tuple(row) for row in packed(checking, found)], dict(lines))))
    except Exception:  # noqa: BLE001 - the parent, if it is there, runs these rules itself, and raises what they raise
        return


def _received(ours: Connection) -> _Half | None:
    """Return what the other process found; ``None`` when it ended before it had said all."""
    try:
        sent = ours.recv_bytes()
    except (EOFError, OSError):
        return None
    rows, lines = marshal.loads(sent)  # noqa: S302 - from our own child
    return _Half([Row(*row) for row in rows], lines)


def _is_second(rule: Rule) -> bool:
    return not is_first(rule)
