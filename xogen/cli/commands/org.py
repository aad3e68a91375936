"""Serve an org on this machine to try and test against."""

from __future__ import annotations

from pathlib import Path

import click

from xogen.cli.context import project_dir
from xogen.cli.output import example, put, say


@click.group(epilog=example("xogen org serve", "xogen org serve --describe describe --data org.sqlite"))
def command() -> None:
    """Serve an org on this machine: it speaks Salesforce's OAuth and REST API, and needs no account."""


@command.command(
    epilog=example("xogen org serve", "xogen org serve --describe describe --data org.sqlite --auto-approve")
)
@click.option(
    "--describe",
    "describe_dir",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Describes of the objects it has; the project's describe/ when left out.",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.sqlite",
    help="Keep records and sign-ins in this file; without it they end with the org.",
)
@click.option("--port", type=click.IntRange(0, 65535), help="On which port; 7272, or the one the project names.")
@click.option("--auto-approve", is_flag=True, help="Ask nobody who signs in whether the app may come in.")
@click.option("--redirect", "redirects", metavar="URL", multiple=True, help="One more address to come back to.")
def serve(
    describe_dir: Path | None, data: Path | None, port: int | None, auto_approve: bool, redirects: tuple[str, ...]
) -> None:
    """Serve an org on loopback until Ctrl-C.

    It validates records by describes of real orgs and answers with Salesforce's codes and messages. In a project whose
    profile names this machine it takes that profile's app; elsewhere the public client `xogen-embedded-org`.
    """
    from xogen.cli.embedded_org import plan_org
    from xogen.org.embedded.server import serve as serve_org

    made = plan_org(project_dir(), describe_dir, data, port=port, auto_approve=auto_approve, more_redirects=redirects)

    def ready(base: str) -> None:
        put(base)
        say(f"  app {made.app.client_id}, {'confidential' if made.app.client_secret else 'public'}, PKCE required")
        say(f"  comes back to: {', '.join(made.app.redirects)}")
        say(f"  objects: {', '.join(made.objects)}")
        say(f"  records: {made.data or 'in memory'}")
        say("  Ctrl-C ends it")

    serve_org(made.make, made.port, ready=ready)
