"""An authorization that the platform does not have."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.lint.examples import dialog, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.app import App, AuthorizationType
from xogen.model.dialog import ActionUse, DialogTask
from xogen.model.finding import Severity

TYPES = tuple(kind.value for kind in AuthorizationType)
APPS = tuple(app.value for app in App)
EDITIONS = ("developer", "enterprise")
DONE = message("done", "Done.")


def _action(**more: str) -> dict[str, str]:
    return {"name": "salesforce", "authorization": "pre-authorize", "app": "system", "edition": "developer", **more}


@rule(
    "task",
    severity=Severity.ERROR,
    summary="An authorization that the platform does not have",
    rationale="""
        There are four pairs: pre-authorize or allow-users, with the system app or a custom one. A custom app needs an
        authorization profile, the system app takes none. Only the Developer and Enterprise editions of Salesforce can
        be authorized: the platform refuses a trial.
    """,
    bad=bad(
        dialog(intent("done"), DONE, action=_action(app="custom", edition="trial")),
        Flag("/action", "the salesforce action uses a custom app without a profile"),
        Flag("/action/edition", "the edition 'trial' cannot be authorized, only developer and enterprise can"),
    ),
    good=good(dialog(intent("done"), DONE, action=_action(app="custom", profile="acme-oauth"))),
)
def illegal_authorization(task: DialogTask, _facts: TaskFacts) -> Iterator[Problem]:
    action = task.action
    if action is None:
        return
    if action.authorization not in TYPES:
        yield Problem("/action/authorization", f"{action.authorization!r} is none of {', '.join(TYPES)}")
    yield from _app(action)
    if action.edition is not None and action.edition.casefold() not in EDITIONS:
        words = f"the edition {action.edition!r} cannot be authorized, only {' and '.join(EDITIONS)} can"
        yield Problem("/action/edition", words)


def _app(action: ActionUse) -> Iterator[Problem]:
    if action.app not in APPS:
        yield Problem("/action/app", f"{action.app!r} is none of {', '.join(APPS)}")
    if action.app == App.CUSTOM and not action.profile:
        yield Problem("/action", f"the {action.name} action uses a custom app without a profile")
    if action.app == App.SYSTEM and action.profile:
        yield Problem("/action/profile", f"the {action.name} action uses the system app, which takes no profile")
