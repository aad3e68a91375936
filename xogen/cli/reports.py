"""Where a result goes: stdout, or the file that ``-o`` names; and when a report fails the command."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from xogen.lint.report import Report

output_option = click.option(
    "-o", "--output", metavar="FILE", help="Write to a file; standard output when left out.", default=None
)

fail_on_option = click.option(
    "--fail-on",
    type=click.Choice(("error", "warning", "info", "never")),
    default="error",
    show_default=True,
    help="Exit 1 from this severity on.",
)


def width(output: str | None) -> int | None:
    """Return how many columns a report has where it goes to a terminal; ``None`` for a file or a pipe."""
    import shutil
    import sys

    return shutil.get_terminal_size().columns if output is None and sys.stdout.isatty() else None


def deliver(text: str, output: str | None) -> None:
    """Print a report, or write it to a file beside which nothing half-written is ever left.

    Raises:
        MachineError: the file cannot be written.
    """
    if output is None:
        click.echo(text, nl=False)
        return
    from pathlib import Path

    write_files({Path(output): click.unstyle(text).encode()}, hint="name another file: -o FILE")


def write_files(files: Mapping[Path, bytes], hint: str) -> None:
    """Write files: first each beside its place, and when all are there, into their places.

    Args:
        files: content by path.
        hint: what to do when one cannot be written.

    Raises:
        MachineError: one cannot be written; what stood there is whole.
    """
    from xogen.errors import MachineError
    from xogen.project.runlock import reason

    drafts = {target: target.parent / f".{target.name}.xogen-new" for target in files}
    target = None
    try:
        for target, draft in drafts.items():
            if target.is_dir():
                raise MachineError("cannot write: is a directory", where=str(target), hint=hint)
            draft.write_bytes(files[target])
        for target, draft in drafts.items():
            draft.replace(target)
    except OSError as error:
        raise MachineError(f"cannot write: {reason(error)}", where=str(target), hint=hint) from None
    finally:
        for draft in drafts.values():
            with suppress(OSError):
                draft.unlink(missing_ok=True)


def fail(report: Report, fail_on: str) -> None:
    """Raise ``FindingsError`` for findings of the severity that ``--fail-on`` names, or worse."""
    from xogen.errors import FindingsError
    from xogen.model.finding import Severity

    if fail_on == "never":
        return
    count = len(report.at_least(Severity[fail_on.upper()]))
    if count:
        above = "" if fail_on == "error" else " or worse"
        raise FindingsError(f"{count} {'finding' if count == 1 else 'findings'} of severity {fail_on}{above}")
