"""Canvases of many tasks at once: source, picture and positions from one run, and nothing drawn twice."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import NamedTuple

from xogen import __version__
from xogen.canvas.build import build_scene
from xogen.canvas.dot import scene_source, skeleton_source
from xogen.canvas.layout import layout_of
from xogen.canvas.renderer import RendererName, render_stream
from xogen.canvas.scene import Scene
from xogen.canvas.styles import ThemeName
from xogen.canvas.svg import compose
from xogen.model.dialog import DialogTask
from xogen.model.layout import Layout

_KEPT = 512
_drawn: dict[str, Drawing] = {}


class Drawing(NamedTuple):
    """One canvas: what is on it, and its SVG."""

    scene: Scene
    theme: ThemeName
    svg: bytes

    @property
    def source(self) -> str:
        """The same canvas as DOT that Graphviz draws whole."""
        return scene_source(self.scene, self.theme)

    @property
    def layout(self) -> Layout:
        """Where its cards and frames stand."""
        return layout_of(self.svg)


def canvas_digest(
    task: DialogTask,
    *,
    theme: ThemeName = "light",
    subtitle: str | None = None,
    renderer: RendererName = "graphviz-pure",
) -> str:
    """Return a digest of all that a canvas depends on; equal digests mean equal pictures."""
    said = f"{__version__}\n{renderer}\n{theme}\n{subtitle!r}\n{task.model_dump_json(warnings=False)}"
    return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def draw(
    tasks: Iterable[DialogTask],
    *,
    theme: ThemeName = "light",
    subtitle: str | None = None,
    renderer: RendererName = "graphviz-pure",
) -> list[Drawing]:
    """Draw tasks as SVG.

    Args:
        tasks: as ``formats.for_platform`` returns them; drawn while the next ones are still being made.
        theme: ``light`` or ``dark``.
        subtitle: the line under the title; by default template, authorization and number of nodes.
        renderer: the default gives equal bytes on every machine.

    Returns:
        A drawing for each task, in order. A task that this process drew before is not drawn again.

    Raises:
        MachineError: there is no renderer.
    """
    return list(draw_stream(tasks, theme=theme, subtitle=subtitle, renderer=renderer))


def draw_scenes(
    scenes: Iterable[Scene], *, theme: ThemeName = "light", renderer: RendererName = "graphviz-pure"
) -> Iterator[Drawing]:
    """Draw scenes, and yield each drawing when it and all before it are there.

    Raises:
        MachineError: there is no renderer.
    """
    taken: deque[Scene] = deque()

    def written() -> Iterator[str]:
        for scene in scenes:
            taken.append(scene)
            yield skeleton_source(scene, theme)

    for svg in render_stream(written(), "svg", renderer=renderer):  # all scenes are taken before the first comes
        scene = taken.popleft()
        yield Drawing(scene, theme, compose(svg, scene, theme))


def draw_stream(
    tasks: Iterable[DialogTask],
    *,
    theme: ThemeName = "light",
    subtitle: str | None = None,
    renderer: RendererName = "graphviz-pure",
) -> Iterator[Drawing]:
    """Draw tasks as ``draw`` does, and yield each drawing when it and all before it are there."""
    digests: list[str] = []
    fresh: list[str] = []

    def scenes() -> Iterator[Scene]:
        seen = set(_drawn)
        for task in tasks:
            digests.append(canvas_digest(task, theme=theme, subtitle=subtitle, renderer=renderer))
            if digests[-1] not in seen:
                seen.add(digests[-1])
                fresh.append(digests[-1])
                yield build_scene(task, subtitle=subtitle)

    drawn: dict[str, Drawing] = {}
    told = 0
    for drawing in draw_scenes(scenes(), theme=theme, renderer=renderer):
        digest = fresh[len(drawn)]
        drawn[digest] = drawing
        while digests[told] != digest:
            yield drawn.get(digests[told]) or _drawn[digests[told]]
            told += 1
        yield drawing
        told += 1
    yield from (drawn.get(digest) or _drawn[digest] for digest in digests[told:])
    _keep(drawn)


def _keep(drawn: dict[str, Drawing]) -> None:
    _drawn.update(drawn)
    while len(_drawn) > _KEPT:
        del _drawn[next(iter(_drawn))]
