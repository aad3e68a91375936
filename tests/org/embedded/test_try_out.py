"""`xogen init --try`: from nothing to a package, without an account; and the org that comes back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.org.browser import free_port
from xogen.cli import main, try_out
from xogen.cli.embedded_org import DATA, plan_org
from xogen.org.embedded.server import serving


def free_ports():
    """A port whose next one is free, too."""
    return next(port for port in (free_port() for _ in range(50)) if port < 65000)


@pytest.fixture
def xogen(tmp_path, monkeypatch, capsys, no_keyring):
    monkeypatch.chdir(tmp_path)

    def run(*words):
        capsys.readouterr()
        code = main.run(list(words))
        said = capsys.readouterr()
        return SimpleNamespace(code=code, out=said.out, err=said.err)

    return run


def test_a_project_is_authorized_against_an_org_that_comes_back(xogen, tmp_path, monkeypatch):
    monkeypatch.setattr(try_out, "STEPS", try_out.STEPS[:3])
    port = free_ports()
    done = xogen("init", "bot", "--try", "--org-port", str(port))
    assert done.code == 0, done.err
    bot = tmp_path / "bot"
    assert done.out.splitlines() == ["bot/xogen.toml", "bot/.env", "bot/.gitignore"]
    steps = [line for line in done.err.splitlines() if line.startswith("$ ")]
    assert [step.partition(" --")[0] for step in steps] == [
        "$ xogen org serve",
        "$ xogen action authorize salesforce",
        "$ xogen action enable salesforce",
        "$ xogen describe pull Lead Opportunity",
        "$ xogen templates install salesforce/create-lead salesforce/search-leads salesforce/create-opportunity",
    ]
    (action,) = json.loads((bot / "xogen.lock").read_text())["actions"].values()
    assert (action["state"], action["evidence"]["kind"]) == ("configured", "verified")
    assert action["evidence"]["facts"]["instance_url"] == f"http://localhost:{port}"
    assert [(bot / name).stat().st_mode & 0o777 for name in (".env", DATA)] == [0o600, 0o600]
    assert (bot / "describe" / "Lead.json").exists()

    plan = plan_org(bot)
    assert (plan.port, plan.data, plan.app.client_id) == (port, bot / DATA, "xogen-embedded-org")
    with serving(plan.make, port):
        again = xogen("-C", "bot", "describe", "pull", "Account")
    assert (again.code, again.err) == (0, "Account: written to bot/describe/Account.json\n")


def test_no_token_is_left_in_the_project(xogen, tmp_path, monkeypatch, own_home):
    monkeypatch.setattr(try_out, "STEPS", try_out.STEPS[:2])
    done = xogen("init", "bot", "--try", "--org-port", str(free_ports()))
    assert done.code == 0, done.err
    kept = sorted((own_home / "xogen" / "tokens").iterdir())
    tokens = [json.loads(path.read_text())["tokens"] for path in kept]
    secret = (tmp_path / "bot" / ".env").read_text().splitlines()[-1].partition("=")[2]
    planted = [value for item in tokens for value in (item["access"], item["refresh"])]
    texts = [path.read_bytes() for path in (tmp_path / "bot").rglob("*") if path.is_file() and path.name != ".env"]
    assert len(planted) == 2
    for value in [*planted, secret]:
        assert not any(value.encode() in text for text in texts)
        assert value not in done.out + done.err
    assert secret


def test_secrets_that_are_there_are_left_alone(xogen, tmp_path):
    (tmp_path / ".env").write_text("MINE=1\n")
    done = xogen("init", "--try")
    assert (done.code, (tmp_path / ".env").read_text()) == (3, "MINE=1\n")
    assert "there is a .env here already" in done.err


def test_a_port_that_is_taken(xogen, monkeypatch):
    port = free_ports()
    with serving(plan_org_nowhere(monkeypatch), port):
        done = xogen("init", "bot", "--try", "--org-port", str(port))
    assert done.code == 4
    assert done.err.startswith(f"Error: cannot listen on port {port} of 127.0.0.1: address already in use\n")
    assert "nothing was written; " in done.err
    assert "choose another port with --org-port" in done.err
    assert not Path("bot").exists()


def plan_org_nowhere(monkeypatch):
    monkeypatch.setattr(try_out, "STEPS", ())
    from tests.org.embedded.talking import new_org

    return lambda base: new_org([], base=base)


@pytest.mark.skipif(find_spec("xogen.canvas.dot") is None, reason="there are no drawings here")
def test_the_whole_path(tmp_path):
    variables = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path / "home")}
    words = [sys.executable, "-m", "xogen", "init", "bot", "--try", "--org-port", str(free_ports())]
    done = subprocess.run(words, cwd=tmp_path, env=variables, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    names = {str(path.relative_to(tmp_path / "bot")) for path in (tmp_path / "bot").rglob("*") if path.is_file()}
    dialogs = ("create-lead", "search-leads", "create-opportunity")
    assert names >= {f"dialogs/{name}.json" for name in dialogs} | {f"canvas/{name}.svg" for name in dialogs}
    assert names >= {"package/botDefinition.json", "package/config.json"}
