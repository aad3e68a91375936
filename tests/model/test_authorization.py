"""The platform's rules on the states of an action: facts, kore-platform section 1.1."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xogen.errors import ActionError
from xogen.model.action import Action, ActionRecord, ActionSettings, ActionState, AuthorizationProfile, Evidence
from xogen.model.app import App, AuthorizationType
from xogen.model.authorization import (
    AuthorizedAction,
    authorize,
    authorize_step,
    changed_since,
    delete_step,
    disable_step,
    enable_step,
    expire_step,
    needs_authorization,
    next_steps,
    state_of,
)

URL = "https://login.salesforce.com/services/oauth2/token"
PROFILE = {
    "callback_url": URL,
    "identity_provider": "Salesforce",
    "client_id": "{{env.ID}}",
    "client_secret": "{{env.SECRET}}",
    "authorization_url": URL,
    "token_request_url": URL,
    "scope": ["api"],
    "refresh_token_url": URL,
}
DECLARED = Evidence(kind="declared")
PAIRS = list(itertools.product(AuthorizationType, App))
PRE = [pair for pair in PAIRS if pair[0] is AuthorizationType.PRE_AUTHORIZE]
USERS = [pair for pair in PAIRS if pair[0] is AuthorizationType.ALLOW_USERS]


def action(pair=PRE[0], record=None, **settings):
    kind, app = pair
    custom = app is App.CUSTOM
    return Action(
        name="salesforce",
        settings=ActionSettings(authorization=kind, app=app, profile="oauth" if custom else None, **settings),
        profile=AuthorizationProfile.model_validate(PROFILE) if custom else None,
        record=record or ActionRecord(),
    )


def take(before, *steps):
    for step in steps:
        before = before.model_copy(update={"record": step(before)})
    return before


def declare(before):
    return authorize_step(before, DECLARED)


@pytest.mark.parametrize("pair", PAIRS)
def test_a_new_action_is_available_and_reaches_no_template(pair):
    new = action(pair)
    assert state_of(new) is ActionState.AVAILABLE
    with pytest.raises(ActionError, match='the salesforce action is "available", not "configured"'):
        authorize(new)


@pytest.mark.parametrize("pair", PRE)
def test_pre_authorize_must_be_authorized_before_it_is_enabled(pair):
    with pytest.raises(ActionError) as caught:
        enable_step(action(pair))
    declared = " --declared" if pair[1] is App.SYSTEM else ""
    assert str(caught.value) == (
        "the salesforce action must be authorized before it is enabled\n"
        f"  run: xogen action authorize salesforce{declared}"
    )
    done = take(action(pair), declare, enable_step)
    assert state_of(done) is ActionState.CONFIGURED
    assert authorize(done).end_user_signs_in is False


@pytest.mark.parametrize("pair", PAIRS)
def test_authorizing_alone_does_not_configure(pair):
    if pair in PRE:
        assert state_of(take(action(pair), declare)) is ActionState.AVAILABLE


@pytest.mark.parametrize("pair", USERS)
def test_allow_users_needs_no_authorization(pair):
    assert needs_authorization(action(pair)) is False
    with pytest.raises(ActionError, match="authorized by each end user"):
        declare(action(pair))
    done = take(action(pair), enable_step)
    assert authorize(done).end_user_signs_in is True
    assert done.record.evidence is None


@pytest.mark.parametrize("pair", PAIRS)
def test_a_disabled_action_generates_nothing_and_is_asked_for_authorization_again(pair):
    ready = take(action(pair), *([declare] if pair in PRE else []), enable_step)
    off = take(ready, disable_step)
    with pytest.raises(ActionError, match='is "disabled", not "configured"'):
        authorize(off)
    if pair in PRE:
        with pytest.raises(ActionError, match="must be authorized before it is enabled"):
            enable_step(off)
        assert state_of(take(off, declare)) is ActionState.DISABLED
        assert state_of(take(off, declare, enable_step)) is ActionState.CONFIGURED
    else:
        assert state_of(take(off, enable_step)) is ActionState.CONFIGURED


def test_an_expired_token_asks_for_authorization_which_alone_configures_again():
    expired = take(action(), declare, enable_step, expire_step)
    with pytest.raises(ActionError) as caught:
        authorize(expired)
    assert caught.value.hint == "run: xogen action authorize salesforce --declared"
    with pytest.raises(ActionError, match="must be authorized before"):
        enable_step(expired)
    assert state_of(take(expired, declare)) is ActionState.CONFIGURED


def test_what_expires_before_it_is_on_is_only_forgotten():
    assert take(action(), declare, expire_step).record == ActionRecord()
    off = take(action(), declare, enable_step, disable_step)
    assert expire_step(off) == off.record


@pytest.mark.parametrize("state", [ActionState.AVAILABLE, ActionState.DISABLED])
def test_only_what_is_on_can_be_disabled(state):
    with pytest.raises(ActionError, match=f"is {state.value}, so there is nothing to disable"):
        disable_step(action(record=ActionRecord(state=state)))


def test_deleting_forgets_the_evidence_too():
    done = take(action(), declare, enable_step, delete_step)
    assert done.record == ActionRecord()
    with pytest.raises(ActionError, match="nothing to delete"):
        delete_step(done)


CHANGES = {
    "type": lambda a: a.settings.model_copy(update={"authorization": AuthorizationType.ALLOW_USERS}),
    "edition": lambda a: a.settings.model_copy(update={"edition": "enterprise"}),
    "org": lambda a: a.settings.model_copy(update={"instance_url": "https://acme.my.salesforce.com"}),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_after_authorizing_puts_the_action_back_to_available(change):
    ready = take(action(), declare, enable_step)
    changed = ready.model_copy(update={"settings": change(ready)})
    assert changed_since(changed)
    assert state_of(changed) is ActionState.AVAILABLE
    with pytest.raises(ActionError) as caught:
        authorize(changed)
    assert caught.value.message == (
        'the salesforce action is "available", not "configured": '
        "its authorization, app, profile, edition or org changed since it was authorized"
    )


UNPROVEN = {
    "nothing but the state": (PRE[0], lambda record: ActionRecord(state=record.state)),
    "no evidence": (PRE[0], lambda record: record.model_copy(update={"evidence": None})),
    "nobody knows of what": (USERS[0], lambda record: record.model_copy(update={"fingerprint": None})),
}


@pytest.mark.parametrize(("pair", "lose"), UNPROVEN.values(), ids=UNPROVEN)
def test_a_lock_that_lost_how_an_action_was_authorized_configures_nothing(pair, lose):
    ready = take(action(pair), *([declare] if pair in PRE else []), enable_step)
    lost = ready.model_copy(update={"record": lose(ready.record)})
    assert state_of(lost) is ActionState.AVAILABLE
    with pytest.raises(ActionError, match=r'configured": xogen\.lock does not say how it was authorized'):
        authorize(lost)


def test_a_change_of_the_profile_does_so_too():
    ready = take(action(PRE[1]), declare, enable_step)
    profile = AuthorizationProfile.model_validate(PROFILE | {"client_id": "{{env.OTHER}}"})
    assert state_of(ready.model_copy(update={"profile": profile})) is ActionState.AVAILABLE


@pytest.mark.parametrize("key", ["api_version", "login_redirect"])
def test_what_no_authorization_depends_on_may_change(key):
    value = {"api_version": "66.0", "login_redirect": "http://localhost:1/x"}[key]
    ready = take(action(), declare, enable_step)
    changed = ready.model_copy(update={"settings": ready.settings.model_copy(update={key: value})})
    assert state_of(changed) is ActionState.CONFIGURED


def test_evidence_of_another_type_is_not_kept():
    ready = take(action(), declare, enable_step)
    users = ready.model_copy(update={"settings": action(USERS[0]).settings})
    assert take(users, enable_step).record.evidence is None


@pytest.mark.parametrize(("app", "profile"), [("custom", None), ("system", "oauth")])
def test_app_and_profile_must_fit(app, profile):
    settings = ActionSettings(authorization="pre-authorize", app=app, profile=profile)
    with pytest.raises(ActionError, match="profile"):
        enable_step(Action(name="salesforce", settings=settings))


def test_only_authorize_makes_an_authorized_action():
    with pytest.raises(TypeError):
        AuthorizedAction(action(), object())


STEPS = {
    "xogen action authorize salesforce --declared": declare,
    "xogen action authorize salesforce": declare,
    "xogen action enable salesforce": enable_step,
}


@given(
    pair=st.sampled_from(PAIRS),
    walk=st.lists(st.sampled_from([declare, enable_step, disable_step, delete_step, expire_step]), max_size=8),
)
def test_the_next_steps_always_lead_to_configured(pair, walk):
    here = action(pair)
    for step in walk:
        try:
            here = take(here, step)
        except ActionError:
            continue
    for command in next_steps(here):
        here = take(here, STEPS[command])
    assert state_of(here) is ActionState.CONFIGURED
    assert next_steps(here) == ()
