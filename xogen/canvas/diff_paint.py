"""Colours of a difference, put over a drawing: what is new, gone or different stands out, the rest is grey."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from itertools import pairwise
from typing import NamedTuple

from xogen.canvas.diff_look import Status
from xogen.canvas.paint import number
from xogen.canvas.scene import META_SIZE, MOST_CHIPS
from xogen.canvas.styles import KINDS, THEMES, Theme, ThemeName
from xogen.canvas.text import measure

WORDS: Mapping[Status, str] = {"added": "added", "removed": "removed", "changed": "changed", "same": "as it was"}
_PART = re.compile(r'<g id="(node|edge|mark|switch)-([^"]*)" class="(\w+)">')
_BAR = re.compile(r'<rect x="7" ')
_NOTE = re.compile(r'(<text x="34" y="[\d.]+")>(~ |moved |and \d+ more change)')
"""A line of a card that says what changed; texts of the bot start with a quotation mark."""
_OUTLINE = re.compile(r"<(path|polygon|ellipse|polyline) ([^>]*?)(/?)>")
_CHIP = re.compile(r'<rect [^>]*rx="6" fill="(#[0-9a-f]{6})"/>\n(?:<text [^>]*>[^<]*</text>\n?)*')


class Ink(NamedTuple):
    """Colours of a status: lines, words on a tint or a chip, a card's ground, a chip."""

    line: str
    text: str
    card: str
    chip: str


INKS: Mapping[ThemeName, Mapping[Status, Ink]] = {
    "light": {
        "added": Ink("#15803d", "#11602f", "#f0fbf4", "#d3f3df"),
        "removed": Ink("#c8102e", "#a00d25", "#fff4f3", "#ffdfdc"),
        "changed": Ink("#9a6700", "#7a5200", "#fffaea", "#ffedbd"),
        "same": Ink("#9aa4af", "#57606a", "#ffffff", "#eaeef2"),
    },
    "dark": {
        "added": Ink("#4cc777", "#8be3a9", "#0f2217", "#163d28"),
        "removed": Ink("#ff7b72", "#ffaba5", "#291416", "#4a1a1a"),
        "changed": Ink("#e3b341", "#f2cc60", "#241d0c", "#43350f"),
        "same": Ink("#6b7682", "#a9b4c0", "#171d26", "#28313c"),
    },
}
"""Every pair of text and ground reaches WCAG AA (4.5 : 1), every line 3 : 1 but those of what did not change."""


FRAMES: Mapping[ThemeName, str] = {"light": "#f0f2f5", "dark": "#12171e"}
"""The ground of bot actions that are as they were."""


class Statuses(NamedTuple):
    """What became of each part of a drawing, by the keys of its scene."""

    nodes: Mapping[str, Status]
    edges: Mapping[str, Status]
    marks: Mapping[str, Status]
    badges: Mapping[str, str]


def recoloured(svg: str, statuses: Statuses, theme: ThemeName) -> str:
    """Return a drawing in the colours of a difference.

    Args:
        svg: as ``svg.compose`` returns it.
        statuses: by the keys of its scene.
        theme: its colours.
    """
    starts = [*(match.start() for match in _PART.finditer(svg)), len(svg)]
    painter = _Recolourer(statuses, theme)
    return painter.grey(svg[: starts[0]]) + "".join(painter.part(svg[start:end]) for start, end in pairwise(starts))


