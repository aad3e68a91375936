"""What commands print: data on stdout, words for people on stderr, colour and progress on a terminal only."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def example(*lines: str) -> str:
    """Return the end of a command's help: an example, kept line by line (``click`` reads the backspace as that)."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in lines)


_cleaners: list[Callable[[str], str]] = []


def clean_with(clean: Callable[[str], str]) -> None:
    """Let every text pass a function before it is printed: what knows secrets takes them out."""
    if clean not in _cleaners:
        _cleaners.append(clean)


def cleaned(text: str) -> str:
    """Return a text as it may be printed."""
    for clean in _cleaners:
        text = clean(text)
    return text


def to_terminal() -> bool:
    """Whether stdout is a terminal. There is none at all when whoever started us closed it."""
    return sys.stdout is not None and sys.stdout.isatty()


def put(text: str) -> None:
    """Print data on stdout, with one newline at its end."""
    click.echo(cleaned(text.removesuffix("\n")))


def put_json(value: object) -> None:
    """Print data as JSON on stdout."""
    import json

    put(json.dumps(value, indent=2, ensure_ascii=False))


def say(text: str) -> None:
    """Tell a person something, on stderr."""
    click.echo(cleaned(text), err=True)


def progress(text: str) -> None:
    """Show what takes long, on a terminal that can wipe it away again; an empty text does so."""
    if sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb":
        # Not by click, which would take the wiping for colour, and leave it out under NO_COLOR.
        sys.stderr.write(f"\r\x1b[2K{text}")
        sys.stderr.flush()


def format_option(*more: str) -> Callable[[F], F]:
    """Return the option ``--format text|json``, with ``more`` choices; the argument is called ``form``."""
    return click.option(
        "--format", "form", type=click.Choice(["text", "json", *more]), default="text", help="How to print the result."
    )


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return rows in aligned columns under their heads. The last column is not padded."""
    widths = [max(len(row[column]) for row in [heads, *rows]) for column in range(len(heads))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in [heads, *rows]]
    first = click.style(lines[0].rstrip(), bold=True)
    return "\n".join([first, *(line.rstrip() for line in lines[1:])])


_DIFF_COLORS: Mapping[str, str] = {"+": "green", "-": "red", "@": "cyan"}


def colored_diff(text: str) -> str:
    """Colour a unified diff; ``click.echo`` takes the colours out again where there is no terminal."""
    return "".join(
        click.style(line, fg=_DIFF_COLORS[line[0]]) if line[0] in _DIFF_COLORS else line
        for line in text.splitlines(keepends=True)
    )
