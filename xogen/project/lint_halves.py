"""One large bot checked by two processes, half of the rules each. The second is forked, with all that was read."""

from __future__ import annotations

import marshal
from typing import TYPE_CHECKING

from xogen.lint.parts import Row, is_first, packed, unpacked
from xogen.lint.runner import Checking, report_of
from xogen.project.processes import leave_interrupts

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from xogen.lint.report import Report
    from xogen.lint.rule import Rule
    from xogen.project.lint_inputs import Bot


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
    child = forking.Process(target=_second_half, args=(checking, theirs), daemon=True)
    child.start()
    theirs.close()
    try:
        found = checking.found(is_first)
        rows = _received(ours)
    finally:
        ours.close()
        child.terminate()
        child.join()
    found += checking.found(_is_second) if rows is None else unpacked(checking, rows)
    return report_of(checking.run(found), bot.known, len(bot.documents))


def _second_half(checking: Checking, out: Connection) -> None:
    leave_interrupts()
    try:
        rows = packed(checking, checking.found(_is_second))
    except Exception:  # noqa: BLE001 - the parent runs these rules itself, and raises what they raise
        return
    out.send_bytes(marshal.dumps([tuple(row) for row in rows]))


def _received(ours: Connection) -> list[Row] | None:
    """Return what the other process found; ``None`` when it ended without an answer."""
    try:
        sent = ours.recv_bytes()
    except EOFError:
        return None
    return [Row(*row) for row in marshal.loads(sent)]  # noqa: S302 - from our own child


def _is_second(rule: Rule) -> bool:
    return not is_first(rule)
