"""Linting bots one by one or several at a time, each as soon as it is read and let go of before the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from xogen.lint.facts import Document
from xogen.lint.registry import rules
from xogen.lint.report import Report, packed, unpacked
from xogen.lint.runner import Checking, lint
from xogen.lint.settings import wrong_setting
from xogen.model.base import unchecked
from xogen.project.lint_ahead import scripts_ahead
from xogen.project.lint_inputs import Bot, Unit
from xogen.project.lint_parts import lint_in_parts
from xogen.project.lint_shares import lint_in_shares
from xogen.project.processes import can_fork, interrupts_held, pool, processors

if TYPE_CHECKING:
    from xogen.project.lint_cache import Cache

WORTH_A_PROCESS = 1024 * 1024
"""Bytes of all bots together from which a second process saves more time than it takes to start."""

_LAST: list[Bot] = []
"""The large bot that was read last, which is kept: to let go of its values one by one takes a tenth of the run, and a
process that checked one bot ends soon."""


class Choice(NamedTuple):
    """What the command line says: ``select`` replaces the settings' own, ``ignore`` is added to theirs."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    today: date | None = None


def chosen(bot: Bot, choice: Choice) -> Bot:
    """Return a bot with the settings that the command line leaves.

    Raises:
        InputError: its own settings name a rule that is not there.
    """
    wrong = wrong_setting(bot.settings, rules(), bot.source) if bot.source is not None else None
    if wrong is not None:
        raise wrong
    own = bot.settings
    left = {"select": choice.select or own.select, "ignore": own.ignore + choice.ignore}
    return bot._replace(settings=own.model_copy(update=left))


def lint_unit(unit: Unit, choice: Choice) -> Report:
    """Read one bot and check it. Raises as ``read_inputs`` and ``lint``."""
    bot = chosen(unit.read(today=choice.today), choice)
    return lint(bot.documents, bot.settings, bot.known)


class Reread:
    """The dialogs of bots that were checked and let go of, for reports that show them: read again, with their texts."""

    def __init__(self, units: Sequence[Unit]) -> None:
        """Take the bots, unread."""
        self._units = units

    def __iter__(self) -> Iterator[Document]:
        """Yield the dialogs of one bot after the other."""
        _LAST.clear()
        for unit in self._units:
            bot = unit.read(make=unchecked)
            texts = bot.known.texts
            yield from (
                each if each.text is not None else each._replace(text=texts.get(each.path)) for each in bot.documents
            )


def lint_units(
    units: Sequence[Unit], choice: Choice, *, jobs: int | None = None, cache: Cache | None = None
) -> list[Report]:
    """Check several bots.

    Args:
        units: the bots, unread.
        choice: what the command line says.
        jobs: how many processes; when left out, as many as there are processors, and one for little.
        cache: where reports are looked for, and kept.

    Returns:
        A report each, in the order of the bots.

    Raises:
        InputError: the first of the bots that is wrong, whichever process read it.
    """
    keys = [cache.key({"report": choice._asdict()}, unit.paths) if cache else None for unit in units]
    found = [cache.load(key) if cache else None for key in keys]
    reports = [None if each is None else Report.model_validate(each) for each in found]
    missing = [index for index, report in enumerate(reports) if report is None]
    for number, report in _fresh([units[index] for index in missing], choice, jobs):
        index = missing[number]
        reports[index] = report
        if cache is not None:
            cache.store(keys[index], report.model_dump(mode="json"))
    return [report for report in reports if report is not None]


def _fresh(units: Sequence[Unit], choice: Choice, jobs: int | None) -> Iterator[tuple[int, Report]]:
    """Yield the reports with the numbers of their bots. What was found before a bot turned out wrong comes first."""
    count = min(_jobs(units, jobs), max(len(units), 2))
    found: Mapping[int, Report] = {}
    if count > 1 and len(units) == 1:
        found = {0: _by_several(units[0], choice)}
    elif count > 1:
        rules()
        # The largest first, so that none is left for the end.
        order = sorted(range(len(units)), key=lambda index: -_size(units[index]))
        if not can_fork():
            yield from _by_pool(units, choice, order, count)
            return
        found = lint_in_shares(order, lambda index: lint_unit(units[index], choice), count)
    yield from found.items()
    yield from ((index, lint_unit(unit, choice)) for index, unit in enumerate(units) if index not in found)


def _by_several(unit: Unit, choice: Choice) -> Report:
    """Read one bot and check it with the help of other processes."""
    with scripts_ahead(unit.export) if unit.export is not None else nullcontext(_nothing) as know_scripts:
        rules()
        bot = chosen(unit.read(today=choice.today), choice)
        _LAST[:] = [bot]
        checking = Checking(bot.documents, bot.settings, bot.known)
        checking.prepare()
        return lint_in_parts(checking, know_scripts)


def _nothing() -> None:
    """Wait for nothing."""


def _by_pool(units: Sequence[Unit], choice: Choice, order: Sequence[int], count: int) -> Iterator[tuple[int, Report]]:
    """Check bots in processes that start from nothing."""
    with pool(count) as workers:
        try:
            with interrupts_held():  # the first one that is handed over starts the processes
                futures = {index: workers.submit(_packed, units[index], choice) for index in order}
            yield from ((index, unpacked(futures[index].result())) for index in range(len(units)))
        finally:
            workers.shutdown(wait=True, cancel_futures=True)


def _packed(unit: Unit, choice: Choice) -> bytes:
    """Check a bot in a child process."""
    return packed(lint_unit(unit, choice))


def _jobs(units: Sequence[Unit], jobs: int | None) -> int:
    if jobs is None:
        jobs = processors() if sum(map(_size, units)) >= WORTH_A_PROCESS else 1
    return jobs if len(units) > 1 or (units and can_fork()) else 1


def _size(unit: Unit) -> int:
    """Return the bytes of the files that a bot is likely to be read from."""
    if unit.export is None:
        return sum(_bytes(path) for path in unit.files)
    return sum(map(_bytes, unit.export.iterdir())) if unit.export.is_dir() else _bytes(unit.export)


def _bytes(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
