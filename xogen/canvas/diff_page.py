"""A difference as one HTML file: old and new side by side, and the list of changes that leads through them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from xogen.canvas.diff_drawing import MOST, Pair, pairs, pictures
from xogen.canvas.diff_look import Look, new_side, old_side, whole
from xogen.canvas.page import document, themed
from xogen.canvas.scene import safe_keys
from xogen.canvas.text import clean
from xogen.diff.said import (
    heading,
    ignored_words,
    lines_of,
    node_words,
    summary,
    value_words,
    way_words,
)
from xogen.model.counted import counted
from xogen.model.dialog import DialogTask
from xogen.model.diff import BotDiff, NodeChange, NodeRef, Piece, ValueChange

_SIGNS = {"added": "+", "removed": "−", "changed": "~"}
_MOST_VALUES = 2_000
"""Changes outside of dialogs that are listed."""


def diff_page(
    diff: BotDiff, olds: Sequence[DialogTask], news: Sequence[DialogTask], *, titles: tuple[str, str] = ("old", "new")
) -> str:
    """Return the page.

    Args:
        diff: what changed from ``olds`` to ``news``.
        olds: the dialogs of the old side.
        news: the dialogs of the new side.
        titles: what the user calls the two sides.

    Raises:
        MachineError: there is no renderer.
    """
    found = list(pairs(diff, olds, news))
    title = f"{titles[0]} → {titles[1]}"
    body = (
        f'{_header(diff, title)}\n<main>\n<nav aria-label="Changes">\n{"".join(_changes(diff, found))}</nav>\n'
        f"{_panes(found[:MOST], titles)}</main>"
    )
    return document(title, body, styles=("base.css", "diff.css"), scripts=("theme.js", "panzoom.js", "diff.js"))


def _text(text: str) -> str:
    return escape(clean(text))


def _header(diff: BotDiff, title: str) -> str:
    return (
        f'<header>\n<div class="titles"><h1>{_text(title)}</h1><p class="summary">{_text(summary(diff))}</p></div>\n'
        '<div class="tools">\n'
        '<button class="tool" type="button" data-act="previous" title="Previous change (p)">← Previous</button>\n'
        '<span class="at" data-at aria-live="polite"></span>\n'
        '<button class="tool" type="button" data-act="next" title="Next change (n)">Next →</button>\n'
        '<button class="tool" type="button" data-act="out" aria-label="Smaller" title="Smaller (-)">−</button>\n'
        '<button class="tool" type="button" data-act="fit" title="Show all (0)">Fit</button>\n'
        '<button class="tool" type="button" data-act="in" aria-label="Larger" title="Larger (+)">+</button>\n'
        '<button class="tool" type="button" data-act="sync" data-sync aria-pressed="true" '
        'title="Move both sides together (s)">Together</button>\n'
        '<button class="tool" type="button" data-theme-button title="Colours (t)">Dark</button>\n'
        "</div>\n</header>"
    )


def _changes(diff: BotDiff, found: Sequence[Pair]) -> Iterator[str]:
    if diff.equal:
        yield '<p class="equal">Equal.</p>\n'
    for place, pair in enumerate(found):
        yield from _dialog(place, pair)
    if diff.values:
        yield f"<section>\n<h2>Outside of dialogs <small>{counted(len(diff.values), 'change')}</small></h2>\n<ol>\n"
        for value in diff.values[:_MOST_VALUES]:
            yield _item("", value.what, _text(value.name), "", f"<dl>{_value(value)}</dl>", ("", ""))
        yield "</ol>\n"
        if len(diff.values) > _MOST_VALUES:
            yield f'<p class="ignored">{counted(len(diff.values) - _MOST_VALUES, "more change")}</p>\n'
        yield "</section>\n"
    if diff.passed_over:
        yield f'<p class="ignored">I{_text(ignored_words(diff.passed_over))[1:]}.</p>\n'
    yield (
        '<p class="shortcuts"><kbd>n</kbd> next <kbd>p</kbd> previous <kbd>+</kbd> <kbd>-</kbd> <kbd>0</kbd> zoom '
        "<kbd>s</kbd> together <kbd>t</kbd> colours · drag or scroll to move, Ctrl and scroll to zoom</p>\n"
    )


def _dialog(place: int, pair: Pair) -> Iterator[str]:
    diff = pair.diff
    drawn = str(place) if place < MOST else ""
    note = diff.what if diff.what != "changed" else counted(len(diff.nodes), "node")
    yield (
        f'<section>\n<h2><span class="sign {diff.what}" aria-hidden="true">{_SIGNS[diff.what]}</span>'
        f"<span>{_text(heading(diff))}</span> <small>{note}</small></h2>\n<ol>\n"
    )
    if diff.values or diff.what != "changed" or diff.renamed:
        own = "".join(map(_value, diff.values))
        whole_dialog = f"<dt>nodes</dt><dd>{diff.task.nodes}</dd>" if diff.what != "changed" else ""
        words = "the dialog itself" if diff.what == "changed" else f"the dialog was {diff.what}"
        yield _item(drawn, diff.what, words, "", f"<dl>{own}{whole_dialog}</dl>", ("", ""))
    keys = _keys(pair, place)
    for change in diff.nodes:
        ids = _at(keys[0], change.old), _at(keys[1], change.new)
        yield _item(
            drawn, change.what, _text(node_words(change)), _short(change), _node(change), ids, _near(pair, keys, change)
        )
    yield "</ol>\n</section>\n"


def _keys(pair: Pair, place: int) -> tuple[list[str], list[str]]:
    """Return the ids of the nodes in both drawings."""
    return (
        [f"o{place}-node-{key}" for key in safe_keys(node.id for node in pair.old.walk())] if pair.old else [],
        [f"n{place}-node-{key}" for key in safe_keys(node.id for node in pair.new.walk())] if pair.new else [],
    )


def _at(keys: Sequence[str], node: NodeRef | None) -> str:
    return keys[node.index] if node is not None and keys else ""


def _near(pair: Pair, keys: tuple[list[str], list[str]], change: NodeChange) -> str:
    """Return where the other side would have a node: at the partner of what stands before it."""
    if change.what == "changed" or not keys[0] or not keys[1]:
        return ""
    ones, twos = (0, 1) if change.what == "removed" else (1, 0)
    before = [one for one in pair.diff.pairs if one[ones] < change.node.index]
    return keys[twos][max(before, key=lambda one: one[ones])[twos]] if before else ""


def _item(dialog: str, what: str, words: str, note: str, detail: str, ids: tuple[str, str], near: str = "") -> str:
    places = f' data-old="{escape(ids[0])}" data-new="{escape(ids[1])}" data-near="{escape(near)}"'
    extra = f" <small>{note}</small>" if note else ""
    return (
        f'<li><button class="change" type="button" data-dialog="{dialog}"{places} aria-expanded="false">'
        f'<span class="sign {what}" aria-hidden="true">{_SIGNS[what]}</span>'
        f'<span>{words}{extra}</span></button><div class="detail" hidden>{detail}</div></li>\n'
    )


def _short(change: NodeChange) -> str:
    """Return a few words on what changed in a node."""
    names = list(dict.fromkeys([value.name.split(" · ")[0] for value in change.values]))
    if change.ways:
        names.append(counted(len(change.ways), "transition"))
    return _text(", ".join(names[:3]) + (", …" if len(names) > 3 else ""))


def _node(change: NodeChange) -> str:
    parts = [f"<dt>node</dt><dd>{change.what}</dd>"] if change.what != "changed" else []
    if change.renamed and change.old and change.new:
        parts.append(f"<dt>name</dt><dd><del>{_text(change.old.name)}</del> <ins>{_text(change.new.name)}</ins></dd>")
    parts += map(_value, change.values)
    parts += (f"<dt>transition {way.what}</dt><dd>{_text(way_words(way))}</dd>" for way in change.ways)
    return f"<dl>{''.join(parts)}</dl>"


def _value(change: ValueChange) -> str:
    if change.form == "words":
        said = "".join(_piece(piece) for piece in change.pieces)
        return f"<dt>{_text(change.name)}</dt><dd>{said}</dd>"
    if change.form == "lines":
        return f'<dt>{_text(change.name)}</dt><dd><pre tabindex="0">{"".join(_lines(change))}</pre></dd>'
    tag = {"added": "ins", "removed": "del"}.get(change.what)
    words = _text(value_words(change).removeprefix(f"{change.name}: "))
    return f"<dt>{_text(change.name)}</dt><dd>{f'<{tag}>{words}</{tag}>' if tag else words}</dd>"


def _piece(piece: Piece) -> str:
    tag = {"added": "ins", "removed": "del"}.get(piece.what)
    return f"<{tag}>{_text(piece.text)}</{tag}>" if tag else _text(piece.text)


def _lines(change: ValueChange) -> Iterator[str]:
    pieces = change.pieces or (Piece(what="added" if change.new else "removed", text=str(change.new or change.old)),)
    kinds = {"+": "added", "-": "removed", "…": "cut", " ": "same"}
    for sign, text in lines_of(pieces):
        shown = f"… {text}" if sign == "…" else f"{sign} {text}"
        yield f'<span class="{kinds[sign]}">{_text(shown)}</span>'


def _panes(found: Sequence[Pair], titles: tuple[str, str]) -> str:
    """Return both sides with the drawings of all dialogs, one of which is shown at a time."""
    if not found:
        return '<div class="panes" hidden><div class="view"></div></div>\n'
    looks: list[Look] = []
    for pair in found:
        if pair.old is not None:
            looks.append(whole(pair.old, "removed") if pair.new is None else old_side(pair.diff, pair.old))
        if pair.new is not None:
            looks.append(whole(pair.new, "added") if pair.old is None else new_side(pair.diff, pair.new))
    drawn = iter(pictures(looks, "light"))
    sides: tuple[list[str], list[str]] = ([], [])
    for place, pair in enumerate(found):
        for side, task, letter in ((0, pair.old, "o"), (1, pair.new, "n")):
            svg = themed(next(drawn), f"{letter}{place}-") if task is not None else None
            sides[side].append(_drawing(svg, place, new=bool(side)))
    figures = (
        f'<figure class="pane"><figcaption><b>{word}</b> {_text(title)}</figcaption>'
        f'<div class="view" tabindex="0" role="group" aria-label="{word} drawing, arrow keys move it">\n'
        f"{''.join(side)}</div></figure>\n"
        for word, title, side in zip(("Old", "New"), titles, sides, strict=True)
    )
    return f'<div class="panes">\n{"".join(figures)}</div>\n'


def _drawing(svg: str | None, place: int, *, new: bool) -> str:
    if svg is None:
        words = "This dialog was removed." if new else "This dialog is new."
        return f'<p class="nothing" data-dialog-of="{place}" hidden>{words}</p>\n'
    return svg.replace("<svg ", f'<svg data-dialog-of="{place}" hidden ', 1)
