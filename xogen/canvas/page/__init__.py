"""Self-contained HTML pages: one file, no network, its own script and style allowed by their hashes and nothing else.

Scripts and styles are files beside this one, shared by all pages.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files

from xogen.canvas.diff_paint import FRAMES, INKS
from xogen.canvas.styles import KINDS, THEMES, ThemeName

_COLOUR = re.compile(r'(<text [^>]*?)?\b(fill|stroke)="(#[0-9a-f]{6})"')


def asset(name: str) -> str:
    """Return a script or a style: ``panzoom.js``."""
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


def document(
    title: str, body: str, *, styles: Sequence[str], scripts: Sequence[str], theme: ThemeName | None = None
) -> str:
    """Return a page.

    Args:
        title: what the browser calls it.
        body: its HTML, in which every text is escaped; it has no ``style`` and no ``on...`` attribute.
        styles: names of styles, in order.
        scripts: names of scripts, in order.
        theme: the colours that it opens in; by default the system's.
    """
    style = "\n".join([variables(), *map(asset, styles)])
    script = "\n".join(map(asset, scripts))
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    opening = f' data-theme="{theme}"' if theme else ""
    return (
        f'<!doctype html>\n<html lang="en"{opening}>\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n"
        f"<body>\n{body}\n<script>{script}</script>\n</body>\n</html>\n"
    )


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def themed(svg: str, prefix: str) -> str:
    """Return a drawing of the light theme that follows the page's theme, its ids made its own by a prefix."""
    inner = svg[svg.index("<svg") :].replace('<g id="', f'<g id="{prefix}')
    return _COLOUR.sub(_variable, inner)


def _variable(found: re.Match[str]) -> str:
    before, attribute, colour = found[1] or "", found[2], found[3]
    if before and colour == THEMES["light"].on_hue:
        return f'{before}{attribute}="var(--on-hue)"'
    name = _names().get(colour)
    return f'{before}{attribute}="{f"var({name})" if name else colour}"'


@cache
def variables() -> str:
    """Return the style that gives every colour of a drawing a name, in both themes."""
    names = _names()
    pairs = dict(reversed(list(_pairs())))
    light = "".join(f"{names[colour]}:{colour};" for colour in names)
    dark = "".join(f"{names[colour]}:{pairs[colour]};" for colour in names)
    on_light, on_dark = THEMES["light"].on_hue, THEMES["dark"].on_hue
    night = f"color-scheme:dark;--on-hue:{on_dark};{dark}"
    return (
        f":root{{color-scheme:light;--on-hue:{on_light};{light}}}\n"
        f"@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{night}}}}}\n"
        f":root[data-theme=dark]{{{night}}}\n"
    )


@cache
def _names() -> Mapping[str, str]:
    return {colour: f"--c{index}" for index, colour in enumerate(dict(_pairs()))}


def _pairs() -> Iterator[tuple[str, str]]:
    """Yield each colour of the light theme with that of the dark one."""
    light, dark = THEMES["light"], THEMES["dark"]
    for field in ("ground", "card", "border", "ink", "soft", "frame", "frame_line"):
        yield getattr(light, field), getattr(dark, field)
    for tone, paint in light.tones.items():
        yield from zip(paint, dark.tones[tone], strict=True)
    yield from zip(light.warn, dark.warn, strict=True)
    yield from zip(light.lost, dark.lost, strict=True)
    for status, ink in INKS["light"].items():
        yield from zip(ink, INKS["dark"][status], strict=True)
    yield FRAMES["light"], FRAMES["dark"]
    for kind in KINDS.values():
        yield kind.light, kind.dark
