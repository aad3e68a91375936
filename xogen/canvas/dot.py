"""The DOT source of a canvas: a task in, text out, to be drawn by Graphviz."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from math import ceil, sqrt

from xogen.canvas.build import build_scene
from xogen.canvas.geometry import card_size, chip_height
from xogen.canvas.labels import BoxLabels, HtmlLabels, html, string
from xogen.canvas.scene import CHIP_SIZE, MOST_CHIPS, NAME_SIZE, Branch, Card, Frame, Mark, Scene, Switch, id_of
from xogen.canvas.styles import FONT, KINDS, MARKS, THEMES, Kind, ThemeName
from xogen.model.dialog import DialogTask
from xogen.model.layout import Layout

_WEIGHTS: Mapping[str, int] = {"plain": 6, "good": 3}
"""Chains and the way that things go well are drawn straight."""
_FAN = 8
"""Ways out of one card that stand in one row; more of them stand in several, so that the canvas stays readable."""
_LEAVES = 24
"""Cards with nothing behind them that stand in one row."""
_TANGLED_FROM = 60
_BELOW = 36
"""Points from a card that has its place to the marks below it."""
_GAP = 0.4
"""Inches between ranks. A frame takes most of it for its margin and name, so a way into one is twice as long."""


def dot_source(
    task: DialogTask, *, theme: ThemeName = "light", subtitle: str | None = None, layout: Layout | None = None
) -> str:
    """Write the canvas of ``task`` as DOT.

    Args:
        task: as ``formats.for_platform`` returns it, or as its author wrote it.
        theme: ``light`` or ``dark``.
        subtitle: the line under the title; by default template, authorization and number of nodes.
        layout: positions to draw the nodes at, instead of finding them.

    Returns:
        DOT of one directed graph. Node names and SVG ids are made of the nodes' ids; every text is escaped.
    """
    return scene_source(build_scene(task, subtitle=subtitle), theme, layout)


def scene_source(scene: Scene, theme: ThemeName, layout: Layout | None = None) -> str:
    """Write a scene as DOT that Graphviz draws whole."""
    return _written(scene, theme, HtmlLabels(scene, theme, THEMES[theme]), layout)


def skeleton_source(scene: Scene, theme: ThemeName) -> str:
    """Write a scene as DOT with empty cards of the right size, for ``svg.compose`` to fill."""
    return _written(scene, theme, BoxLabels(scene, theme, THEMES[theme]))


def _written(scene: Scene, theme: ThemeName, labels: HtmlLabels, layout: Layout | None = None) -> str:
    return "\n".join(_Writer(scene, theme, labels, layout).lines()) + "\n"


class _Writer:
    """Writes one scene in one theme."""

    def __init__(self, scene: Scene, theme: ThemeName, labels: HtmlLabels, layout: Layout | None) -> None:
        self.scene = scene
        self.theme = THEMES[theme]
        self.labels = labels
        self.name = labels.name
        self.entries = {frame.key: frame.entry for frame in scene.frames}
        self.switches = {switch.frame: switch for switch in scene.switches}
        self.places = _places(scene, layout) if layout else {}
        self.switch_keys = {switch.key for switch in scene.switches}
        self.marks: dict[str, list[Mark]] = {}
        for mark in scene.marks:
            self.marks.setdefault(mark.source, []).append(mark)

    def lines(self) -> Iterator[str]:
        theme = self.theme
        yield f"digraph {string(self.scene.title)} {{"
        yield (
            f'graph [bgcolor="{theme.ground}" pad=0.3 nodesep={self._space()} ranksep={_GAP} compound=true '
            f"newrank=true outputorder=nodesfirst fontname={FONT} labelloc=t labeljust=l id=canvas]"
        )
        if _is_tangled(self.scene):
            # What is left to improve after that takes minutes, and nobody would see it.
            yield "graph [nslimit=1 nslimit1=1 mclimit=0.2 splines=line]"
        if self.places:
            yield "graph [layout=neato inputscale=72 splines=true]"
        yield (
            f'node [shape=box style="rounded,filled" margin=0 fillcolor="{theme.card}" color="{theme.border}" '
            f'fontname={FONT} fontsize={NAME_SIZE} fontcolor="{theme.ink}"]'
        )
        yield f'edge [arrowsize=0.7 penwidth=1.3 color="{theme.tones["plain"].line}"]'
        yield self.labels.title()
        yield from self._nodes()
        yield from self._edges()
        yield "}"

    def _space(self) -> float:
        """Return the inches beside cards: less where many ways run between them."""
        return 0.2 if any(len(holder.branches) > MOST_CHIPS for holder in self.scene.holders) else 0.4

    def _nodes(self) -> Iterator[str]:
        """Write the nodes in the task's order, each frame where its first node stands."""
        frames = {frame.key: frame for frame in self.scene.frames}
        for key, cards in groupby(self.scene.cards, lambda card: card.frame):
            if key is None:
                yield from self._cards(cards)
                continue
            inside = list(cards)
            yield from self._frame(frames[key], inside)
            # What the way out of a whole frame leads to stands behind it.
            yield from (self._mark(mark) for card in inside for mark in self._marks(card) if mark.frame is None)
            if key in self.switches:
                yield self._switch(self.switches[key])
                yield from map(self._mark, self.marks.get(self.switches[key].key, ()))

    def _frame(self, frame: Frame, cards: Iterable[Card]) -> Iterator[str]:
        theme = self.theme
        yield f'subgraph "cluster_{frame.key}" {{'
        yield (
            f'graph [style="rounded,dashed" color="{theme.frame_line}" bgcolor="{theme.frame}" margin=8 '
            f'id="node-{frame.key}"{self.labels.tooltip(frame.tooltip)} {self.labels.frame(frame.name)}]'
        )
        yield from self._cards(cards)
        yield "}"

    def _cards(self, cards: Iterable[Card]) -> Iterator[str]:
        """Write cards, each with its marks behind it."""
        for card in cards:
            yield (
                f'{self.name(card.key)} [id="node-{card.key}"{_outline(KINDS[card.kind])}'
                f"{self._place(card.key)}{self.labels.tooltip(card.tooltip)}\n{self.labels.card(card)}]"
            )
            yield from (self._mark(mark) for mark in self._marks(card) if mark.frame == card.frame)

    def _marks(self, card: Card) -> Sequence[Mark]:
        return self.marks.get(card.key, ())

    def _place(self, key: str) -> str:
        """Return the attribute that pins a node to its place."""
        place = self.places.get(key)
        return f' pos="{place[0]:g},{-place[1]:g}!"' if place else ""

    def _switch(self, switch: Switch) -> str:
        key = f'{self.name(switch.key)} [id="switch-{switch.key}"{self._place(switch.key)}'
        if not chip_height(switch.branches):
            return f'{key} shape=point width=0.07 color="{self.theme.tones["plain"].line}"]'
        return f"{key} {self.labels.switch(switch.branches)}]"

    def _mark(self, mark: Mark) -> str:
        theme = self.theme
        match mark.form:
            case "end":
                look = (
                    f'shape=doublecircle label="" width=0.15 fillcolor="{theme.ink}" color="{theme.ink}" style=filled'
                )
            case "return-to-flow":
                look = f'shape=circle style=filled width=0.24 fixedsize=true fontsize=11 label="←" color="{theme.ink}"'
            case "not-connected":
                paint = theme.warn
                look = (
                    'shape=circle style="filled,dashed" width=0.24 fixedsize=true fontsize=11 label="!" '
                    f'fontcolor="{paint.text}" fillcolor="{paint.chip}" color="{paint.line}"'
                )
            case "left-out":
                look = f'shape=circle style=dashed width=0.24 fixedsize=true fontsize=11 label="…" color="{theme.soft}"'
            case "missing":
                paint = theme.lost
                look = (
                    f'style="rounded,filled,dashed" margin="0.1,0.05" fontsize={CHIP_SIZE} fontcolor="{paint.text}" '
                    f'fillcolor="{paint.chip}" color="{paint.line}" '
                    f"label=<<B>not there</B><BR/>{'<BR/>'.join(map(html, mark.lines))}>"
                )
        tooltip = self.labels.tooltip(f"{MARKS[mark.form]}: {mark.text}" if mark.text else MARKS[mark.form])
        return f'{self.name(mark.key)} [id="mark-{mark.key}" {look}{tooltip}{self._place(mark.key)}]'

    def _edges(self) -> Iterator[str]:
        arrivals = Counter(self._head(branch) for holder in self.scene.holders for branch in holder.branches)
        leaves = _leaves(self.scene)
        steps = min(ceil(len(leaves) / _LEAVES), _FAN) or 1
        spread = any(_rows(len(holder.branches)) > 1 for holder in self.scene.holders)
        for holder in self.scene.holders:
            chips = chip_height(holder.branches)
            # All ways out of a card are equally long, so that what they lead to stands in one row.
            enters = any(branch.to in self.entries for branch in holder.branches)
            rows = _rows(len(holder.branches))
            for index, branch in enumerate(holder.branches):
                port = f":b{index}:s" if chips else ""
                head = self._head(branch)
                step = leaves[head] % steps if rows == 1 and head in leaves else index % rows
                down = (2 if enters else 1) + (0 if branch.back or branch.merges else 2 * step)
                looks = [
                    f'id="edge-{holder.key}-{index}"',
                    *self._look(branch, gathers=spread and arrivals[head] > _FAN),
                    *([f"minlen={down}"] if down > 1 else []),
                ]
                yield f"{self.name(holder.key)}{port} -> {self.name(head)} [{' '.join(looks)}]"
        for above, below in self.scene.ties:
            yield f"{self.name(above)} -> {self.name(below)} [style=invis]"
        for mark in self.scene.marks:
            if mark.frame in self.switches:  # the switch stands below everything in its frame
                yield f"{self.name(mark.key)} -> {self.name(self.switches[mark.frame].key)} [style=invis]"

    def _head(self, branch: Branch) -> str:
        return self.entries.get(branch.to, branch.to)

    def _look(self, branch: Branch, *, gathers: bool) -> Iterator[str]:
        """Yield the attributes of a branch's edge that differ from the default.

        Where very many ways ``gather``, none of them pulls what it comes from out of its row.
        """
        if branch.tone != "plain":
            yield self.labels.tooltip(branch.title).lstrip()
        if branch.tone == "else":
            yield "style=dashed"
        elif branch.tone != "plain":
            yield f'color="{self.theme.tones[branch.tone].line}"'
        weight = 0 if gathers else _WEIGHTS.get(branch.tone)
        if weight is not None and not branch.back:
            yield f"weight={weight}"
        if (branch.merges or branch.tone not in _WEIGHTS) and not branch.back:
            yield "headport=n"
        if branch.leaves:
            yield f'ltail="cluster_{branch.leaves}"'
        if branch.to in self.entries:
            yield f'lhead="cluster_{branch.to}"'
        if branch.to in self.switch_keys:
            yield "arrowhead=none"


