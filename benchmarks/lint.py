"""Linting large bots, each time as a whole process, against plain ``json`` and networkx on the same bots in turns."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.bots import write_bots, write_data, write_long_dialog
from benchmarks.measure import SCRIPTS, Row

TURNS = 5
PLAIN = Path(__file__).parent / "plain.py"
FROM_CACHE, MOSTLY_DATA = 0.2, 0.6
"""Seconds."""
SHAPE = (439, 3_670_016)
"""Nodes and bytes of the largest of 66 public bots."""


@dataclass(frozen=True)
class Memory:
    """The most memory that a process took, against that of the plain one."""

    name: str
    kilobytes: int
    reference: int
    times: float

    def __str__(self) -> str:
        """Return the row of the table."""
        share = self.kilobytes / self.reference
        verdict = "ok" if share <= self.times else f"{share / self.times:.2f} times the limit"
        against = f"{share:5.2f} times the reference, at most {self.times}"
        return f"{self.name:<58} {self.kilobytes / 1024:7.1f} MB   {against:<44} {verdict}"


def rows() -> Iterator[Row | Memory]:
    """Measure many bots, one long dialog, ten times as much of both, memory, the cache, and a bot of mostly data."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        # By a process of its own: the system counts the memory of whoever starts a process as that process's, too.
        with ProcessPoolExecutor(1) as maker:
            many = maker.submit(write_bots, root / "many", 25, 10_000).result()
            few = maker.submit(write_bots, root / "few", 25, 1_000).result()
            long = maker.submit(write_long_dialog, root / "long", 10_000).result()
            short = maker.submit(write_long_dialog, root / "short", 1_000).result()
            data = maker.submit(write_data, root / "data", *SHAPE).result()
        yield from _against("10,000 nodes in 25 bots", many, few, 2.5)
        yield from _against("one dialog of 10,000 nodes", (long,), (short,), 3.5)
        cached = _lint(many, XOGEN_CACHE_DIR=str(root / "cache"))
        _run(cached)
        again = [_run(cached).seconds for _ in range(TURNS)]
        yield Row("10,000 nodes in 25 bots, from the cache", median(again), FROM_CACHE)
        yield Row("439 nodes, 3.5 MiB of mostly data", _in_turns(_lint((data,)))[0].seconds, MOSTLY_DATA)


def _against(name: str, bots: Sequence[Path], fewer: Sequence[Path], times: float) -> Iterator[Row | Memory]:
    files = [str(bot / "botDefinition.json") for bot in bots]
    plain, lint, small = _in_turns(
        _Command((sys.executable, str(PLAIN), *files), dict(os.environ)), _lint(bots), _lint(fewer)
    )
    yield Row(name, lint.seconds, plain.seconds * times, times, plain.seconds)
    yield Memory(f"{name}: memory", lint.kilobytes, plain.kilobytes, 2.5)
    yield Row(f"{name}: ten times the nodes", lint.seconds, small.seconds * 12, 12, small.seconds)


@dataclass(frozen=True)
class _Command:
    arguments: tuple[str, ...]
    env: dict[str, str]


@dataclass(frozen=True)
class _Took:
    seconds: float
    kilobytes: int


def _lint(bots: Sequence[Path], **variables: str) -> _Command:
    options = () if variables else ("--no-cache",)
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"} | variables
    return _Command((str(SCRIPTS / "xogen"), "lint", "--fail-on", "never", *options, *map(str, bots)), env)


def _in_turns(*commands: _Command) -> list[_Took]:
    """Run commands one after the other, several times, so that a busy moment meets them all alike."""
    for command in commands:
        _run(command)
    turns = [[_run(command) for command in commands] for _ in range(TURNS)]
    return [
        _Took(median(each.seconds for each in took), max(each.kilobytes for each in took))
        for took in zip(*turns, strict=True)
    ]


def _run(command: _Command) -> _Took:
    """Run a process to its end; memory is that of the largest of it and its children."""
    start = time.perf_counter()
    with subprocess.Popen(command.arguments, env=command.env, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command.arguments)
    return _Took(time.perf_counter() - start, usage.ru_maxrss)
