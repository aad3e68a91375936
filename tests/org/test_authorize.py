"""``xogen action authorize`` and what follows, each command a process of its own, against an org on loopback."""

from __future__ import annotations

import json
import os
import queue
import re
import signal
import stat
import subprocess
import sys
import threading
import time

import pytest

from tests.org.browser import fetch, free_port
from tests.org.fake_org import ORGANIZATION, SECRET, refusal
from xogen.project.create import create_project

PLANTED = re.compile(r"planted-(?:access|refresh|code|client-secret)")


class Cli:
    """A project with a custom app, and the commands run in it. Keeps all they ever printed."""

    def __init__(self, root, home, org):
        self.root, self.org = root, org
        self.said = []
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("SALESFORCE")},
            "XDG_CONFIG_HOME": str(home),
            "APPDATA": str(home),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            "BROWSER": "true",
            "SALESFORCE_CLIENT_ID": "client-of-a-test",
            "SALESFORCE_CLIENT_SECRET": SECRET,
        }

    def start(self, line, code=None):
        how = ["-c", code] if code else ["-m", "xogen"]
        return subprocess.Popen(
            [sys.executable, *how, *line.split()],
            cwd=self.root,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, line, code=None):
        return self.end(self.start(line, code))

    def end(self, process, before=""):
        out, err = process.communicate(timeout=60)
        self.said.append(out + before + err)
        return process.returncode, out, before + err

    def authorize(self, more="", visit=fetch):
        """Authorize without a browser: read the URL from its line, and visit it."""
        process = self.start(f"action authorize salesforce --no-browser --insecure-file {more}")
        read = ""
        for line in process.stderr:
            read += line
            if line.startswith("Open: "):
                visit(line.removeprefix("Open: ").strip())
                break
        return self.end(process, read)

    def lock(self):
        return json.loads((self.root / "xogen.lock").read_text()).get("actions", {}).get("salesforce")

    def status(self):
        return json.loads(self.run("action status --format json")[1])[0]


@pytest.fixture
def cli(tmp_path, served):
    root = tmp_path / "bot"
    create_project(root, "xo10")
    base = f"{served.url}/services/oauth2"
    (root / "xogen.toml").write_text(
        f"""\
[project]
id = "of-a-test"
name = "bot"

[actions.salesforce]
authorization = "pre-authorize"
app = "custom"
profile = "acme"
login_redirect = "http://localhost:{free_port()}/OauthRedirect"

[profiles.acme]
callback_url = "https://idp.kore.ai/workflows/callback/"
identity_provider = "Salesforce"
client_id = "{{{{env.SALESFORCE_CLIENT_ID}}}}"
client_secret = "{{{{env.SALESFORCE_CLIENT_SECRET}}}}"
authorization_url = "{base}/authorize"
token_request_url = "{base}/token"
scope = ["api", "id", "refresh_token"]
refresh_token_url = "{base}/token"
"""
    )
    return Cli(root, tmp_path / "home", served)


@pytest.fixture
def signed_in(cli):
    assert cli.authorize()[0] == 0
    assert cli.run("action enable salesforce")[0] == 0
    return cli


def test_from_authorize_to_enable(cli, served, tmp_path):
    code, out, err = cli.authorize()
    assert (code, out) == (0, "")
    assert re.fullmatch(rf"Open: {served.url}/services/oauth2/authorize\?\S+", err.splitlines()[0])
    assert err.splitlines()[1:] == [
        f"salesforce is authorized (verified): ada@acme.example at {served.url}",
        "  next: xogen action enable salesforce",
    ]
    assert cli.lock()["evidence"] == {
        "kind": "verified",
        "facts": {
            "api_access": "enabled",
            "api_version": "67.0",
            "edition": "Developer Edition",
            "instance_url": served.url,
            "kind": "production",
            "organization_id": ORGANIZATION,
            "scopes": "api id refresh_token",
        },
    }
    assert cli.run("action enable salesforce")[0] == 0
    status = cli.status()
    assert (status["state"], status["evidence"]) == ("configured", "verified")
    assert status["signed_in"] == {
        "username": "ada@acme.example",
        "instance_url": served.url,
        "since": "2026-11-18T11:08:40Z",
        "renewed": None,
        "kept_in": str(tmp_path / "home" / "xogen" / "tokens"),
    }
    assert "2026" not in (cli.root / "xogen.lock").read_text()


def test_status_says_who_where_and_since_when(signed_in, served):
    code, out, err = signed_in.run("action status salesforce --check")
    assert (code, err) == (0, "salesforce: the org takes the sign-in\n")
    assert out.splitlines()[-1] == f"salesforce: ada@acme.example at {served.url} since 2026-11-18T11:08:40Z"
    served.expire()
    _, out, _ = signed_in.run("action status salesforce --check")
    assert out.splitlines()[-1].endswith("since 2026-11-18T11:08:40Z, renewed 2026-11-18T11:09:40Z")


def test_without_a_keyring_nobody_has_to_sign_in_first(cli):
    code, _, err = cli.run("action authorize salesforce")
    assert code == 4
    assert err == (
        "Error: this machine has no keyring to keep the token in\n"
        "  start one (Secret Service, KWallet), or accept a file that only you may read: --insecure-file\n"
    )


