"""Timing of whole processes and of calls, and the table that a run prints."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from xogen.__main__ import calm_collector

SCRIPTS = Path(sys.executable).parent


@dataclass(frozen=True)
class Row:
    """One measured figure: ``seconds`` against ``limit``, which is ``times`` a reference where one is named."""

    name: str
    seconds: float
    limit: float
    times: float | None = None
    reference: float | None = None

    @property
    def verdict(self) -> str:
        """``ok`` within the limit, else how far beyond it."""
        return "ok" if self.seconds <= self.limit else f"{self.seconds / self.limit:.2f} times the limit"

    def __str__(self) -> str:
        """Return the row of the table."""
        if self.reference is not None:
            against = f"{self.seconds / self.reference:5.2f} times the reference, at most {self.times}"
        else:
            against = f"at most {self.limit:.3f} s"
        return f"{self.name:<58} {self.seconds:8.4f} s   {against:<44} {self.verdict}"


def process(command: Sequence[str], *, repeat: int = 15, cwd: Path | None = None) -> float:
    """Return the median wall time of a whole process in seconds, after one unmeasured run.

    That run leaves the bytecode behind that an installed xogen has.
    """
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    times = []
    for index in range(repeat + 1):
        start = time.perf_counter()
        subprocess.run(command, cwd=cwd, check=True, capture_output=True, env=env)
        if index:
            times.append(time.perf_counter() - start)
    return statistics.median(times)


def call(function: Callable[[], object], *, repeat: int = 5) -> float:
    """Return the median time of a call in seconds, in a process like those of the command line."""
    calm_collector()
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return statistics.median(times)
