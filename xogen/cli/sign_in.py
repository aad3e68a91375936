"""Where the project and the org meet: authorize an action for real, use its sign-in, forget it.

Every command that asks an org goes through ``connection()``: it renews the sign-in, and puts the action in error when
the org no longer takes it. Secrets are taken out of all output from the first call on.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING

from xogen.cli.output import clean_with, say
from xogen.errors import ActionError, MachineError, XogenError

if TYPE_CHECKING:
    from pathlib import Path

    from xogen.model.action import Action, ActionRecord, AuthorizationProfile, Evidence
    from xogen.org.client import OrgClient
    from xogen.org.oauth import Tokens
    from xogen.org.tokens import Session
    from xogen.project.workspace import Project


def authorize_for_real(
    root: Path,
    name: str,
    *,
    browser: bool,
    insecure_file: bool,
    timeout: float,
    visit: Callable[[str], object] | None = None,
) -> Action:
    """Sign in to the org of an action with a custom app, verify the org, and remember both.

    Args:
        root: the project's folder.
        name: the action.
        browser: whether to open one; the URL is told in any case.
        insecure_file: keep the token in a file, where there is no keyring.
        timeout: seconds to wait for the browser.
        visit: opens the URL in place of a browser.

    Returns:
        The action after the step.

    Raises:
        ActionError: the person or the org says no; the org is a trial, or has no API.
        InputError: the profile names no host that people sign in at.
        MachineError: no keyring, no network, the port taken, or the project cannot be written.
    """
    from xogen.org.app import Environment
    from xogen.org.login import sign_in
    from xogen.org.tokens import keep, store_for_new
    from xogen.project.actions import take_step
    from xogen.project.workspace import load_project

    _protect()
    here = load_project(root)
    action = here.action(name)
    profile, secrets = _profile(action), Environment(root)
    store = store_for_new(insecure_file=insecure_file)
    take_step(root, name, lambda item: item.record)  # finds out before the person signs in that the lock can be written
    redirect = action.settings.login_redirect
    opens = visit or (_open if browser else None)
    tokens = sign_in(profile, secrets, redirect, open_browser=opens, tell=say, timeout=timeout)
    session, evidence = _verified(action, root, tokens)
    keep(store, session_key(here, name), session)
    _, after = take_step(root, name, lambda item: _authorized(item, action, evidence))
    say(f"{name} is authorized (verified): {_who(session)}")
    _notes(after, evidence, tokens)
    return after


def session_key(here: Project, name: str) -> str:
    """Return the name under which the sign-in of an action is kept."""
    return f"{here.config.project.key}/{name}"


def described(here: Project, action: Action) -> dict[str, str | None] | None:
    """Return who is signed in, where and since when; ``None`` when nobody is. Never a token.

    Raises:
        XogenError: the sign-in cannot be read.
    """
    evidence = action.record.evidence
    if evidence is None or evidence.kind != "verified":
        return None
    from xogen.org.tokens import find

    _protect()
    found = find(session_key(here, action.name))
    if found is None:
        return None
    store, session = found
    return {
        "username": session.username,
        "instance_url": session.tokens.instance_url,
        "since": _iso(session.since),
        "renewed": _iso(session.tokens.issued_at) if session.tokens.issued_at > session.since else None,
        "kept_in": store.place,
    }


def forget(here: Project, name: str, *, offline: bool) -> bool:
    """Revoke the sign-in of an action, and forget it. Returns whether there was one.

    Args:
        here: the project.
        name: the action.
        offline: forget it without revoking it.

    Raises:
        MachineError: the org does not answer; nothing is forgotten.
        XogenError: the sign-in cannot be read.
    """
    action = here.action(name)
    evidence = action.record.evidence
    if action.profile is None and (evidence is None or evidence.kind == "declared"):
        return False
    from xogen.org import tokens as kept

    _protect()
    revoke = None if offline else partial(_revoke, action, here.root)
    try:
        return kept.forget(session_key(here, name), revoke)
    except MachineError as error:
        hint = f"nothing was forgotten; to forget it without revoking it: xogen action delete {name} --offline"
        raise MachineError(error.message, where=error.where, hint=hint) from None


@contextmanager
def connection(root: Path, name: str) -> Iterator[OrgClient]:
    """Yield a connection to the org of an authorized action.

    Raises:
        ActionError: the action is not authorized for real, or its sign-in has expired, which puts it in error.
    """
    from xogen.model.authorization import expire_step
    from xogen.org.problems import ExpiredError
    from xogen.project.actions import take_step
    from xogen.project.workspace import load_project

    _protect()
    here = load_project(root)
    action = here.action(name)
    try:
        with _client(here, action) as client:
            yield client
    except ExpiredError as error:
        with suppress(XogenError):
            take_step(root, name, expire_step)
        raise ActionError(
            f"the {name} action is in error: {error.message}", hint=f"run: xogen action authorize {name}"
        ) from None


def _client(here: Project, action: Action) -> OrgClient:
    from xogen.model.authorization import needs_authorization, why_not
    from xogen.org.app import Environment, oauth_app
    from xogen.org.client import OrgClient
    from xogen.org.http import http_client
    from xogen.org.oauth import refresh
    from xogen.org.tokens import find, renew

    key = session_key(here, action.name)
    found = None if needs_authorization(action) else find(key)
    if found is None or action.profile is None:
        why = why_not(action)
        what = f"the sign-in of the {action.name} action holds no longer: {why}" if why else ""
        raise ActionError(
            what or f"nobody is signed in for the {action.name} action",
            hint=f"run: xogen action authorize {action.name}",
        )
    store, session = found
    profile = action.profile

    def ask(tokens: Tokens) -> Tokens:
        app = oauth_app(profile, Environment(here.root))
        _same_login(app.login, session)
        with http_client(app.login) as http:
            return refresh(http, app, tokens)

    return OrgClient(session.tokens, lambda stale: renew(store, key, stale, ask), version=action.settings.api_version)


def _verified(action: Action, root: Path, tokens: Tokens) -> tuple[Session, Evidence]:
    """Ask the org what it is. When the answer is no, the sign-in is given back."""
    from xogen.org.app import Environment, oauth_app
    from xogen.org.client import OrgClient
    from xogen.org.evidence import check_org, username, verify
    from xogen.org.tokens import Session

    app = oauth_app(_profile(action), Environment(root))
    since = tokens.issued_at or int(time.time() * 1000)
    session = Session(tokens=tokens, login=app.login, revoke_url=app.revoke_url, since=since)
    try:
        with OrgClient(tokens, version=action.settings.api_version) as client:
            check_org(tokens, _resolved(action.settings.instance_url or "", root))
            evidence = verify(client)
            return session.model_copy(update={"username": username(client)}), evidence
    except BaseException:
        with suppress(XogenError):
            _revoke(action, root, session)
        raise


def _revoke(action: Action, root: Path, session: Session) -> None:
    from xogen.org.app import Environment, oauth_app
    from xogen.org.http import http_client
    from xogen.org.oauth import revoke

    app = None
    if action.profile is not None:
        with suppress(XogenError):  # the profile may have changed since, and Salesforce needs the token alone
            app = oauth_app(action.profile, Environment(root))
    ours = app if app is not None and app.login == session.login else None
    with http_client(session.login) as http:
        revoke(http, session.revoke_url, session.tokens, ours)


def _same_login(login: str, session: Session) -> None:
    if login != session.login:
        raise ActionError(
            f"the sign-in is of {session.login}, but the profile names {login} now",
            hint="put the profile back, or authorize the action again",
        )


def _profile(action: Action) -> AuthorizationProfile:
    if action.profile is None:
        raise ActionError(f"the {action.name} action has no profile to sign in with")
    return action.profile


def _resolved(text: str, root: Path) -> str:
    from xogen.model.action import ENV_REFERENCE
    from xogen.org.app import Environment

    reference = ENV_REFERENCE.fullmatch(text)
    return Environment(root).get(reference[1], "") if reference else text


def _authorized(item: Action, before: Action, evidence: Evidence) -> ActionRecord:
    from xogen.model.authorization import authorize_step, fingerprint

    if fingerprint(item) != fingerprint(before):
        raise ActionError("xogen.toml changed while you signed in", hint=f"run: xogen action authorize {item.name}")
    return authorize_step(item, evidence)


def _notes(action: Action, evidence: Evidence, tokens: Tokens) -> None:
    edition = evidence.facts["edition"]
    if action.settings.edition not in edition.casefold():
        say(f'  note: xogen.toml says edition = "{action.settings.edition}", the org is of the {edition}')
    if tokens.refresh is None:
        say("  note: the sign-in cannot be renewed, because the org gave no refresh token: add the scope refresh_token")


def _who(session: Session) -> str:
    return f"{session.username or 'somebody'} at {session.tokens.instance_url}"


def _iso(milliseconds: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(milliseconds / 1000))


def _open(url: str) -> None:
    import webbrowser

    # No browser is no error: the URL is told in any case.
    with suppress(webbrowser.Error, OSError):
        webbrowser.open(url)


def _protect() -> None:
    from xogen.org.redact import REDACTOR

    REDACTOR.install()
    clean_with(REDACTOR.text)
