"""Make a new project, one step from `action authorize`."""

from __future__ import annotations

import click

from xogen.cli.context import project_dir
from xogen.cli.output import example, put, say


@click.command(epilog=example("xogen init acme-bot", "xogen init --platform xo11", "xogen init --try try-bot"))
@click.argument("directory", metavar="[DIR]", required=False)
@click.option(
    "--platform",
    type=click.Choice(["xo10", "xo11"]),
    default="xo10",
    show_default=True,
    help="The platform to generate for.",
)
@click.option(
    "--try", "try_it", is_flag=True, help="Go all the way, against an org on this machine: no account needed."
)
@click.option(
    "--org-port", type=click.IntRange(1024, 65534), default=7272, show_default=True, help="With --try: the org's port."
)
def command(directory: str | None, platform: str, try_it: bool, org_port: int) -> None:
    """Make a new project in DIR, or in the current folder.

    It is one step from `xogen action authorize salesforce`. A folder that is a project already is left alone. With
    --try it is authorized against an embedded org, and goes on to dialogs, drawings and a package.
    """
    import shlex

    from xogen.project.create import create_project

    folder = project_dir() / directory if directory else project_dir()
    if try_it:
        from xogen.cli.try_out import try_out

        try_out(folder, platform, org_port)
        return
    for name in create_project(folder, platform):
        put(str(folder / name))
    enter = [f"cd {shlex.quote(str(folder))}"] if str(folder) != "." else []
    steps = [
        *enter,
        "xogen templates list",
        "xogen action authorize salesforce --declared",
        "xogen action enable salesforce",
        "xogen templates install salesforce/create-lead",
        "xogen generate",
    ]
    say("\nNext:")
    for step in steps:
        say(f"  {step}")
