"""The drawings of dialogs: which are still good, and those that are not drawn by one call of the renderer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from xogen import __version__
from xogen.canvas.dot import dot_source
from xogen.canvas.drawing import draw
from xogen.canvas.layout import layout_of
from xogen.model.dialog import DialogTask
from xogen.model.layout import Layout
from xogen.project.lock import Lock, digest

_NOWHERE = Layout.model_construct()


@dataclass(frozen=True, slots=True)
class Canvas:
    """A dialog's drawing: its source, its picture and where its nodes stand.

    ``svg`` is ``None`` when the one on disk is still good, or when nothing was drawn; then ``drawn`` is ``None``, too.
    ``drawn`` is a digest of what picture and layout were made of.
    """

    source: str
    svg: bytes | None = None
    layout: Layout = _NOWHERE
    drawn: str | None = None


def svg_path(name: str) -> str:
    """Return where a dialog's picture lies in the project."""
    return f"canvas/{name}.svg"


def gv_path(name: str) -> str:
    """Return where the source of a dialog's picture lies in the project."""
    return f"canvas/{name}.gv"


def canvases(root: Path, lock: Lock, tasks: Mapping[str, DialogTask], *, drawing: bool) -> Mapping[str, Canvas]:
    """Return every dialog's canvas, and draw those whose source or picture changed.

    Args:
        root: the project's folder.
        lock: what it remembers of the drawings there are.
        tasks: by dialog name, as the platform has them.
        drawing: draw what has no good picture; else it stays without.

    Raises:
        MachineError: there is no renderer.
    """
    good = {name: kept for name, task in tasks.items() if (kept := _kept(root, lock, name, task)) is not None}
    missing = {name: task for name, task in tasks.items() if name not in good}
    fresh = _drawn(missing.values()) if drawing and missing else [Canvas(dot_source(task)) for task in missing.values()]
    return {**good, **dict(zip(missing, fresh, strict=True))}


def _drawn(tasks: Iterable[DialogTask]) -> list[Canvas]:
    return [Canvas(item.source, item.svg, item.layout, _fingerprint(item.source)) for item in draw(list(tasks))]


def _fingerprint(source: str) -> str:
    """Return a digest of all that decides a picture: its source, and the renderer, which each xogen pins exactly."""
    return digest(f"{__version__}\n{source}".encode())


def _kept(root: Path, lock: Lock, name: str, task: DialogTask) -> Canvas | None:
    record = lock.dialogs.get(name)
    path = root / svg_path(name)
    if record is None or record.drawn is None or not path.is_file():
        return None
    svg = path.read_bytes().replace(b"\r\n", b"\n")  # git may have changed them, as digest knows
    if digest(svg) != lock.files.get(svg_path(name)):
        return None
    source = dot_source(task)
    return Canvas(source, None, layout_of(svg), record.drawn) if record.drawn == _fingerprint(source) else None
