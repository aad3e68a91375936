from __future__ import annotations

from typing import get_args

import pytest

from xogen.canvas.styles import KINDS, THEMES, Theme
from xogen.canvas.text import without_glyph
from xogen.model.nodes import PlatformNode

TEXT, MARK = 4.5, 3.0


def luminance(color: str) -> float:
    parts = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def pairs(name: str) -> dict[str, tuple[str, str, float]]:
    """All that is read or seen on something, by what it is."""
    theme: Theme = THEMES[name]
    found = {
        "names on cards": (theme.ink, theme.card, TEXT),
        "text on cards": (theme.soft, theme.card, TEXT),
        "title": (theme.ink, theme.ground, TEXT),
        "subtitle": (theme.soft, theme.ground, TEXT),
        "frame's line": (theme.frame_line, theme.ground, MARK),
        "frame's name": (KINDS["bot-action"].hue(name), theme.frame, TEXT),
        "warning": (theme.warn.text, theme.warn.chip, TEXT),
        "warning's line": (theme.warn.line, theme.ground, MARK),
        "lost": (theme.lost.text, theme.lost.chip, TEXT),
        "lost's line": (theme.lost.line, theme.ground, MARK),
    }
    for kind, look in KINDS.items():
        found[f"{kind} on its card"] = (look.hue(name), theme.card, TEXT)
        found[f"{kind}'s glyph"] = (theme.on_hue, look.hue(name), TEXT)
    for tone, paint in theme.tones.items():
        found[f"chip {tone}"] = (paint.text, paint.chip, TEXT)
        found[f"line {tone}"] = (paint.line, theme.ground, MARK)
        found[f"line {tone} in a frame"] = (paint.line, theme.frame, MARK)
    return found


@pytest.mark.parametrize(("theme", "what"), [(theme, what) for theme in THEMES for what in pairs(theme)])
def test_everything_can_be_read(theme, what):
    one, other, least = pairs(theme)[what]
    assert contrast(one, other) >= least


def test_every_kind_of_node_has_its_look():
    ours = {"intent", "entity", "service", "message", "script", "logic", "confirmation", "bot-action", "dialog-call"}
    platform = set(get_args(PlatformNode.model_fields["type"].annotation))
    of_bots = {"dialog", "hidden-dialog", "event"}
    assert set(KINDS) == ours | platform | {"opaque", "folded"} | of_bots


def test_kinds_differ_without_colour():
    looks = [(kind.glyph, kind.shape, kind.style, kind.peripheries) for kind in KINDS.values()]
    assert len(set(looks)) == len(looks)


@pytest.mark.parametrize("kind", KINDS)
def test_glyphs_are_in_the_renderers_font(kind):
    assert without_glyph(KINDS[kind].glyph) == ()
