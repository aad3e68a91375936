"""Of which form values of an export are that readers and rules look at, where no reader asks for the form anyway.

Measured on real exports (facts: xo-export-format). A key that stands neither here nor in a reader is one that nothing
of ours looks at: it is kept, whatever it holds, because other exports may hold something else there.

A path leads through objects (``a.b``), each value of an object (``a.*``) and each item of a list (``a[]``).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Shape = Literal["object", "list", "value", "flag", "number", "texts", "map"]
"""``value``: a text, number or truth value; ``texts``: a list, or one text; ``map``: an object, or JSON in a text."""
Shapes = Mapping[str, Shape]

BOT: Shapes = {
    "appType": "value",
    "botEvents.*": "object",
    "botEvents.*.enabled": "flag",
    "botEvents.*.task": "value",
    "contentVariables[]": "object",
    "contentVariables[].key": "value",
    "defaultDialogId": "value",
    "forms[]": "object",
    "forms[].refId": "value",
    "idpConfigurations[]": "object",
    "idpConfigurations[].fields": "list",
    "idpConfigurations[].fields[]": "object",
    "idpConfigurations[].fields[].key": "value",
    "idpConfigurations[].fields[].value": "value",
    "idpConfigurations[].name": "value",
    "namespaces[]": "object",
    "namespaces[]._id": "value",
    "namespaces[].name": "value",
    "namespaces[].refId": "value",
    "patterns[].nodeType": "value",
    "patterns[].refId": "value",
    "patterns[].taskType": "value",
    "preBuiltIntegrations[]": "object",
    "preBuiltIntegrations[].enable": "flag",
    "preBuiltIntegrations[].integrationName": "value",
    "runCustomScript": "object",
    "runCustomScript.enable": "flag",
    "runCustomScript.script": "value",
    "tools[]": "object",
    "tools[].tool_actions": "list",
    "tools[].tool_actions[]": "object",
    "tools[].tool_actions[].action_id": "value",
    "tools[].tool_actions[].action_type": "value",
    "translationEngines[]": "object",
    "translationEngines[].apiKey": "value",
    "translationEngines[].engine": "value",
    "translationEngines[].name": "value",
}
DIALOG: Shapes = {
    "_id": "value",
    "isHidden": "flag",
    "lname": "value",
    "sequences": "list",
    "sequences[]": "object",
    "sequences[].metadata": "object",
    "sequences[].nodes": "list",
    "sequences[].nodes[]": "object",
    "sequences[].nodes[].nodeId": "value",
    "sequences[].positionMeta": "object",
    "vNameSpace": "texts",
}
SENTENCE: Shapes = {"language": "value", "taskId": "value"}

NODE: Shapes = {"metadata": "object", "nodeOptions": "object", "positionMeta": "object"}
COMPONENT: Shapes = {"isSensitive": "flag", "piiDataEnabled": "flag", "type": "value"}
_GENERATIVE: Shapes = {"generativeAI": "object", "generativeAI.prompt": "value", "serviceAPITimeout": "number"}
COMPONENTS: Mapping[str, Shapes] = {
    "aiassist": _GENERATIVE,
    "entity": {"isArray": "flag", "lookupValues": "list"},
    "form": {
        "message": "list",
        "message[]": "object",
        "message[].localeData": "object",
        "message[].localeData.*": "object",
        "message[].localeData.*.text": "value",
        "resourceId": "value",
    },
    "generativeai": _GENERATIVE,
    "searchai": _GENERATIVE,
    "service": {
        "authRequired": "flag",
        "headers": "map",
        "headers.value": "map",
        "payload": "map",
        "payload.method": "value",
        "payload.query": "object",
        "payload.query.expressions": "list",
        "payload.query.expressions[]": "object",
        "payload.query.expressions[].value": "value",
        "serviceAPITimeout": "number",
        "timeOutError.closeConversation": "flag",
    },
}
"""What components of a type have beside."""
