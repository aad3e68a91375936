"""What stands in the DOT for a card: an HTML label that Graphviz draws, or a box that ``paint`` fills."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape

from xogen.canvas.geometry import (
    BAR,
    CHIP_SPACE,
    PAD,
    Size,
    card_size,
    chip_list,
    chip_row,
    is_listed,
    row_width,
    switch_size,
    title_size,
)
from xogen.canvas.scene import CHIP_SIZE, HEADING_SIZE, META_SIZE, SMALL_SIZE, TEXT_SIZE, Branch, Card, Scene
from xogen.canvas.styles import KINDS, MARKS, Theme, ThemeName
from xogen.canvas.text import clean, directed

_LEGEND_COLUMNS = 7
_REPLACED = re.compile(r"\\(?=[NGETHL\\])")
_CHIP_PADDING = 4


def string(text: str) -> str:
    """Return ``text`` as a DOT string, its backslashes and entities taken literally."""
    plain = clean(text).replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{plain}"'


def html(line: str) -> str:
    r"""Escape one line. Graphviz replaces ``\N``, ``\\`` and their like in HTML labels too, but not across a tag."""
    return _REPLACED.sub(r"<FONT>\\</FONT>", escape(directed(line), quote=False))


def font(text: str, size: int, color: str | None = None) -> str:
    """Set ``text``, which is escaped, in a size and a colour."""
    paint = f' COLOR="{color}"' if color else ""
    return f'<FONT POINT-SIZE="{size}"{paint}>{text}</FONT>'


@cache
def _quoted(key: str) -> str:
    from graphviz import quoting

    return str(quoting.quote(key))


class HtmlLabels:
    """Attributes of a drawing that Graphviz makes alone."""

    def __init__(self, scene: Scene, name: ThemeName, theme: Theme) -> None:
        """Take the scene for its common width, its title and its kinds."""
        self.scene = scene
        self.theme = theme
        self._hues = {kind: look.hue(name) for kind, look in KINDS.items()}
        self._bars = {kind: self._bar(kind) for kind in scene.kinds}

    def _bar(self, kind: str) -> str:
        glyph = f'<FONT COLOR="{self.theme.on_hue}"><B>{KINDS[kind].glyph}</B></FONT>'
        return f'<TD WIDTH="{BAR}" BGCOLOR="{self._hues[kind]}" STYLE="ROUNDED">{glyph}</TD>'

    def name(self, key: str) -> str:
        """Return a key as a name in DOT, quoted where it has to be."""
        return _quoted(key)

    def tooltip(self, text: str) -> str:
        """Return the attribute that holds a full text."""
        return f" tooltip={string(text)}"

    def card(self, card: Card) -> str:
        """Write a card: the bar with the kind's glyph, the text, and the branches as chips below."""
        width = card_size(card, self.scene.width).width - BAR - 3 * PAD
        return (
            f'label=<<TABLE BORDER="0" CELLSPACING="{PAD}" CELLPADDING="0"><TR>{self._bars[card.kind]}\n'
            f'<TD ALIGN="LEFT" BALIGN="LEFT" WIDTH="{int(width)}">{self._text(card)}</TD></TR>'
            f"{self._chips(card.branches)}</TABLE>>"
        )

    def _text(self, card: Card) -> str:
        """Write kind, name and text. Names have the node's default font; a blank in it keeps lines of text apart."""
        meta = f"   {html(card.meta)}" if card.meta else ""
        lines = [font(f"<B>{KINDS[card.kind].word.upper()}</B>{meta}", META_SIZE, self._hues[card.kind])]
        lines += [f"<B>{html(name)}</B>" for name in card.name]
        lines += [font(html(line), TEXT_SIZE, self.theme.soft) + " " for line in card.lines]
        return "<BR/>\n".join(lines)

    def switch(self, branches: Sequence[Branch]) -> str:
        """Write the chips of a switch."""
        return f'label=<<TABLE BORDER="0" CELLSPACING="0" CELLPADDING="0">{self._chips(branches)}</TABLE>>'

    def _chips(self, branches: Sequence[Branch]) -> str:
        """Write the branches as chips, each with the port that its edge starts from."""
        if not any(branch.chip for branch in branches):
            return ""
        if is_listed(branches):
            return self._listed(branches)
        cells = "".join(self._chip(index, branch) for index, branch in enumerate(branches))
        return (
            f'\n<TR><TD COLSPAN="2"><TABLE BORDER="0" CELLSPACING="{CHIP_SPACE}" CELLPADDING="{_CHIP_PADDING}">'
            f"<TR>{cells}</TR></TABLE></TD></TR>"
        )

    def _chip(self, index: int, branch: Branch) -> str:
        paint = self.theme.tones[branch.tone]
        words = "<BR/>".join(f" {html(line)} " for line in branch.chip) or " "
        return f'<TD PORT="b{index}" BGCOLOR="{paint.chip}" STYLE="ROUNDED">{font(words, CHIP_SIZE, paint.text)}</TD>\n'

    def _listed(self, branches: Sequence[Branch]) -> str:
        """Write many branches as a list of chips with numbers, and below it the numbers, from which the edges start."""
        rows: dict[float, list[str]] = {}
        for number, (branch, entry) in enumerate(zip(branches, chip_list(branches), strict=True), 1):
            paint = self.theme.tones[branch.tone]
            words = font(f"<B>{number}</B>  {'<BR/>'.join(map(html, branch.chip))}", CHIP_SIZE, paint.text)
            rows.setdefault(entry.top, []).append(f'<TD ALIGN="LEFT" BGCOLOR="{paint.chip}">{words}</TD>\n')
        tabs = "".join(self._tab(index, branch) for index, branch in enumerate(branches))
        table = '<TABLE BORDER="0" CELLSPACING="{}" CELLPADDING="{}">'
        return (
            f'\n<TR><TD COLSPAN="2">{table.format(CHIP_SPACE, 3)}'
            f"{''.join(f'<TR>{chr(10).join(cells)}</TR>' for cells in rows.values())}</TABLE></TD></TR>"
            f'<TR><TD COLSPAN="2">{table.format(CHIP_SPACE, 1)}<TR>{tabs}</TR></TABLE></TD></TR>'
        )

    def _tab(self, index: int, branch: Branch) -> str:
        paint = self.theme.tones[branch.tone]
        words = font(f"<B>{index + 1}</B>", CHIP_SIZE, paint.text)
        return f'<TD PORT="b{index}" WIDTH="15" BGCOLOR="{paint.chip}" STYLE="ROUNDED">{words}</TD>\n'

    def frame(self, name: Sequence[str]) -> str:
        """Write the name of a bot action."""
        words = font(f"<B>BOT ACTION</B>  {'<BR/>'.join(map(html, name))}", SMALL_SIZE, self._hues["bot-action"])
        return f"label=<{words}>"

    def title(self) -> str:
        """Write title, subtitle and legend."""
        rows = [font(f"<B>{html(line)}</B>", HEADING_SIZE, self.theme.ink) for line in self.scene.heading]
        rows += [font(html(line), TEXT_SIZE, self.theme.soft) for line in self.scene.subtitle]
        rows.append(self._legend())
        cells = "".join(f'<TR><TD ALIGN="LEFT" BALIGN="LEFT">{row}</TD></TR>\n' for row in rows)
        return (
            f'label=<<TABLE BORDER="0" CELLSPACING="0" CELLPADDING="2">{cells}<TR><TD HEIGHT="14"></TD></TR></TABLE>>'
        )

    def _legend(self) -> str:
        """Write the kinds and marks in use as one text."""
        keys = [(self._hues[kind], KINDS[kind].glyph, KINDS[kind].word) for kind in self.scene.kinds]
        forms = {mark.form for mark in self.scene.marks}
        keys += [(*self._mark_keys()[form], word) for form, word in MARKS.items() if form in forms]
        words = [f"{font(f'<B>{glyph}</B>', TEXT_SIZE, hue)}  {word}" for hue, glyph, word in keys]
        rows = [words[start : start + _LEGEND_COLUMNS] for start in range(0, len(words), _LEGEND_COLUMNS)]
        return font("<BR/>\n".join("     ".join(row) for row in rows), META_SIZE, self.theme.soft)

    def _mark_keys(self) -> Mapping[str, tuple[str, str]]:
        theme = self.theme
        return {
            "end": (theme.ink, "●"),
            "return-to-flow": (theme.ink, "←"),
            "not-connected": (theme.warn.line, "!"),
            "missing": (theme.lost.line, "!"),
            "left-out": (theme.soft, "…"),
        }


