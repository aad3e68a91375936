"""A canvas inside a page: ids of its own, nodes with findings marked, and colours that follow the reader's system."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from xogen.canvas.scene import safe_keys
from xogen.canvas.styles import KINDS, THEMES, Theme
from xogen.model.finding import Finding, Severity

_PROLOG = re.compile(r"\A\s*<\?xml[^>]*\?>\s*")
_SIZE = re.compile(r'(<svg [^>]*?)width="([\d.]+)pt" height="([\d.]+)pt"')
_ID = re.compile(r'<g id="([^"]*)"(?: class="([^"]*)")?')


class Picture(NamedTuple):
    """The canvas of one dialog as SVG in the light theme, or why there is none."""

    path: str
    dialog: str
    svg: str | None
    note: str = ""


def node_id(node: str) -> str:
    """Return the id that a canvas gives the first card or frame of a node."""
    return f"node-{safe_keys([node])[0]}"


def inline(svg: str, prefix: str, findings: Iterable[Finding]) -> str:
    """Return a canvas as part of a page.

    Args:
        svg: the canvas as a file of its own.
        prefix: begins every id in it, as one page holds many canvases.
        findings: those of the dialog; their nodes get the worst severity as a class.
    """
    worst: dict[str, Severity] = {}
    for finding in findings:
        if finding.node:
            name = node_id(finding.node)
            worst[name] = max(finding.severity, worst.get(name, finding.severity))

    def group(match: re.Match[str]) -> str:
        name, classes = match[1], match[2] or ""
        found = worst.get(name)
        marked = f"{classes} has-{found.word}".strip() if found else classes
        return f'<g id="{prefix}{name}"' + (f' class="{marked}"' if marked else "")

    # A point of the drawing becomes a pixel of the page: as large as the text around it.
    sized = _SIZE.sub(r'\1width="\2" height="\3"', _PROLOG.sub("", svg), count=1)
    return _ID.sub(group, sized)


def dark_canvas() -> str:
    """Return the style that turns canvases of the light theme dark, colour by colour, on dark screens alone."""
    rules = [*_rules(":not(text)", _shapes()), *_rules("text", _texts())]
    return "@media screen and (prefers-color-scheme: dark) {\n" + "".join(rules) + "}\n"


def _rules(element: str, colors: Mapping[str, str]) -> Iterator[str]:
    for light, dark in sorted(colors.items()):
        for attribute in ("fill", "stroke") if element != "text" else ("fill",):
            yield f'figure svg {element}[{attribute}="{light}"] {{ {attribute}: {dark}; }}\n'


def _shapes() -> dict[str, str]:
    """Return the dark colour of each light one that an area or line has."""
    light, dark = (_of_shapes(THEMES[name]) for name in ("light", "dark"))
    return _paired(light, dark)


def _texts() -> dict[str, str]:
    """Return the dark colour of each light one that a text has."""
    light, dark = (_of_texts(THEMES[name]) for name in ("light", "dark"))
    return _paired(light, dark)


def _paired(light: Iterable[str], dark: Iterable[str]) -> dict[str, str]:
    """Pair a theme's colours and those of the kinds; a colour that is both (grey) is the theme's."""
    return dict(zip([*_hues("light"), *light], [*_hues("dark"), *dark], strict=True))


def _of_shapes(theme: Theme) -> Iterator[str]:
    yield from (theme.ground, theme.card, theme.border, theme.ink, theme.soft, theme.frame, theme.frame_line)
    for paint in (*theme.tones.values(), theme.warn, theme.lost):
        yield from (paint.line, paint.chip)


def _of_texts(theme: Theme) -> Iterator[str]:
    yield from (theme.ink, theme.soft, theme.on_hue)
    yield from (paint.text for paint in (*theme.tones.values(), theme.warn, theme.lost))


def _hues(theme: str) -> Iterator[str]:
    return (kind.dark if theme == "dark" else kind.light for kind in KINDS.values())
