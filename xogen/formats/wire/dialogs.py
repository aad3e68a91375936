"""A dialog on the wire: node stubs with their place and options; what they are stands in the components."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from xogen.formats import inferred
from xogen.formats.wire.scope import TaskScope
from xogen.formats.wire.sequences import sequences
from xogen.formats.wire.tables import NODE_TYPES
from xogen.formats.wire.transitions import transitions
from xogen.model.layout import Position
from xogen.model.nodes import BotActionNode, ConfirmationNode, DialogCallNode, EntityNode, Node, OpaqueNode

_OPTIONS: Mapping[str, Any] = MappingProxyType(
    {
        "transitionType": "auto",
        "isRetriesExceeded": False,
        "promptOptions": "required",
        "reuseMarkedupPhrases": False,
        "message": [],
        "errorMessage": [],
        "interruptOptions": {"priority": "task"},
        "transitionMode": "initiateCurrentTask",
        "inputHandlingOptions": "useAsEntityValue",
        "reuseOptions": "1",
        "userInputCorrection": True,
        "noAutoCorrection": False,
        "notForReuse": False,
        "contextTags": [],
        "customTags": {"session": [], "message": [], "user": [], "altText": []},
    }
)
"""What all 181 nodes of the eleven exports have, with the values that nearly all of them have."""

_ASKING = {"interruptOptions": {"interruptsEnabled": True, "priority": "task"}, "precedence": "entityOverIntent"}
_PROMPTED = {"required": "required", "optional": "optional", "hidden": inferred.HIDDEN}

_MARGIN = 100
_COLUMN = {"left": 750, "top": 100}
_STEP = 140


def dialog(scope: TaskScope) -> dict[str, Any]:
    """Return a dialog with its nodes."""
    titles = scope.texts(scope.task.title, scope.task.name)
    described = scope.texts(scope.task.description)
    places = _places(scope)
    written = {
        "_id": scope.dialog_id,
        "refId": scope.ref_id,
        "nodes": [_node(scope, node, place) for node, place in zip(scope.task.nodes, places, strict=True)],
        "lname": scope.title.lower(),
        "isHidden": scope.task.hidden,
        "localeData": {
            language: {"name": title, "shortDesc": described[language]} for language, title in titles.items()
        },
        "groups": [],
        "isFollowUp": False,
        "isAbandonment": False,
        "interruptOptions": {"priority": "bot"},
        "contextLifeTime": {"options": "close"},
        "amendConfig": {"priority": "bot"},
        "vNameSpace": [scope.bot.namespace],
    }
    if scope.bot.platform == "xo11":
        written["sequences"] = sequences(scope, places)
        written["dv"] = "v3"
    return written


def _places(scope: TaskScope) -> list[dict[str, int]]:
    """Take positions from the layout; nodes that it lacks go into one column, as the platform's templates have it."""
    known = scope.layout.positions
    places = [_place(known, node) for node in scope.task.nodes]
    top = max((place.top for place in known.values()), default=-_STEP) + _STEP
    return [
        {"left": place.left + _MARGIN, "top": place.top + _MARGIN}
        if place is not None
        else {"left": _COLUMN["left"], "top": _COLUMN["top"] + top + _STEP * places[:index].count(None)}
        for index, place in enumerate(places)
    ]


def _place(known: Mapping[str, Position], node: Node) -> Position | None:
    """Return where a node is drawn; a bot action that is only a frame stands where its first node does."""
    found = known.get(node.id)
    inside = node.nodes if isinstance(node, BotActionNode) else ()
    return found or next((known[child.id] for child in inside if child.id in known), None)


def _node(scope: TaskScope, node: Node, place: dict[str, int]) -> dict[str, Any]:
    return {
        "type": node.wire_type if isinstance(node, OpaqueNode) else NODE_TYPES[node.type],
        "componentId": scope.component_id(node),
        "nodeId": scope.node_ids[node.id],
        "transitions": transitions(scope, node),
        "positionMeta": place,
        **_own(scope, node),
        "vNameSpace": [],
        "preConditions": [],
        "useTaskLevelNs": True,
        "nodeOptions": {**_OPTIONS, **_own_options(node)},
    }


def _own(scope: TaskScope, node: Node) -> dict[str, Any]:
    if isinstance(node, BotActionNode):
        return {
            "nodes": [
                {
                    "type": NODE_TYPES[child.type],
                    "componentId": scope.component_id(child),
                    "level": "root",
                    "nodeId": scope.node_ids[child.id],
                    "nodeOptions": {"transitionType": "auto"},
                }
                for child in node.nodes
            ]
        }
    if isinstance(node, DialogCallNode):
        callee = scope.callee(node)
        own = {"flowTaskId": callee.ref_id}
        if node.inputs:
            own["contextMap"] = _text({callee.renaming.path(key): value for key, value in node.inputs.items()})
        if node.outputs:
            own["postContextMap"] = _text({key: callee.renaming.path(value) for key, value in node.outputs.items()})
        return own
    return {}


def _text(value: Mapping[str, str]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _own_options(node: Node) -> dict[str, Any]:
    if isinstance(node, ConfirmationNode):
        return _ASKING
    if isinstance(node, EntityNode):
        return {
            **_ASKING,
            "promptOptions": _PROMPTED[node.required],
            "eventOptions": {"defaultMaxRetry": {"retry_limit": node.retries, "action": "endOfDialog"}},
        }
    return {}
