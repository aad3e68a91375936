"""The outermost object of a package: the dialogs' surroundings, as little as real exports always have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xogen.formats.wire import authorizations, training
from xogen.formats.wire.components import component
from xogen.formats.wire.dialogs import dialog
from xogen.formats.wire.scope import BotScope, TaskScope
from xogen.model.action import Action
from xogen.model.nodes import BotActionNode, DialogCallNode, Node

_INTERRUPTS = {
    "interruptsEnabled": True,
    "numTasksToHold": "1",
    "type": {"option": "developer", "message": ""},
    "holdUxOptions": {"option": "discardCurrTaskNoNotify", "message": ""},
    "faqBehaviour": "respondAndResume",
    "smallTalkBehaviour": "respondAndResume",
    "showAmbiguous": True,
}
"""Equal in all eleven exports."""

_EMPTY_LISTS = (
    "actions",
    "alerts",
    "knowledgeTasks",
    "koraResponses",
    "customTemplates",
    "paramMaps",
    "taskDgParamMaps",
    "mlParams",
    "contentVariables",
    "scenes",
    "sceneComponents",
    "widgetThemes",
    "smallTalk",
    "traits",
    "advancedNLSettings",
    "customDashboards",
    "unexportedTasks",
    "forms",
)
"""Always there; a package of dialogs has nothing to say in them.

Scenes are the conversation designer's copies of dialogs: G2 exports do without them, and so does a dialog without
``sceneRefId``. ``botEvents`` and ``defaultDialogId`` stay empty, so that an import takes over no event of the bot.
"""


def bot(
    scope: BotScope, name: str, description: str, tasks: Sequence[TaskScope], actions: Sequence[Action]
) -> dict[str, Any]:
    """Return ``botDefinition.json`` (XO 10) or ``appDefinition.json`` (XO 11). ``encryptedHash`` is left out."""
    sentences = [sentence for task in tasks for sentence in training.sentences(task)]
    patterns = [pattern for task in tasks for pattern in training.patterns(task)]
    return {
        "_id": scope.id,
        "refId": scope.ids.ref("bot"),
        "purpose": "customer",
        "type": "default",
        **_generation(scope),
        "defaultLanguage": scope.languages[0],
        "supportedLanguages": list(scope.languages),
        "languagePreferences": {"type": "perVolley"},
        "languageConfigurations": {language: {"enabled": True} for language in scope.languages},
        "multiLingualConfigurations": {
            language: {"nluLanguage": language, "inputTranslation": False, "responseTranslation": False}
            for language in scope.languages
        },
        "vNameSpace": [],
        "krVNameSpace": [scope.namespace],
        "evVNameSpace": [scope.namespace],
        "isNLEnabled": True,
        "localeData": {
            language: _locale(name, description, language, sentences, patterns) for language in scope.languages
        },
        "interruptOptions": _INTERRUPTS,
        "detectMultiIntent": False,
        "isCsMatchEnabled": False,
        "botEvents": {},
        "preBuiltIntegrations": authorizations.integrations(scope.ids, actions),
        "idpConfigurations": authorizations.profiles(scope.ids, actions),
        "patterns": patterns,
        "dialogComponents": _components(tasks),
        "dialogs": [dialog(task) for task in tasks],
        "sentences": sentences,
        "namespaces": [_namespace(scope)],
        "exportOptions": _export_options(tasks),
        "environmentVersionInfo": "9.1.7",
        **{key: [] for key in _EMPTY_LISTS},
    }


def _generation(scope: BotScope) -> dict[str, Any]:
    """Return what readers tell the two generations apart by."""
    if scope.platform == "xo11":
        return {"appType": "unified", "tools": [], "experienceFlows": []}
    return {"runCustomScript": {"enable": False, "script": ""}}


def _locale(
    name: str, description: str, language: str, sentences: Sequence[Mapping[str, Any]], patterns: Sequence[Any]
) -> dict[str, Any]:
    return {
        "name": name,
        "description": description,
        "errorCodes": {"pollError": []},
        "nlMeta": {
            "mlUtterances": sum(item["language"] == language for item in sentences),
            "patterns": sum(len(item["localeData"][language].get("patterns", ())) for item in patterns),
            "synonyms": 0,
        },
        "synonyms": {},
        "confidenceConfigs": [],
    }


def _components(tasks: Sequence[TaskScope]) -> list[dict[str, Any]]:
    """Return each component once, however many nodes share it. A call of a dialog has none of its own."""
    found: dict[str, dict[str, Any]] = {}
    for task in tasks:
        for node in _inside_first(task.task.nodes):
            if not isinstance(node, DialogCallNode) and task.component_id(node) not in found:
                found[task.component_id(node)] = component(task, node)
    return list(found.values())


def _inside_first(nodes: Sequence[Node]) -> list[Node]:
    return [item for node in nodes for item in ((*node.nodes, node) if isinstance(node, BotActionNode) else (node,))]


def _namespace(scope: BotScope) -> dict[str, Any]:
    # Who made it and when is left out: a package says what it holds, not when it was built.
    return {
        "_id": scope.ids.own("ns", "namespace", "default"),
        "status": "published",
        "streamId": scope.id,
        "name": "default",
        "refId": scope.namespace,
        "type": "system",
    }


def _export_options(tasks: Sequence[TaskScope]) -> dict[str, Any]:
    return {
        "tasks": ["botTask"],
        "nlpData": ["utterances", "patterns"],
        "settings": ["botSettings", "botVariables"],
        "subTasks": {"dialogs": [task.dialog_id for task in tasks], "alerts": [], "actions": [], "forms": []},
        "IncludeDependentTasks": True,
        "IncludeFormDependentTasks": True,
    }
