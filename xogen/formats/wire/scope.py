"""A task on its way to the wire: which node has which id there, and which component."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

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
    """Give every node of a task its id on the wire, and the key of its component.

    Raises:
        InputError: what has no form on the wire: a first node that is no intent, two nodes with one id, a bot action
            inside another, two nodes of one kind and name that are not alike.
    """
    keys: dict[str, str] = {}
    node_ids: dict[str, str] = {}
    scope = TaskScope(bot, task, layout, node_ids, keys)
    if not task.nodes or not isinstance(task.nodes[0], IntentNode):
        raise InputError(
            "a dialog starts with its intent", where=f"dialog {task.name}", hint="make the intent the first node"
        )
    nodes: dict[str, Node] = {}
    for node in task.walk():
        if node.id in nodes:
            raise scope.error(node, "two nodes have this id", "xogen lint shows both")
        if isinstance(node, BotActionNode) and any(isinstance(child, BotActionNode) for child in node.nodes):
            raise scope.error(node, "a bot action cannot stand inside another", "put its nodes into the outer one")
        nodes[node.id] = node
    keys.update(_keys(scope, nodes))
    for index, node in enumerate(task.nodes):
        abbreviation = NODE_ABBREVIATIONS.get(node.type, "opq")
        node_ids[node.id] = "intent0" if index == 0 else bot.ids.node(abbreviation, task.name, node.id)
        if isinstance(node, BotActionNode):
            # The component lists its nodes once, however many nodes use it.
            first = cast("BotActionNode", nodes[keys[node.id]])
            for child, same in zip(node.nodes, first.nodes, strict=True):
                node_ids[child.id] = bot.ids.inner_node(task.name, same.id)
    return scope


def _keys(scope: TaskScope, nodes: Mapping[str, Node]) -> dict[str, str]:
    """Return the key of each node's component: nodes of one kind and name share one, whatever their order."""
    sharing: dict[tuple[str, str], list[str]] = {}
    for node in nodes.values():
        # A call uses the called dialog's intent: its own name says nothing.
        name = node.id if isinstance(node, DialogCallNode) else node.component
        sharing.setdefault((node.type, name), []).append(node.id)
    entry = scope.task.nodes[0].id
    keys: dict[str, str] = {}
    for ids in sharing.values():
        key = entry if entry in ids else min(ids)
        for each in ids:
            if each != key and _own(nodes[each]) != _own(nodes[key]):
                raise scope.error(
                    nodes[each],
                    f"it has the name of {key}, but is not like it",
                    "nodes of one kind and name are one component on the platform: rename one, or make them equal",
                )
            keys[each] = key
    return keys


def _own(node: Node) -> tuple[object, ...]:
    """Return what a node's component holds, in a form that tells equal ones; the rest is said of each use."""
    inside: list[object] = []
    if isinstance(node, BotActionNode):
        places = {child.id: str(index) for index, child in enumerate(node.nodes)}
        for child in node.nodes:
            ways = [way.model_copy(update={"to": places.get(way.to, way.to)}) for way in child.transitions]
            inside.append((child.type, child.component, ways))
    leave_out = {"id", "name", "transitions", "nodes", "required", "retries"}
    return node.component, node.model_dump(exclude=leave_out), inside
