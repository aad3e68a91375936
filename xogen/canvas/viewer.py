"""The viewer: one HTML file in which a bot is read as pictures, without a network and without the platform."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from html import escape

from xogen.canvas.page import document, themed
from xogen.canvas.styles import ThemeName
from xogen.canvas.text import clean
from xogen.canvas.viewer_data import Shown, by_severity, dialog_data, finding_data
from xogen.model.finding import Finding

_KEYS = (
    ("/", "search"),
    ("[ ]", "dialog before, after"),
    ("↑ ↓ ← →", "from node to node, along the ways"),
    ("Enter", "show a node"),
    ("Esc", "close it"),
    ("+ − 0", "zoom, fit"),
    ("t", "colours"),
)


def viewer(
    title: str,
    dialogs: Sequence[Shown],
    overview: str | None = None,
    findings: Sequence[Finding] | None = (),
    *,
    theme: ThemeName | None = None,
) -> str:
    """Return the page.

    Args:
        title: the bot's or the project's name.
        dialogs: its dialogs, each with a drawing of the light theme.
        overview: the drawing of the bot as a whole.
        findings: those about the bot as a whole; ``None`` where nobody looked for any, in dialogs neither.
        theme: the colours that the page opens in; by default the system's.
    """
    names = {name: index for index, one in reversed(list(enumerate(dialogs))) for name in _names(one)}
    data = {
        "title": clean(title),
        "linted": findings is not None,
        "findings": [finding_data(finding) for finding in by_severity(findings or ())],
        "overview": None if overview is None else themed(overview, "o-"),
        "dialogs": [
            {"key": key, **dialog_data(one._replace(svg=themed(one.svg, f"d{index}-")), names)}
            for index, (one, key) in enumerate(zip(dialogs, _keys(dialogs), strict=True))
        ],
    }
    body = _BODY.format(
        title=escape(clean(title)),
        keys="".join(f"<dt><kbd>{escape(keys)}</kbd></dt><dd>{what}</dd>" for keys, what in _KEYS),
        data=_embedded(data),
    )
    scripts = ("theme.js", "panzoom.js", "code.js", "viewer.js")
    return document(title, body, styles=("base.css", "viewer.css"), scripts=scripts, theme=theme)


def _names(shown: Shown) -> Sequence[str]:
    return [name for name in (shown.task.name, shown.task.ref_id) if name]


def _keys(dialogs: Sequence[Shown]) -> Iterator[str]:
    """Yield what each dialog is called in a link: its name, numbered where another one has it."""
    taken = {one.task.name for one in dialogs}
    met: set[str] = set()
    for one in dialogs:
        key, number = one.task.name, 2
        while key in met or (key in taken and key != one.task.name):
            key, number = f"{one.task.name} ({number})", number + 1
        met.add(key)
        yield key


def _embedded(data: object) -> str:
    """Write data so that nothing in it ends the element that holds it (HTML: script data)."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("</", "<\\/").replace("<!--", "<\\u0021--").replace("<script", "<\\u0073cript")


_BODY = """<header>
<h1>{title}</h1>
<p class="summary" data-summary></p>
<div class="tools" role="toolbar" aria-label="View">
<button class="tool" type="button" data-act="out" aria-label="Smaller" title="Smaller (-)">−</button>
<button class="tool" type="button" data-act="fit" title="Show all (0)">Fit</button>
<button class="tool" type="button" data-act="in" aria-label="Larger" title="Larger (+)">+</button>
<button class="tool" type="button" data-theme-button title="Colours (t)">Dark</button>
<button class="tool" type="button" data-act="help" aria-expanded="false" title="Keys (?)">?</button>
</div>
</header>
<nav aria-label="Dialogs and findings">
<label class="search"><span>Search</span>
<input type="search" data-search placeholder="dialog, node or text ( / )"></label>
<div class="tabs" data-tabs role="group" aria-label="List">
<button class="tool" type="button" data-tab="dialogs" aria-pressed="true">Dialogs</button>
<button class="tool" type="button" data-tab="findings" aria-pressed="false">Findings</button>
</div>
<ul data-list></ul>
</nav>
<main>
<h2 data-heading></h2>
<div class="view" data-view tabindex="0" role="group" aria-label="Canvas: arrow keys move it"></div>
</main>
<aside data-panel hidden aria-label="Node"></aside>
<dialog data-help aria-label="Keys">
<dl>{keys}</dl><button class="tool" type="button" data-act="help">Close</button></dialog>
<div data-print class="print"></div>
<script type="application/json" data-bot>{data}</script>"""
