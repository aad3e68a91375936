"""A dialog on the wire: node stubs with their place and options; what they are stands in the components."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from xogen.formats import inferred
from xogen.formats.wire.places import places
from xogen.formats.wire.scope import TaskScope
from xogen.formats.wire.sequences import sequences
from xogen.formats.wire.tables import wire_type
from xogen.formats.wire.transitions import transitions
from xogen.model.nodes import BotActionNode, ConfirmationNode, DialogCallNode, EntityNode, Node

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


def dialog(scope: TaskScope) -> dict[str, Any]:
    """Return a dialog with its nodes."""
    titles = scope.texts(scope.task.title, scope.task.name)
    described = scope.texts(scope.task.description)
    stand = places(scope.task.nodes, scope.layout)
    written = {
        "_id": scope.dialog_id,
        "refId": scope.ref_id,
        "nodes": [stub(scope, node, place) for node, place in zip(scope.task.nodes, stand, strict=True)],
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
        written["sequences"] = sequences(scope, stand)
        written["dv"] = "v3"
    return written


def stub(scope: TaskScope, node: Node, place: dict[str, int]) -> dict[str, Any]:
    """Return a node as it stands in its dialog."""
    return {
        "type": wire_type(node),
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
                    "type": wire_type(child),
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
