"""``--baseline`` and ``--write-baseline``: show only what is new."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from xogen.cli.output import say
from xogen.model.counted import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xogen.lint.baseline import Baseline, Entry
    from xogen.lint.report import Report

F = TypeVar("F", bound=Callable[..., Any])
FILE = "xogen-baseline.json"
SHOWN = 5
"""Entries that are found no longer and are named; more are counted."""


def baseline_options(command: F) -> F:
    """Add the options; the command takes ``baseline`` and ``write_baseline``."""
    for option in (
        click.option(
            "--write-baseline", metavar="[FILE]", is_flag=False, flag_value=FILE,
            help=f"Note all findings in FILE ({FILE} when left out); give it last, or as --write-baseline=FILE.",
        ),
        click.option("--baseline", metavar="FILE", help="Show no finding that FILE holds: only what is new."),
    ):  # fmt: skip
        command = option(command)
    return command


def with_baseline(report: Report, baseline: str) -> tuple[Report, list[str]]:
    """Return a report without what the baseline holds, and what there is to say about that.

    Raises:
        NotFoundError: there is no such baseline.
        InputError: it is wrong.
    """
    from xogen.lint.baseline import compare

    found = compare(report, _read(baseline))
    verb = "is" if found.known == 1 else "are"
    known = [f"{counted(found.known, 'finding')} of the baseline {baseline} {verb} not shown"] if found.known else []
    return found.report, [*known, *_stale(found.stale, baseline)]


def held_by(baseline: str) -> frozenset[tuple[str, str]]:
    """Return the rules and anchors that a baseline holds. Raises as ``with_baseline``."""
    return frozenset((entry.rule, entry.place) for entry in _read(baseline).findings)


def _read(baseline: str) -> Baseline:
    from pathlib import Path

    from xogen.errors import NotFoundError
    from xogen.lint.baseline import load_baseline
    from xogen.lint.registry import rules
    from xogen.project.files import read_text

    file = Path(baseline)
    if not file.is_file():
        raise NotFoundError("there is no such baseline", where=baseline, hint=f"xogen lint --write-baseline={baseline}")
    return load_baseline(read_text(file), baseline, rules())


def _stale(entries: Sequence[Entry], path: str) -> list[str]:
    if not entries:
        return []
    lines = [f"  {entry.rule} at {entry.place}" for entry in entries[:SHOWN]]
    if len(entries) > SHOWN:
        lines.append(f"  and {len(entries) - SHOWN} more")
    there = "entry of the baseline is" if len(entries) == 1 else "entries of the baseline are"
    return [f"{len(entries)} {there} found no longer; write it anew: --write-baseline={path}", *lines]


def note_all(report: Report, path: str) -> None:
    """Write a baseline of all that was found.

    Raises:
        MachineError: it cannot be written.
    """
    from pathlib import Path

    from xogen.cli.reports import write_files
    from xogen.lint.baseline import baseline_of, dump_baseline

    write_files({Path(path): dump_baseline(baseline_of(report)).encode()}, hint="name a file: --write-baseline=FILE")
    say(f"{counted(len(report.findings), 'finding')} noted in {path}; show only what is new: --baseline {path}")
