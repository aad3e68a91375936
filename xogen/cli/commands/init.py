"""Make a new project, one step from `action authorize`."""

from __future__ import annotations

import click

from xogen.cli.context import project_dir
from xogen.cli.output import example, put, say


@click.command(epilog=example("xogen init acme-bot", "xogen init --platform xo11"))
@click.argument("directory", metavar="[DIR]", required=False)
@click.option(
    "--platform",
    type=click.Choice(["xo10", "xo11"]),
    default="xo10",
    show_default=True,
    help="The platform to generate for.",
)
def command(directory: str | None, platform: str) -> None:
    """Make a new project in DIR, or in the current folder.

    It is one step from `xogen action authorize salesforce`. A folder that is a project already is left alone.
    """
    import shlex

    from xogen.project.create import create_project

    folder = project_dir() / directory if directory else project_dir()
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
