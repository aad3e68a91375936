"""What the drawing looks like: kinds, meanings of branches and themes, each colour once.

Every pair of text and ground reaches WCAG AA (4.5 : 1), every mark 3 : 1; a test computes both.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

ThemeName = Literal["light", "dark"]
Tone = Literal["plain", "choice", "good", "bad", "else"]

FONT = "Helvetica"
"""The renderer's name of the font; its widths are those of Arial, Liberation Sans and Arimo."""


class Kind(NamedTuple):
    """How one kind of node is drawn. ``glyph`` is one that Arial, Liberation Sans and Arimo all have."""

    word: str
    glyph: str
    light: str
    dark: str
    shape: str = "box"
    style: str = "rounded,filled"
    peripheries: int = 1

    def hue(self, theme: ThemeName) -> str:
        """The kind's colour in a theme."""
        return self.dark if theme == "dark" else self.light


KINDS: Mapping[str, Kind] = {
    "intent": Kind("intent", "►", "#6d28d9", "#b79cff"),
    "entity": Kind("entity", "?", "#0b6b85", "#4cc9e6"),
    "confirmation": Kind("confirmation", "√", "#b3164f", "#ff8db4", style="filled,diagonals"),
    "service": Kind("service", "↔", "#a34708", "#f7a54a", shape="component", style="filled"),
    "message": Kind("message", "“", "#15703a", "#5fd38a"),
    "script": Kind("script", "{}", "#3b46c4", "#9aa8ff", shape="note", style="filled"),
    "logic": Kind("logic", "◊", "#8a6100", "#e8c04a", style="filled,diagonals"),
    "bot-action": Kind("bot action", "■", "#a34708", "#f7a54a"),
    "dialog-call": Kind("dialog call", "→", "#0d6e66", "#4fd1c0", peripheries=2),
    "form": Kind("form", "≡", "#0b6b85", "#4cc9e6", shape="folder", style="filled"),
    "agent-transfer": Kind("agent transfer", "☺", "#b02a1e", "#ff9580", style="rounded,filled,bold"),
    "webhook": Kind("webhook", "←", "#a34708", "#f7a54a", shape="component", style="filled"),
    "process": Kind("process", "○", "#7a3fa0", "#d6a3f5", shape="component", style="filled"),
    "dynamic-intent": Kind("dynamic intent", "►", "#6d28d9", "#b79cff", peripheries=2),
    "generative": Kind("generative AI", "☼", "#9a1f8f", "#f08be0"),
    "search": Kind("search AI", "□", "#9a1f8f", "#f08be0"),
    "assist": Kind("AI assist", "☼", "#9a1f8f", "#f08be0", peripheries=2),
    "folded": Kind("steps", "≡", "#57606a", "#aab4bf", peripheries=2),
    "dialog": Kind("dialog", "»", "#6d28d9", "#b79cff"),
    "hidden-dialog": Kind("hidden dialog", "○", "#57606a", "#aab4bf", style="rounded,filled,dashed"),
    "event": Kind("event", "♦", "#a34708", "#f7a54a", style="filled"),
    "opaque": Kind("unknown type", "…", "#57606a", "#aab4bf", style="rounded,filled,dashed"),
}


MARKS: Mapping[str, str] = {
    "end": "end of the dialog",
    "return-to-flow": "return to flow",
    "not-connected": "not connected",
    "missing": "not there",
    "left-out": "more, not drawn",
}
"""Targets that are no nodes, and what the legend calls them."""


class Paint(NamedTuple):
    """Colours of a branch: the line, the words on their chip, and the chip."""

    line: str
    text: str
    chip: str


class Theme(NamedTuple):
    """The colours of one theme."""

    ground: str
    card: str
    border: str
    ink: str
    soft: str
    on_hue: str
    frame: str
    frame_line: str
    tones: Mapping[str, Paint]
    warn: Paint
    lost: Paint


_LIGHT = Theme(
    ground="#f6f8fa",
    card="#ffffff",
    border="#b9c2cc",
    ink="#1f2328",
    soft="#57606a",
    on_hue="#ffffff",
    frame="#fdf5ec",
    frame_line="#c07a35",
    tones={
        "plain": Paint("#717b86", "#3d4650", "#eaeef2"),
        "choice": Paint("#2f6fbf", "#1d4f91", "#e1eefc"),
        "good": Paint("#15803d", "#11602f", "#d9f5e3"),
        "bad": Paint("#c2185b", "#95104a", "#fde3ee"),
        "else": Paint("#717b86", "#4b545e", "#eaeef2"),
    },
    warn=Paint("#9a6700", "#7a5200", "#fff3d1"),
    lost=Paint("#c8102e", "#a00d25", "#ffe3e3"),
)
_DARK = Theme(
    ground="#0d1117",
    card="#171d26",
    border="#3d4855",
    ink="#eef2f6",
    soft="#a9b4c0",
    on_hue="#0d1117",
    frame="#1a1712",
    frame_line="#c08a4a",
    tones={
        "plain": Paint("#8b96a3", "#ccd5de", "#28313c"),
        "choice": Paint("#6cb0ff", "#a5d0ff", "#17304d"),
        "good": Paint("#4cc777", "#8be3a9", "#143524"),
        "bad": Paint("#ff77a8", "#ffaecb", "#46192c"),
        "else": Paint("#8b96a3", "#ccd5de", "#28313c"),
    },
    warn=Paint("#e3b341", "#f2cc60", "#3a2d0b"),
    lost=Paint("#ff7b72", "#ffaba5", "#4a1a1a"),
)
THEMES: Mapping[str, Theme] = {"light": _LIGHT, "dark": _DARK}
