"""A task on its way to the wire: which node has which id there, and which component."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xogen.errors import InputError
from xogen.formats.platform import Platform
from xogen.formats.rewrite import Renaming
from xogen.formats.wire.ids import Ids
from xogen.formats.wire.languages import localised
from xogen.formats.wire.tables import NODE_ABBREVIATIONS
from xogen.model.dialog import DialogTask
from xogen.model.layout import Layout
from xogen.model.nearest import did_you_mean
from xogen.model.nodes import BotActionNode, DialogCallNode, IntentNode, Node


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


def task_scope(bot: BotScope, task: DialogTask, layout: Layout) -> TaskScope:
    """Give every node of a task its id on the wire.

    Raises:
        InputError: the first node is no intent, or two nodes have one id: neither has a form on the wire.
    """
    keys: dict[str, str] = {}
    components: dict[tuple[str, str], str] = {}
    scope = TaskScope(bot, task, layout, _node_ids(bot.ids, task), keys)
    if not task.nodes or not isinstance(task.nodes[0], IntentNode):
        raise InputError(
            "a dialog starts with its intent", where=f"dialog {task.name}", hint="make the intent the first node"
        )
    for node in task.walk():
        if node.id in keys:
            raise scope.error(node, "two nodes have this id", "xogen lint shows both")
        # Nodes of one kind and name share a component.
        keys[node.id] = components.setdefault((node.type, node.component), node.id)
    return scope


def _node_ids(ids: Ids, task: DialogTask) -> dict[str, str]:
    found: dict[str, str] = {}
    for index, node in enumerate(task.nodes):
        abbreviation = NODE_ABBREVIATIONS.get(node.type, "opq")
        found[node.id] = "intent0" if index == 0 else ids.node(abbreviation, task.name, node.id)
        if isinstance(node, BotActionNode):
            found.update((child.id, ids.inner_node(task.name, child.id)) for child in node.nodes)
    return found
