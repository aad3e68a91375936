"""Where a result goes: stdout, or the file that ``-o`` names."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Self

import click

from xogen.cli import names
from xogen.cli.output import to_terminal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_OPEN = frozenset({"/dev/stdout", "/dev/stderr"})

output_option = click.option(
    "-o",
    "--output",
    metavar="FILE",
    default=None,
    shell_complete=names.files,
    help="Write to a file; standard output when left out.",
)


def width(output: str | None) -> int | None:
    """Return how many columns a report has where it goes to a terminal; ``None`` for a file or a pipe."""
    if output is not None or not to_terminal():
        return None
    import shutil

    return shutil.get_terminal_size().columns


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
    with Drafts(hint) as drafts:
        for target, content in files.items():
            drafts.add(target, content)
        drafts.publish()


class Drafts:
    """Files of one run: each is written beside its place as it comes, and all take their places together.

    Leaving the context without ``publish`` leaves nothing behind; what stood there is whole. A device or a pipe
    (``/dev/stdout``) is written to, and never replaced: a link stays a link.
    """

    def __init__(self, hint: str) -> None:
        """Take what a person can do when a file cannot be written."""
        self._hint = hint
        self._drafts: dict[Path, Path] = {}
        self._streams: dict[Path, bytes] = {}
        self._made: list[Path] = []

    def __enter__(self) -> Self:
        """Write nothing yet."""
        return self

    def folder(self, path: Path) -> None:
        """Make a folder, which goes again when nothing is published.

        Raises:
            MachineError: it cannot be made.
        """
        with self._told(path, "cannot make this folder"):
            if not path.is_dir():
                self._made += [folder for folder in (path, *path.parents) if not folder.exists()]
                path.mkdir(parents=True, exist_ok=True)

    def add(self, target: Path, content: bytes) -> None:
        """Write a file beside its place.

        Raises:
            MachineError: it cannot be written there.
        """
        from xogen.errors import MachineError

        with self._told(target, "cannot write"):
            if target.is_dir():
                raise MachineError("cannot write: is a directory", where=str(target), hint=self._hint)
            if _is_stream(target):
                self._streams[target] = content
                return
            if _holds(target, content):
                return
            place = target.resolve() if target.is_symlink() else target
            draft = place.parent / f".{place.name}.xogen-new"
            self._drafts[place] = draft
            draft.write_bytes(content)

    def publish(self) -> None:
        """Put all files into their places.

        Raises:
            MachineError: one cannot be put there.
        """
        for target, content in self._streams.items():
            # Behind what is there: a shell may have sent its own output to the end of a file.
            with self._told(target, "cannot write"), target.open("ab") as file:
                file.write(content)
        for target in list(self._drafts):
            with self._told(target, "cannot write"):
                self._drafts.pop(target).replace(target)
        self._made.clear()

    def __exit__(self, *_: object) -> None:
        """Remove what did not take its place."""
        for draft in self._drafts.values():
            with suppress(OSError):
                draft.unlink(missing_ok=True)
        for folder in self._made:
            with suppress(OSError):
                folder.rmdir()

    @contextmanager
    def _told(self, path: Path, what: str) -> Iterator[None]:
        from xogen.errors import MachineError

        try:
            yield
        except OSError as error:
            from xogen.project.runlock import reason

            raise MachineError(f"{what}: {reason(error)}", where=str(path), hint=self._hint) from None


def _is_stream(target: Path) -> bool:
    """Whether a name stands for a device, a pipe or an open file; one that leads to nothing is a file to be made."""
    return target.exists() and (not target.is_file() or target.is_relative_to("/dev/fd") or str(target) in _OPEN)


def _holds(target: Path, content: bytes) -> bool:
    """Whether a file already holds what is to be written: then nothing that watches it need wake up."""
    try:
        return target.stat().st_size == len(content) and target.read_bytes() == content
    except OSError:
        return False