def test_a_missing_variable_is_named(cli):
    del cli.environment["SALESFORCE_CLIENT_SECRET"]
    code, _, err = cli.run("action authorize salesforce --insecure-file")
    assert code == 3
    assert err.startswith(
        "Error: the profile's client_secret needs the environment variable SALESFORCE_CLIENT_SECRET, which is not set\n"
    )
    (cli.root / ".env").write_text(f"SALESFORCE_CLIENT_SECRET={SECRET}\n")
    assert cli.authorize()[0] == 0


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX's")
def test_the_file_is_for_its_owner_alone(signed_in, tmp_path):
    [path] = (tmp_path / "home" / "xogen" / "tokens").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o644)
    code, _, err = signed_in.run("action status salesforce --check")
    assert code == 3
    assert err.startswith(f"Error: {path}: others may read this (mode 0644)\n")
    assert signed_in.run("action status")[0] == 0


def test_a_trial_is_refused_and_given_back(cli, served):
    served.organization = {
        "OrganizationType": "Enterprise Edition",
        "TrialExpirationDate": "2026-12-24T00:00:00.000+0000",
        "IsSandbox": False,
    }
    code, _, err = cli.authorize()
    assert code == 3
    assert "Error: this org is a trial (until 2026-12-24), and a trial cannot be authorized\n" in err
    assert (served.access, served.refresh) == (None, None)
    assert not (cli.root / "xogen.lock").exists()
    assert list((cli.root.parent / "home").rglob("*.json")) == []


def test_an_org_without_an_api_is_refused(cli, served):
    served.limits = refusal("API_DISABLED_FOR_ORG", "The REST API is not enabled for this Organization")
    code, _, err = cli.authorize()
    assert code == 3
    assert "this org's edition has no REST API (API_DISABLED_FOR_ORG): it cannot be authorized" in err
    assert served.refresh is None


def test_another_org_than_the_projects_is_refused(cli, served):
    path = cli.root / "xogen.toml"
    path.write_text(path.read_text().replace("[profiles", 'instance_url = "https://acme.my.salesforce.com"\n[profiles'))
    code, _, err = cli.authorize()
    assert code == 3
    assert "but xogen.toml says instance_url = https://acme.my.salesforce.com" in err
    assert served.refresh is None


def test_a_failed_second_sign_in_leaves_the_first_one(signed_in, served):
    served.deny = "access_denied"
    code, _, err = signed_in.authorize()
    assert code == 3
    assert "Error: access was denied: end-user denied (access_denied)\n" in err
    assert signed_in.run("action status salesforce --check")[0] == 0


def test_another_edition_is_noted(cli, served):
    served.organization["OrganizationType"] = "Enterprise Edition"
    _, _, err = cli.authorize()
    assert '  note: xogen.toml says edition = "developer", the org is of the Enterprise Edition\n' in err


def test_the_time_limit(cli):
    code, _, err = cli.run("action authorize salesforce --no-browser --insecure-file --timeout 1")
    assert code == 3
    assert "Error: no answer came back within 1 s\n  Salesforce shows some errors in the browser only" in err


def test_ctrl_c_while_waiting(cli):
    process = cli.start("action authorize salesforce --no-browser --insecure-file")
    first = process.stderr.readline()
    process.send_signal(signal.SIGINT)
    code, _, err = cli.end(process, first)
    assert code == 130
    assert "Traceback" not in err


def test_an_expired_sign_in_puts_the_action_in_error_until_it_is_authorized_again(signed_in, served):
    served.access = served.refresh = None
    code, _, err = signed_in.run("action status salesforce --check")
    assert code == 3
    assert err == (
        "Error: the salesforce action is in error: the sign-in has expired: expired access/refresh token "
        "(invalid_grant)\n  run: xogen action authorize salesforce\n"
    )
    status = signed_in.status()
    assert (status["state"], status["next"]) == ("error", ["xogen action authorize salesforce"])
    assert signed_in.authorize()[0] == 0
    assert signed_in.status()["state"] == "configured"


def test_an_org_out_of_reach_changes_nothing(signed_in, served):
    url, text = served.url, (signed_in.root / "xogen.toml").read_text()
    before = (signed_in.root / "xogen.lock").read_bytes()
    [kept] = (signed_in.root.parent / "home" / "xogen" / "tokens").iterdir()
    away = f"http://localhost:{free_port()}"
    whole = kept.read_text()
    kept.write_text(whole.replace(url, away))
    for line in ("action status salesforce --check", "action delete salesforce"):
        code, _, err = signed_in.run(line)
        assert (code, err.splitlines()[0].startswith(f"Error: cannot reach {away}: ")) == (4, True)
    assert "xogen action delete salesforce --offline" in err
    assert (signed_in.root / "xogen.lock").read_bytes() == before
    assert kept.read_text() == whole.replace(url, away)
    assert text == (signed_in.root / "xogen.toml").read_text()
    kept.write_text(whole)
    assert signed_in.run("action status salesforce --check")[0] == 0


