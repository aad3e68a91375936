"""Draw dialogs as SVG, PNG, Graphviz source or Mermaid."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from xogen.cli.context import project_dir
from xogen.cli.output import example, progress, say
from xogen.cli.reports import Drafts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from xogen.canvas.renderer import RendererName
    from xogen.canvas.styles import ThemeName
    from xogen.formats.platform import Platform
    from xogen.model.dialog import DialogTask

_ENDINGS = {"svg": ".svg", "png": ".png", "gv": ".gv", "mermaid": ".mmd"}
_FORMATS = {**{ending: form for form, ending in _ENDINGS.items()}, ".dot": "gv", ".mermaid": "mermaid"}


@click.command(
    epilog=example(
        "xogen render dialogs/create-lead.json -o create-lead.svg",
        "xogen render -o pictures --format png --theme dark",
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
def command(
    paths: tuple[str, ...],
    output: str | None,
    form: str | None,
    theme: ThemeName,
    platform: Platform | None,
    renderer: RendererName,
) -> None:
    """Draw PATHs: dialog files, folders of dialog files, projects.

    Without a PATH, the project's dialogs. One canvas goes to standard output when -o is left out. Dialogs are drawn as
    their files have them; --platform wraps services, scripts and logic in bot actions as XO 10 does.
    """
    from pathlib import Path

    files = _named([Path(path) for path in paths])
    target = Path(output) if output else None
    alone = target is not None and len(files) == 1 and target.suffix in _FORMATS and not target.is_dir()
    chosen = form or (_FORMATS[target.suffix] if target and alone else "svg")
    _refuse(len(files), output, chosen)
    progress(f"drawing {len(files)} canvases")
    tasks = (_as_shown(_read(file), platform) for file in files.values())
    pictures = _draw(tasks, chosen, theme, renderer)
    if target is None:
        picture = next(pictures)
        progress("")
        click.echo(picture, nl=False)
    elif alone:
        _write(target.parent, [target.name], pictures)
    else:
        _write(target, [name + _ENDINGS[chosen] for name in files], pictures)
        say(f"{output}: {len(files)} {'canvas' if len(files) == 1 else 'canvases'}")
    if chosen == "png":
        _say_boxes({name: _as_shown(_read(file), platform) for name, file in files.items()})


def _refuse(count: int, output: str | None, form: str) -> None:
    if output is None and count > 1:
        raise click.UsageError(f"{count} canvases need a folder: add -o DIR")
    if output is None and form == "png" and sys.stdout.isatty():
        raise click.UsageError("a PNG is nothing for a terminal: add -o FILE")


def _named(paths: Sequence[Path]) -> Mapping[str, Path]:
    """Return the dialog files by the names their canvases get.

    Raises:
        NotFoundError: a path is not there, or there is nothing to draw in it.
        InputError: two files would have the same canvas.
    """
    from xogen.errors import InputError

    files: dict[str, Path] = {}
    for file in _files(paths):
        earlier = files.setdefault(file.stem, file)
        if earlier.resolve() != file.resolve():
            raise InputError(f"two canvases would be called {file.stem}", where=f"{earlier}, {file}")
    return files


def _read(path: Path) -> DialogTask:
    from xogen.errors import InputError
    from xogen.formats.dialog_json import load_dialog

    try:
        return load_dialog(path.read_text(encoding="utf-8-sig"), str(path))
    except (InputError, UnicodeDecodeError):
        # What is wrong is said as ``lint`` says it; loading that takes longer than drawing a hundred canvases.
        from xogen.project.lint_inputs import read_dialog

        return read_dialog(path).task


def _files(paths: Sequence[Path]) -> Iterable[Path]:
    from xogen.errors import NotFoundError

    if not paths:
        from xogen.project.workspace import find_config

        paths = [find_config(project_dir()).parent]
    for path in paths:
        if path.is_file():
            yield path
            continue
        if not path.exists():
            raise NotFoundError("there is no such file or folder", where=str(path))
        is_project = (path / "xogen.toml").is_file()
        found = sorted((path / "dialogs" if is_project else path).glob("*.json"))
        if not found:
            hint = "run: xogen generate" if is_project else "name dialog files (*.json), or a folder with some"
            raise NotFoundError("there are no dialogs to draw", where=str(path), hint=hint)
        yield from found


def _as_shown(task: DialogTask, platform: Platform | None) -> DialogTask:
    if platform is None:
        return task
    from xogen.formats.platform import for_platform

    return for_platform(task, platform)


def _draw(tasks: Iterable[DialogTask], form: str, theme: ThemeName, renderer: RendererName) -> Iterator[bytes]:
    """Draw dialogs in their order. They are read while others are already being drawn."""
    if form == "mermaid":
        from xogen.canvas.mermaid import mermaid_source

        return (mermaid_source(task).encode() for task in tasks)
    if form == "gv":
        from xogen.canvas.dot import dot_source

        return (dot_source(task, theme=theme).encode() for task in tasks)
    if form == "png":
        from xogen.canvas.drawing import draw_png

        return iter(draw_png(tasks, theme=theme, renderer=renderer))
    from xogen.canvas.drawing import draw_stream

    return (drawing.svg for drawing in draw_stream(tasks, theme=theme, renderer=renderer))


def _write(folder: Path, names: Sequence[str], pictures: Iterator[bytes]) -> None:
    """Write all canvases, or none, the first while the last are still being drawn.

    Raises:
        MachineError: one cannot be written; no canvas was changed.
    """
    with Drafts(hint="nothing was changed") as drafts:
        for name, picture in zip(names, pictures, strict=True):
            drafts.folder(folder)
            drafts.add(folder / name, picture)
        progress("")
        drafts.publish()


def _say_boxes(tasks: Mapping[str, DialogTask]) -> None:
    """Say which canvases have signs that a PNG cannot show."""
    from xogen.canvas.dot import dot_source
    from xogen.canvas.text import without_glyph

    for name, task in tasks.items():
        boxes = without_glyph(dot_source(task))
        if boxes:
            some = ", ".join(boxes[:3]) + (", ..." if len(boxes) > 3 else "")
            say(f"{name}: the renderer's fonts have no {some}, so the PNG shows boxes; an SVG shows them")