class BoxLabels(HtmlLabels):
    """Attributes of a drawing whose cards are painted afterwards: boxes of the right size, with ports."""

    def name(self, key: str) -> str:
        """Return a key in quotes: all keys may be, and nobody reads this DOT."""
        return f'"{key}"'

    def tooltip(self, text: str) -> str:  # noqa: ARG002 - the painter writes it
        """Return nothing."""
        return ""

    def card(self, card: Card) -> str:
        """Write a card's size, and its ports where it branches."""
        return _box(card_size(card, self.scene.width), card.branches, PAD)

    def switch(self, branches: Sequence[Branch]) -> str:
        """Write a switch's size and ports."""
        return _box(switch_size(branches), branches, CHIP_SPACE)

    def title(self) -> str:
        """Keep the room that the title takes."""
        size = title_size(self.scene)
        return (
            '\nlabel=<<TABLE BORDER="0" CELLSPACING="0" CELLPADDING="0"><TR>'
            f'<TD WIDTH="{int(size.width) + 1}" HEIGHT="{int(size.height) + 1}"></TD></TR></TABLE>>'
        )


def _box(size: Size, branches: Sequence[Branch], pad: int) -> str:
    box = f"width={size.width / 72:.4f} height={size.height / 72:.4f} "
    if not row_width(branches):
        return f'{box}label=""'
    high = int(size.height - 2 * pad)
    # Cells around the chips' middles, which end where the chips end: edges start from there.
    cells = "".join(
        f'<TD PORT="b{index}" WIDTH="{int(chip.width)}" HEIGHT="{high}"></TD>'
        for index, chip in enumerate(chip_row(branches, size.width - 2 * pad))
    )
    return f'{box}label=<<TABLE BORDER="0" CELLSPACING="{CHIP_SPACE}" CELLPADDING="0"><TR>{cells}</TR></TABLE>>'
