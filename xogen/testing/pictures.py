"""Pictures of canvases that differ from their snapshot: a page with both beside each other, named in the report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from pathlib import Path
from typing import NamedTuple

import pytest
from syrupy.assertion import SnapshotAssertion

from xogen.errors import XogenError
from xogen.testing.extensions import CanvasExtension, parts_of

_OPENED = re.compile(r'(<g id="(node|edge|mark|switch)-([^"]*)" class=")(\w+)">')
_PLACE = re.compile(r' (?:d|points|x|y|cx|cy|transform)="[^"]*"')

_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>{name}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>
:root {{ color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }}
body {{ margin: 24px }} h1 {{ font-size: 18px }} h2 {{ font-size: 14px; margin: 0 0 8px }}
main {{ display: flex; gap: 24px; align-items: flex-start }}
section {{ flex: 1; min-width: 0 }} svg {{ max-width: 100%; height: auto; border-radius: 8px }}
p:is(.added, .removed, .changed) {{ font-weight: 600 }}
.added {{ color: #15803d }} .removed {{ color: #c2182b }} .changed {{ color: #b45309 }}
g:is(.added, .removed, .changed) > :is(path, polygon, ellipse) {{ stroke: currentColor; stroke-width: 3 }}
@media (prefers-color-scheme: dark) {{
p.added {{ color: #6ee7a0 }} p.removed {{ color: #ff9d95 }} p.changed {{ color: #f2b356 }}
}}
</style>
<h1>{name}</h1>
{said}
<main><section><h2>snapshot</h2>{before}</section><section><h2>received</h2>{after}</section></main>
</html>
"""


class Differing(NamedTuple):
    """A canvas that is not as its snapshot; ``before`` is ``None`` for a snapshot that is not there."""

    name: str
    before: str | None
    after: str


def add_pictures(report: pytest.TestReport, nodeid: str, fixtures: Iterable[object], folder: Path) -> None:
    """Write a page for each canvas that differs, and name it in the report of the failure.

    Args:
        report: the report of the failed test. With pytest-html the page's pictures stand in it, too.
        nodeid: the test.
        fixtures: the values of its fixtures, the snapshots among them.
        folder: where the pages go.
    """
    lines = []
    for one in _differing(fixtures):
        path = folder / (re.sub(r"[^\w.-]+", "-", f"{nodeid}-{one.name}").strip("-")[-120:] + ".html")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_page(one), encoding="utf-8")
        except OSError as error:
            lines.append(f"{path}: the picture cannot be written: {error.strerror}")
            continue
        lines.append(f"{one.name}: snapshot and received canvas beside each other: {path}")
        _add_extra(report, one)
    if lines:
        report.sections.append(("canvas", "\n".join(lines)))


def _differing(fixtures: Iterable[object]) -> Iterator[Differing]:
    for value in fixtures:
        if not isinstance(value, SnapshotAssertion) or not issubclass(value.extension_class, CanvasExtension):
            continue
        for result in value.executions.values():
            if result.success or not isinstance(result.asserted_data, str):
                continue
            before = result.recalled_data
            try:
                drawn = value.extension_class.picture(before) if isinstance(before, str) else None
            except XogenError:
                drawn = None  # the snapshot was edited, and is no canvas any more
            yield Differing(result.snapshot_name, drawn, value.extension_class.picture(result.asserted_data))


def _page(one: Differing) -> str:
    if one.before is None:
        none = "<p>there is no snapshot yet</p>"
        return _PAGE.format(name=escape(one.name), said="", before=none, after=_inline(one.after))
    found = differences(one.before, one.after)
    said = "\n".join(
        f'<p class="{what}">{what}: {", ".join(escape(part) for part in found if found[part] == what)}</p>'
        for what in ("added", "removed", "changed")
        if what in found.values()
    )
    before, after = (_marked(_inline(svg), found) for svg in (one.before, one.after))
    return _PAGE.format(name=escape(one.name), said=said, before=before, after=after)


def differences(before: str, after: str) -> Mapping[str, str]:
    """Return what became of the parts of a picture that are not as they were: added, removed or changed.

    A part that only stands elsewhere, because another one grew, is as it was.
    """
    ones, twos = parts_of(before), parts_of(after)
    found: dict[str, str] = {}
    for part in (*ones, *(part for part in twos if part not in ones)):
        if part not in twos:
            found[part] = "removed"
        elif part not in ones:
            found[part] = "added"
        elif _PLACE.sub("", ones[part]) != _PLACE.sub("", twos[part]):
            found[part] = "changed"
    return found


def _marked(svg: str, found: Mapping[str, str]) -> str:
    """Return a picture whose differing parts have a class that says so."""

    def opened(match: re.Match[str]) -> str:
        what = found.get(f"{match[2]} {match[3]}")
        return f'{match[1]}{match[4]} {what}">' if what else match[0]

    return _OPENED.sub(opened, svg)


def _inline(svg: str) -> str:
    return svg[svg.index("<svg") :]


def _add_extra(report: pytest.TestReport, one: Differing) -> None:
    """Show the received canvas in the page of pytest-html, where that is at work."""
    try:
        from pytest_html import extras
    except ImportError:
        return
    pictures = [("snapshot", one.before), ("received", one.after)]
    shown = [extras.svg(_inline(svg), name=f"{one.name}: {what}") for what, svg in pictures if svg is not None]
    vars(report)["extras"] = [*getattr(report, "extras", []), *shown]  # where pytest-html looks
