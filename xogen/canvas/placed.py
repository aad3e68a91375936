"""A canvas with the nodes where their author put them: the same skeleton that the renderer draws, drawn by ourselves.

Positions are kept in proportion. They are stretched, as little as possible, until no two cards overlap: our cards are
larger than those of the platform.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from xogen.canvas.geometry import CHIP_SPACE, PAD, card_size, chip_height, chip_row, switch_size, title_size
from xogen.canvas.paint import number
from xogen.canvas.routes import Box, lane, rounded, way, way_back
from xogen.canvas.scene import SMALL_SIZE, Branch, Card, Frame, Mark, Scene, id_of
from xogen.canvas.spread import GAP, stretched
from xogen.canvas.styles import KINDS, THEMES, Theme, ThemeName
from xogen.model.layout import Layout

_EDGE = 40
"""From the picture's edge to the first card."""
_NAME = 22
"""The height of a frame's name."""
_MARK = 9


def placed(scene: Scene, layout: Layout, theme: ThemeName) -> bytes:
    """Return the skeleton of a scene, for ``svg.compose`` to fill.

    Args:
        scene: what is on the canvas.
        layout: where the author put the nodes; those without a place stand in a row below the others.
        theme: its colours.
    """
    return _Placer(scene, layout, theme).svg().encode()


