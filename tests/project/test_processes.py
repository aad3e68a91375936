"""What a forked child says is heard, and whatever becomes of it is no fault of the parent's."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from tests.project.children import has_ended, watched
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
    def begin(_work, _reader, writer):
        os.write(writer, (100).to_bytes(8) + b"not all")
        os._exit(0)

    monkeypatch.setattr(processes, "_say", begin)
    with forked(lambda: b"all") as heard:
        assert heard() is None


def test_a_child_is_ended_when_the_parent_no_longer_wants_to_know(monkeypatch):
    children = watched(monkeypatch)
    with pytest.raises(KeyError), forked(lambda: signal.pause() or b""):
        raise KeyError
    assert [has_ended(child) for child in children] == [True]


def test_ctrl_c_while_a_child_is_ended_waits_until_it_has(monkeypatch):
    children = watched(monkeypatch)
    close = os.close

    def interrupted(end):
        close(end)
        if children and not has_ended(children[0]):
            os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(KeyboardInterrupt), forked(lambda: time.sleep(5) or b""):
        monkeypatch.setattr(os, "close", interrupted)
    assert [has_ended(child) for child in children] == [True]


def test_a_child_leaves_ctrl_c_to_its_parent():
    with forked(lambda: os.kill(os.getpid(), signal.SIGINT) or b"still here") as heard:
        assert heard() == b"still here"


def test_a_child_whose_parent_is_gone_does_not_wait_to_be_read(capfd):
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        processes._say(lambda: b"nobody hears this" * 10_000, reader, writer)
    os.close(reader)
    os.close(writer)
    assert os.waitpid(child, 0) == (child, 0)
    assert capfd.readouterr().err == ""


def test_an_answer_that_fills_the_pipe_many_times_is_heard_whole():
    with forked(lambda: bytes(range(256)) * 100_000) as heard:
        assert heard() == bytes(range(256)) * 100_000


def test_no_end_of_a_pipe_stays_open(monkeypatch):
    before = sorted(Path("/proc/self/fd").iterdir())
    with forked(lambda: b"here") as heard:
        heard()
    watched(monkeypatch, before=lambda: os.kill(os.getpid(), signal.SIGINT))
    with pytest.raises(KeyboardInterrupt), forked(lambda: b"here"):
        pass
    assert sorted(Path("/proc/self/fd").iterdir()) == before
