"""A task as a platform shows it: one pure step that canvas and exporters share.

In XO 10 every service, script and logic node sits inside a bot action (0 at top level in the exports of that
generation); XO 11 has no bot actions. Conditions stand on the outer node; the inner one goes to the end.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from xogen.errors import InputError
from xogen.formats.rewrite import Renaming
from xogen.model.dialog import DialogTask
from xogen.model.names import Names, bot_action_name
from xogen.model.nodes import END, NOT_CONNECTED, BotActionNode, LogicNode, Node, ScriptNode, ServiceNode, Transition

Platform = Literal["xo10", "xo11"]

_TO_END = (Transition(to=END),)
_EXITS = {END, NOT_CONNECTED}


def for_platform(task: DialogTask, platform: Platform, names: Names | None = None) -> DialogTask:
    """Return the task as the platform has it.

    Args:
        task: with plain names, services at top level.
        platform: ``xo10`` wraps services, scripts and logic in bot actions; ``xo11`` takes bot actions apart.
        names: component names by node id (``model.names.allocate``); references in texts, scripts and conditions
            follow them. Without names the plain ones stay, for a drawing that shows what the author wrote.

    Raises:
        InputError: XO 11, and a bot action that branches inside as well as outside, which has no flat form.
    """
    nodes = _named(task, names) if names else task.nodes
    nodes = _wrapped(nodes) if platform == "xo10" else _flat(task.name, nodes)
    return task if nodes is task.nodes else task.model_copy(update={"nodes": nodes})


def _named(task: DialogTask, names: Names) -> tuple[Node, ...]:
    renaming = Renaming.of(task.walk(), names)

    def renamed(node: Node) -> Node:
        new = names.get(node.id, node.component)
        changed = renaming.node(node) if renaming else node
        if new == node.component:
            return changed
        # The plain name stays visible as the label, as in the platform's own templates.
        label = node.label or dict.fromkeys(task.languages, node.component)
        return changed.model_copy(update={"name": new, "label": label})

    return tuple(
        renamed(node).model_copy(update={"nodes": tuple(map(renamed, node.nodes))})
        if isinstance(node, BotActionNode)
        else renamed(node)
        for node in task.nodes
    )


def _wrapped(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    outer = {node.id: f"{node.id}_Action01" for node in nodes if isinstance(node, ServiceNode | ScriptNode | LogicNode)}
    if not outer:
        return nodes
    return tuple(
        BotActionNode(
            id=outer[node.id],
            name=bot_action_name(node.component),
            nodes=(node.model_copy(update={"transitions": _TO_END}),),
            transitions=_retargeted(node.transitions, outer),
        )
        if node.id in outer
        else node.model_copy(update={"transitions": _retargeted(node.transitions, outer)})
        for node in nodes
    )


def _flat(task: str, nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    actions = [node for node in nodes if isinstance(node, BotActionNode)]
    if not actions:
        return nodes
    entries = {action.id: action.nodes[0].id for action in actions if action.nodes}
    flat: list[Node] = []
    for node in nodes:
        if not isinstance(node, BotActionNode):
            flat.append(node)
        elif not node.nodes:
            flat.append(LogicNode(id=node.id, name=node.name, label=node.label, transitions=node.transitions))
        else:
            flat.extend(_taken_out(task, node, child) for child in node.nodes)
    return tuple(node.model_copy(update={"transitions": _retargeted(node.transitions, entries)}) for node in flat)


def _taken_out(task: str, action: BotActionNode, node: Node) -> Node:
    """Give a node from inside a bot action the ways out that the action had."""
    inside, outside = node.transitions or _TO_END, action.transitions or _TO_END
    if not any(transition.to in _EXITS for transition in inside):
        return node
    if len(inside) == 1:
        return node.model_copy(update={"transitions": outside})
    if len(outside) == 1:
        after = outside[0].to
        joined = (way.model_copy(update={"to": after}) if way.to in _EXITS else way for way in inside)
        return node.model_copy(update={"transitions": tuple(joined)})
    raise InputError(
        f"XO 11 has no bot actions, and {action.component!r} branches both inside (at {node.component!r}) and after it",
        where=f"dialog {task}",
        hint="branch in one of the two places only",
    )


def _retargeted(transitions: tuple[Transition, ...], moved: Mapping[str, str]) -> tuple[Transition, ...]:
    if not any(way.to in moved for way in transitions):
        return transitions
    return tuple(way.model_copy(update={"to": moved[way.to]}) if way.to in moved else way for way in transitions)