class _Placer:
    def __init__(self, scene: Scene, layout: Layout, theme: ThemeName) -> None:
        self.scene = scene
        self.name: ThemeName = theme
        self.theme: Theme = THEMES[theme]
        self.frames: Mapping[str, Frame] = {frame.key: frame for frame in scene.frames}
        self.inner: dict[str, list[Card]] = {frame.key: [] for frame in scene.frames}
        for card in scene.cards:
            if card.frame:
                self.inner[card.frame].append(card)
        for key, cards in self.inner.items():
            self.inner[key] = _along(self.frames[key].entry, cards)
        self.boxes = self._boxes(layout)
        self.right = 0.0
        """Of the ways beside the cards."""

    def _boxes(self, layout: Layout) -> dict[str, Box]:
        """Return the box of every card, frame and switch."""
        sizes = self._sizes()
        down = _EDGE + title_size(self.scene).height + 20
        places = {}
        for key in sizes:
            place = layout.positions.get(id_of(key))
            if place is not None:  # a frame is wider than a card, and stands around where the card would be
                places[key] = (float(place.left) - (PAD if key in self.frames else 0), float(place.top))
        corners = stretched(sizes, places)
        left = min((x for x, _ in corners.values()), default=0)
        top = min((y for _, y in corners.values()), default=0)
        boxes = {key: Box(x - left + _EDGE, y - top + down, *sizes[key]) for key, (x, y) in corners.items()}
        across, below = float(_EDGE), max((box.bottom for box in boxes.values()), default=down - 2 * GAP) + 2 * GAP
        for key, (width, height) in sizes.items():
            if key not in boxes:
                boxes[key] = Box(across, below, width, height)
                across += width + GAP
        for key, cards in self.inner.items():
            self._fill(boxes, key, cards)
        return boxes

    def _sizes(self) -> dict[str, tuple[float, float]]:
        """Return the size of what has a place of its own: cards, and frames with their switch below."""
        sizes: dict[str, tuple[float, float]] = {}
        switches = {switch.frame: switch_size(switch.branches).height + 14 for switch in self.scene.switches}
        for card in self.scene.cards:
            size = card_size(card, self.scene.width)
            if card.frame is None:
                sizes[card.key] = (size.width, size.height)
                continue
            wide, high = sizes.get(card.frame, (0.0, _NAME + PAD + switches.get(card.frame, 0)))
            sizes[card.frame] = (max(wide, size.width + 2 * PAD), high + size.height + PAD)
        for key, cards in self.inner.items():
            wide, high = sizes[key]
            sizes[key] = (wide, high + (len(cards) - 1) * (GAP - PAD))
        return sizes

    def _fill(self, boxes: dict[str, Box], key: str, cards: Sequence[Card]) -> None:
        """Put the nodes of a bot action below each other into its frame, and its switch below that."""
        frame = boxes[key]
        top = frame.top + _NAME
        for card in cards:
            size = card_size(card, self.scene.width)
            boxes[card.key] = Box(frame.left + (frame.width - size.width) / 2, top, size.width, size.height)
            top += size.height + GAP
        boxes[key] = Box(frame.left, frame.top, frame.width, top - GAP + PAD - frame.top)
        for switch in self.scene.switches:
            if switch.frame == key:
                size = switch_size(switch.branches)
                boxes[switch.key] = Box(
                    frame.left + (frame.width - size.width) / 2, boxes[key].bottom + 10, size.width, size.height
                )

    def svg(self) -> str:
        """Return the skeleton."""
        marks = self._marks()
        parts = [part for frame in self.scene.frames for part in self._frame(frame)]
        parts += self._edges(marks)  # behind the cards, so that no way crosses a text
        parts += [part for card in self.scene.cards for part in self._card(card)]
        for switch in self.scene.switches:
            parts += self._box(f"switch-{switch.key}", self.boxes[switch.key], "")
        parts += [part for mark in self.scene.marks for part in self._mark(mark, marks[mark.key])]
        title = title_size(self.scene)
        right = (
            max([title.width, self.right, *(box.right for box in self.boxes.values()), *(x for x, _ in marks.values())])
            + _EDGE
        )
        low = max([0, *(box.bottom for box in self.boxes.values()), *(y for _, y in marks.values())]) + _EDGE
        wide, high = number(round(right)), number(round(low))
        return (
            f'<svg width="{wide}pt" height="{high}pt"\n viewBox="0.00 0.00 {wide} {high}">\n'
            f'<g id="canvas" class="graph" transform="translate(0 0)">\n'
            f'<polygon fill="none" stroke="none" points="0,{high} 0,0 {wide},0 {wide},{high} 0,{high}"/>\n'
            + "".join(parts)
            + "</g>\n</svg>\n"
        )

    def _card(self, card: Card) -> Iterator[str]:
        style = KINDS[card.kind].style
        dashes = ' stroke-dasharray="5,2"' if "dashed" in style else ""
        yield from self._box(f"node-{card.key}", self.boxes[card.key], dashes)

    def _box(self, name: str, box: Box, dashes: str) -> Iterator[str]:
        yield (
            f'<g id="{name}" class="node">\n<title></title>\n'
            f'<path fill="{self.theme.card}" stroke="{self.theme.border}"{dashes} d="{rounded(box)}"/>\n</g>\n'
        )

    def _frame(self, frame: Frame) -> Iterator[str]:
        box, hue = self.boxes[frame.key], KINDS["bot-action"].hue(self.name)
        name = escape(" ".join(frame.name), quote=False)
        yield (
            f'<g id="node-{frame.key}" class="cluster">\n<title></title>\n'
            f'<path fill="{self.theme.frame}" stroke="{self.theme.frame_line}" stroke-dasharray="5,2" '
            f'd="{rounded(box)}"/>\n'
            f'<text x="{number(box.left + PAD)}" y="{number(box.top + 13)}" font-size="{SMALL_SIZE}" fill="{hue}">'
            f'<tspan font-weight="bold">BOT ACTION</tspan> {name}</text>\n</g>\n'
        )

    def _marks(self) -> dict[str, tuple[float, float]]:
        """Return the middles of the marks: below what leads to them, beside each other."""
        places: dict[str, tuple[float, float]] = {}
        for holder in self.scene.holders:
            for index, branch in enumerate(holder.branches):
                if branch.to not in self.boxes and branch.to not in places:
                    x, y = self._start(holder.key, holder.branches, index)
                    places[branch.to] = (x, y + 18)
        return {mark.key: places.get(mark.key, (_EDGE, _EDGE)) for mark in self.scene.marks}

    def _mark(self, mark: Mark, middle: tuple[float, float]) -> Iterator[str]:
        theme, (x, y) = self.theme, middle
        paint = theme.lost if mark.form == "missing" else theme.warn
        at = f'cx="{number(x)}" cy="{number(y)}"'
        if mark.form == "end":
            look = f'<circle fill="{theme.ink}" {at} r="4"/>\n<circle fill="none" stroke="{theme.ink}" {at} r="7"/>'
        else:
            sign = {"return-to-flow": "←", "left-out": "…"}.get(mark.form, "!")
            look = (
                f'<circle fill="{paint.chip}" stroke="{paint.line}" stroke-dasharray="3,1.5" {at} r="8"/>\n'
                f'<text x="{number(x)}" y="{number(y + 3.5)}" text-anchor="middle" fill="{paint.text}">{sign}</text>'
            )
        yield f'<g id="mark-{mark.key}" class="node">\n<title></title>\n{look}\n</g>\n'

    def _start(self, key: str, branches: Sequence[Branch], index: int) -> tuple[float, float]:
        """Return where a way starts: below its chip, or below the card."""
        branch, box = branches[index], self.boxes[key]
        if branch.leaves in self.boxes:
            box = self.boxes[branch.leaves]
        if not chip_height(branches):
            return box.left + box.width / 2, box.bottom
        pad = PAD if key in {card.key for card in self.scene.cards} else CHIP_SPACE
        chip = chip_row(branches, self.boxes[key].width - 2 * pad)[index]
        return self.boxes[key].left + pad + chip.left + chip.width / 2, box.bottom

    def _edges(self, marks: Mapping[str, tuple[float, float]]) -> Iterator[str]:
        for holder in self.scene.holders:
            for index, branch in enumerate(holder.branches):
                x, y = self._start(holder.key, holder.branches, index)
                color = self.theme.tones["plain" if branch.tone == "else" else branch.tone].line
                dashes = ' stroke-dasharray="5,2"' if branch.tone == "else" else ""
                target = self.boxes.get(branch.to)
                if target is None:
                    end_x, end_y = marks.get(branch.to, (x, y + 18))
                    line = way((x, y), (end_x, end_y - _MARK))
                elif target.top >= y - 4:
                    line = way((x, y), (target.left + target.width / 2, target.top))
                else:
                    out = lane((x, y), self.boxes[branch.leaves or holder.key], target, self.boxes.values())
                    self.right = max(self.right, out)
                    line = way_back((x, y), out, target)
                yield (
                    f'<g id="edge-{holder.key}-{index}" class="edge">\n<title></title>\n'
                    f'<path fill="none" stroke="{color}" stroke-width="1.3"{dashes} d="{line.path}"/>\n'
                    f'<polygon fill="{color}" stroke="{color}" points="{line.arrow}"/>\n</g>\n'
                )


def _along(entry: str, cards: Sequence[Card]) -> list[Card]:
    """Return the cards of a frame as the dialog comes by: from its entry along the ways, then the others."""
    by_key = {card.key: card for card in cards}
    met: dict[str, None] = {}
    todo = [card.key for card in reversed(cards)] + [entry]
    while todo:
        key = todo.pop()
        if key in by_key and key not in met:
            met[key] = None
            todo.extend(branch.to for branch in reversed(by_key[key].branches))
    return [by_key[key] for key in met]
