"""Keeping sign-ins, and renewing them: by two at once, cut off in the middle, with a store that breaks."""

from __future__ import annotations

import json
import os
import signal
import threading

import pytest
from keyring.errors import KeyringLocked

from tests.org.conftest import app_of
from tests.org.fake_org import ACCESS, REFRESH
from xogen.errors import ActionError, InputError, MachineError
from xogen.org.http import http_client
from xogen.org.oauth import Tokens, refresh
from xogen.org.problems import ExpiredError
from xogen.org.tokens import FileStore, KeyringStore, Session, find, forget, keep, renew, store_for_new

KEY = "acme/salesforce"


@pytest.fixture
def session(org):
    org._issue()
    tokens = Tokens(access=org.access, refresh=org.refresh, instance_url=org.url, scopes=("api",))
    return Session(tokens=tokens, login=org.url, revoke_url=f"{org.url}/services/oauth2/revoke", since=5)


@pytest.fixture(params=["keyring", "file"])
def store(request, memory):
    return KeyringStore() if request.param == "keyring" else FileStore()


@pytest.fixture
def ask(org):
    def asked(tokens):
        with http_client(org.url, org.transport()) as http:
            return refresh(http, app_of(org), tokens)

    return asked


def test_what_is_kept_comes_back(store, session):
    assert store.load(KEY) is None
    store.save(KEY, session)
    assert store.load(KEY) == session
    assert store.load("another/salesforce") is None
    store.delete(KEY)
    store.delete(KEY)
    assert store.load(KEY) is None


def test_no_token_shows(session):
    assert "planted" not in repr(session) + str(session)


def test_a_damaged_sign_in_is_not_shown(memory, own_home, session):
    memory.kept["xogen", KEY] = '{"tokens": {"access": "planted-access-1"}}'
    with pytest.raises(InputError) as caught:
        find(KEY)
    assert "planted" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert forget(KEY, None) is True
    assert find(KEY) is None


def test_a_new_sign_in_goes_to_the_keyring(memory):
    assert isinstance(store_for_new(insecure_file=False), KeyringStore)
    assert isinstance(store_for_new(insecure_file=True), FileStore)


def test_without_a_keyring_it_is_refused_unless_asked_for(no_keyring, own_home):
    with pytest.raises(MachineError) as caught:
        store_for_new(insecure_file=False)
    assert caught.value.message == "this machine has no keyring to keep the token in"
    assert caught.value.hint.endswith("--insecure-file")
    assert not own_home.exists()
    assert isinstance(store_for_new(insecure_file=True), FileStore)


def test_a_keyring_that_writes_plain_files_is_none(memory):
    type(memory).priority, before = 0.5, type(memory).priority
    try:
        with pytest.raises(MachineError, match="no keyring"):
            store_for_new(insecure_file=False)
    finally:
        type(memory).priority = before


def test_a_locked_keyring_says_so(memory, session, monkeypatch):
    def locked(*arguments):
        raise KeyringLocked("Failed to unlock")

    for name in ("get_password", "set_password", "delete_password"):
        monkeypatch.setattr(memory, name, locked)
    for act in (
        lambda: KeyringStore().load(KEY),
        lambda: KeyringStore().save(KEY, session),
        lambda: KeyringStore().delete(KEY),
    ):
        with pytest.raises(MachineError, match="the keyring does not work: Failed to unlock"):
            act()


def test_a_sign_in_is_in_one_place(memory, session):
    keep(FileStore(), KEY, session)
    store, found = find(KEY)
    assert (store.place, found) == (FileStore().place, session)
    keep(KeyringStore(), KEY, session)
    assert FileStore().load(KEY) is None
    assert find(KEY)[0].place == "the keyring"


def test_forgetting_asks_the_org_first(store, session):
    store.save(KEY, session)

    def unreachable(_):
        raise MachineError("cannot reach")

    with pytest.raises(MachineError):
        forget(KEY, unreachable)
    assert store.load(KEY) == session
    asked = []
    assert forget(KEY, asked.append) is True
    assert asked == [session]
    assert find(KEY) is None
    assert forget(KEY, asked.append) is False


def test_renewing_saves_before_anybody_uses_it(store, session, ask, org):
    store.save(KEY, session)
    fresh = renew(store, KEY, session.tokens, ask)
    assert fresh.refresh == f"{REFRESH}2"
    assert store.load(KEY) == session.model_copy(update={"tokens": fresh})


def test_who_comes_second_takes_what_the_first_one_saved(store, session, ask, org):
    store.save(KEY, session)
    assert renew(store, KEY, session.tokens, ask) == renew(store, KEY, session.tokens, ask)
    assert org.grants == ["refresh_token"]


def test_many_at_once_ask_once(store, session, ask, org):
    store.save(KEY, session)
    got = []
    threads = [
        threading.Thread(target=lambda: got.append(renew(store, KEY, session.tokens, ask).access)) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [f"{ACCESS}2"] * 8
    assert org.grants == ["refresh_token"]
    assert org.dead == {f"{REFRESH}1"}


def test_a_sign_in_that_was_deleted_meanwhile(store, session, ask, org):
    with pytest.raises(ActionError, match="the sign-in was deleted meanwhile"):
        renew(store, KEY, session.tokens, ask)
    assert org.grants == []


def test_a_store_that_cannot_be_written_costs_no_token(memory, session, ask, org, monkeypatch):
    store = KeyringStore()
    store.save(KEY, session)

    def locked(*arguments):
        raise KeyringLocked("locked")

    monkeypatch.setattr(memory, "set_password", locked)
    with pytest.raises(MachineError, match="the keyring does not work"):
        renew(store, KEY, session.tokens, ask)
    assert org.grants == []
    assert store.load(KEY) == session


def test_no_answer_costs_no_token(store, session, org):
    store.save(KEY, session)
    org.token_fault = (503, {})

    def asked(tokens):
        with http_client(org.url, org.transport()) as http:
            return refresh(http, app_of(org), tokens)

    with pytest.raises(MachineError, match="answers 503"):
        renew(store, KEY, session.tokens, asked)
    org.token_fault = None
    assert renew(store, KEY, session.tokens, asked).access == f"{ACCESS}2"


def test_ctrl_c_waits_until_the_new_token_is_saved(store, session, ask, org):
    store.save(KEY, session)
    org.on_token = lambda: os.kill(os.getpid(), signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        renew(store, KEY, session.tokens, ask)
    assert store.load(KEY).tokens.access == org.access == f"{ACCESS}2"


def test_killed_between_refresh_and_save_is_explained(store, session, ask, org):
    store.save(KEY, session)

    def killed(tokens):
        ask(tokens)
        raise SystemExit  # stands for the kill: what follows does not run

    with pytest.raises(SystemExit):
        renew(store, KEY, session.tokens, killed)
    assert store.load(KEY) == session.model_copy(update={"renewing": True})
    with pytest.raises(ExpiredError) as caught:
        renew(store, KEY, session.tokens, ask)
    assert caught.value.message == (
        "the sign-in has expired: expired access/refresh token (invalid_grant); "
        "an earlier run was cut off while it renewed the sign-in"
    )
    assert store.load(KEY) is not None


def test_the_file_holds_no_name_of_the_project(own_home, session):
    FileStore().save(KEY, session)
    [path] = (own_home / "xogen" / "tokens").iterdir()
    assert "acme" not in path.name
    assert json.loads(path.read_text())["since"] == 5
