"""How long ``xogen --version`` and ``--help`` take, against an empty Python."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from benchmarks.measure import SCRIPTS, Row, process


def rows() -> Iterator[Row]:
    """Measure both against ``python -c pass``, in turns, so that a busy minute hits all three alike."""
    empty = process([sys.executable, "-c", "pass"], repeat=25)
    for option, times in (("--version", 2.2), ("--help", 5.5)):
        seconds = process([str(SCRIPTS / "xogen"), option], repeat=25)
        yield Row(f"xogen {option}", seconds, times * empty, times, empty)
