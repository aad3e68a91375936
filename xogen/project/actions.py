"""The steps on a project's actions: each reads the lock, decides by the model, and writes the lock."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from xogen.model.action import Action, ActionRecord
from xogen.model.authorization import changed_since, next_steps, state_of, why_not
from xogen.model.base import Owned
from xogen.project import lock as lock_file
from xogen.project.lock import Lock
from xogen.project.workspace import Project, find_config, load_project
from xogen.project.writes import running

Step = Callable[[Action], ActionRecord]


class ActionStatus(Owned):
    """What ``action status`` says of one action. ``next`` are the commands that make it configured."""

    name: str
    state: str
    authorization: str
    app: str
    profile: str | None
    edition: str
    evidence: str | None
    why: str | None
    next: tuple[str, ...]


def status(action: Action) -> ActionStatus:
    """Say where an action stands, why, and what comes next."""
    settings, record = action.settings, action.record
    return ActionStatus(
        name=action.name,
        state=state_of(action).value,
        authorization=settings.authorization.value,
        app=settings.app.value,
        profile=settings.profile,
        edition=settings.edition,
        evidence=record.evidence.kind if record.evidence and not changed_since(action) else None,
        why=why_not(action),
        next=next_steps(action),
    )


def statuses(project: Project) -> tuple[ActionStatus, ...]:
    """Return the status of every action in ``xogen.toml``, sorted by name."""
    return tuple(status(project.action(name)) for name in sorted(project.config.actions))


def take_step(root: Path, name: str, step: Step) -> tuple[Action, Action]:
    """Take a step on an action and remember it.

    Args:
        root: the project's folder.
        name: the action.
        step: one of the steps in ``model/authorization.py``.

    Returns:
        The action before and after. Nothing is written when they are equal.

    Raises:
        NotFoundError: no such action.
        ActionError: the step is not legal in the action's state.
        MachineError: the lock cannot be written.
    """
    find_config(root)
    with running(root) as run:
        project = load_project(root)
        before = project.action(name)
        after = before.model_copy(update={"record": step(before)})
        if after.record != before.record:
            run.write_all({lock_file.FILE: lock_file.write_lock(_remember(project.lock, after)).encode()})
    return before, after


def _remember(lock: Lock, action: Action) -> Lock:
    return lock.model_copy(update={"actions": {**lock.actions, action.name: action.record}})
