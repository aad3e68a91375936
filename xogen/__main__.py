"""The way in: ``xogen`` and ``python -m xogen``. The version is told before anything else is loaded."""

from __future__ import annotations

import gc
import os
import sys

_YOUNG = 1_000_000
"""New objects before the collector looks: a run makes many that live as long as it does (measured: a tenth faster)."""


def calm_collector() -> None:
    """Let the garbage collector look less often, as every run of the command line does."""
    gc.set_threshold(_YOUNG, 20, 20)


def main() -> int:
    """Run the command line and return its exit code."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        from xogen import __version__

        try:
            sys.stdout.write(f"xogen {__version__}\n")
            sys.stdout.flush()
        except (OSError, AttributeError):  # a full disk, or no stdout at all
            return 4
        return 0
    calm_collector()
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # to look for other people's takes 20 ms
    try:
        from xogen.cli.main import run
    except KeyboardInterrupt:
        return 130
    try:
        return run(arguments)
    finally:
        gc.freeze()  # the collector's last look, as Python ends, takes as long as reading a large bot


if __name__ == "__main__":
    sys.exit(main())
