"""Run all benchmarks: ``python -m benchmarks [NAME...]``."""

from __future__ import annotations

import sys
from importlib import import_module

NAMES = ("startup", "generation", "canvases")


def main(names: list[str]) -> None:
    """Print a row for each figure of the named benchmarks, all of them by default."""
    for name in names or NAMES:
        for row in import_module(f"benchmarks.{name}").rows():
            print(row, flush=True)


main(sys.argv[1:])