class _Recolourer:
    def __init__(self, statuses: Statuses, theme: ThemeName) -> None:
        self.statuses = statuses
        self.name = theme
        self.theme: Theme = THEMES[theme]
        self.inks = INKS[theme]
        self.hues = {kind.hue(theme) for kind in KINDS.values()}
        hues = "|".join(sorted({*self.hues, self.theme.frame_line}))
        self.hue = re.compile(f'(?:{hues})(?=")')

    def grey(self, text: str) -> str:
        """Return a part with its kinds in grey."""
        return self.hue.sub(self.inks["same"].text, text)

    def part(self, text: str) -> str:
        match = _PART.match(text)
        if match is None:
            return text
        what, key = match[1], match[2].replace("&#45;", "-")
        if what == "edge":
            return self._edge(text, self.statuses.edges.get(key, "same"))
        if what == "mark":
            return self._mark(text, self.statuses.marks.get(key, "same"))
        if what == "switch":
            return self._chips(text, key)
        status = self.statuses.nodes.get(key, "same")
        return self._frame(text, status) if match[3] == "cluster" else self._card(text, key, status)

    def _edge(self, text: str, status: Status) -> str:
        if status == "same":
            tones = "|".join(sorted({paint.line for paint in self.theme.tones.values()}))
            return re.sub(f'(?:{tones})(?=")', self.inks["same"].line, text)
        line = self.inks[status].line

        def drawn(found: re.Match[str]) -> str:
            looks = re.sub(r'(stroke|fill)="#[0-9a-f]{6}"', rf'\1="{line}"', found[2])
            looks = re.sub(r' stroke-dasharray="[^"]*"', "", looks)
            if found[1] == "path":
                dash = ' stroke-dasharray="6,4"' if status == "removed" else ""
                looks = re.sub(r' stroke-width="[^"]*"', "", looks).rstrip() + f' stroke-width="2.2"{dash}'
            return f"<{found[1]} {looks}{found[3]}>"

        return _OUTLINE.sub(drawn, text)

    def _mark(self, text: str, status: Status) -> str:
        if status == "same":
            return text
        line = self.inks[status].line
        return re.sub(r'stroke="#[0-9a-f]{6}"', f'stroke="{line}"', text)

    def _frame(self, text: str, status: Status) -> str:
        """Colour a bot action; its nodes are parts of their own."""
        ink = self.inks[status]
        text = self.grey(text).replace(self.theme.frame, ink.card if status != "same" else FRAMES[self.name])
        return text if status == "same" else self._outlined(text, status)

    def _card(self, text: str, key: str, status: Status) -> str:
        ink = self.inks[status]
        head, place, painted = text.partition('<g transform="')
        if status != "same":
            head = self._outlined(head.replace(self.theme.card, ink.card), status)
        bar = ink.line if status != "same" else self.inks["same"].text
        word = ink.text
        parts = _BAR.split(painted, maxsplit=1)
        if len(parts) == 2:
            bar_end = parts[1].index("/>")
            coloured = self.hue.sub(bar, parts[1][:bar_end]) + self.hue.sub(word, parts[1][bar_end:])
            painted = f'{parts[0]}<rect x="7" {coloured}'
            painted = _NOTE.sub(rf'\1 font-weight="bold" fill="{word}">\2', painted)
        painted = self._chips(painted, key)
        if status != "same":
            painted = painted.replace("\n</g>\n", f"\n{self._badge(key, status)}\n</g>\n", 1)
        return head + place + painted

    def _outlined(self, text: str, status: Status) -> str:
        """Return a card's or frame's shape with the status's outline."""
        ink = self.inks[status]
        dash = ' stroke-dasharray="6,4"' if status == "removed" else ""

        def drawn(found: re.Match[str]) -> str:
            looks = re.sub(r'stroke="#[0-9a-f]{6}"', f'stroke="{ink.line}"', found[2])
            looks = re.sub(r' stroke-(?:dasharray|width)="[^"]*"', "", looks).rstrip()
            return f'<{found[1]} {looks} stroke-width="1.8"{dash}{found[3]}>'

        return _OUTLINE.sub(drawn, text)

    def _chips(self, text: str, key: str) -> str:
        """Colour the chips: each as its way, the others grey."""
        chips = {paint.chip: paint for paint in self.theme.tones.values()}
        painted = sum(found[1] in chips for found in _CHIP.finditer(text))
        each = 2 if painted > MOST_CHIPS else 1  # of a list also its number
        index = -1

        def chip(found: re.Match[str]) -> str:
            nonlocal index
            if found[1] not in chips:
                return found[0]
            index += 1
            own = self.statuses.edges.get(f"{key}-{index // each}", "same")
            ink = self.inks[own]
            texts = re.sub(r'fill="#[0-9a-f]{6}">', f'fill="{ink.text}">', found[0])
            return texts.replace(f'fill="{found[1]}"/>', f'fill="{ink.chip}"/>', 1)

        return _CHIP.sub(chip, text)

    def _badge(self, key: str, status: Status) -> str:
        """Return the word that sits on a card's upper edge."""
        word = self.statuses.badges.get(key) or WORDS[status]
        ink = self.inks[status]
        wide = measure(word, META_SIZE, bold=True) + 12
        return (
            f'<rect x="{number(_BADGE)}" y="-11" width="{number(wide)}" height="14" rx="7" fill="{ink.line}"/>\n'
            f'<text x="{number(_BADGE + wide / 2)}" y="-0.8" text-anchor="middle" font-size="{META_SIZE}" '
            f'font-weight="bold" fill="{self.theme.on_hue}">{escape(word)}</text>'
        )


_BADGE = 10
"""From a card's left edge to the word on its upper one."""


def legend(left: float, baseline: float, theme: ThemeName, shown: Mapping[Status, int]) -> str:
    """Return the legend of a difference, as one row: what each colour means, and how often it is met."""
    parts = []
    baseline += 3
    for status, count in shown.items():
        ink = INKS[theme][status]
        dash = ' stroke-dasharray="3,2"' if status == "removed" else ""
        word = f"{count} {WORDS[status]}"
        parts.append(
            f'<rect x="{number(left)}" y="{number(baseline - 9)}" width="16" height="11" rx="3" fill="{ink.chip}" '
            f'stroke="{ink.line}" stroke-width="1.5"{dash}/>'
            f'<text x="{number(left + 22)}" y="{number(baseline)}" font-weight="bold" fill="{ink.text}">{word}</text>'
        )
        left += 22 + measure(word, 10, bold=True) + 16
    return "\n".join(parts)
