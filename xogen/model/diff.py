"""What changed between two dialog tasks, or two bots: the values that every way of showing it reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from xogen.model.base import Localised, Owned

What = Literal["added", "removed", "changed", "equal"]
Form = Literal["value", "words", "lines", "order", "secret"]
"""How a property is compared: as one value, word by word, line by line, by its order; or not shown at all."""
WayWhat = Literal["added", "removed", "rewired", "condition", "order", "label"]


class Piece(Owned):
    """A run of words or lines."""

    what: Literal["same", "added", "removed"]
    text: str


class ValueChange(Owned):
    """A property that differs.

    Attributes:
        what: added, removed or changed.
        pointer: where it stands in its node, dialog or export: in the new one, or in the old where it was removed.
        name: the same place in words: ``prompt · default · en``.
        form: how it was compared.
        old: its old value; absent where it was added, and where it is a secret.
        new: its new value; absent where it was removed, and where it is a secret.
        pieces: for words and lines, what stayed and what did not.
    """

    what: Literal["added", "removed", "changed"]
    pointer: str
    name: str
    form: Form = "value"
    old: Any = None
    new: Any = None
    pieces: tuple[Piece, ...] = ()


class Way(Owned):
    """A transition as a person reads it: ``when`` is empty for the default, ``goal`` is its target's name."""

    index: int
    to: str
    goal: str
    when: str = ""
    label: str | None = None


class WayChange(Owned):
    """A transition that was added, removed, leads elsewhere, or has another condition, order or label.

    With ``order`` both sides are the first transition that another one has overtaken: the first that holds is taken.
    """

    what: WayWhat
    old: Way | None = None
    new: Way | None = None


class NodeRef(Owned):
    """A node, by what a person and a program know it by. ``index`` counts in ``DialogTask.walk``."""

    index: int
    id: str
    name: str
    kind: str
    ref_id: str | None = None
    inside: str | None = None
    """The name of the bot action around it."""


class NodeChange(Owned):
    """A node that is not what it was.

    Attributes:
        what: added, removed or changed. A node that moved to another dialog is removed there and added here.
        old: the node before; absent where it was added.
        new: the node after; absent where it was removed.
        moved: where it moved to or from: another bot action of its dialog, or another dialog.
        dialog: the other dialog's name.
        values: properties that differ.
        ways: transitions that differ.
    """

    what: Literal["added", "removed", "changed"]
    old: NodeRef | None = None
    new: NodeRef | None = None
    moved: Literal["bot-action", "dialog"] | None = None
    dialog: str | None = None
    values: tuple[ValueChange, ...] = ()
    ways: tuple[WayChange, ...] = ()

    @property
    def node(self) -> NodeRef:
        """The node as it is, or was."""
        node = self.new or self.old
        if node is None:
            raise AssertionError("a change has a node")
        return node

    @property
    def renamed(self) -> bool:
        """Whether it has another name."""
        return self.old is not None and self.new is not None and self.old.name != self.new.name


class Ignored(Owned):
    """A difference that changes no meaning, and how often it was met: ids, positions, an order that does not matter."""

    what: str
    count: int = 1


class TaskRef(Owned):
    """A dialog. ``nodes`` is how many nodes it has."""

    name: str
    title: Localised = {}
    ref_id: str | None = None
    nodes: int = 0


class TaskDiff(Owned):
    """What changed in one dialog.

    Attributes:
        what: added, removed, changed or equal.
        old: the dialog before; absent where it was added.
        new: the dialog after; absent where it was removed.
        values: properties of the dialog itself that differ.
        nodes: nodes that differ, in the new dialog's order, what was removed behind what stood before it.
        pairs: which node was which: indexes in ``DialogTask.walk`` of the old and the new dialog.
        ignored: what differs and means nothing.
    """

    what: What
    old: TaskRef | None = None
    new: TaskRef | None = None
    values: tuple[ValueChange, ...] = ()
    nodes: tuple[NodeChange, ...] = ()
    pairs: tuple[tuple[int, int], ...] = ()
    ignored: tuple[Ignored, ...] = ()

    @property
    def task(self) -> TaskRef:
        """The dialog as it is, or was."""
        task = self.new or self.old
        if task is None:
            raise AssertionError("a difference has a dialog")
        return task

    @property
    def renamed(self) -> bool:
        """Whether the dialog has another name."""
        return self.old is not None and self.new is not None and self.old.name != self.new.name


class BotDiff(Owned):
    """What changed in a bot, or in a set of dialogs.

    Attributes:
        dialogs: every dialog of both sides, those that are equal, too; in the new one's order.
        values: what differs outside of dialogs; pointers lead into the export's file, or into ``config.json``.
        ignored: what differs and means nothing, outside of dialogs.
    """

    dialogs: tuple[TaskDiff, ...] = ()
    values: tuple[ValueChange, ...] = ()
    ignored: tuple[Ignored, ...] = ()

    @property
    def equal(self) -> bool:
        """Whether nothing that means something differs."""
        return not self.values and all(dialog.what == "equal" for dialog in self.dialogs)

    @property
    def changed(self) -> Iterator[TaskDiff]:
        """The dialogs that are not equal."""
        return (dialog for dialog in self.dialogs if dialog.what != "equal")

    @property
    def passed_over(self) -> tuple[Ignored, ...]:
        """All that was ignored, in dialogs and outside, counted by kind."""
        counts: dict[str, int] = {}
        for one in (*self.ignored, *(each for dialog in self.dialogs for each in dialog.ignored)):
            counts[one.what] = counts.get(one.what, 0) + one.count
        return tuple(Ignored(what=what, count=count) for what, count in sorted(counts.items()))
