"""From a task to the scene that its canvas shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from xogen.canvas.branches import (
    AFTER,
    CHIP_WIDEST,
    INNER_ENDS,
    Way,
    branch_of,
    is_plain,
    joined,
    passes_by,
    single_exit,
    tone_of,
)
from xogen.canvas.essence import Essence, essence, tooltip
from xogen.canvas.loops import back_edges
from xogen.canvas.scene import (
    CHIP_SIZE,
    HEADING_SIZE,
    META_SIZE,
    NAME_SIZE,
    SMALL_SIZE,
    TEXT_SIZE,
    Branch,
    Card,
    Frame,
    Mark,
    MarkForm,
    Scene,
    Switch,
    safe_keys,
)
from xogen.canvas.styles import KINDS
from xogen.canvas.text import measure, one_line, wrap
from xogen.canvas.words import Words
from xogen.diff.redact import redacted
from xogen.graph.flatten import entered
from xogen.model.counted import counted
from xogen.model.dialog import DialogTask
from xogen.model.nodes import END, NOT_CONNECTED, RETURN_TO_FLOW, BotActionNode, Node, Transition

_WIDEST, _NARROWEST = 232, 150
"""Of a card's column of text."""
_BLANK = 4
"""The blank at the end of a card's lines of text."""
_FRAME_WIDEST = 240
_HEADING_WIDEST = 420
_FINAL = frozenset({"agent-transfer"})
"""Kinds that have no way out by the platform's own rules."""
_EXITS: Mapping[str, MarkForm] = {END: "end", NOT_CONNECTED: "not-connected", RETURN_TO_FLOW: "return-to-flow"}


def subtitle_of(task: DialogTask) -> str:
    """Return where a task comes from: template and version, authorization pair, number of nodes."""
    parts = []
    if task.source:
        parts.append(
            f"{task.source.pack}/{task.source.template.removeprefix(task.source.pack + '/')} {task.source.version}"
        )
    if task.action:
        parts.append(f"{task.action.authorization}, {task.action.app} app")
    parts.append(counted(task.size, "node"))
    return " · ".join(parts)


def build_scene(task: DialogTask, *, subtitle: str | None = None) -> Scene:
    """Lay out what is on the canvas of ``task``.

    Args:
        task: a dialog task; as ``for_platform`` returns it, services stand in bot actions.
        subtitle: the line under the title; by default where the task comes from.
    """
    builder = _Builder(task)
    builder.add_all()
    cards, switches = _connected(builder)
    title = one_line(builder.words.text(task.title)) or one_line(task.name) or "dialog task"
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


def _connected(builder: _Builder) -> tuple[tuple[Card, ...], tuple[Switch, ...]]:
    """Return cards and switches, their branches marked and ordered by where they lead."""
    entries = {frame.key: frame.entry for frame in builder.frames}
    holders: tuple[Card | Switch, ...] = (*builder.cards, *builder.switches)
    ways = {one.key: [entries.get(branch.to, branch.to) for branch in one.branches] for one in holders}
    back = back_edges(ways)
    arrivals = Counter(to for targets in ways.values() for to in targets)

    def marked(key: str, branches: tuple[Branch, ...]) -> tuple[Branch, ...]:
        done = tuple(
            branch._replace(back=(key, index) in back, merges=arrivals[to] > 1)
            if arrivals[to] > 1 or (key, index) in back
            else branch
            for index, (branch, to) in enumerate(zip(branches, ways[key], strict=True))
        )
        return (done[-1], *done[:-1]) if passes_by(done, ways[key], ways) else done

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
        after = key + AFTER
        leaving = single_exit(action)
        straight = leaving is not None and is_plain(action.transitions)
        first = entered(action.nodes)
        entry = key
        for node in action.nodes:
            inner = self._next_key()
            entry = inner if node is first else entry
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
        self.frames.append(Frame(key, title, name, full, entry))

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
        ways: list[Way] = []
        for transition in transitions:
            ends = end is not None and transition.to in INNER_ENDS
            ways.append(
                Way(
                    said="" if alone else self._said(transition, node),
                    tone="plain" if alone else tone_of(transition),
                    to=end if end and ends else self._target(transition.to, source, frame),
                    goal=self.words.by_id.get(transition.to, transition.to),
                )
            )
        return tuple(map(branch_of, joined(ways)))

    def _said(self, transition: Transition, node: Node) -> str:
        label = one_line(transition.label or "")
        if label:
            return redacted(label)
        return "else" if transition.when is None else redacted(one_line(self.words.condition(transition.when, node)))

    def _target(self, to: str, source: str, frame: str | None) -> str:
        """Return the key a branch leads to; what is no node gets a mark of its own, one for each source."""
        known = self._targets.get(to)
        if known is not None:
            return known
        form, text = _mark(to)
        key = f"{source}.{form}" if not text else f"{source}.{form}.{safe_keys([to])[0]}"
        self.marks.setdefault(key, Mark(key, source, form, text, wrap(text, CHIP_WIDEST, CHIP_SIZE, lines=2), frame))
        return key


def _mark(to: str) -> tuple[MarkForm, str]:
    return (_EXITS[to], "") if to in _EXITS else ("missing", to)


def _wrapped(told: Essence) -> tuple[str, ...]:
    return tuple(text for line in told.lines for text in wrap(line.text, _WIDEST - _BLANK, TEXT_SIZE, lines=line.lines))
