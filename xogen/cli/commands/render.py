"""Draw dialogs as SVG, PNG, Graphviz source or Mermaid, or as one HTML page to look around in."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from xogen.cli.context import project_dir
from xogen.cli.output import example, progress, say
from xogen.cli.reports import Drafts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from xogen.canvas.renderer import RendererName
    from xogen.canvas.styles import ThemeName
    from xogen.formats.platform import Platform
    from xogen.project.pictures import Pictures

_ENDINGS = {"svg": ".svg", "png": ".png", "gv": ".gv", "mermaid": ".mmd", "html": ".html"}
_FORMATS = {**{ending: form for form, ending in _ENDINGS.items()}, ".dot": "gv", ".mermaid": "mermaid"}


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
    help="Where nodes stand: found by Graphviz, or where the author of an exported bot put them (SVG).",
)
@click.option("--findings", is_flag=True, help="Show what lint finds on the canvas (SVG).")
def command(
    paths: tuple[str, ...],
    *,
    output: str | None,
    form: str | None,
    theme: ThemeName,
    platform: Platform | None,
    renderer: RendererName,
    layout: str,
    findings: bool,
) -> None:
    """Draw PATHs: dialog files, folders of dialog files, projects, bot exports (file, folder or zip).

    Without a PATH, the project's dialogs. One canvas goes to standard output when -o is left out. Of a bot export all
    dialogs are drawn, and an overview: who calls whom, what events start, what is hidden. From 80 cards on, runs of
    steps fold into one card; over 300 the canvas says what it leaves out. Dialogs are drawn as their files have them;
    --platform wraps services, scripts and logic in bot actions as XO 10 does.
    """
    from pathlib import Path

    from xogen.cli.drawing import Look, drawn, findings_of, page
    from xogen.project.pictures import pictures

    named = [Path(path) for path in paths] or [_project()]
    found = pictures(named)
    target = Path(output) if output else None
    paged = form == "html" or (form is None and target is not None and target.suffix == ".html")
    alone = target is not None and (len(found) == 1 or paged) and target.suffix in _FORMATS and not target.is_dir()
    chosen = form or (_FORMATS[target.suffix] if target and alone else "svg")
    _refuse(1 if paged else len(found), output, chosen, {"--layout canvas": layout == "canvas", "--findings": findings})
    progress(f"drawing {len(found)} canvases")
    notes = findings_of(named, project_dir()) if findings else None
    look = Look(chosen, theme, renderer, platform, layout, notes)
    made = iter([page(found, look, _title(found, named))]) if paged else drawn(found, look)
    if target is None:
        picture = next(made)
        progress("")
        click.echo(picture, nl=False)
    elif alone or paged:
        file = target if alone else target / "viewer.html"
        _write(file.parent, [file.name], made)
    else:
        names = [canvas.name for canvas in found.canvases] + [one.name for one in found.overviews]
        _write(target, [name + _ENDINGS[chosen] for name in names], made)
        say(f"{output}: {len(found)} {'canvas' if len(found) == 1 else 'canvases'}")
    _say_what_is_missing(found, chosen, layout)


def _project() -> Path:
    """Return the project's folder; what reads projects takes long to load, and those who name files don't need it."""
    from xogen.project.workspace import find_config

    return find_config(project_dir()).parent


def _title(found: Pictures, named: Sequence[Path]) -> str:
    """Return what the page is called: the bot's name, else that of the folder or file."""
    return found.overviews[0].title if len(found.overviews) == 1 else named[0].resolve().stem


def _refuse(count: int, output: str | None, form: str, svg_only: Mapping[str, bool]) -> None:
    if output is None and count > 1:
        raise click.UsageError(f"{count} canvases need a folder: add -o DIR")
    if output is None and form == "png" and sys.stdout.isatty():
        raise click.UsageError("a PNG is nothing for a terminal: add -o FILE")
    for option, wanted in svg_only.items():
        if wanted and form != "svg" and not (option == "--findings" and form == "html"):
            raise click.UsageError(f"{option} is drawn as SVG only: leave out --format {form}")


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


def _say_what_is_missing(found: Pictures, form: str, layout: str) -> None:
    """Say which canvases have signs that a PNG cannot show, and which dialogs have no positions."""
    if form == "png":
        from xogen.canvas.dot import dot_source
        from xogen.canvas.text import without_glyph

        for canvas in found.canvases:
            boxes = without_glyph(dot_source(canvas.read()))
            if boxes:
                some = ", ".join(boxes[:3]) + (", ..." if len(boxes) > 3 else "")
                say(f"{canvas.name}: the renderer's fonts have no {some}, so the PNG shows boxes; an SVG shows them")
    if layout == "canvas":
        nowhere = [canvas.name for canvas in found.canvases if not canvas.layout.positions]
        if nowhere:
            some = ", ".join(nowhere[:5]) + (", ..." if len(nowhere) > 5 else "")
            say(f"no positions are known of {some}: Graphviz found them")
