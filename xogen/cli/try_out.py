"""The whole path in one go, without an account: a project, an org on this machine, and every step between them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from xogen.cli.output import put, say

TEMPLATES = ("salesforce/create-lead", "salesforce/search-leads", "salesforce/create-opportunity")
OBJECTS = ("Lead", "Opportunity")
STEPS: Sequence[Sequence[str]] = (
    ("action", "enable", "salesforce"),
    ("describe", "pull", *OBJECTS),
    ("templates", "install", *TEMPLATES),
    ("generate",),
    ("lint",),
)
"""The commands after signing in, as anybody would type them."""

_TIMEOUT = 60.0


def try_out(folder: Path, platform: str, port: int) -> None:
    """Make a project and take it from the handshake to the package.

    Args:
        folder: where; must not be a project yet.
        platform: ``xo10`` or ``xo11``.
        port: the org's; the sign-in comes back on the next one.

    Raises:
        XogenError: the project cannot be made, or nobody can sign in.
        Exit: a later step fails, and has said why; the steps before it stay.
    """
    from xogen.cli.embedded_org import DATA, plan_org
    from xogen.errors import MachineError
    from xogen.org.embedded.server import check_ports, serving
    from xogen.project.create import create_project

    try:
        check_ports(port, port + 1)
    except MachineError as error:
        hint = "nothing was written; another org may be running there; choose another port with --org-port"
        raise MachineError(error.message, hint=hint) from None
    for name in create_project(folder, platform, org_port=port):
        put(str(folder / name))
    plan = plan_org(folder, data=folder / DATA, auto_approve=True)
    _step("org", "serve")
    with serving(plan.make, port):
        say(f"  an org on this machine, with {', '.join(plan.objects)}")
        _authorize(folder)
        for step in STEPS:
            _step(*step)
            _run(folder, step)
    _say_next(folder)


def _authorize(folder: Path) -> None:
    from xogen.cli.sign_in import authorize_for_real
    from xogen.org.embedded.person import agree
    from xogen.org.tokens import has_keyring

    in_file = not has_keyring()
    _step("action", "authorize", "salesforce", *(["--insecure-file"] if in_file else []))
    if in_file:
        say("  there is no keyring here: the token goes to a file; it opens nothing but the org on this machine")
    authorize_for_real(folder, "salesforce", browser=False, insecure_file=in_file, timeout=_TIMEOUT, visit=agree)


def _run(folder: Path, arguments: Sequence[str]) -> None:
    """Run a command line as if it had been typed; what it says of an error is said already."""
    from xogen.cli.main import run

    code = run(["-C", str(folder), *arguments])
    if code:
        raise click.exceptions.Exit(code)


def _step(*words: str) -> None:
    say(f"\n$ xogen {' '.join(words)}")


def _say_next(folder: Path) -> None:
    enter = [f"cd {folder}"] if str(folder) != "." else []
    say("\nNext:")
    for line in (
        *enter,
        "xogen org serve        # the same org again, with its records and your sign-in",
        "xogen action status",
    ):
        say(f"  {line}")
    say("  and look at canvas/create-lead.svg and package/")
