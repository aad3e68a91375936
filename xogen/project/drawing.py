"""The drawings of dialogs: which are still good, and those that are not drawn by one call of the renderer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from xogen import __version__
from xogen.model.layout import Layout, Position
from xogen.project.lock import DialogRecord, Lock, digest


@dataclass(frozen=True, slots=True)
class Drawing:
    """A dialog's picture and where its nodes stand.

    ``svg`` is ``None`` when the one on disk is still good, or when nothing was drawn; ``drawn`` says what picture and
    layout were made of, ``None`` when nothing was drawn.
    """

    svg: bytes | None
    layout: Layout | None
    drawn: str | None


NOT_DRAWN = Drawing(None, None, None)


def svg_path(name: str) -> str:
    """Return where a dialog's picture lies in the project."""
    return f"canvas/{name}.svg"


def gv_path(name: str) -> str:
    """Return where the source of a dialog's picture lies in the project."""
    return f"canvas/{name}.gv"


def drawings(root: Path, lock: Lock, sources: Mapping[str, str], *, draw: bool) -> Mapping[str, Drawing]:
    """Return every dialog's drawing, and draw those whose source or picture changed.

    Args:
        root: the project's folder.
        lock: what it remembers of the drawings there are.
        sources: DOT source by dialog name.
        draw: draw what is missing; else it is ``NOT_DRAWN``.

    Raises:
        MachineError: there is no renderer.
    """
    good = {name: kept for name, source in sources.items() if (kept := _kept(root, lock, name, source)) is not None}
    missing = [name for name in sources if name not in good]
    fresh = _drawn([sources[name] for name in missing]) if draw and missing else [NOT_DRAWN] * len(missing)
    return {**good, **dict(zip(missing, fresh, strict=True))}


def _kept(root: Path, lock: Lock, name: str, source: str) -> Drawing | None:
    record = lock.dialogs.get(name)
    path = root / svg_path(name)
    if record is None or record.drawn != _fingerprint(source) or not path.is_file():
        return None
    if digest(path.read_bytes()) != lock.files.get(svg_path(name)):
        return None
    return Drawing(None, _layout(record), record.drawn)


def _fingerprint(source: str) -> str:
    """Return a digest of all that decides a picture: its source, and the renderer, which each xogen pins exactly."""
    return digest(f"{__version__}\n{source}".encode())


def _drawn(sources: Sequence[str]) -> list[Drawing]:
    from xogen.canvas.layout import layouts
    from xogen.canvas.renderer import render_many

    return [
        Drawing(svg, layout, _fingerprint(source))
        for source, svg, layout in zip(sources, render_many(sources, "svg"), layouts(sources), strict=True)
    ]


def positions(drawing: Drawing) -> Mapping[str, str]:
    """Write a layout as the lock keeps it."""
    layout = drawing.layout.positions if drawing.layout else {}
    return {node: f"{place.left} {place.top}" for node, place in layout.items()}


def _layout(record: DialogRecord) -> Layout:
    pairs = {node: text.split() for node, text in record.positions.items()}
    return Layout(positions={node: Position(left=int(left), top=int(top)) for node, (left, top) in pairs.items()})
