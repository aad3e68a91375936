"""Ctrl-C, remembered: a library may make an error of its own out of it, as pydantic does while it builds its models."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def noticing() -> Iterator[list[int]]:
    """Yield a list that is not empty once Ctrl-C was pressed. It interrupts as ever."""
    noticed: list[int] = []

    def interrupt(number: int, _frame: FrameType | None) -> None:
        noticed.append(number)
        raise KeyboardInterrupt

    ours = threading.current_thread() is threading.main_thread()
    if not ours or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield noticed
        return
    signal.signal(signal.SIGINT, interrupt)
    try:
        yield noticed
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
