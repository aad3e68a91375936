"""Authorize, enable, disable or delete an action, or show where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from xogen.cli.context import project, project_dir
from xogen.cli.group import Group
from xogen.cli.output import example, format_option, put, put_json, say, table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xogen.errors import XogenError
    from xogen.model.action import Action
    from xogen.project.actions import ActionStatus, Step
    from xogen.project.workspace import Project


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
@click.option("--check", is_flag=True, help="Ask the org of NAME whether it still takes the sign-in.")
@format_option()
def status(name: str | None, check: bool, form: str) -> None:
    """Show state, authorization, evidence and the next step of one action or all, and who is signed in."""
    from xogen.project import actions

    if check:
        _check(name)
    here = project()
    shown = (actions.status(here.action(name)),) if name else actions.statuses(here)
    signed_in = {item.name: _signed_in(here, item.name) for item in shown}
    if form == "json":
        put_json([{**item.model_dump(mode="json"), "signed_in": signed_in[item.name]} for item in shown])
    elif not shown:
        say("xogen.toml has no actions: an action is a table [actions.NAME]")
    else:
        _print(shown, signed_in)


def _check(name: str | None) -> None:
    from xogen.cli.sign_in import connection
    from xogen.errors import UsageError

    if name is None:
        raise UsageError("--check needs the name of an action", hint="xogen action status salesforce --check")
    with connection(project_dir(), name) as client:
        client.get("/limits")
    say(f"{name}: the org takes the sign-in")


def _signed_in(here: Project, name: str) -> Mapping[str, str | None] | None:
    from xogen.cli.sign_in import described
    from xogen.errors import XogenError

    try:
        return described(here, here.action(name))
    except XogenError as error:
        say(f"{name}: cannot tell who is signed in: {error}")
        return None


def _print(shown: Sequence[ActionStatus], signed_in: Mapping[str, Mapping[str, str | None] | None]) -> None:
    heads = ("NAME", "STATE", "AUTHORIZATION", "PROFILE", "EDITION", "EVIDENCE")
    rows = [
        (
            item.name,
            item.state,
            f"{item.authorization}/{item.app}",
            item.profile or "-",
            item.edition,
            item.evidence or "-",
        )
        for item in shown
    ]
    put(table(heads, rows))
    for item in shown:
        who = signed_in[item.name]
        if who:
            renewed = f", renewed {who['renewed']}" if who["renewed"] else ""
            name = who["username"] or "somebody"
            put(f"{item.name}: {name} at {who['instance_url']} since {who['since']}{renewed}")
        if item.why:
            put(f"{item.name}: {item.why}")
        if item.next:
            put(f"{item.name}: next: {', then '.join(item.next)}")


@command.command(
    epilog=example(
        "xogen action authorize salesforce",
        "xogen action authorize salesforce --no-browser",
        "xogen action authorize salesforce --declared",
    )
)
@click.argument("name")
@click.option("--declared", is_flag=True, help="You have authorized the action in the platform; remember that.")
@click.option("--no-browser", is_flag=True, help="Open no browser: print the URL to open, and wait.")
@click.option(
    "--insecure-file", is_flag=True, help="Keep the token in a file that only you may read, not in a keyring."
)
@click.option("--timeout", type=click.IntRange(min=1), default=300, show_default=True, help="Seconds to wait for you.")
def authorize(name: str, declared: bool, no_browser: bool, insecure_file: bool, timeout: int) -> None:
    """Authorize an action: sign in to its org, or remember that you did in the platform.

    With a custom app, xogen signs in to Salesforce itself (OAuth, web-server flow with PKCE), verifies the org's
    edition and API, and keeps the token in the keyring. With the system app only the platform can sign in: do it there,
    then declare it here. With allow-users there is nothing to authorize: each end user signs in, in the conversation.
    """
    from xogen.model.app import App, AuthorizationType
    from xogen.model.authorization import check_pair

    action = project().action(name)
    check_pair(action)
    if action.settings.authorization is AuthorizationType.ALLOW_USERS:
        _tell_what_users_see(action)
    elif declared:
        action = _declare(name)
    elif action.settings.app is App.SYSTEM:
        raise _only_in_the_platform(name)
    else:
        from xogen.cli.sign_in import authorize_for_real

        action = authorize_for_real(
            project_dir(), name, browser=not no_browser, insecure_file=insecure_file, timeout=timeout
        )
    _say_next(action)


def _declare(name: str) -> Action:
    from xogen.model.action import Evidence
    from xogen.model.authorization import authorize_step

    _, action = _step(name, lambda item: authorize_step(item, Evidence(kind="declared")))
    say(f"{name} is authorized (declared, not verified)")
    return action


def _tell_what_users_see(action: Action) -> None:
    from urllib.parse import urlsplit

    url = action.profile.authorization_url if action.profile else "https://login.salesforce.com"
    say(f"{action.name}: nothing to authorize, each end user signs in, in the conversation")
    say(
        f"  before the first call the user sees a link to {urlsplit(url).hostname or url}, signs in, allows access and "
        "confirms; who is signed in already sees nothing of it"
    )


def _only_in_the_platform(name: str) -> XogenError:
    from xogen.errors import ActionError

    return ActionError(
        "only the platform can authorize its own (system) app",
        hint="there: App Settings > Integrations > Actions > Salesforce > Authorization > Authorize, log in, "
        f"Allow Access; then run: xogen action authorize {name} --declared",
    )


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
@click.option("--offline", is_flag=True, help="Forget the sign-in without revoking it at the org.")
def delete(name: str, offline: bool) -> None:
    """Forget an action's authorization for good.

    A sign-in is revoked at the org first. Its settings in xogen.toml stay.
    """
    from xogen.cli.sign_in import forget
    from xogen.model.action import ActionRecord
    from xogen.model.authorization import delete_step

    had_sign_in = forget(project(), name, offline=offline)
    _, after = _step(name, (lambda _: ActionRecord()) if had_sign_in else delete_step)
    revoked = ", and revoked at the org" if had_sign_in and not offline else ""
    say(f"{name} is deleted: its authorization is forgotten{revoked}")
    _say_next(after)


def _step(name: str, step: Step) -> tuple[Action, Action]:
    from xogen.project.actions import take_step

    return take_step(project_dir(), name, step)


def _say_next(action: Action) -> None:
    from xogen.model.authorization import next_steps

    steps = next_steps(action)
    if steps:
        say(f"  next: {', then '.join(steps)}")
