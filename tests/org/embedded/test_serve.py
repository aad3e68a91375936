"""`xogen org serve` as a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import contextmanager

import httpx
import pytest

from tests.org.embedded.describes import OBJECTS
from xogen.cli import main

SERVE = [sys.executable, "-m", "xogen", "org", "serve", "--port", "0"]


@contextmanager
def served(folder, *words):
    process = subprocess.Popen([*SERVE, *words], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        yield process, process.stdout.readline().strip()
    finally:
        process.kill()
        process.communicate()


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C cannot be sent to one process on Windows")
def test_it_serves_until_ctrl_c(tmp_path):
    with served(tmp_path, "--describe", str(OBJECTS), "--data", "org.sqlite", "--redirect", "http://localhost:1/x") as (
        process,
        base,
    ):
        assert httpx.get(f"{base}/services/data", timeout=10).json()[-1]["version"] == "68.0"
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=10)
    assert (process.returncode, out) == (0, "")
    assert err.splitlines() == [
        "  app xogen-embedded-org, public, PKCE required",
        "  comes back to: http://localhost:7171/OauthRedirect, http://localhost:1/x",
        "  objects: Account, Case, Contact, Custom__c, Event, Lead, Opportunity, OpportunityContactRole",
        "  records: org.sqlite",
        "  Ctrl-C ends it",
    ]
    assert (tmp_path / "org.sqlite").exists()


def test_a_folder_of_describes_that_is_not_there(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main.run(["org", "serve", "--describe", "nowhere"]) == 3
    assert "nowhere: there is no such folder" in capsys.readouterr().err
