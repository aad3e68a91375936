"""Where a report goes: stdout, or the file that ``-o`` names."""

from __future__ import annotations

import click


def deliver(text: str, output: str | None) -> None:
    """Print a report, or write it to a file beside which nothing half-written is ever left.

    Raises:
        OSError: the file cannot be written.
    """
    if output is None:
        click.echo(text, nl=False)
        return
    from pathlib import Path

    path = Path(output)
    draft = path.with_name(f".{path.name}.xogen-new")
    try:
        draft.write_text(click.unstyle(text), encoding="utf-8")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


output_option = click.option(
    "-o", "--output", metavar="FILE", help="Write to a file; standard output when left out.", default=None
)
