"""Components: what a node is, apart from its place in one dialog."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from xogen.formats import inferred
from xogen.formats.wire.encoding import encode, encode_path
from xogen.formats.wire.languages import chosen
from xogen.formats.wire.messages import messages
from xogen.formats.wire.scope import TaskScope
from xogen.formats.wire.tables import ENTITY_TYPES, NODE_TYPES, wire_type
from xogen.formats.wire.transitions import transitions
from xogen.model.nodes import (
    BotActionNode,
    ConfirmationNode,
    EntityNode,
    IntentNode,
    ListValue,
    Node,
    PlatformNode,
    ServiceNode,
)

_PORT = re.compile(r"(.*[^:]):(\d+)\Z", re.DOTALL)

_IDENTITY = frozenset({"_id", "refId", "name", "type"})

Fields = dict[str, Any]


def component(scope: TaskScope, node: Node) -> Fields:
    """Return the component of a node.

    Raises:
        InputError: the node has something that no export shows a place for.
    """
    make = _OWN.get(node.type)
    own = make(scope, node) if make else {}
    locale = own.pop("localeData", {})
    labels = scope.texts(node.label, node.component)
    written = {
        "_id": scope.component_id(node),
        "refId": scope.component_ref_id(node),
        "name": node.component,
        **inferred.personal_data(personal=isinstance(node, EntityNode) and node.personal_data),
        "serviceNodeType": "custom",
        "type": wire_type(node),
        **own,
        "applyDefaultTemplate": False,
        "localeData": {
            language: locale.get(language)
            if isinstance(node, IntentNode)
            else {"label": label, **locale.get(language, {})}
            for language, label in labels.items()
        },
        "entityFields": {"cityAdvanced": []},
        "spellcorrectThreshold": 0,
        "preConditions": [],
        "vNameSpace": [],
        "useTaskLevelNs": True,
        "isSensitive": False,
        **({"isTransient": False} if scope.bot.platform == "xo11" else {}),
    }
    return written | own


def _intent(scope: TaskScope, node: IntentNode) -> Fields:
    if node.id != scope.task.nodes[0].id:  # a sub-intent has no dialog of its own (24 in exports)
        labels = scope.texts(node.label, node.component)
        return {"localeData": {language: {"intent": label, "desc": ""} for language, label in labels.items()}}
    described = scope.texts(scope.task.description)
    return {
        "dialogId": scope.dialog_id,
        "localeData": {
            language: {"intent": title, "desc": described[language]}
            for language, title in scope.texts(scope.task.title, scope.task.name).items()
        },
    }


def _entity(scope: TaskScope, node: EntityNode) -> Fields:
    if node.rules:
        raise scope.error(
            node,
            "its entity rules have no place in a package: no export shows one",
            f"set context.entityRules.{node.component} = {{...}} in a script before it",
        )
    fields: Fields = {
        "entityType": ENTITY_TYPES[node.entity_type],
        "message": messages(node.prompt, scope.bot.languages),
        "errorMessage": messages(node.error_prompt, scope.bot.languages),
    }
    if node.multiple:
        fields["isArray"] = True
    if node.pattern is not None:
        fields["regexPattern"] = node.pattern
    if node.values:
        fields["localeData"] = {
            language: {"allowedValues": {"values": [_value(scope, value, language) for value in node.values]}}
            for language in scope.bot.languages
        }
    elif node.values_from is not None:
        allowed = {"allowedValues": {"variable": node.values_from}}
        fields["localeData"] = dict.fromkeys(scope.bot.languages, allowed)
    return fields


def _value(scope: TaskScope, value: ListValue, language: str) -> Fields:
    default = scope.bot.languages[0]
    return {
        "title": chosen(value.label, language, default) or value.value,
        "value": value.value,
        "synonyms": list(chosen(value.synonyms, language, default) or ()),
    }


def _service(scope: TaskScope, node: ServiceNode) -> Fields:
    if node.builtin is not None:
        return _kept(scope, node, {**node.properties, "serviceNodeType": node.builtin})
    match = _PORT.match(node.host)
    fields: Fields = {
        "endPoint": {
            "host": match[1] if match else node.host,
            "port": match[2] if match else "",
            "path": encode_path(node.path),
            "protocol": node.protocol,
            "method": node.method.lower(),
            "connectorEnabled": False,
            "piiDataEnabled": False,
        },
        "authRequired": node.profile is not None,
        "payload": {"type": "raw", "value": "undefined" if node.body is None else encode(node.body)},
        "headers": {"type": "raw", "value": json.dumps(dict(node.headers), ensure_ascii=False, separators=(",", ":"))},
        "serviceType": "rest",
        "preProcessor": None if node.pre_processor is None else encode(node.pre_processor),
        "postProcessor": None if node.post_processor is None else encode(node.post_processor),
        "idp": node.profile or "none",
        "timeOutError": {"closeConversation": True} if node.close_on_timeout else None,
        "serviceAPITimeout": node.timeout,
        "subType": node.sub_type,
        "integrationId": node.integration,
    }
    return {key: value for key, value in fields.items() if value is not None}


def _confirmation(scope: TaskScope, node: ConfirmationNode) -> Fields:
    fields: Fields = {"message": messages(node.prompt, scope.bot.languages)}
    if node.yes_synonyms or node.no_synonyms:
        default = scope.bot.languages[0]
        fields["localeData"] = {
            language: {
                "synonyms": {
                    "yes": list(chosen(node.yes_synonyms, language, default) or ()),
                    "no": list(chosen(node.no_synonyms, language, default) or ()),
                }
            }
            for language in scope.bot.languages
        }
    return fields


def _bot_action(scope: TaskScope, node: BotActionNode) -> Fields:
    return {
        "nodes": [
            {
                "type": wire_type(child),
                "nodeId": scope.node_ids[child.id],
                "componentId": scope.component_id(child),
                "transitions": transitions(scope, child),
                # The inside has a canvas of its own, one column in the exports.
                "positionMeta": {"left": 1, "top": 199 + 200 * index},
                "level": "root",
            }
            for index, child in enumerate(node.nodes)
        ],
        "localeData": {language: {"desc": ""} for language in scope.bot.languages},
    }


def _platform(scope: TaskScope, node: PlatformNode) -> Fields:
    if node.type not in NODE_TYPES or node.type == "form":
        raise scope.error(
            node,
            f"a package that xogen writes cannot hold a {node.type} node",
            "add it in the platform after the import",
        )
    return _kept(scope, node, node.properties)


def _kept(scope: TaskScope, node: Node, given: Mapping[str, Any]) -> Fields:
    """Return what the platform itself wrote, word for word, but for what says which component it is."""
    locale = given.get("localeData", {})
    if not isinstance(locale, Mapping) or not all(isinstance(texts, Mapping) for texts in locale.values()):
        raise scope.error(node, "its localeData is no table by language", "each language has a table of its own")
    return {key: value for key, value in given.items() if key not in _IDENTITY}


_OWN: Mapping[str, Callable[[TaskScope, Any], Fields]] = {
    "intent": _intent,
    "entity": _entity,
    "service": _service,
    "message": lambda scope, node: {"message": messages(node.responses, scope.bot.languages)},
    "script": lambda _scope, node: {"script": encode(node.script)},
    "confirmation": _confirmation,
    "bot-action": _bot_action,
    "opaque": lambda scope, node: _kept(scope, node, node.raw),
    **dict.fromkeys(
        ("form", "agent-transfer", "webhook", "process", "dynamic-intent", "generative", "search", "assist"), _platform
    ),
}
"""What each kind has of its own; logic has nothing, its conditions stand on the node."""
