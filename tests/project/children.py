"""The processes that a test starts, to ask them afterwards how they ended."""

from __future__ import annotations

import multiprocessing


def nothing():
    """Do nothing."""


def watched(monkeypatch, *, before=nothing, after=nothing):
    """Return the list of the children that are forked from now on; something is done around each start."""
    forking = multiprocessing.get_context("fork")
    started = []

    class Watched(forking.Process):
        def start(self):
            before()
            super().start()
            started.append(self)
            after()

    monkeypatch.setattr(type(forking), "Process", Watched)
    return started
