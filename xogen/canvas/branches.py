"""What the transitions of a node become: branches with a meaning, those that say the same joined."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from xogen.canvas.scene import CHIP_SIZE, MOST_CHIPS, Branch
from xogen.canvas.styles import Tone
from xogen.canvas.text import wrap
from xogen.canvas.words import status_tone
from xogen.model.conditions import AnswerTest, ContextTest
from xogen.model.nodes import END, NOT_CONNECTED, BotActionNode, NodeBase, Transition

INNER_ENDS = frozenset({END, NOT_CONNECTED})
"""What leads out of a bot action: in real bots the dialog goes on after a way that is not connected, too (inferred)."""
CHIP_WIDEST = 104
_CHANGES = frozenset({"+ ", "− ", "~ "})
AFTER = ".after"
"""What the key of a switch ends in, behind that of its frame."""


class Way(NamedTuple):
    """A transition on its way to become a branch, with what is said of it."""

    said: str
    tone: Tone
    to: str
    goal: str


def tone_of(transition: Transition) -> Tone:
    """Return what a branch means: good (yes, 2xx), bad (no, another status), a choice, or else."""
    condition = transition.when
    if condition is None:
        return "else"
    if isinstance(condition, AnswerTest):
        return "good" if condition.answer == "yes" else "bad"
    status = status_tone(condition) if isinstance(condition, ContextTest) else None
    return "good" if status == "good" else "bad" if status == "bad" else "choice"


def joined(ways: Sequence[Way]) -> Iterator[Way]:
    """Join neighbours that lead to one place and mean the same: ``no`` and ``else`` are one chip, and one edge.

    Of more ways than fit in one row, those that are no neighbours are joined, too.
    """
    if len(ways) > MOST_CHIPS:
        order: dict[tuple[str, Tone, str], int] = {}
        for way in ways:
            order.setdefault((way.to, way.tone, _change(way)), len(order))
        ways = sorted(ways, key=lambda way: order[way.to, way.tone, _change(way)])
    last: Way | None = None
    for way in ways:
        alike = last and (way.tone == last.tone or (way.tone, last.tone) == ("else", "bad"))
        if last and alike and way.to == last.to and _change(way) == _change(last):
            last = last._replace(said=f"{last.said} · {way.said}")
            continue
        if last:
            yield last
        last = way
    if last:
        yield last


def _change(way: Way) -> str:
    """Return the sign with which a drawing of a difference says what became of a way."""
    return way.said[:2] if way.said[:2] in _CHANGES else ""


def branch_of(way: Way) -> Branch:
    """Return the branch that is drawn for a way."""
    title = f"{way.said} → {way.goal}" if way.said else f"→ {way.goal}"
    return Branch(wrap(way.said, CHIP_WIDEST, CHIP_SIZE, lines=3), way.tone, way.to, title)


def is_plain(transitions: Sequence[Transition]) -> bool:
    """Whether there is one way, without a condition: no chip is needed to say which."""
    return len(transitions) == 1 and transitions[0].when is None and not transitions[0].label


def single_exit(action: BotActionNode) -> NodeBase | None:
    """Return the inner node that all ways through a bot action end with, if it has no other way out."""
    ending = [node for node in action.nodes if any(transition.to in INNER_ENDS for transition in node.transitions)]
    return ending[0] if len(ending) == 1 and is_plain(ending[0].transitions) else None


def passes_by(branches: Sequence[Branch], targets: Sequence[str], ways: Mapping[str, Sequence[str]]) -> bool:
    """Whether ``else`` passes by a card that branches and leads to the same place, such as a sign-in.

    Drawn first, at the left, it crosses nothing: what leaves the way leaves it to the right.
    """
    if len(branches) < 2 or branches[-1].tone != "else":
        return False
    for target in targets[:-1]:
        onward = ways.get(target, ())
        if len(onward) == 1:
            onward = ways.get(onward[0], ()) if onward[0].endswith(AFTER) else ()
        if len(onward) > 1 and targets[-1] in onward:
            return True
    return False
