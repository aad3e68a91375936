"""The way in: ``xogen`` and ``python -m xogen``. The version is told before anything else is loaded."""

from __future__ import annotations

import sys


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
    try:
        from xogen.cli.main import run
    except KeyboardInterrupt:
        return 130
    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
