"""The bot on one canvas: its dialogs, who calls whom, which events start them, and what is hidden."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import ceil, sqrt

from xogen.canvas.essence import tooltip_lines
from xogen.canvas.scene import HEADING_SIZE, NAME_SIZE, TEXT_SIZE, Branch, Card, Mark, Scene, safe_keys
from xogen.canvas.styles import KINDS
from xogen.canvas.text import one_line, wrap
from xogen.canvas.words import Words
from xogen.model.counted import counted
from xogen.model.dialog import DialogTask
from xogen.model.nodes import DialogCallNode, IntentNode

_WIDTH = 216
_COLUMNS = (2, 6)
_SMALL = 4
"""Cards of a group that stands in a column with others."""
_COUNTED = ("entity", "service", "message", "script", "confirmation", "dialog-call")
_CARD_COUNTS = 3


def overview_scene(name: str, tasks: Sequence[DialogTask], events: Mapping[str, str] | None = None) -> Scene:
    """Return the scene of a bot.

    Args:
        name: the bot's name.
        tasks: its dialogs.
        events: the dialog that an event starts, by its name or refId.
    """
    keys = dict(zip(range(len(tasks)), safe_keys(task.name for task in tasks), strict=True))
    known = {
        ref: keys[index] for index, task in reversed(list(enumerate(tasks))) for ref in (task.name, task.ref_id) if ref
    }
    marks: dict[str, Mark] = {}
    cards = [_dialog(task, keys[index], known, marks) for index, task in enumerate(tasks)]
    called = {branch.to for card in cards for branch in card.branches}
    starts = _events(events or {}, known, set(keys.values()))
    called |= {branch.to for card in starts for branch in card.branches}
    cards = [_judged(card, task, called) for card, task in zip(cards, tasks, strict=True)]
    hidden = sum(task.hidden for task in tasks)
    said = [counted(len(tasks), "dialog"), *([f"{hidden} hidden"] if hidden else [])]
    return Scene(
        title=name,
        heading=wrap(name, 420, HEADING_SIZE, lines=2, bold=True),
        subtitle=(" · ".join(said),),
        cards=(*starts, *cards),
        switches=(),
        marks=tuple(marks.values()),
        frames=(),
        width=_WIDTH,
        ties=_grid([*starts, *cards]),
    )


def _dialog(task: DialogTask, key: str, known: Mapping[str, str], marks: dict[str, Mark]) -> Card:
    words = Words(task)
    title = one_line(words.text(task.title)) or task.name
    walked = list(task.walk())
    calls: dict[str, list[str]] = {}
    for node in walked:
        if isinstance(node, DialogCallNode):
            calls.setdefault(
                known.get(node.dialog_ref_id or "") or known.get(node.dialog) or f"?{node.dialog}", []
            ).append(node.id)
    kinds: Counter[str] = Counter(node.type for node in walked)
    held = [counted(kinds[kind], KINDS[kind].word) for kind in _COUNTED if kinds[kind]]
    first = next((node for node in walked if isinstance(node, IntentNode)), None)
    said = first.utterances.get(words.language, ()) if first else ()
    lines = [*([f"“{one_line(said[0])}”"] if said else []), " · ".join(held[:_CARD_COUNTS])]
    return Card(
        key=key,
        kind="hidden-dialog" if task.hidden else "dialog",
        title=title,
        name=wrap(title, _WIDTH, NAME_SIZE, lines=2, bold=True),
        meta=counted(task.size, "node"),
        lines=tuple(part for line in lines if line for part in wrap(line, _WIDTH - 4, TEXT_SIZE, lines=2)),
        tooltip="\n".join(tooltip_lines([title, *held, *(f"“{text}”" for text in said)])),
        branches=tuple(_call(to, nodes, key, marks) for to, nodes in calls.items()),
    )


def _call(to: str, nodes: Sequence[str], source: str, marks: dict[str, Mark]) -> Branch:
    if to.startswith("?"):
        mark = f"{source}.missing.{safe_keys([to[1:]])[0]}"
        marks[mark] = Mark(mark, source, "missing", to[1:], wrap(to[1:], 104, 9, lines=2))
        to = mark
    return Branch((), "plain", to, f"calls it at {counted(len(nodes), 'place')}")


def _events(events: Mapping[str, str], known: Mapping[str, str], taken: set[str]) -> list[Card]:
    """Return a card for each dialog that events start, with the events' names."""
    by_dialog: dict[str, list[str]] = {}
    for name, dialog in events.items():
        if dialog in known:
            by_dialog.setdefault(known[dialog], []).append(name)
    cards = []
    for to, names in by_dialog.items():
        key = f"event-{to}"
        title = ", ".join(sorted(names))
        shown = wrap(title, _WIDTH, NAME_SIZE, lines=3, bold=True)
        if key not in taken:
            cards.append(
                Card(
                    key,
                    "event",
                    title,
                    shown,
                    counted(len(names), "event") if len(names) > 1 else "",
                    (),
                    title,
                    (Branch((), "plain", to, "starts it"),),
                )
            )
    return cards


def _judged(card: Card, task: DialogTask, called: set[str]) -> Card:
    """Say of a hidden dialog that nothing leads to it."""
    if task.hidden and card.key not in called:
        return card._replace(meta=f"{card.meta} · never called")
    return card


def _grid(cards: Sequence[Card]) -> tuple[tuple[str, str], ...]:
    """Return pairs that keep groups of dialogs below each other, in a few columns: those that call nobody, or few."""
    groups = [group for group in _groups(cards) if len(group) <= _SMALL]
    columns = min(max(ceil(sqrt(len(groups))), _COLUMNS[0]), _COLUMNS[1])
    called = {branch.to for card in cards for branch in card.branches}
    heads = [next((card.key for card in group if card.key not in called), group[0].key) for group in groups]
    tails = [_deepest(group, head) for group, head in zip(groups, heads, strict=True)]
    return tuple((tails[index - columns], head) for index, head in enumerate(heads) if index >= columns)


def _groups(cards: Sequence[Card]) -> list[list[Card]]:
    """Return cards that hang together by calls, in their order."""
    leads = {card.key: card.key for card in cards}

    def lead(key: str) -> str:
        while leads[key] != key:
            leads[key] = key = leads[leads[key]]
        return key

    for card in cards:
        for branch in card.branches:
            if branch.to in leads:
                leads[lead(branch.to)] = lead(card.key)
    found: dict[str, list[Card]] = {}
    for card in cards:
        found.setdefault(lead(card.key), []).append(card)
    return list(found.values())


def _deepest(group: Sequence[Card], head: str) -> str:
    """Return the card or mark that is furthest from the head of a group."""
    ways = {card.key: [branch.to for branch in card.branches] for card in group}
    met = {head: None}
    for key in (todo := [head]):
        for to in ways.get(key, ()):
            if to not in met:
                met[to] = None
                todo.append(to)
    return todo[-1]
