"""Other processes that check bots: how many are worth it, and how they start."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing.connection import Connection


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

    Args:
        work: what the child does, and says at its end.

    Yields:
        What waits for the child and returns what it said: ``None`` where it failed or could not start, so that the work
        is still to do.
    """
    import multiprocessing

    forking = multiprocessing.get_context("fork")
    ours, theirs = forking.Pipe(duplex=False)
    child = forking.Process(target=_say, args=(work, ours, theirs), daemon=True)
    try:
        with interrupts_held(), suppress(OSError):  # there may be room for no more processes: then nobody answers
            child.start()
        theirs.close()
        yield lambda: _heard(ours)
    finally:
        ours.close()
        if child.pid is not None:
            child.terminate()
            child.join()


def _say(work: Callable[[], bytes], ours: Connection, out: Connection) -> None:
    # Who holds the reading end too would wait for ever to be read, when the parent is gone.
    ours.close()
    leave_interrupts()
    try:
        out.send_bytes(work())
    except Exception:  # noqa: BLE001 - the parent, if it is there, does the work itself, and raises what it raises
        return


def _heard(ours: Connection) -> bytes | None:
    try:
        return ours.recv_bytes()
    except (EOFError, OSError):
        return None


def leave_interrupts() -> None:
    """Leave Ctrl-C to the parent, which ends its children."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Let Ctrl-C wait while processes start.

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
