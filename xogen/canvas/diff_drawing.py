"""A difference as one picture: each dialog that changed, with what was added, removed and changed in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from xogen.canvas.build import build_scene
from xogen.canvas.diff_look import RENAMED, SIGNS, Look, Status, both, whole
from xogen.canvas.diff_paint import INKS, Statuses, legend, recoloured
from xogen.canvas.dot import skeleton_source
from xogen.canvas.renderer import render_many
from xogen.canvas.scene import TEXT_SIZE, Branch, Scene, safe_keys
from xogen.canvas.styles import THEMES, ThemeName
from xogen.canvas.svg import FONTS, compose
from xogen.canvas.text import wrap
from xogen.diff.redact import redacted
from xogen.model.dialog import DialogTask
from xogen.model.diff import BotDiff, TaskDiff

MOST = 60
"""Dialogs in one picture."""
_NOTES = 4
"""Changes that a card names."""
_LEGEND = "legend of what was added, removed, changed, as it was"
_SPACE = 24
_SIZE = re.compile(r'<svg xmlns="[^"]*" width="([\d.]+)pt" height="([\d.]+)pt"')
_LINE = re.compile(rf'<text x="(-?[\d.]+)" y="(-?[\d.]+)">{_LEGEND}</text>')


class Pair(NamedTuple):
    """What became of a dialog, and its two sides as far as they are there."""

    diff: TaskDiff
    old: DialogTask | None
    new: DialogTask | None


def draw_diff(
    diff: BotDiff, olds: Sequence[DialogTask], news: Sequence[DialogTask], *, theme: ThemeName = "light"
) -> bytes:
    """Draw a difference as one SVG; the dialogs that changed stand below each other.

    Args:
        diff: what changed from ``olds`` to ``news``.
        olds: the dialogs of the old side.
        news: the dialogs of the new side.
        theme: ``light`` or ``dark``.

    Raises:
        MachineError: there is no renderer.
    """
    found = list(pairs(diff, olds, news))
    drawn = pictures([look_of(pair) for pair in found[:MOST]], theme)
    return _stacked(drawn, theme, len(found) - MOST).encode()


def pairs(diff: BotDiff, olds: Sequence[DialogTask], news: Sequence[DialogTask]) -> Iterator[Pair]:
    """Yield the dialogs that changed, with their two sides."""
    left = {task.name: task for task in reversed(olds)}
    right = {task.name: task for task in reversed(news)}
    for one in diff.changed:
        yield Pair(one, left[one.old.name] if one.old else None, right[one.new.name] if one.new else None)


def look_of(pair: Pair) -> Look:
    """Return how a dialog looks with both sides in it."""
    if pair.old is not None and pair.new is not None:
        return both(pair.diff, pair.old, pair.new)
    if pair.new is not None:
        return whole(pair.new, "added")
    if pair.old is not None:
        return whole(pair.old, "removed")
    raise AssertionError("a difference has a side")


def pictures(looks: Sequence[Look], theme: ThemeName) -> list[str]:
    """Draw each look as an SVG of its own."""
    scenes = [_scene(look) for look in looks]
    raw = render_many([skeleton_source(scene, theme) for scene, _ in scenes], "svg")
    return [
        _with_legend(recoloured(compose(svg, scene, theme).decode(), statuses, theme), look, theme)
        for svg, (scene, statuses), look in zip(raw, scenes, looks, strict=True)
    ]


def _scene(look: Look) -> tuple[Scene, Statuses]:
    """Return what to draw, and what became of its parts by their keys."""
    scene = build_scene(look.task)
    keys = safe_keys(node.id for node in look.task.walk())
    nodes = dict(zip(keys, look.nodes, strict=True))
    notes = {keys[index]: said for index, said in look.notes.items()}
    single = {keys[index]: status for index, status in look.ways.items()}
    edges = {
        f"{holder.key}-{index}": status
        for holder in scene.holders
        for index, branch in enumerate(holder.branches)
        if (status := _branch(branch, holder.key, nodes, single)) != "same"
    }
    cards = tuple(
        card._replace(
            lines=(*map(redacted, card.lines), *_said(notes.get(card.key, ()), scene.width)),
            tooltip=redacted("\n".join([card.tooltip, *notes.get(card.key, ())])),
        )
        for card in scene.cards
    )
    arriving: dict[str, set[Status]] = {}
    for holder in scene.holders:
        for index, branch in enumerate(holder.branches):
            arriving.setdefault(branch.to, set()).add(edges.get(f"{holder.key}-{index}", "same"))
    marks: dict[str, Status] = {}
    for mark in scene.marks:
        statuses = arriving.get(mark.key, set())
        if len(statuses) == 1:
            marks[mark.key] = next(iter(statuses))
    badges = {key: _badge(nodes[key], notes.get(key, ())) for key in nodes}
    return scene._replace(cards=cards, subtitle=(*scene.subtitle, _LEGEND)), Statuses(nodes, edges, marks, badges)


def _branch(branch: Branch, holder: str, nodes: Mapping[str, Status], single: Mapping[str, Status]) -> Status:
    """Return what became of a way: as its label says, as its only transition, or as the whole node."""
    source = branch.leaves or holder.removesuffix(".after")
    own = nodes.get(source, "same")
    if own in {"added", "removed"}:
        return own
    if source in single:
        return single[source]
    said = "".join(branch.chip[:1])
    for status, sign in SIGNS.items():
        if said.startswith(f"{sign} "):
            return status
    return "same"


def _said(notes: Sequence[str], width: int) -> Iterator[str]:
    for note in notes[:_NOTES]:
        yield from wrap(redacted(note), width - 4, TEXT_SIZE, lines=1)
    if len(notes) > _NOTES:
        yield f"and {len(notes) - _NOTES} more changes"


def _badge(status: Status, notes: Sequence[str]) -> str:
    """Return the word on a card: what of several things is said first."""
    if any(note.startswith("moved ") for note in notes):
        return "moved"
    renamed = any(note.startswith(RENAMED) for note in notes)
    if status == "changed" and renamed:
        return "renamed" if len(notes) == 1 else "renamed, changed"
    return ""


def _with_legend(svg: str, look: Look, theme: ThemeName) -> str:
    """Put the legend into the line that was kept for it."""
    order: tuple[Status, ...] = ("added", "removed", "changed", "same")
    counts = {status: look.nodes.count(status) for status in order if status in look.nodes}

    def row(found: re.Match[str]) -> str:
        return legend(float(found[1]), float(found[2]), theme, counts)

    return _LINE.sub(row, svg, count=1)


def _stacked(drawn: Sequence[str], theme: ThemeName, left_out: int) -> str:
    """Return drawings below each other in one picture; a single one as it is."""
    colors = THEMES[theme]
    if len(drawn) == 1:
        return drawn[0]
    top, wide = float(_SPACE if not drawn else 0), 480.0
    parts: list[str] = []
    for place, svg in enumerate(drawn):
        size = _SIZE.search(svg)
        if size is None:
            raise AssertionError("a drawing has a size")
        width, height = float(size[1]), float(size[2])
        inner = svg[svg.index("<svg") :].replace('<g id="', f'<g id="d{place + 1}-')
        inner = _SIZE.sub(f'<svg x="0" y="{top:g}" width="{width:g}" height="{height:g}"', inner, count=1)
        parts.append(inner)
        top, wide = top + height + _SPACE, max(wide, width)
    note = "" if drawn else "nothing that is drawn differs"
    note = f"{left_out} more dialogs differ, and are not drawn" if left_out > 0 else note
    if note:
        ink = INKS[theme]["same"]
        parts.append(
            f'<text x="26" y="{top + 14:g}" font-size="13" font-weight="bold" fill="{ink.text}">{note}</text>\n'
        )
        top += 40
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="{wide:g}pt" '
        f'height="{top:g}pt" viewBox="0 0 {wide:g} {top:g}" role="img" aria-label="what changed" '
        f'font-family="{FONTS}">\n<rect width="100%" height="100%" fill="{colors.ground}"/>\n{"".join(parts)}</svg>\n'
    )
