"""One run at a time in a project, and the journal by which a run that was killed is undone by the next one.

The journal is the file that is locked: the operating system gives the lock back when a process dies, however it dies,
and what the journal then still holds says which files were about to change.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from xogen.errors import MachineError
from xogen.locks import try_lock

JOURNAL = ".xogen-run"


@contextmanager
def locked(root: Path) -> Iterator[int]:
    """Hold the project's lock; yields the open journal.

    The file goes away with the run, unless the journal still holds something to undo.

    Raises:
        MachineError: another run is at work here, or the folder cannot be written.
    """
    path = root / JOURNAL
    descriptor = _open_and_lock(path)
    try:
        yield descriptor
    finally:
        empty = os.fstat(descriptor).st_size == 0
        if sys.platform != "win32" and empty:
            path.unlink(missing_ok=True)
        os.close(descriptor)


def _open_and_lock(path: Path) -> int:
    while True:
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise MachineError(
                f"cannot write in this folder: {reason(error)}",
                where=shown(path.parent),
                hint="nothing was changed",
            ) from error
        try:
            alone = try_lock(descriptor)
        except OSError as error:
            os.close(descriptor)
            raise MachineError(f"cannot lock this folder: {reason(error)}", where=shown(path.parent)) from error
        if not alone:
            os.close(descriptor)
            raise MachineError(
                "another run of xogen is at work in this project",
                where=shown(path.parent),
                hint="wait until it is done, then run again",
            )
        # The run before us may have removed the file between our opening it and our locking it.
        if _still_there(path, descriptor):
            return descriptor
        os.close(descriptor)


def _still_there(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def shown(folder: Path) -> str:
    """Return a folder as a message names it: as the user did, and the current one by its path."""
    return str(folder.resolve() if folder == Path() else folder)


def reason(error: OSError) -> str:
    """Say what the system said, as the end of a sentence: ``no space left on device``."""
    what = error.strerror or str(error)
    return what[:1].lower() + what[1:]
