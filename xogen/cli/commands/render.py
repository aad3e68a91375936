"""Draw dialogs as SVG, PNG, Graphviz source or Mermaid, or as one HTML page to look around in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from xogen.cli.context import project_dir
from xogen.cli.output import example, progress, say, to_terminal
from xogen.cli.reports import Drafts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from xogen.canvas.renderer import RendererName
    from xogen.canvas.styles import ThemeName
    from xogen.formats.platform import Platform

_ENDINGS = {"svg": ".svg", "png": ".png", "gv": ".gv", "mermaid": ".mmd", "html": ".html"}
_FORMATS = {**{ending: form for form, ending in _ENDINGS.items()}, ".dot": "gv", ".mermaid": "mermaid"}

_OTHERS = frozenset({".pdf", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".json", ".md", ".txt", ".zip"})


@click.command(
    epilog=example(
        "xogen render dialogs/create-lead.json -o create-lead.svg",
        "xogen render -o pictures --format png --theme dark",
        "xogen render bot-export.zip -o pictures --findings",
        "xogen render bot-export.zip -o bot.html --findings",
        "xogen render dialogs/create-lead.json --format mermaid",
    )
)
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=str))
@click.option("-o", "--output", metavar="FILE|DIR", help="A file for one canvas, a folder for several.")
@click.option("--format", "form", type=click.Choice(list(_ENDINGS)), help="By default what FILE ends in, or svg.")
@click.option("--theme", type=click.Choice(["light", "dark"]), default="light", show_default=True, help="The colours.")
@click.option(
    "--platform", type=click.Choice(["xo10", "xo11"]), help="As this platform shows it, with its bot actions."
)
@click.option(
    "--renderer",
    type=click.Choice(["graphviz-pure", "dot"]),
    default="graphviz-pure",
    show_default=True,
    help="What draws: xogen's own Graphviz, or the machine's.",
)
@click.option(
    "--layout",
    type=click.Choice(["auto", "canvas"]),
    default="auto",
    show_default=True,
    help="Where nodes stand: found by Graphviz, or where the author of an exported bot put them (SVG, HTML).",
)
@click.option("--findings", is_flag=True, help="Show what lint finds on the canvas (SVG, HTML).")
@click.option("--no-cache", is_flag=True, help="Draw anew what was drawn before, and keep nothing.")
def command(
    paths: tuple[str, ...],
    *,
    output: str | None,
    form: str | None,
    theme: ThemeName,
    platform: Platform | None,
    renderer: RendererName,
    layout: Literal["auto", "canvas"],
    findings: bool,
    no_cache: bool,
) -> None:
    """Draw PATHs: dialog files, folders of dialog files, projects, bot exports (file, folder or zip).

    Without a PATH, the project's dialogs. One canvas goes to standard output when -o is left out. Of a bot export all
    dialogs are drawn, and an overview: who calls whom, what events start, what is hidden. From 80 cards on, runs of
    steps fold into one card; over 300 the canvas says what it leaves out. Dialogs are drawn as their files have them;
    --platform wraps services, scripts and logic in bot actions as XO 10 does. As HTML all becomes one page to look
    around in. What was drawn before of the same files is not drawn again.
    """
    from pathlib import Path

    from xogen.cli.album import Wanted, album

    target = Path(output) if output else None
    chosen = form or (_FORMATS.get(target.suffix.lower(), "svg") if target and not target.is_dir() else "svg")
    _refuse_ending(target)
    _refuse_form(output, chosen, {"--layout canvas": layout == "canvas", "--findings": findings})
    wanted = Wanted(chosen, theme, renderer, platform, layout, findings)
    made = album([Path(path) for path in paths] or [_project()], wanted, project_dir(), cached=not no_cache)
    _refuse_several(len(made.names), target)
    if target is None:
        picture = next(made.pictures)
        progress("")
        click.echo(picture, nl=False)
    elif len(made.names) == 1 and target.suffix.lower() in _FORMATS and not target.is_dir():
        _write(target.parent, [target.name], made.pictures)
    else:
        _write(target, [name + _ENDINGS[chosen] for name in made.names], made.pictures)
        say(f"{output}: {len(made.names)} {'canvas' if len(made.names) == 1 else 'canvases'}")
    for line in made.remarks():
        say(line)


def _project() -> Path:
    """Return the project's folder; what reads projects takes long to load, and those who name files don't need it."""
    from xogen.project.workspace import find_config

    return find_config(project_dir()).parent


def _refuse_form(output: str | None, form: str, svg_only: Mapping[str, bool]) -> None:
    if output is None and form == "png" and to_terminal():
        raise click.UsageError("a PNG is nothing for a terminal: add -o FILE")
    for option, wanted in svg_only.items():
        if wanted and form not in {"svg", "html"}:
            raise click.UsageError(f"{option} is drawn as SVG and HTML only: leave out --format {form}")


def _refuse_ending(target: Path | None) -> None:
    """Say of a file that no canvas is written as that it is none, instead of making a folder of its name."""
    if target is not None and target.suffix.lower() in _OTHERS and not target.is_dir():
        raise click.UsageError(
            f"{target.name}: canvases are no {target.suffix} files; there are {', '.join(_ENDINGS.values())}"
        )


def _refuse_several(count: int, target: Path | None) -> None:
    if count > 1 and target is None:
        raise click.UsageError(f"{count} canvases need a folder: add -o DIR")
    if count > 1 and target is not None and target.suffix.lower() in _FORMATS and not target.is_dir():
        raise click.UsageError(f"{count} canvases need a folder, not {target.name}: -o DIR, or one page: -o FILE.html")


def _write(folder: Path, names: Sequence[str], pictures: Iterator[bytes]) -> None:
    """Write all canvases, or none, the first while the last are still being drawn.

    Raises:
        MachineError: one cannot be written; no canvas was changed.
    """
    with Drafts(hint="nothing was changed") as drafts:
        for number, (name, picture) in enumerate(zip(names, pictures, strict=True), 1):
            target = folder / name
            drafts.folder(target.parent)
            drafts.add(target, picture)
            progress(f"drawing {number} of {len(names)} canvases")
        progress("")
        drafts.publish()
