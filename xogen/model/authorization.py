"""The steps on an action, and the only way to an ``AuthorizedAction``.

Steps are pure: each takes an action and returns the record to remember, or raises ``ActionError``.

    available --authorize--> available with evidence --enable--> configured --disable--> disabled --authorize, enable-->
    any --delete--> available, evidence forgotten;   configured --token expired--> error --authorize--> configured
"""

from __future__ import annotations

import hashlib

from xogen.errors import ActionError
from xogen.model.action import Action, ActionRecord, ActionState, Evidence
from xogen.model.app import App, AuthorizationType

_MAKER = object()


class AuthorizedAction:
    """An action that is configured. Only ``authorize()`` makes one, and ``expand()`` takes nothing else."""

    __slots__ = ("_action",)

    def __init__(self, action: Action, maker: object) -> None:
        """Refuse every caller but ``authorize()``."""
        if maker is not _MAKER:
            raise TypeError("an AuthorizedAction comes from authorize(action) only")
        self._action = action

    @property
    def name(self) -> str:
        """The action's name: ``salesforce``."""
        return self._action.name

    @property
    def action(self) -> Action:
        """The action itself."""
        return self._action

    @property
    def end_user_signs_in(self) -> bool:
        """Whether each end user authorizes in the conversation."""
        return self._action.settings.authorization is AuthorizationType.ALLOW_USERS


def fingerprint(action: Action) -> str:
    """Return a digest of what an authorization holds for: type, app, profile fields, edition and org."""
    settings = action.settings.model_dump_json(exclude={"api_version", "login_redirect"})
    profile = action.profile.model_dump_json() if action.profile else ""
    return hashlib.sha256(f"{action.name}\n{settings}\n{profile}".encode()).hexdigest()


def check_pair(action: Action) -> None:
    """Raise ``ActionError`` unless app and profile fit: custom needs a profile, system has none."""
    settings = action.settings
    if settings.app is App.CUSTOM and action.profile is None:
        raise ActionError(
            f"the {action.name} action uses a custom app but has no profile",
            hint=f'add profile = "..." to [actions.{action.name}] and a [profiles.NAME] table with its eight fields',
        )
    if settings.app is App.SYSTEM and settings.profile is not None:
        raise ActionError(
            f"the {action.name} action uses the system app, which takes no profile",
            hint=f'remove profile from [actions.{action.name}], or set app = "custom"',
        )


def state_of(action: Action) -> ActionState:
    """Return the present state, which is what the lock says as long as it says with what it was configured.

    A change of pair or profile after authorizing puts an action back to available, and so does a lock that lost, by
    hand or in a merge, what the action was configured with.
    """
    return ActionState.AVAILABLE if changed_since(action) or _unproven(action) else action.record.state


def _unproven(action: Action) -> bool:
    record = action.record
    return record.state is ActionState.CONFIGURED and (record.fingerprint is None or needs_authorization(action))


def why_not(action: Action) -> str | None:
    """Say why an action that was configured is not any more, if that is so and nobody said it in a step."""
    record = action.record
    if changed_since(action):
        step = "authorized" if record.evidence else "enabled"
        return f"its authorization, app, profile, edition or org changed since it was {step}"
    if _unproven(action):
        return "xogen.lock does not say how it was authorized"
    return "its token expired" if record.state is ActionState.ERROR else None


def needs_authorization(action: Action) -> bool:
    """Whether the developer has to authorize before the action can be enabled."""
    if action.settings.authorization is AuthorizationType.ALLOW_USERS:
        return False
    record = action.record
    stale = record.evidence is None or record.fingerprint != fingerprint(action)
    return stale or record.state is ActionState.ERROR


def authorize_step(action: Action, evidence: Evidence) -> ActionRecord:
    """Remember that the developer authorized. With allow-users there is nothing to remember: ``ActionError``."""
    check_pair(action)
    if action.settings.authorization is AuthorizationType.ALLOW_USERS:
        raise ActionError(f"the {action.name} action is authorized by each end user in the conversation")
    state = state_of(action)
    after = ActionState.CONFIGURED if state is ActionState.ERROR else state
    return ActionRecord(state=after, evidence=evidence, fingerprint=fingerprint(action))


def enable_step(action: Action) -> ActionRecord:
    """Available or disabled becomes configured; pre-authorize must be authorized first."""
    check_pair(action)
    if needs_authorization(action):
        raise ActionError(
            f"the {action.name} action must be authorized before it is enabled{_because(action)}",
            hint=f"run: {next_steps(action)[0]}",
        )
    by_users = action.settings.authorization is AuthorizationType.ALLOW_USERS
    evidence = None if by_users else action.record.evidence
    return ActionRecord(state=ActionState.CONFIGURED, evidence=evidence, fingerprint=fingerprint(action))


def disable_step(action: Action) -> ActionRecord:
    """Configured or error becomes disabled; the platform asks for authorization again afterwards."""
    state = state_of(action)
    if state not in {ActionState.CONFIGURED, ActionState.ERROR}:
        raise ActionError(
            f"the {action.name} action is {state.value}, so there is nothing to disable",
            hint="see: xogen action status",
        )
    return ActionRecord(state=ActionState.DISABLED)


def expire_step(action: Action) -> ActionRecord:
    """Remember that the org no longer takes the token: what was configured is in error, until authorized again."""
    if state_of(action) is not ActionState.CONFIGURED:
        return ActionRecord(state=state_of(action))
    return action.record.model_copy(update={"state": ActionState.ERROR})


def delete_step(action: Action) -> ActionRecord:
    """Forget everything, the evidence too: the action is available again, as before its first step."""
    if action.record == ActionRecord():
        raise ActionError(
            f"the {action.name} action was never authorized or enabled, so there is nothing to delete",
            hint="see: xogen action status",
        )
    return ActionRecord()


def authorize(action: Action) -> AuthorizedAction:
    """Return the proof that templates may use this action.

    Raises:
        ActionError: it is not configured; the hint names the command to run.
    """
    check_pair(action)
    state = state_of(action)
    if state is ActionState.CONFIGURED:
        return AuthorizedAction(action, _MAKER)
    raise ActionError(
        f'the {action.name} action is "{state.value}", not "configured"{_because(action)}',
        hint=f"run: {', then '.join(next_steps(action))}",
    )


def _because(action: Action) -> str:
    why = why_not(action)
    return f": {why}" if why else ""


def next_steps(action: Action) -> tuple[str, ...]:
    """Return the commands that make the action configured, in order; none when it is."""
    state = state_of(action)
    by_platform = " --declared" if action.settings.app is App.SYSTEM else ""
    authorize_it = f"xogen action authorize {action.name}{by_platform}"
    enable_it = f"xogen action enable {action.name}"
    if state is ActionState.CONFIGURED:
        return ()
    if not needs_authorization(action):
        return (enable_it,)
    return (authorize_it,) if state is ActionState.ERROR else (authorize_it, enable_it)


def changed_since(action: Action) -> bool:
    """Whether type, app, profile, edition or org changed since the action was authorized or enabled."""
    record = action.record
    return record.fingerprint is not None and record.fingerprint != fingerprint(action)