def test_delete_revokes_then_forgets(signed_in, served, tmp_path):
    code, _, err = signed_in.run("action delete salesforce")
    assert code == 0
    assert err.splitlines()[0] == "salesforce is deleted: its authorization is forgotten, and revoked at the org"
    assert (served.access, served.refresh) == (None, None)
    assert list((tmp_path / "home").rglob("*.json")) == []
    assert signed_in.lock() is None
    assert signed_in.run("action delete salesforce")[0] == 3


def test_delete_offline_only_forgets(signed_in, served, tmp_path):
    assert signed_in.run("action delete salesforce --offline")[0] == 0
    assert served.refresh is not None
    assert list((tmp_path / "home").rglob("*.json")) == []


def test_the_sign_in_is_revoked_where_it_came_from_even_without_its_app(signed_in, served):
    del signed_in.environment["SALESFORCE_CLIENT_SECRET"]
    path = signed_in.root / "xogen.toml"
    path.write_text(path.read_text().replace(f"{served.url}/services/oauth2", "https://login.salesforce.com"))
    assert signed_in.run("action delete salesforce")[0] == 0
    assert served.refresh is None


def test_two_processes_at_once_renew_once(signed_in, served):
    served.expire()
    served.on_token = lambda: time.sleep(0.5)
    served.grants.clear()
    processes = [signed_in.start("action status salesforce --check") for _ in range(4)]
    assert [signed_in.end(process)[0] for process in processes] == [0] * 4
    assert served.grants == ["refresh_token"]
    assert signed_in.run("action status salesforce --check")[0] == 0


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGTERM to wait with")
def test_told_to_end_while_renewing_saves_first(signed_in, served):
    served.expire()
    asked = queue.Queue()
    go_on = threading.Event()
    served.on_token = lambda: (asked.put(1), go_on.wait(20))
    process = signed_in.start("action status salesforce --check")
    asked.get(timeout=20)
    process.send_signal(signal.SIGTERM)
    time.sleep(0.2)
    go_on.set()
    assert signed_in.end(process)[0] == -signal.SIGTERM
    served.on_token = None
    served.grants.clear()
    assert signed_in.run("action status salesforce --check")[0] == 0
    assert served.grants == []


def test_killed_between_refresh_and_save(signed_in, served):
    served.expire()
    asked = queue.Queue()
    served.on_token = lambda: (asked.put(1), time.sleep(1))
    process = signed_in.start("action status salesforce --check")
    asked.get(timeout=20)
    process.kill()
    signed_in.end(process)
    served.on_token = None
    code, _, err = signed_in.run("action status salesforce --check")
    assert code == 3
    assert err == (
        "Error: the salesforce action is in error: the sign-in has expired: expired access/refresh token "
        "(invalid_grant); an earlier run was cut off while it renewed the sign-in\n"
        "  run: xogen action authorize salesforce\n"
    )
    assert signed_in.authorize()[0] == 0
    assert signed_in.run("action status salesforce --check")[0] == 0


BUG = """
import sys
from xogen.org.client import OrgClient
def bug(self, path):
    raise RuntimeError(f"{path} {self.tokens.access} {self.tokens.refresh}")
OrgClient.get = bug
from xogen.cli.main import run
sys.exit(run(sys.argv[1:]))
"""
DEBUG = """
import http.client, logging, sys
logging.basicConfig(level=logging.DEBUG)
http.client.HTTPConnection.debuglevel = 1
from xogen.cli.main import run
sys.exit(run(sys.argv[1:]))
"""


def test_no_planted_secret_ever_shows(cli, served):
    """All commands, in good and in bad times, with the org repeating what it got: every output, every file."""
    served.repeats = True
    cli.authorize()
    cli.run("action enable salesforce")
    cli.run("action status")
    cli.run("action status --format json")
    cli.run("action status salesforce --check", DEBUG)
    served.expire()
    cli.run("action status salesforce --check", DEBUG)
    code, _, err = cli.run("action status salesforce --check", BUG)
    assert code == 1
    assert "RuntimeError: /limits *** ***" in err
    served.limits = refusal("X", f"you sent Bearer {served.access}")
    cli.run("action status salesforce --check")
    served.limits = (200, {})
    cli.authorize(visit=lambda url: fetch(re.sub("state=[^&]+", "state=x", url)))
    served.deny = "server_error"
    cli.authorize()
    served.deny, served.secret = None, "another"
    cli.authorize()
    served.secret = SECRET
    (cli.root / "describe").mkdir()
    cli.run("templates install salesforce/create-lead")
    cli.run("generate --no-draw")
    served.access = served.refresh = None
    cli.run("action status salesforce --check", DEBUG)
    cli.authorize()
    cli.run("action delete salesforce", DEBUG)
    said = "\n".join(cli.said)
    assert "DEBUG:httpcore" in said
    assert "the org answers X: you sent Bearer ***" in said
    assert PLANTED.findall(said) == []
    files = [path for path in cli.root.rglob("*") if path.is_file()]
    assert [path for path in files if PLANTED.search(path.read_bytes().decode("utf-8", "replace"))] == []
    assert len(files) >= 3
