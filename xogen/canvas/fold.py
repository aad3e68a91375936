"""Large canvases made readable: runs of steps fold into one card; what goes beyond a limit is counted, not drawn."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence

from xogen.canvas.scene import NAME_SIZE, TEXT_SIZE, Branch, Card, Mark, Scene, Switch
from xogen.canvas.styles import KINDS
from xogen.canvas.text import fit, wrap
from xogen.model.counted import counted

FOLD_FROM = 80
"""Cards on a canvas from which on runs are folded: what fits on a screen that is zoomed out, and can still be read."""
MOST = 300
"""Cards that are drawn of one dialog."""
_RUN = 3
_NAMED = 5
_WIDE = 228


def readable(scene: Scene, *, fold: bool = True, most: int = MOST) -> Scene:
    """Return a scene that a person can read.

    Args:
        scene: any scene.
        fold: whether runs of three or more steps become one card, from ``FOLD_FROM`` cards on.
        most: how many cards are drawn, those nearest to the start; the title says how many are left out.

    Returns:
        The scene itself when it is small enough.
    """
    if fold and len(scene.cards) >= FOLD_FROM:
        scene = _folded(scene)
    return _limited(scene, most) if len(scene.cards) > most else scene


def _folded(scene: Scene) -> Scene:
    runs = [run for run in _runs(scene) if len(run) >= _RUN]
    if not runs:
        return scene
    by_first = {run[0].key: _fold(run, scene.width) for run in runs}
    gone = {card.key for run in runs for card in run}
    frames = {card.frame for run in runs for card in run if card.frame}
    heads = {frame.key: frame.entry for frame in scene.frames if frame.key in frames}
    cards = [by_first.get(card.key, card) for card in scene.cards if card.key in by_first or card.key not in gone]
    kept = {card.key for card in cards} | {switch.key for switch in scene.switches}
    return scene._replace(
        cards=tuple(card._replace(branches=_to(card.branches, heads)) for card in cards),
        switches=tuple(switch._replace(branches=_to(switch.branches, heads)) for switch in scene.switches),
        frames=tuple(frame for frame in scene.frames if frame.key not in frames),
        marks=tuple(_moved(mark, runs) for mark in scene.marks if mark.source in kept or mark.source in _lasts(runs)),
        subtitle=(*scene.subtitle, f"{sum(map(len, runs))} steps are folded into {counted(len(runs), 'card')}"),
    )


def _lasts(runs: Iterable[Sequence[Card]]) -> Mapping[str, str]:
    return {run[-1].key: run[0].key for run in runs}


def _moved(mark: Mark, runs: Iterable[Sequence[Card]]) -> Mark:
    return mark._replace(source=_lasts(runs).get(mark.source, mark.source), frame=None)


def _to(branches: Sequence[Branch], heads: Mapping[str, str]) -> tuple[Branch, ...]:
    return tuple(
        branch._replace(to=heads.get(branch.to, branch.to), leaves=None if branch.leaves in heads else branch.leaves)
        for branch in branches
    )


def _runs(scene: Scene) -> Iterator[tuple[Card, ...]]:
    """Yield the runs of cards that follow each other with no way in or out between them."""
    cards = {card.key: card for card in scene.cards}
    inside = Counter(card.frame for card in scene.cards if card.frame)
    branching = {switch.frame for switch in scene.switches}
    entries = {frame.key: frame.entry for frame in scene.frames}
    arrivals = Counter(entries.get(one.to, one.to) for holder in scene.holders for one in holder.branches)

    def alone(card: Card) -> bool:
        plain = len(card.branches) <= 1 and not any(branch.chip or branch.back for branch in card.branches)
        return plain and (card.frame is None or (inside[card.frame] == 1 and card.frame not in branching))

    def following(card: Card) -> Card | None:
        if not card.branches or not alone(card):
            return None
        after = cards.get(entries.get(card.branches[0].to, card.branches[0].to))
        return after if after is not None and arrivals[after.key] == 1 and alone(after) else None

    start = scene.cards[0].key  # always drawn
    after = {card.key: found for card in scene.cards if card.key != start and (found := following(card)) is not None}
    begun = {card.key for card in after.values()}
    for card in scene.cards:
        if card.key != start and card.key not in begun and alone(card):
            run = [card]
            while (one := after.get(run[-1].key)) is not None:
                run.append(one)
            yield tuple(run)


def _fold(run: Sequence[Card], width: int) -> Card:
    """Return the card that stands for a run; it keeps the key of the first and the ways of the last."""
    first, last = run[0], run[-1]
    more = len(run) - _NAMED
    shown = [f"{KINDS[card.kind].word} {card.title}" for card in (run if more <= 1 else run[:_NAMED])]
    lines = [fit(line, min(width, _WIDE), TEXT_SIZE) for line in shown]
    title = f"{first.title} … {last.title}"
    return Card(
        key=first.key,
        kind="folded",
        title=title,
        name=wrap(title, _WIDE, NAME_SIZE, lines=2, bold=True),
        meta=f"{len(run)} in a row",
        lines=(*lines, f"and {more} more") if more > 1 else tuple(lines),
        tooltip="\n".join(card.tooltip.partition("\n")[0] for card in run),
        branches=tuple(branch._replace(leaves=None) for branch in last.branches),
    )


def _limited(scene: Scene, most: int) -> Scene:
    """Keep the cards nearest to the start; ways to the others end in a mark."""
    order = _nearest(scene)
    kept = set(order[:most])
    whole = {frame.key for frame in scene.frames if frame.entry in kept}
    cards = tuple(card for card in scene.cards if (card.frame in whole if card.frame else card.key in kept))
    switches = tuple(switch for switch in scene.switches if switch.frame in whole)
    frame_of = {card.key: card.frame for card in cards}
    here = frame_of.keys() | {switch.key for switch in switches} | whole
    marks = {mark.key: mark for mark in scene.marks if mark.source in here}
    holders: tuple[Card | Switch, ...] = (*cards, *switches)
    for holder in holders:
        for branch in holder.branches:
            if branch.to not in here and branch.to not in marks:
                mark = Mark(branch.to, holder.key, "left-out", frame=frame_of.get(holder.key))
                marks[branch.to] = mark
    left_out = f"{len(cards)} of {len(scene.cards)} cards are drawn, those nearest to the start"
    return scene._replace(
        cards=cards,
        switches=switches,
        frames=tuple(frame for frame in scene.frames if frame.key in whole),
        marks=tuple(marks.values()),
        subtitle=(*scene.subtitle, left_out),
    )


def _nearest(scene: Scene) -> list[str]:
    """Return the keys of the cards, the nearest to the start first, and last those that it does not reach."""
    entries = {frame.key: frame.entry for frame in scene.frames}
    ways = {holder.key: [entries.get(one.to, one.to) for one in holder.branches] for holder in scene.holders}
    cards = {card.key for card in scene.cards}
    seen: dict[str, None] = {}
    for start in scene.cards:
        todo = deque([start.key])
        while todo:
            key = todo.popleft()
            if key not in seen:
                seen[key] = None
                todo.extend(ways.get(key, ()))
    return [key for key in seen if key in cards]
