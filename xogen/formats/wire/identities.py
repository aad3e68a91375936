"""Which node of a task has which id on the wire, and which nodes share a component."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from xogen.errors import InputError
from xogen.formats.wire.scope import BotScope, TaskScope
from xogen.formats.wire.tables import NODE_ABBREVIATIONS
from xogen.model.dialog import DialogTask
from xogen.model.layout import Layout
from xogen.model.nodes import BotActionNode, DialogCallNode, IntentNode, Node

_INSIDE = frozenset({"service", "script", "logic", "webhook", "process", "opaque"})
"""What a bot action holds (facts, kore-platform 4.2), and what we do not know."""


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
        _check_inside(scope, node)
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


def _check_inside(scope: TaskScope, node: Node) -> None:
    if not isinstance(node, BotActionNode):
        return
    wrong = [child for child in node.nodes if child.type not in _INSIDE]
    # XO 11 has none, and what stood in one is taken out of it: this one stood inside another.
    if wrong or scope.bot.platform == "xo11":
        what = wrong[0] if wrong else node
        raise scope.error(
            what,
            f"this {what.type} cannot stand inside a bot action",
            "services, scripts, logic, webhooks, processes can",
        )


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
