"""What is on a canvas, before any notation: cards, marks, edges and frames.

DOT and Mermaid are two ways of writing down one scene.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from xogen.canvas.essence import Essence, essence, tooltip
from xogen.canvas.loops import back_edges
from xogen.canvas.styles import KINDS, Tone
from xogen.canvas.text import measure, one_line, wrap
from xogen.canvas.words import Words, counted, status_tone
from xogen.model.conditions import AnswerTest, ContextTest
from xogen.model.dialog import DialogTask
from xogen.model.nodes import END, NOT_CONNECTED, RETURN_TO_FLOW, BotActionNode, Node, NodeBase, Transition

HEADING_SIZE, NAME_SIZE, TEXT_SIZE, META_SIZE, CHIP_SIZE, SMALL_SIZE = 18, 13, 10, 9, 9, 8
_WIDEST, _NARROWEST = 232, 150
_BLANK = 4
"""The blank at the end of a card's lines of text."""
_CHIP_WIDEST = 104
_FRAME_WIDEST = 240
_HEADING_WIDEST = 420
_FINAL = frozenset({"agent-transfer"})
"""Kinds that have no way out by the platform's own rules."""

MarkForm = Literal["end", "not-connected", "return-to-flow", "missing"]


class Branch(NamedTuple):
    """One way out of a card. ``chip`` is empty where there is but one way and no condition.

    ``leaves`` is the key of the frame that the way leads out of, where it stands for the whole frame. ``back`` says
    that it closes a loop, ``merges`` that other ways lead to the same card.
    """

    chip: tuple[str, ...]
    tone: Tone
    to: str
    title: str
    leaves: str | None = None
    back: bool = False
    merges: bool = False


class Card(NamedTuple):
    """A node as a card, all its text wrapped and measured. ``name`` is its ``title`` on lines."""

    key: str
    kind: str
    title: str
    name: tuple[str, ...]
    meta: str
    lines: tuple[str, ...]
    tooltip: str
    branches: tuple[Branch, ...] = ()
    frame: str | None = None


class Switch(NamedTuple):
    """Where a bot action branches: right behind its frame, for its branches are its own and not its nodes'."""

    key: str
    frame: str
    branches: tuple[Branch, ...]


class Mark(NamedTuple):
    """A target that is no node, drawn by the card or switch ``source`` that leads to it."""

    key: str
    source: str
    form: MarkForm
    text: str = ""
    lines: tuple[str, ...] = ()
    frame: str | None = None


class Frame(NamedTuple):
    """A bot action around its inner nodes. ``entry`` is the key of the first of them."""

    key: str
    title: str
    name: tuple[str, ...]
    tooltip: str
    entry: str


