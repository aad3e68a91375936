"""Other processes that check bots: how many are worth it, and how they start."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

_SIZE = 8
"""Bytes of the number that tells how much follows."""


def can_fork() -> bool:
    """Whether a child can start with all that this process has read; macOS has ``fork``, but not safely."""
    return hasattr(os, "fork") and os.uname().sysname != "Darwin"


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def pool(count: int) -> ProcessPoolExecutor:
    """Return a pool of processes that start from nothing, for systems that cannot fork."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn"), initializer=leave_interrupts)


@contextmanager
def forked(work: Callable[[], bytes]) -> Iterator[Callable[[], bytes | None]]:
    """Let a forked child, which has all that this process has read, do some work meanwhile. Needs ``fork``.

    The package for such processes takes 10 ms to load, and this is all that would be used of it.

    Args:
        work: what the child does, and says at its end.

    Yields:
        What waits for the child and returns what it said: ``None`` where it failed or could not start, so that the work
        is still to do.
    """
    reader, writer = os.pipe()
    child = None
    try:
        try:
            with interrupts_held(), suppress(OSError):  # there may be room for no more processes: then nobody answers
                child = os.fork()
                if child == 0:
                    _say(work, reader, writer)
        finally:
            os.close(writer)
        yield lambda: _heard(reader)
    finally:
        with interrupts_held():
            os.close(reader)
            if child is not None:
                os.kill(child, signal.SIGTERM)
                os.waitpid(child, 0)


def _say(work: Callable[[], bytes], reader: int, writer: int) -> NoReturn:
    """Do the work of a child, and end it."""
    try:
        # Who holds the reading end too would wait for ever to be read, when the parent is gone.
        os.close(reader)
        leave_interrupts()
        said = work()
        with os.fdopen(writer, "wb") as out:
            out.write(len(said).to_bytes(_SIZE))
            out.write(said)
    finally:
        # Whatever happened: what the parent would do at its end is not the child's to do, and nobody reads a traceback.
        # The parent, if it is there, does the work itself, and raises what it raises.
        os._exit(0)


def _heard(reader: int) -> bytes | None:
    """Return what a child said, if it said it to the end."""
    with os.fdopen(reader, "rb", closefd=False) as file:
        size, said = file.read(_SIZE), file.read()
    return said if len(size) == _SIZE and len(said) == int.from_bytes(size) else None


def leave_interrupts() -> None:
    """Leave Ctrl-C to the parent, which ends its children."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Let Ctrl-C wait while processes start or are ended.

    It would come when nobody knows yet of a process to end, or get lost in what Python itself does around a fork.
    """
    if threading.current_thread() is not threading.main_thread() or signal.getsignal(signal.SIGINT) is None:
        yield
        return
    pressed: list[int] = []
    # A mask would not do: another thread of a library would take the signal.
    before = signal.signal(signal.SIGINT, lambda number, _frame: pressed.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed:
        signal.raise_signal(signal.SIGINT)
