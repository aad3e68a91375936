"""All drawings of one run of ``render``: drawn, or taken from the cache when nothing that they hang on has changed."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import TYPE_CHECKING, Literal, NamedTuple

from xogen.cli.output import progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from xogen.canvas.renderer import RendererName
    from xogen.canvas.styles import ThemeName
    from xogen.formats.platform import Platform
    from xogen.project.lint_cache import Cache
    from xogen.project.pictures import Pictures

VIEWER = "viewer"
_NAMED = 5


class Wanted(NamedTuple):
    """What the user asked for."""

    form: str
    theme: ThemeName
    renderer: RendererName
    platform: Platform | None
    layout: Literal["auto", "canvas"]
    findings: bool


class Album(NamedTuple):
    """Drawings in order, their names without endings, and what is to be said once they are written."""

    names: list[str]
    pictures: Iterator[bytes]
    remarks: Callable[[], list[str]]


def album(paths: Sequence[Path], wanted: Wanted, project: Path, *, cached: bool) -> Album:
    """Return the drawings of what ``paths`` name.

    Args:
        paths: dialog files, folders of them, projects, bot exports.
        wanted: how they are drawn.
        project: the folder that commands work in.
        cached: whether drawings may be taken from the cache and kept there.

    Raises:
        NotFoundError, InputError, MachineError: as ``project.pictures`` and the renderer do.
    """
    from xogen.project.files import folder_of

    paths = [folder_of(path) for path in paths]
    if not cached:
        return _drawn(paths, wanted, project)
    from xogen.project.lint_cache import Cache, cache_folder

    cache = Cache(cache_folder().parent / "canvas")
    key = cache.key({"render": [*wanted], "project": str(project)}, paths)
    kept = cache.load(key)
    if kept is not None:
        return Album(kept["names"], (_unpacked(one) for one in kept["pictures"]), lambda: kept["remarks"])
    return _keeping(_drawn(paths, wanted, project), cache, key)


def _keeping(made: Album, cache: Cache, key: str | None) -> Album:
    """Return the same drawings, which are kept once the last was taken."""
    taken: list[str] = []
    remarks: list[str] = []

    def pictures() -> Iterator[bytes]:
        for picture in made.pictures:
            taken.append(_packed(picture))
            yield picture

    def told() -> list[str]:
        remarks.extend(made.remarks())
        cache.store(key, {"names": made.names, "pictures": taken, "remarks": remarks})
        return remarks

    return Album(made.names, pictures(), told)


def _packed(picture: bytes) -> str:
    return b64encode(picture).decode() if picture.startswith(b"\x89PNG") else picture.decode()


def _unpacked(text: str) -> bytes:
    return b64decode(text) if text.startswith("iVBORw0KGgo") else text.encode()


def _drawn(paths: Sequence[Path], wanted: Wanted, project: Path) -> Album:
    from xogen.cli.drawing import Look, drawn, findings_of, page
    from xogen.project.pictures import pictures

    found = pictures(paths)
    progress(f"drawing {len(found)} canvases")
    notes = findings_of(paths, project) if wanted.findings else None
    look = Look(wanted.form, wanted.theme, wanted.renderer, wanted.platform, wanted.layout, notes)
    if wanted.form == "html":
        title = found.overviews[0].title if len(found.overviews) == 1 else paths[0].resolve().stem
        return Album([VIEWER], iter([page(found, look, title)]), list)
    names = [canvas.name for canvas in found.canvases] + [one.name for one in found.overviews]
    return Album(names, drawn(found, look), lambda: _remarks(found, wanted))


def _remarks(found: Pictures, wanted: Wanted) -> list[str]:
    """Say which canvases have signs that a PNG cannot show, and which dialogs have no positions."""
    said = []
    if wanted.form == "png":
        from xogen.canvas.dot import dot_source
        from xogen.canvas.text import without_glyph

        for canvas in found.canvases:
            boxes = without_glyph(dot_source(canvas.read()))
            if boxes:
                some = ", ".join(boxes[:3]) + (", ..." if len(boxes) > 3 else "")
                said.append(
                    f"{canvas.name}: the renderer's fonts have no {some}, so the PNG shows boxes; an SVG shows them"
                )
    if wanted.layout == "canvas":
        nowhere = [canvas.name for canvas in found.canvases if not canvas.layout.positions]
        if nowhere:
            some = ", ".join(nowhere[:_NAMED]) + (", ..." if len(nowhere) > _NAMED else "")
            said.append(f"no positions are known of {some}: Graphviz found them")
    return said