class Scene(NamedTuple):
    """Everything on one canvas, in the order of the task's nodes. ``width`` is that of the text column of all cards."""

    title: str
    heading: tuple[str, ...]
    subtitle: tuple[str, ...]
    cards: tuple[Card, ...]
    switches: tuple[Switch, ...]
    marks: tuple[Mark, ...]
    frames: tuple[Frame, ...]
    width: int

    @property
    def holders(self) -> tuple[Card | Switch, ...]:
        """What branches: cards and switches."""
        return (*self.cards, *self.switches)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds in use, in the order of the table of kinds."""
        used = {card.kind for card in self.cards}
        return tuple(kind for kind in KINDS if kind in used)


_UNSAFE = re.compile(r"[^A-Za-z0-9_-]|_(?=x)")
_SAFE = re.compile(r"_x([0-9a-f]+)_")


def safe_keys(ids: Iterable[str]) -> list[str]:
    """Return one key for each id: unique, of ASCII letters, digits, ``_`` and ``-``, so a name in every notation."""
    taken: set[str] = set()
    keys = []
    for node_id in ids:
        base = key = _UNSAFE.sub(lambda match: f"_x{ord(match[0]):x}_", node_id)
        copy = 1
        while key in taken:
            copy += 1
            key = f"{base}-{copy}"
        taken.add(key)
        keys.append(key)
    return keys


def id_of(key: str) -> str:
    """Return the node id that ``safe_keys`` made a key of."""
    return _SAFE.sub(lambda match: chr(int(match[1], 16)), key)


def subtitle_of(task: DialogTask) -> str:
    """Return where a task comes from: template and version, authorization pair, number of nodes."""
    parts = []
    if task.source:
        parts.append(
            f"{task.source.pack}/{task.source.template.removeprefix(task.source.pack + '/')} {task.source.version}"
        )
    if task.action:
        parts.append(f"{task.action.authorization}, {task.action.app} app")
    number = sum(not isinstance(node, BotActionNode) or not node.nodes for node in task.walk())
    parts.append(counted(number, "node"))
    return " · ".join(parts)


def build_scene(task: DialogTask, *, subtitle: str | None = None) -> Scene:
    """Lay out what is on the canvas of ``task``.

    Args:
        task: a dialog task; as ``for_platform`` returns it, services stand in bot actions.
        subtitle: the line under the title; by default where the task comes from.
    """
    builder = _Builder(task)
    builder.add_all()
    cards, switches = _with_loops(builder)
    title = one_line(builder.words.text(task.title)) or one_line(task.name)
    widest = max((_width(card) for card in cards), default=_NARROWEST)
    return Scene(
        title=title,
        heading=wrap(title, _HEADING_WIDEST, HEADING_SIZE, lines=2, bold=True),
        subtitle=wrap(subtitle_of(task) if subtitle is None else subtitle, _HEADING_WIDEST, TEXT_SIZE, lines=2),
        cards=cards,
        switches=switches,
        marks=tuple(builder.marks.values()),
        frames=tuple(builder.frames),
        width=min(_WIDEST, max(_NARROWEST, -(-int(widest + 1) // 8) * 8)),
    )


def _with_loops(builder: _Builder) -> tuple[tuple[Card, ...], tuple[Switch, ...]]:
    """Return cards and switches, with the branches marked that close a loop or lead where others lead."""
    entries = {frame.key: frame.entry for frame in builder.frames}
    holders: tuple[Card | Switch, ...] = (*builder.cards, *builder.switches)
    ways = {one.key: [entries.get(branch.to, branch.to) for branch in one.branches] for one in holders}
    back = back_edges(ways)
    arrivals = Counter(to for targets in ways.values() for to in targets)

    def marked(key: str, branches: tuple[Branch, ...]) -> tuple[Branch, ...]:
        return tuple(
            branch._replace(back=(key, index) in back, merges=arrivals[to] > 1)
            if arrivals[to] > 1 or (key, index) in back
            else branch
            for index, (branch, to) in enumerate(zip(branches, ways[key], strict=True))
        )

    return (
        tuple(card._replace(branches=marked(card.key, card.branches)) for card in builder.cards),
        tuple(switch._replace(branches=marked(switch.key, switch.branches)) for switch in builder.switches),
    )


def _width(card: Card) -> float:
    """Return how wide a card's text column has to be."""
    kind = measure(KINDS[card.kind].word.upper(), META_SIZE, bold=True)
    head = kind + (measure(f"   {card.meta}", META_SIZE) if card.meta else 0)
    names = [measure(line, NAME_SIZE, bold=True) for line in card.name]
    return max(head, *names, *(measure(line, TEXT_SIZE) + _BLANK for line in card.lines), 0)


def tone_of(transition: Transition) -> Tone:
    """Return what a branch means: good (yes, 2xx), bad (no, another status), a choice, or else."""
    condition = transition.when
    if condition is None:
        return "else"
    if isinstance(condition, AnswerTest):
        return "good" if condition.answer == "yes" else "bad"
    status = status_tone(condition) if isinstance(condition, ContextTest) else None
    return "good" if status == "good" else "bad" if status == "bad" else "choice"


