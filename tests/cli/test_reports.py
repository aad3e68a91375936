"""Results that are written to a file: ``-o``."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

LINES = ["-C bot lint -o", "templates check bot/packs/tiny --fail-on never -o", "rules -o", "-C bot export -o"]


@pytest.fixture
def generated(xogen, bot):
    pack = bot / "packs" / "tiny"
    pack.mkdir(parents=True)
    (pack / "pack.toml").write_text("")
    assert xogen("-C bot templates install salesforce/delete-lead").code == 0
    assert xogen("-C bot generate --no-draw").code == 0
    return bot


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize(
    ("output", "reason"),
    [
        ("bot", "is a directory"),
        (".", "is a directory"),
        ("nowhere/x", "no such file or directory"),
    ],
)
def test_a_place_that_cannot_be_written(xogen, generated, line, output, reason):
    done = xogen(f"{line} {output}")
    assert (done.code, done.out) == (4, "")
    assert done.err.endswith(f"Error: {output}: cannot write: {reason}\n  name another file: -o FILE\n")
    assert [path.name for path in Path().iterdir()] == ["bot"]


@pytest.mark.parametrize("line", LINES)
def test_a_disk_that_is_full_leaves_the_older_file_whole(xogen, generated, monkeypatch, line):
    Path("x").write_text("older")

    def full(self, content):
        self.touch()
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", full)
    done = xogen(f"{line} x")
    assert done.code == 4
    assert done.err.endswith("Error: x: cannot write: no space left on device\n  name another file: -o FILE\n")
    assert Path("x").read_text() == "older"
    assert sorted(path.name for path in Path().iterdir()) == ["bot", "x"]


@pytest.mark.parametrize("line", LINES)
def test_a_device_is_written_to_and_never_replaced(xogen, generated, line):
    Path("null").symlink_to("/dev/null")
    assert xogen(f"{line} null").code == 0
    assert Path("null").readlink() == Path("/dev/null")
    assert Path("/dev/null").is_char_device()


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="only Linux has a device that is full")
@pytest.mark.parametrize("line", LINES)
def test_a_device_that_takes_nothing(xogen, generated, line):
    Path("full").symlink_to("/dev/full")
    done = xogen(f"{line} full")
    assert done.code == 4
    assert done.err.endswith("Error: full: cannot write: no space left on device\n  name another file: -o FILE\n")
    assert Path("/dev/full").is_char_device()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes with names")
def test_a_pipe_gets_the_report(xogen, generated):
    os.mkfifo("pipe")
    reading = os.open("pipe", os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert xogen("rules -o pipe").code == 0
        assert os.read(reading, 5) == xogen("rules").out[:5].encode()
    finally:
        os.close(reading)
    assert Path("pipe").is_fifo()


def test_a_link_stays_a_link(xogen, generated):
    Path("real").write_text("older")
    Path("link").symlink_to("real")
    assert xogen("rules -o link").code == 0
    assert Path("link").is_symlink()
    assert Path("real").read_text() == xogen("rules").out
