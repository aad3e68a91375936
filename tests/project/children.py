"""The processes that a test starts, to ask them afterwards how they ended."""

from __future__ import annotations

import os


def nothing():
    """Do nothing."""


def watched(monkeypatch, *, before=nothing, after=nothing):
    """Return the list of the children that are forked from now on; something is done around each start."""
    fork = os.fork
    started = []

    def watching():
        before()
        child = fork()
        if child:
            started.append(child)
            after()
        return child

    monkeypatch.setattr(os, "fork", watching)
    return started


def has_ended(child):
    """Whether a child has ended, and whoever started it knows."""
    try:
        os.waitpid(child, os.WNOHANG)
    except ChildProcessError:
        return True
    return False
