"""How ``render`` turns dialogs and bots into bytes: one drawing after the other, read while others are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from xogen.canvas.renderer import RendererName
    from xogen.canvas.scene import Scene
    from xogen.canvas.styles import ThemeName
    from xogen.formats.platform import Platform
    from xogen.model.dialog import DialogTask
    from xogen.model.finding import Finding
    from xogen.project.pictures import Canvas, Overview, Pictures

Findings = dict[tuple[str, str], list["Finding"]]
"""By file, and by what the dialog is known by: two dialogs of a bot may have one name. Empty is the bot as a whole."""


class Look(NamedTuple):
    """How canvases are drawn. ``findings`` are as from ``findings_of``; ``None`` draws none."""

    form: str
    theme: ThemeName = "light"
    renderer: RendererName = "graphviz-pure"
    platform: Platform | None = None
    layout: str = "auto"
    findings: Mapping[tuple[str, str], Sequence[Finding]] | None = None


def drawn(pictures: Pictures, look: Look) -> Iterator[bytes]:
    """Yield every canvas, then every overview, in the order of ``pictures``.

    Raises:
        InputError: a dialog file is wrong.
        MachineError: there is no renderer.
    """
    if look.form == "mermaid":
        from xogen.canvas.mermaid import mermaid_source, scene_chart

        yield from (mermaid_source(_shown(canvas, look)).encode() for canvas in pictures.canvases)
        yield from (scene_chart(scene).encode() for scene in _overviews(pictures))
        return
    if look.form == "svg":
        yield from _svgs(pictures, look)
        return
    from xogen.canvas.dot import scene_source

    sources = (scene_source(scene, look.theme) for scene in _scenes(pictures, look))
    if look.form == "gv":
        yield from (source.encode() for source in sources)
    else:
        from xogen.canvas.renderer import render_stream

        yield from render_stream(sources, "png", renderer=look.renderer)


def _svgs(pictures: Pictures, look: Look) -> Iterator[bytes]:
    tasks: list[DialogTask] = []
    for index, (svg, scene) in enumerate(_plain(pictures, look, tasks)):
        canvas = pictures.canvases[index] if index < len(pictures.canvases) else None
        if look.findings is None:
            yield svg
        elif canvas is None:
            yield _told(svg, pictures.overviews[index - len(pictures.canvases)], look)
        else:
            yield _noted(svg, canvas, tasks[index], scene, look)


def _plain(pictures: Pictures, look: Look, tasks: list[DialogTask]) -> Iterator[tuple[bytes, Scene]]:
    """Yield all drawings without findings, and note the dialogs as they are shown."""
    from xogen.canvas.drawing import draw_scenes

    if look.layout == "canvas":
        yield from _placed(pictures, look, tasks)
        return
    for drawing in draw_scenes(_scenes(pictures, look, tasks), theme=look.theme, renderer=look.renderer):
        yield drawing.svg, drawing.scene


def _placed(pictures: Pictures, look: Look, tasks: list[DialogTask]) -> Iterator[tuple[bytes, Scene]]:
    """Draw dialogs where their author put the nodes, and the rest by the renderer."""
    from xogen.canvas.build import build_scene
    from xogen.canvas.drawing import draw_scenes
    from xogen.canvas.fold import readable
    from xogen.canvas.placed import placed
    from xogen.canvas.svg import compose

    for canvas in pictures.canvases:
        tasks.append(_shown(canvas, look))
        scene = readable(build_scene(tasks[-1]), fold=False)
        if canvas.layout.positions:
            yield compose(placed(scene, canvas.layout, look.theme), scene, look.theme), scene
        else:
            yield next(draw_scenes([scene], theme=look.theme, renderer=look.renderer)).svg, scene
    for drawing in draw_scenes(_overviews(pictures), theme=look.theme, renderer=look.renderer):
        yield drawing.svg, drawing.scene


def _noted(svg: bytes, canvas: Canvas, task: DialogTask, scene: Scene, look: Look) -> bytes:
    from xogen.canvas.annotate import annotate
    from xogen.canvas.badges import notes_of

    return annotate(svg, notes_of(task, scene, _of(canvas, task, look)), look.theme)


def _told(svg: bytes, overview: Overview, look: Look) -> bytes:
    """List on an overview what is found about the bot as a whole."""
    from xogen.canvas.annotate import annotate
    from xogen.canvas.badges import listed

    return annotate(svg, listed([one for path in overview.paths for one in _at(path, look)]), look.theme)


def _at(path: str, look: Look, dialog: str = "") -> Sequence[Finding]:
    return (look.findings or {}).get((path, dialog), ())


def _of(canvas: Canvas, task: DialogTask, look: Look) -> Sequence[Finding]:
    return _at(canvas.path, look, task.ref_id or task.name)


def _scenes(pictures: Pictures, look: Look, tasks: list[DialogTask] | None = None) -> Iterator[Scene]:
    from xogen.canvas.build import build_scene
    from xogen.canvas.fold import readable

    for canvas in pictures.canvases:
        task = _shown(canvas, look)
        if tasks is not None:
            tasks.append(task)
        yield readable(build_scene(task))
    yield from _overviews(pictures)


def _overviews(pictures: Pictures) -> Iterator[Scene]:
    from xogen.canvas.overview import overview_scene

    yield from (overview_scene(one.title, one.tasks, one.events) for one in pictures.overviews)


def _shown(canvas: Canvas, look: Look) -> DialogTask:
    task = canvas.read()
    if look.platform is None:
        return task
    from xogen.formats.platform import for_platform

    return for_platform(task, look.platform)


def page(pictures: Pictures, look: Look, title: str) -> bytes:
    """Return the viewer of all dialogs as one HTML page.

    Raises:
        InputError: a dialog file is wrong.
        MachineError: there is no renderer.
    """
    from xogen.canvas.annotate import annotate
    from xogen.canvas.badges import notes_of
    from xogen.canvas.viewer import viewer
    from xogen.canvas.viewer_data import Shown

    tasks: list[DialogTask] = []
    drawings = list(_plain(pictures, look._replace(theme="light"), tasks))
    shown = []
    for canvas, task, (drawn, scene) in zip(pictures.canvases, tasks, drawings[: len(tasks)], strict=True):
        findings = _of(canvas, task, look)
        svg = annotate(drawn, notes_of(task, scene, findings), "light", listed=False)
        shown.append(Shown(task, svg.decode(), canvas.path, findings))
    overview = drawings[len(tasks)][0].decode() if len(pictures.overviews) == 1 else None
    whole = [one for (_, dialog), found in (look.findings or {}).items() if not dialog for one in found]
    theme = look.theme if look.theme == "dark" else None
    return viewer(title, shown, overview, None if look.findings is None else whole, theme=theme).encode()


def findings_of(paths: Sequence[Path], project: Path) -> Findings:
    """Return what lint finds, with the settings that hold for each file.

    Raises:
        NotFoundError, InputError: as ``lint`` does.
    """
    from xogen.formats.pointers import split_pointer
    from xogen.lint.runner import lint
    from xogen.project.lint_inputs import read_inputs

    found: Findings = {}
    for bot in read_inputs(paths, project).bots:
        for finding in lint(bot.documents, bot.settings, bot.known).findings:
            dialog = "" if finding.dialog is None else split_pointer(finding.anchor)[0]
            found.setdefault((finding.path, dialog), []).append(finding)
    return found
