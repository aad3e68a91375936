from __future__ import annotations

import keyring
import keyring.backend
import pytest
from keyring.errors import PasswordDeleteError

from tests.org.fake_org import SECRET, FakeOrg
from xogen.cli import output
from xogen.model.action import AuthorizationProfile
from xogen.org.app import OAuthApp
from xogen.org.redact import REDACTOR


class MemoryKeyring(keyring.backend.KeyringBackend):
    """A keyring that is gone with the test."""

    priority = 5

    def __init__(self):
        super().__init__()
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        try:
            del self.kept[service, username]
        except KeyError:
            raise PasswordDeleteError("not there") from None


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    """A home of the test's own, and nothing that an earlier test let the redactor know."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "home"))
    monkeypatch.setattr(REDACTOR, "_known", set())
    monkeypatch.setattr(REDACTOR, "_pattern", None)
    monkeypatch.setattr(output, "_cleaners", [])
    yield tmp_path / "home"
    REDACTOR.uninstall()


@pytest.fixture
def memory():
    """A keyring that works."""
    before = keyring.get_keyring()
    made = MemoryKeyring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def no_keyring():
    """A machine without a keyring."""
    from keyring.backends.fail import Keyring

    before = keyring.get_keyring()
    keyring.set_keyring(Keyring())
    yield
    keyring.set_keyring(before)


@pytest.fixture
def org():
    return FakeOrg()


@pytest.fixture
def served(org):
    with org.serving():
        yield org


def profile_of(org):
    base = f"{org.url}/services/oauth2"
    return AuthorizationProfile(
        callback_url="https://idp.kore.ai/workflows/callback/",
        identity_provider="Salesforce",
        client_id="{{env.SALESFORCE_CLIENT_ID}}",
        client_secret="{{env.SALESFORCE_CLIENT_SECRET}}",
        authorization_url=f"{base}/authorize",
        token_request_url=f"{base}/token",
        scope=("api", "id", "refresh_token"),
        refresh_token_url=f"{base}/token",
    )


def app_of(org):
    base = f"{org.url}/services/oauth2"
    return OAuthApp(
        client_id="client-of-a-test",
        client_secret=SECRET,
        authorization_url=f"{base}/authorize",
        token_url=f"{base}/token",
        refresh_url=f"{base}/token",
        scopes=("api", "id", "refresh_token"),
    )


VARIABLES = {"SALESFORCE_CLIENT_ID": "client-of-a-test", "SALESFORCE_CLIENT_SECRET": SECRET}
