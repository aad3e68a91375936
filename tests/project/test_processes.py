"""What a forked child says is heard, and whatever becomes of it is no fault of the parent's."""

from __future__ import annotations

import multiprocessing
import os
import signal
import struct

import pytest

from tests.project.children import watched
from xogen.project import processes
from xogen.project.processes import can_fork, forked

pytestmark = pytest.mark.skipif(not can_fork(), reason="this system cannot fork")


def test_what_the_child_says_is_heard_once_it_is_asked_for():
    here = os.getpid()
    with forked(lambda: f"{os.getpid() != here}".encode() * 100_000) as heard:
        assert heard() == b"True" * 100_000


@pytest.mark.parametrize("signal_", [signal.SIGKILL, signal.SIGTERM])
def test_a_child_that_dies_says_nothing(signal_):
    with forked(lambda: os.kill(os.getpid(), signal_) or b"") as heard:
        assert heard() is None


def test_a_child_that_fails_says_nothing_to_anybody(capfd):
    with forked(lambda: bytes(1 // 0)) as heard:
        assert heard() is None
    assert capfd.readouterr().err == ""


def test_a_child_that_there_is_no_room_for_says_nothing(monkeypatch):
    def fork():
        raise BlockingIOError("resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", fork)
    with forked(lambda: b"here") as heard:
        assert heard() is None


def test_a_child_that_dies_while_it_answers_says_nothing(monkeypatch):
    def begin(_work, _ours, out):
        os.write(out.fileno(), struct.pack("!i", 100) + b"not all")

    monkeypatch.setattr(processes, "_say", begin)
    with forked(lambda: b"all") as heard:
        assert heard() is None


def test_a_child_is_ended_when_the_parent_no_longer_wants_to_know(monkeypatch):
    children = watched(monkeypatch)
    with pytest.raises(KeyError), forked(lambda: signal.pause() or b""):
        raise KeyError
    assert [child.exitcode for child in children] == [-signal.SIGTERM]


def test_a_child_leaves_ctrl_c_to_its_parent():
    with forked(lambda: os.kill(os.getpid(), signal.SIGINT) or b"still here") as heard:
        assert heard() == b"still here"


def test_a_child_whose_parent_is_gone_does_not_wait_to_be_read(capfd, monkeypatch):
    ours, theirs = multiprocessing.get_context("fork").Pipe(duplex=False)
    monkeypatch.setattr(processes, "leave_interrupts", lambda: None)
    processes._say(lambda: b"nobody hears this" * 10_000, ours, theirs)
    assert ours.closed
    assert capfd.readouterr().err == ""
