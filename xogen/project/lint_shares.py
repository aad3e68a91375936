"""Many bots checked by several forked processes, of which this one is the first: each takes the next bot that waits."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from itertools import takewhile

from xogen.lint.report import Report, packed, unpacked
from xogen.project.processes import forked

_MOST = 1000
"""Lots that wait at a time. All are written before anybody reads, and the smallest pipe holds 4,096 bytes."""
_BYTES = 4

Check = Callable[[int], Report]


def lint_in_shares(order: Sequence[int], check: Check, processes: int) -> Mapping[int, Report]:
    """Check bots at the same time. Needs ``fork``.

    Args:
        order: the numbers of the bots, in the order in which they are begun.
        check: reads and checks the bot of a number.
        processes: how many processes share the work, this one among them.

    Returns:
        The reports by the numbers. Those of bots that are wrong, or of a process that died, are missing: whoever checks
        them once more hears of what is wrong.
    """
    with _lots(order) as lots, ExitStack() as others:
        parent = os.getpid()
        shares = [others.enter_context(forked(lambda: _share(lots, check, parent))) for _ in range(processes - 1)]
        reports = dict(_checked(lots, check))
        for heard in shares:
            said = heard()
            if said is not None:
                reports.update({number: unpacked(report) for number, report in pickle.loads(said)})  # noqa: S301
    return reports


def _share(lots: Iterator[int], check: Check, parent: int) -> bytes:
    """Check what a child comes to take, as long as there is somebody to tell."""
    wanted = takewhile(lambda _: os.getppid() == parent, lots)
    return pickle.dumps([(number, packed(report)) for number, report in _checked(wanted, check)])


def _checked(lots: Iterator[int], check: Check) -> Iterator[tuple[int, Report]]:
    for number in lots:
        try:
            report = check(number)
        except Exception:  # noqa: BLE001, S112 - whoever waits for the report checks the bot again, and hears of it
            continue
        yield number, report


@contextmanager
def _lots(order: Sequence[int]) -> Iterator[Iterator[int]]:
    """Give an iterator from which all processes that are forked meanwhile take numbers, each number once."""
    reader, writer = os.pipe()
    try:
        with os.fdopen(writer, "wb") as file:
            file.writelines(lot.to_bytes(_BYTES) for lot in range(min(len(order), _MOST)))
        yield (
            number
            for lot in iter(lambda: os.read(reader, _BYTES), b"")
            for number in order[int.from_bytes(lot) :: _MOST]
        )
    finally:
        os.close(reader)
