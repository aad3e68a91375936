"""Authorize, enable, disable or delete an action, or show where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from xogen.cli.context import project, project_dir
from xogen.cli.group import Group
from xogen.cli.output import example, format_option, put, put_json, say, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xogen.model.action import Action
    from xogen.project.actions import ActionStatus, Step


@click.group(cls=Group, epilog=example("xogen action status", "xogen action authorize salesforce --declared"))
def command() -> None:
    """Take the platform's own steps on an action, and see where it stands.

    \b
    available   authorize, enable -> configured
    configured  disable -> disabled; the token expires -> error
    disabled    authorize, enable -> configured
    error       authorize -> configured
    any state   delete -> available, and the authorization is forgotten

    With allow-users there is nothing to authorize. Only a configured action generates dialogs.
    """  # noqa: D301 - click reads the backspace as "keep these lines"


@command.command(epilog=example("xogen action status", "xogen action status --format json"))
@click.argument("name", required=False)
@format_option()
def status(name: str | None, form: str) -> None:
    """Show state, authorization, evidence and the next step of one action or all."""
    from xogen.project import actions

    here = project()
    shown = (actions.status(here.action(name)),) if name else actions.statuses(here)
    if form == "json":
        put_json([item.model_dump(mode="json") for item in shown])
    elif not shown:
        say("xogen.toml has no actions: an action is a table [actions.NAME]")
    else:
        _print(shown)


def _print(shown: Sequence[ActionStatus]) -> None:
    heads = ("NAME", "STATE", "AUTHORIZATION", "APP", "PROFILE", "EDITION", "EVIDENCE", "NEXT")
    put(
        table(
            heads,
            [
                (
                    item.name,
                    item.state,
                    item.authorization,
                    item.app,
                    item.profile or "-",
                    item.edition,
                    item.evidence or "-",
                    item.next[0] if item.next else "-",
                )
                for item in shown
            ],
        )
    )
    for item in shown:
        if item.why:
            say(f"{item.name}: {item.why}")


@command.command(epilog=example("xogen action authorize salesforce --declared"))
@click.argument("name")
@click.option("--declared", is_flag=True, help="You have authorized the action in the platform; remember that.")
def authorize(name: str, declared: bool) -> None:
    """Remember that an action is authorized.

    Authorize it in the platform (App Settings > Integrations > Actions > Authorize), then declare it here. With
    allow-users there is nothing to authorize: each end user signs in, in the conversation.
    """
    from xogen.errors import ActionError
    from xogen.model.action import AuthorizationType, Evidence
    from xogen.model.authorization import authorize_step, check_pair
    from xogen.project.actions import take_step

    action = project().action(name)
    check_pair(action)
    if action.settings.authorization is AuthorizationType.ALLOW_USERS:
        say(f"{name}: nothing to authorize, each end user signs in, in the conversation")
    elif not declared:
        raise ActionError(
            "xogen cannot sign in itself yet",
            hint=f"authorize it in the platform, then run: xogen action authorize {name} --declared",
        )
    else:
        _, action = take_step(project_dir(), name, lambda item: authorize_step(item, Evidence(kind="declared")))
        say(f"{name} is authorized (declared, not verified)")
    _say_next(action)


@command.command(epilog=example("xogen action enable salesforce"))
@click.argument("name")
def enable(name: str) -> None:
    """Make an authorized action configured, so that its templates can be used."""
    from xogen.model.authorization import enable_step

    before, after = _step(name, enable_step)
    say(f"{name} is configured" if before.record != after.record else f"{name} is configured already")


@command.command(epilog=example("xogen action disable salesforce"))
@click.argument("name")
def disable(name: str) -> None:
    """Switch an action off.

    Enabling it again asks for authorization again.
    """
    from xogen.model.authorization import disable_step, needs_authorization

    _, after = _step(name, disable_step)
    steps = "authorized and enabled again" if needs_authorization(after) else "enabled again"
    say(f"{name} is disabled: nothing is generated for it until it is {steps}")
    _say_next(after)


@command.command(epilog=example("xogen action delete salesforce"))
@click.argument("name")
def delete(name: str) -> None:
    """Forget an action's authorization for good.

    Its settings in xogen.toml stay.
    """
    from xogen.model.authorization import delete_step

    _, after = _step(name, delete_step)
    say(f"{name} is deleted: its authorization is forgotten")
    _say_next(after)


def _step(name: str, step: Step) -> tuple[Action, Action]:
    from xogen.project.actions import take_step

    return take_step(project_dir(), name, step)


def _say_next(action: Action) -> None:
    from xogen.model.authorization import next_steps

    steps = next_steps(action)
    if steps:
        say(f"  next: {', then '.join(steps)}")