class _Builder:
    """Collects cards, marks and frames of one task in one linear pass over its nodes."""

    def __init__(self, task: DialogTask) -> None:
        self.words = Words(task)
        self.task = task
        self.cards: list[Card] = []
        self.switches: list[Switch] = []
        self.marks: dict[str, Mark] = {}
        self.frames: list[Frame] = []
        walked = tuple(task.walk())
        keys = safe_keys(node.id for node in walked)
        self._next_key = iter(keys).__next__
        # Of two nodes with one id the first is what a transition means.
        self._targets = {node.id: key for node, key in zip(reversed(walked), reversed(keys), strict=True)}

    def add_all(self) -> None:
        """Add the nodes in the order of ``DialogTask.walk``, which is that of their keys."""
        for node in self.task.nodes:
            key = self._next_key()
            if isinstance(node, BotActionNode) and node.nodes:
                self._add_frame(node, key)
            else:
                self._add_card(node, key, self._branches(node, node.transitions, key))

    def _add_frame(self, action: BotActionNode, key: str) -> None:
        after = f"{key}.after"
        leaving = single_exit(action)
        straight = leaving is not None and is_plain(action.transitions)
        entry = None
        for node in action.nodes:
            inner = self._next_key()
            entry = entry or inner
            if node is leaving and straight:
                branches = self._branches(action, action.transitions, inner)
            else:
                branches = self._branches(node, node.transitions, inner, frame=key, end=after)
            if node is leaving:
                branches = tuple(branch._replace(leaves=key) for branch in branches)
            self._add_card(node, inner, branches, frame=key)
        if not straight:
            self.switches.append(Switch(after, key, self._branches(action, action.transitions, after)))
        title = one_line(self.words.text(action.label) or action.component)
        name = wrap(title, _FRAME_WIDEST, SMALL_SIZE, lines=2)
        full = f"{self.words.name(action)}\n{action.id}: bot action, component {action.component}"
        self.frames.append(Frame(key, title, name, full, entry or key))

    def _add_card(self, node: Node, key: str, branches: tuple[Branch, ...], frame: str | None = None) -> None:
        kind = KINDS[node.type]
        name = self.words.name(node)
        told = essence(node, self.words)
        room = _WIDEST - measure(kind.word.upper(), META_SIZE, bold=True) - 10
        self.cards.append(
            Card(
                key=key,
                kind=node.type,
                title=one_line(name),
                name=wrap(name, _WIDEST, NAME_SIZE, lines=2, bold=True),
                meta="".join(wrap(told.meta, room, META_SIZE, lines=1)),
                lines=_wrapped(told),
                tooltip=tooltip(node, name, told, (branch.title for branch in branches)),
                branches=branches,
                frame=frame,
            )
        )

    def _branches(
        self,
        node: Node,
        transitions: Sequence[Transition],
        source: str,
        *,
        frame: str | None = None,
        end: str | None = None,
    ) -> tuple[Branch, ...]:
        """Return the ways out that start at ``source``. Inside a bot action ``end`` is the key of its switch."""
        if not transitions and node.type not in _FINAL:
            return (Branch((), "plain", self._target(NOT_CONNECTED, source, frame), "leads nowhere"),)
        alone = is_plain(transitions)
        branches = []
        for transition in transitions:
            said = "" if alone else self._said(transition, node)
            ends = end is not None and transition.to == END
            goal = self.words.by_id.get(transition.to, transition.to)
            branches.append(
                Branch(
                    chip=wrap(said, _CHIP_WIDEST, CHIP_SIZE, lines=3),
                    tone="plain" if alone else tone_of(transition),
                    to=end if end and ends else self._target(transition.to, source, frame),
                    title=f"{said} → {goal}" if said else f"→ {goal}",
                )
            )
        return tuple(branches)

    def _said(self, transition: Transition, node: Node) -> str:
        label = one_line(transition.label or "")
        if label:
            return label
        return "else" if transition.when is None else one_line(self.words.condition(transition.when, node))

    def _target(self, to: str, source: str, frame: str | None) -> str:
        """Return the key a branch leads to; what is no node gets a mark of its own, one for each source."""
        known = self._targets.get(to)
        if known is not None:
            return known
        form, text = _mark(to)
        key = f"{source}.{form}" if not text else f"{source}.{form}.{safe_keys([to])[0]}"
        self.marks.setdefault(key, Mark(key, source, form, text, wrap(text, _CHIP_WIDEST, CHIP_SIZE, lines=2), frame))
        return key


_EXITS: Mapping[str, MarkForm] = {END: "end", NOT_CONNECTED: "not-connected", RETURN_TO_FLOW: "return-to-flow"}


def _mark(to: str) -> tuple[MarkForm, str]:
    return (_EXITS[to], "") if to in _EXITS else ("missing", to)


def _wrapped(told: Essence) -> tuple[str, ...]:
    return tuple(text for line in told.lines for text in wrap(line.text, _WIDEST - _BLANK, TEXT_SIZE, lines=line.lines))


def is_plain(transitions: Sequence[Transition]) -> bool:
    """Whether there is one way, without a condition: no chip is needed to say which."""
    return len(transitions) == 1 and transitions[0].when is None and not transitions[0].label


def single_exit(action: BotActionNode) -> NodeBase | None:
    """Return the inner node that all ways through a bot action end with, if it has no other way out."""
    ending = [node for node in action.nodes if any(transition.to == END for transition in node.transitions)]
    return ending[0] if len(ending) == 1 and is_plain(ending[0].transitions) else None