def _leaves(scene: Scene) -> Mapping[str, int]:
    """Return the number of each card behind which there is none."""
    marks = {mark.key for mark in scene.marks}
    ends = [card.key for card in scene.cards if not card.frame and all(branch.to in marks for branch in card.branches)]
    return {key: number for number, key in enumerate(ends)}


def _rows(ways: int) -> int:
    """Return in how many rows stands what the ways out of one card lead to."""
    return ceil(sqrt(ways)) if ways > MOST_CHIPS else ceil(ways / _FAN)


def _places(scene: Scene, layout: Layout) -> dict[str, tuple[float, float]]:
    """Return the middles of all cards that a layout has, and below them those of their switches and marks."""
    places: dict[str, tuple[float, float]] = {}
    ends: dict[str, tuple[float, float]] = {}
    for card in scene.cards:
        place = layout.positions.get(id_of(card.key))
        if place:
            width, height = card_size(card, scene.width)
            places[card.key] = (place.left + width / 2, place.top + height / 2)
            ends[card.key] = ends[card.frame or ""] = (place.left + width / 2, place.top + height + _BELOW)
    for switch in scene.switches:
        if switch.frame in ends:
            places[switch.key] = ends[switch.frame]
            ends[switch.key] = (ends[switch.frame][0], ends[switch.frame][1] + _BELOW)
    for mark in scene.marks:
        if mark.source in ends:
            x, y = ends[mark.source]
            places[mark.key] = (x, y)
            ends[mark.source] = (x + _BELOW, y)
    return places


def _is_tangled(scene: Scene) -> bool:
    """Whether a canvas has many more ways than cards: real dialogs of 59 nodes have 100, and are drawn at once."""
    marks = {mark.key for mark in scene.marks}
    ways = sum(branch.to not in marks for holder in scene.holders for branch in holder.branches)
    return len(scene.cards) > _TANGLED_FROM and ways - len(scene.cards) > _TANGLED_FROM


def _outline(kind: Kind) -> str:
    """Return the attributes in which a kind's outline differs from the default."""
    return "".join(
        (
            f" shape={kind.shape}" if kind.shape != "box" else "",
            f' style="{kind.style}"' if kind.style != "rounded,filled" else "",
            f" peripheries={kind.peripheries}" if kind.peripheries != 1 else "",
        )
    )
