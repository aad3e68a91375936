"""The SVG of a canvas: what the renderer made of its skeleton, with the cards painted in.

The result is small, self-contained and the same everywhere: no script, no link, no font that is fetched, and a name
and titles for screen readers. Pure text work on output whose form a contract test holds: the renderer is pinned.
"""

from __future__ import annotations

import re
from html import escape

from xogen.canvas.geometry import card_size, chip_height, switch_size
from xogen.canvas.layout import corner
from xogen.canvas.paint import Painter, number
from xogen.canvas.scene import TEXT_SIZE, Scene
from xogen.canvas.styles import MARKS, THEMES, ThemeName
from xogen.canvas.text import clean

FONTS = "Helvetica, Arial, 'Liberation Sans', Arimo, 'Nimbus Sans', FreeSans, 'DejaVu Sans Condensed', sans-serif"
"""Fonts as wide as the one that texts are measured for, the last but one nearly so."""

_HEAD = re.compile(
    r'.*?<svg (width="[^"]*" height="[^"]*")\s+(viewBox="[^"]*")[^>]*>\n<g id="canvas"[^>]*translate\(([^)]*)\)">\n'
    r'(?:<title>[^<]*</title>\n)?<polygon [^>]* points="(-?[\d.]+),-?[\d.]+ -?[\d.]+,(-?[\d.]+)[^>]*>\n',
    re.DOTALL,
)
_GROUP = re.compile(
    r'(?:<!-- [^\n]*-->\n)?(<g id="([a-z]+)-([^"]*)" class="\w+">\n)<title>[^<]*</title>\n(.*?)</g>\n', re.DOTALL
)
_PLAIN = (
    ("&#45;", "-"),
    ("&#160;", "\u00a0"),
    (' xml:space="preserve" text-anchor="start"', ""),
    (' xml:space="preserve"', ""),
    (' font-family="Helvetica,sans-Serif"', ""),
    ('.00" fill', '" fill'),
)

_MARGIN = 26
"""From the picture's edge to its title."""


def compose(raw: bytes, scene: Scene, theme: ThemeName) -> bytes:
    """Return the SVG of a scene.

    Args:
        raw: what a renderer made of ``dot.skeleton_source`` for the same scene and theme.
        scene: what is on the canvas.
        theme: its colours.
    """
    text = raw.decode()
    for old, new in _PLAIN:
        text = text.replace(old, new)
    text = _GROUP.sub(_Filler(scene, theme).group, text)
    return _head(text, scene, theme).encode()


class _Filler:
    """Fills the groups of one drawing with what belongs into them."""

    def __init__(self, scene: Scene, theme: ThemeName) -> None:
        self.painter = Painter(theme, THEMES[theme])
        self.titles = {("node", frame.key): frame.tooltip for frame in scene.frames}
        self.titles |= {("mark", mark.key): " ".join([MARKS[mark.form], mark.text]).strip() for mark in scene.marks}
        self.painted: dict[tuple[str, str], str] = {}
        for card in scene.cards:
            self.titles["node", card.key] = card.tooltip
            self.painted["node", card.key] = self.painter.card(card, card_size(card, scene.width))
        for switch in scene.switches:
            if chip_height(switch.branches):
                size = switch_size(switch.branches)
                self.painted["switch", switch.key] = self.painter.switch(switch.branches, size)
        for holder in scene.holders:
            for index, branch in enumerate(holder.branches):
                if branch.chip:
                    self.titles["edge", f"{holder.key}-{index}"] = branch.title

    def group(self, match: re.Match[str]) -> str:
        """Return a node, edge or frame with its title, and painted."""
        begin, what, key, drawn = match[1], match[2], match[3], match[4]
        title = self.titles.get((what, key))
        parts = [begin]
        if title:
            parts.append(f"<title>{escape(clean(title), quote=False)}</title>\n")
        parts.append(drawn)
        painted = self.painted.get((what, key))
        if painted:
            left, top = corner(drawn)
            parts.append(f'<g transform="translate({number(left)} {number(top)})">\n{painted}\n</g>\n')
        parts.append("</g>\n")
        return "".join(parts)


def _head(text: str, scene: Scene, theme: ThemeName) -> str:
    """Write the head of the drawing anew, and its title behind the ground."""
    match = _HEAD.match(text)
    if match is None:
        raise ValueError("this is no drawing of a skeleton")
    size, box, origin, left, top = match.groups()
    colors = THEMES[theme]
    painted = Painter(theme, colors).title(scene, float(left) + _MARGIN, float(top) + _MARGIN)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" {size} {box} role="img" '
        f'aria-label="{escape(scene.title)}" font-family="{FONTS}">\n'
        # The renderer's own ground ends a fraction of a point before the picture does.
        f'<rect width="100%" height="100%" fill="{colors.ground}"/>\n'
        f'<g id="canvas" class="graph" transform="translate({origin})" font-size="{TEXT_SIZE}" fill="{colors.soft}">\n'
        f"<title>{escape(scene.title, quote=False)}</title>\n{painted}\n" + text[match.end() :]
    )
