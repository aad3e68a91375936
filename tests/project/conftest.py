from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from xogen.model.action import Evidence
from xogen.model.authorization import authorize_step, enable_step
from xogen.project.actions import take_step
from xogen.project.create import create_project
from xogen.project.install import install


@pytest.fixture
def new(tmp_path):
    """A project as ``init`` makes it."""
    root = tmp_path / "acme-bot"
    create_project(root, "xo10")
    return root


@pytest.fixture
def unreadable(monkeypatch):
    """Make a folder unreadable, for root too."""

    def forbid(folder):
        iterdir = Path.iterdir

        def guarded(self):
            if self == folder:
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))
            return iterdir(self)

        monkeypatch.setattr(Path, "iterdir", guarded)

    return forbid


@pytest.fixture
def ready(new):
    """A project whose action is configured."""
    take_step(new, "salesforce", lambda action: authorize_step(action, Evidence(kind="declared")))
    take_step(new, "salesforce", enable_step)
    return new


@pytest.fixture
def installed(ready):
    """A project with two templates, nothing generated yet."""
    install(ready, ["salesforce/create-lead", "salesforce/delete-lead"])
    return ready
