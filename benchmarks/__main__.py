"""Run all benchmarks: ``python -m benchmarks [NAME...]``."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path


def main(names: list[str]) -> None:
    """Print a row for each figure of the named benchmarks, all of them by default."""
    files = Path(__file__).parent.glob("[a-z]*.py")
    found = sorted(path.stem for path in files if "def rows()" in path.read_text("utf-8"))
    for name in names or found:
        for row in import_module(f"benchmarks.{name}").rows():
            print(row, flush=True)


main(sys.argv[1:])
