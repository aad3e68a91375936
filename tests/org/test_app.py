from __future__ import annotations

import subprocess

import pytest

from tests.org.conftest import VARIABLES, profile_of
from xogen.errors import ActionError, InputError
from xogen.org.app import Environment, oauth_app


def test_the_environment_comes_first_then_the_file(tmp_path):
    (tmp_path / ".env").write_text("# ours\n\nexport A=file\nB = 'two words' # said\nC=x#y #note\nD=\n")
    found = Environment(tmp_path, {"A": "process"})
    assert dict(found) == {"A": "process", "B": "two words", "C": "x#y", "D": ""}
    assert len(found) == 4


def test_the_file_is_not_read_when_nothing_is_missing(tmp_path):
    (tmp_path / ".env").write_text("this is no line of a .env file")
    assert Environment(tmp_path, {"A": "process"})["A"] == "process"


def test_a_broken_line_is_named_and_not_shown(tmp_path):
    (tmp_path / ".env").write_text("A=1\nsecret without a name\n")
    with pytest.raises(InputError) as caught:
        Environment(tmp_path, {})["A"]
    assert str(caught.value) == f"{tmp_path / '.env'}:2: this line is not of the form NAME=value"


def test_a_file_that_git_tracks_is_refused(tmp_path):
    (tmp_path / ".env").write_text("A=1\n")
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    assert Environment(tmp_path, {})["A"] == "1"
    subprocess.run(["git", "-C", tmp_path, "add", "-f", ".env"], check=True)
    with pytest.raises(ActionError) as caught:
        Environment(tmp_path, {})["A"]
    assert caught.value.message == "git tracks this file, so everyone who sees the repository sees its secrets"
    assert "git rm --cached .env" in caught.value.hint


def test_a_repository_that_nobody_can_read_is_refused(tmp_path, monkeypatch):
    (tmp_path / ".env").write_text("A=1\n")
    (tmp_path / ".git").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ActionError, match="cannot tell whether git tracks this file"):
        Environment(tmp_path, {})["A"]


def test_values_take_the_place_of_references(org):
    app = oauth_app(profile_of(org), VARIABLES)
    assert (app.client_id, app.client_secret) == ("client-of-a-test", "planted-client-secret")
    assert app.revoke_url == "http://localhost/services/oauth2/revoke"
    assert "planted" not in repr(app)


def test_a_secret_that_is_set_to_nothing_means_a_public_client(org):
    assert oauth_app(profile_of(org), {**VARIABLES, "SALESFORCE_CLIENT_SECRET": ""}).client_secret is None


@pytest.mark.parametrize(
    ("variables", "name"),
    [
        ({}, "SALESFORCE_CLIENT_ID"),
        ({**VARIABLES, "SALESFORCE_CLIENT_ID": ""}, "SALESFORCE_CLIENT_ID"),
        ({"SALESFORCE_CLIENT_ID": "x"}, "SALESFORCE_CLIENT_SECRET"),
    ],
)
def test_a_variable_that_is_not_set_is_named(org, variables, name):
    with pytest.raises(ActionError, match=f"needs the environment variable {name}, which is not set"):
        oauth_app(profile_of(org), variables)


def test_the_secret_goes_to_the_host_that_people_sign_in_at_only(org):
    mixed = profile_of(org).model_copy(update={"token_request_url": "https://acme.my.salesforce.com/token"})
    with pytest.raises(InputError, match=r"name different hosts: http://localhost, https://acme\.my\.salesforce\.com"):
        oauth_app(mixed, VARIABLES)
    foreign = profile_of(org).model_copy(update={"refresh_token_url": "https://evil.example/token"})
    with pytest.raises(
        InputError, match=r"^the profile's refresh_token_url: evil\.example is no host that people sign"
    ):
        oauth_app(foreign, VARIABLES)
