"""A difference as a comment on a pull request: a summary, and what changed folded dialog by dialog."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xogen.diff.said import (
    grouped,
    heading,
    ignored_words,
    lines_of,
    node_words,
    summary,
    value_words,
    way_words,
)
from xogen.model.counted import counted
from xogen.model.diff import BotDiff, NodeChange, Piece, TaskDiff, ValueChange

LIMIT = 60_000
"""Signs of a whole comment: GitHub takes 65,536."""
_SIGNS = {"added": "➕", "removed": "➖", "changed": "✏️"}
_OPEN = 3
"""Dialogs that changed up to which none is folded."""
_LINES = 60
_MOST = 40
"""Changes of one key outside of dialogs that are listed."""
_TEXT = 600
_MARKS = re.compile(r"([\\`*_{}\[\]|~])")
_NAMED = re.compile(r"([@#])(?=\w)")
"""What a forge makes a mention or a link of, after it has shown the text: a sign without width stands between."""
_FENCE = re.compile(r"`{3,}")


def write(diff: BotDiff, *, color: bool = False, titles: tuple[str, str] = ("old", "new")) -> str:  # noqa: ARG001 - called as all are
    """Return markdown of at most ``LIMIT`` signs; what was left out is said."""
    head = f"### {escaped(titles[0])} → {escaped(titles[1])}\n\n"
    if diff.equal:
        return head + f"**Equal.** {_ignored(diff)}".rstrip() + "\n"
    head += f"**{escaped(summary(diff))}**\n"
    tail = f"\n{_ignored(diff)}\n" if diff.passed_over else ""
    dialogs = list(diff.changed)
    blocks = [_dialog(each, opened=len(dialogs) <= _OPEN) for each in dialogs]
    if diff.values:
        blocks += [_outside(key, group, opened=not dialogs) for key, group in grouped(diff.values)]
    return head + _fitting(blocks, LIMIT - len(head) - len(tail)) + tail


def escaped(text: str) -> str:
    """Return a text that markdown shows as it is, on one line: no markup, no mention, no link."""
    line = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _NAMED.sub("\\1&#8288;", _MARKS.sub(r"\\\1", line)).replace("://", "&#58;//").replace("www.", "www&#46;")


def _ignored(diff: BotDiff) -> str:
    words = ignored_words(diff.passed_over)
    return f"<sub>{escaped(words[:1].upper() + words[1:])}.</sub>" if diff.passed_over else ""


def _fitting(blocks: list[str], room: int) -> str:
    """Return as many blocks as there is room for, and say how many are left out."""
    kept = ""
    for at, block in enumerate(blocks):
        note = f"\n_{counted(len(blocks) - at, 'more block')} left out: this comment is full. See `xogen diff`._\n"
        if len(kept) + len(block) > room - len(note) - 8:
            return kept + note
        kept += block
    return kept


def _folded(title: str, note: str, body: str, *, opened: bool) -> str:
    state = " open" if opened else ""
    return f"\n<details{state}><summary><b>{_html(title)}</b> · {_html(note)}</summary>\n\n{body}\n</details>\n"


def _html(text: str) -> str:
    from html import escape

    return _NAMED.sub("\\1&#8288;", escape(" ".join(text.split()), quote=False)).replace("://", "&#58;//")


def _dialog(diff: TaskDiff, *, opened: bool) -> str:
    title = f"{_SIGNS[diff.what]} {heading(diff)}"
    if diff.what != "changed" and not diff.nodes:
        return f"\n**{escaped(title)}** · {diff.what}, {counted(diff.task.nodes, 'node')}\n"
    note = summary(BotDiff(dialogs=(diff,))).partition(" · ")[2] or diff.what
    body = "".join(line for each in diff.values for line in _value(each, 0))
    body += "".join(line for each in diff.nodes for line in _node(each))
    return _folded(title, note, body, opened=opened)


def _outside(key: str, values: list[ValueChange], *, opened: bool) -> str:
    """Return what changed in one key outside of dialogs, as far as it fits."""
    body = "".join(line for each in values[:_MOST] for line in _value(each, 0))
    if len(values) > _MOST:
        body += f"- … {counted(len(values) - _MOST, 'more change')}\n"
    return _folded(f"Outside of dialogs: {key}", counted(len(values), "change"), body, opened=opened)


def _node(change: NodeChange) -> Iterator[str]:
    yield f"- {_SIGNS[change.what]} **{escaped(node_words(change))}**\n"
    for value in change.values:
        yield from _value(value, 2)
    for way in change.ways:
        yield f"  - {_SIGNS.get(way.what, '✏️')} transition {escaped(way_words(way))}\n"


def _value(change: ValueChange, margin: int) -> Iterator[str]:
    blank = " " * margin
    sign = _SIGNS[change.what]
    if change.form == "words":
        yield f"{blank}- {sign} {escaped(change.name)}: {_words(change.pieces)}\n"
    elif change.form == "lines":
        yield f"{blank}- {sign} {escaped(change.name)}:\n"
        yield from _lines(change, blank + "  ")
    else:
        yield f"{blank}- {sign} {escaped(value_words(change))}\n"


def _words(pieces: tuple[Piece, ...]) -> str:
    said = []
    room = _TEXT
    for piece in pieces:
        text = piece.text if len(piece.text) <= room else f"{piece.text[: max(room - 1, 0)]}…"
        room -= len(text)
        lead, body, end = _trimmed(text)
        if body and piece.what != "same":
            tag = "del" if piece.what == "removed" else "ins"
            body = f"<{tag}>{escaped(body)}</{tag}>"
        else:
            body = escaped(body)
        said.append(lead + body + end)
        if room <= 0:
            break
    return " ".join("".join(said).split("\n"))


def _trimmed(text: str) -> tuple[str, str, str]:
    body = text.strip()
    if not body:
        return (" " if text else "", "", "")
    return (" " if text[0].isspace() else "", body, " " if text[-1].isspace() else "")


def _lines(change: ValueChange, blank: str) -> Iterator[str]:
    pieces = change.pieces or (Piece(what="added" if change.new else "removed", text=str(change.new or change.old)),)
    lines = list(lines_of(pieces))
    fence = "`" * max(3, *(len(run) + 1 for _, text in lines for run in _FENCE.findall(text)), 3)
    yield f"{blank}{fence}diff\n"
    for sign, text in lines[:_LINES]:
        yield f"{blank}@@ {text} @@\n" if sign == "…" else f"{blank}{sign}{text}\n"
    if len(lines) > _LINES:
        yield f"{blank}@@ {counted(len(lines) - _LINES, 'more line')} @@\n"
    yield f"{blank}{fence}\n"
