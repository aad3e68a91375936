"""Write the package as a zip that the platform imports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from xogen.cli.context import project
from xogen.cli.output import example, progress, say
from xogen.cli.reports import write_files

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xogen.project.expansion import Dialog
    from xogen.project.plan import Plan
    from xogen.project.workspace import Project

_NAMED = 3
"""How many stale files an error names."""

_GENERATIONS = {"xo10": "XO 10", "xo11": "XO 11"}


@click.command(epilog=example("xogen generate && xogen export -o acme-bot.zip"))
@click.option("-o", "--output", metavar="FILE", required=True, help="The zip to write, such as acme-bot.zip.")
def command(output: str) -> None:
    """Write package/ as one zip FILE, which the platform imports.

    What is exported is what was generated and reviewed: when anything is stale, export stops and says what.
    """
    from pathlib import Path

    from xogen.formats.package import zip_package
    from xogen.project.plan import plan

    loaded = project()
    made = plan(loaded, draw=False, tell=progress)
    progress("")
    _refuse_stale(made)
    files = _package(made)
    write_files({Path(output): zip_package(files)}, hint="name another file: -o FILE")
    _say_how_to_import(loaded, made.dialogs, files, output)


def _refuse_stale(made: Plan) -> None:
    from xogen.errors import StaleError

    # A picture is not part of the package.
    stale = [state.path for state in made.stale if not state.path.startswith("canvas/")]
    if stale:
        more = f" and {len(stale) - _NAMED} more" if len(stale) > _NAMED else ""
        raise StaleError(
            f"not exported, because not everything is generated: {', '.join(stale[:_NAMED])}{more}",
            hint="see why: xogen generate --check; then run: xogen generate",
        )


def _package(made: Plan) -> Mapping[str, str]:
    return {
        state.path.removeprefix("package/"): state.after.decode()
        for state in made.states
        if state.path.startswith("package/") and state.after is not None
    }


def _say_how_to_import(loaded: Project, dialogs: Sequence[Dialog], files: Mapping[str, str], output: str) -> None:
    from xogen.formats.package import PackagedTask, package_inferences
    from xogen.project.packaging import bot_settings

    settings = bot_settings(loaded, dialogs)
    count = f"{len(dialogs)} {'dialog' if len(dialogs) == 1 else 'dialogs'}"
    say(f"{output}: {count} for {_GENERATIONS[settings.platform]} ({', '.join(sorted(files))})")
    say("  incremental import (recommended): merges by reference ID, so a dialog that was imported before is updated;")
    say("    choose the tasks and the NLP data, because utterances come with the latter only")
    say("  full import: replaces the bot, and deletes what this package lacks; make a backup first")
    tasks = [PackagedTask(task=dialog.task, names=dialog.names) for dialog in dialogs]
    for inference in package_inferences(settings, tasks):
        say(f"  inferred: {inference}")
