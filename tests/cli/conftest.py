from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from xogen.cli import main

XOGEN = [sys.executable, "-m", "xogen"]


@pytest.fixture
def xogen(tmp_path, monkeypatch, capsys):
    """Run a command line in this process, in an empty folder: ``xogen("action status")``."""
    monkeypatch.chdir(tmp_path)

    def run(line):
        capsys.readouterr()
        code = main.run(line.split())
        said = capsys.readouterr()
        return SimpleNamespace(code=code, out=said.out, err=said.err)

    return run


@pytest.fixture
def shell(tmp_path):
    """Run a command line as a process of its own, in an empty folder."""

    def run(line, **options):
        how = {"cwd": tmp_path, "capture_output": True, "text": True, **options}
        return subprocess.run([*XOGEN, *line.split()], check=False, **how)

    return run


@pytest.fixture
def terminal(tmp_path):
    """Run a command line as a process of its own whose output is a terminal; returns all it printed."""
    openpty = getattr(os, "openpty", None)
    if openpty is None:
        pytest.skip("this system has no pseudo-terminals")

    def run(line, **variables):
        ours, theirs = openpty()
        subprocess.run(
            [*XOGEN, *line.split()], stdout=theirs, stderr=theirs, cwd=tmp_path, env=os.environ | variables, check=False
        )
        os.close(theirs)
        with os.fdopen(ours, "rb") as file:
            return b"".join(_until_closed(file)).decode()

    return run


def _until_closed(file):
    try:
        while part := file.read1():
            yield part
    except OSError:  # Linux says EIO when the other side is closed
        return


@pytest.fixture
def bot(xogen):
    """A project ``bot`` in the current folder, its action configured."""
    for line in ("init bot", "-C bot action authorize salesforce --declared", "-C bot action enable salesforce"):
        assert xogen(line).code == 0
    return Path("bot")
