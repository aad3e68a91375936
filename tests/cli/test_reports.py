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
