"""Show what changed between two dialogs, projects, bot exports or git revisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from xogen.cli.context import project_dir
from xogen.cli.output import example, to_terminal
from xogen.cli.reports import deliver, output_option

if TYPE_CHECKING:
    from xogen.canvas.styles import ThemeName
    from xogen.model.diff import BotDiff
    from xogen.project.diff_inputs import Side

_FORMATS = ("text", "json", "markdown", "svg", "html")


@click.command(
    epilog=example(
        "xogen diff git:main dialogs/create-lead.json",
        "xogen diff old-export.zip new-export.zip --format html -o diff.html",
        "xogen diff git:HEAD~1:. . --format markdown --exit-code",
    )
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option(
    "--format", "form", type=click.Choice(_FORMATS), help="How to show it; by default what FILE ends in, or text."
)
@output_option
@click.option("--exit-code", is_flag=True, help="Exit 1 when there is a difference.")
@click.option(
    "--theme", type=click.Choice(["light", "dark"]), default="light", show_default=True, help="The colours of an SVG."
)
def command(old: str, new: str, form: str | None, output: str | None, exit_code: bool, theme: ThemeName) -> None:
    """Compare OLD with NEW: dialog files, folders of them, projects, bot exports, or git:REV:PATH of any of these.

    Dialogs and nodes are matched by refId, then by name, then by what they hold and where they stand. A
    node's place on the canvas, ids, and what is only listed in another order are no difference; it is said that they
    were ignored. git:REV alone means the other side's path. Values that look like secrets are not shown.
    """
    from xogen.project.diff_inputs import read_sides

    chosen = form or _by_ending(output)
    with read_sides(old, new, project_dir()) as (before, after):
        diff = _compared(before, after)
        deliver(_written(diff, before, after, chosen, theme, color=output is None and _in_colour()), output)
    if exit_code and not diff.equal:
        raise click.exceptions.Exit(1)


def _in_colour() -> bool:
    return to_terminal() and click.get_current_context().color is not False


def _by_ending(output: str | None) -> str:
    endings = {".json": "json", ".md": "markdown", ".svg": "svg", ".html": "html", ".htm": "html"}
    return next((form for ending, form in endings.items() if output and output.lower().endswith(ending)), "text")


def _compared(old: Side, new: Side) -> BotDiff:
    from xogen.diff.bots import diff_bots
    from xogen.diff.exports import diff_exports
    from xogen.diff.tasks import diff_tasks
    from xogen.model.diff import BotDiff, Ignored

    if old.bot is not None and new.bot is not None:
        diff = diff_exports(old.bot, new.bot)
    elif old.single and new.single:
        diff = BotDiff(dialogs=(diff_tasks(old.tasks[0], new.tasks[0]),))
    else:
        diff = diff_bots(old.tasks, new.tasks)
    if diff.equal and not diff.passed_over and sorted(old.texts) != sorted(new.texts):
        return diff.model_copy(update={"ignored": (Ignored(what="how the files are written"),)})
    return diff


def _written(diff: BotDiff, old: Side, new: Side, form: str, theme: ThemeName, *, color: bool) -> str:
    titles = (old.title, new.title)
    if form == "svg":
        from xogen.canvas.diff_drawing import draw_diff

        return draw_diff(diff, old.tasks, new.tasks, theme=theme).decode()
    if form == "html":
        from xogen.canvas.diff_page import diff_page

        return diff_page(diff, old.tasks, new.tasks, titles=titles)
    from xogen.diff.writers import writer

    return writer(form)(diff, color=color, titles=titles)
