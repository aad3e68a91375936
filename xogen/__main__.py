"""The way in: ``xogen`` and ``python -m xogen``. The version is told before anything else is loaded."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from typing import NoReturn

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
    return run(arguments)


def start() -> NoReturn:
    """Run the command line and end the process."""
    codes: list[int] = []
    atexit.register(_leave, codes)  # what is registered first is run last
    codes.append(main())
    sys.exit(codes[0])


def _leave(codes: list[int]) -> None:
    """End at once: to let go of value after value first takes as long as a tenth of a check of a large bot.

    What was to be run at the end by somebody who started before the command line, is not.
    """
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):  # a full disk, a stream that is closed, or none
        return
    if codes:
        os._exit(codes[0])


if __name__ == "__main__":
    start()
