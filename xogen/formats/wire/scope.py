"""A task on its way to the wire: what its dialog, nodes and components are called there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xogen.errors import InputError
from xogen.formats.platform import Platform
from xogen.formats.rewrite import Renaming
from xogen.formats.wire.ids import Ids
from xogen.formats.wire.languages import localised
from xogen.model.dialog import DialogTask
from xogen.model.layout import Layout
from xogen.model.nearest import did_you_mean
from xogen.model.nodes import DialogCallNode, Node


@dataclass(frozen=True, slots=True)
class BotScope:
    """What all dialogs of a package share. ``languages`` starts with the default one."""

    ids: Ids
    platform: Platform
    languages: tuple[str, ...]
    dialogs: Mapping[str, Callee]

    @property
    def id(self) -> str:
        """The bot's ``_id``."""
        return self.ids.own("st", "bot")

    @property
    def namespace(self) -> str:
        """What ``vNameSpace`` names: the refId of the one namespace (so in 11 of 11 exports)."""
        return self.ids.ref("namespace", "default")


@dataclass(frozen=True, slots=True)
class Callee:
    """What a call of a dialog needs to know of it."""

    ref_id: str
    component_id: str
    renaming: Renaming


@dataclass(frozen=True, slots=True)
class TaskScope:
    """One task in the form of its platform, with its component names."""

    bot: BotScope
    task: DialogTask
    layout: Layout
    node_ids: Mapping[str, str]
    keys: Mapping[str, str]

    @property
    def ids(self) -> Ids:
        """The ids of the project."""
        return self.bot.ids

    @property
    def dialog_id(self) -> str:
        """The dialog's ``_id``."""
        return self.ids.own("dg", "dialog", self.task.name)

    @property
    def ref_id(self) -> str:
        """The dialog's ``refId``: the one it was imported with, else one that hangs on its name."""
        return dialog_ref_id(self.ids, self.task)

    @property
    def title(self) -> str:
        """The dialog's name in the default language."""
        return self.texts(self.task.title, self.task.name)[self.bot.languages[0]]

    def texts(self, values: Mapping[str, str], otherwise: str = "") -> dict[str, str]:
        """Return a text in every language of the bot."""
        return localised(values, self.bot.languages, otherwise)

    def component_id(self, node: Node) -> str:
        """Return the ``_id`` of a node's component; a call uses the intent of the called dialog."""
        if isinstance(node, DialogCallNode):
            return self.callee(node).component_id
        return component_id(self.ids, self.task, self.keys[node.id])

    def component_ref_id(self, node: Node) -> str:
        """Return the ``refId`` of a node's component."""
        return node.ref_id or self.ids.ref("dialog", self.task.name, "component", self.keys[node.id])

    def callee(self, node: DialogCallNode) -> Callee:
        """Return the dialog that a node calls.

        Raises:
            InputError: the package has no such dialog, so that its import would fail.
        """
        callee = self.bot.dialogs.get(node.dialog)
        if callee is None:
            raise self.error(
                node,
                f"it calls the dialog {node.dialog!r}, which is not in the package"
                f"{did_you_mean(node.dialog, self.bot.dialogs)}",
                "an import fails where a called dialog is missing",
            )
        return callee

    def error(self, node: Node, message: str, hint: str) -> InputError:
        """Return an error about a node."""
        return InputError(message, where=f"dialog {self.task.name}: node {node.id}", hint=hint)


def dialog_ref_id(ids: Ids, task: DialogTask) -> str:
    """Return the ``refId`` of a task's dialog."""
    return task.ref_id or ids.ref("dialog", task.name)


def component_id(ids: Ids, task: DialogTask, key: str) -> str:
    """Return the ``_id`` of a component of a task by its key."""
    return ids.own("dc", "dialog", task.name, "component", key)
