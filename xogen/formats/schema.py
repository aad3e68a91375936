"""JSON Schemas of the files that people write or read, for editors: from the models, and then made fit to be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from xogen.model.dialog import SCHEMA, DialogTask

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Json = dict[str, Any]

_FIELDS: Mapping[str, str] = {
    "DialogTask.name": "Name of the dialog and of its files.",
    "DialogTask.title": "What users and the platform call the dialog, by language.",
    "DialogTask.languages": "The first is the default.",
    "DialogTask.hidden": "Not offered to users: called by other dialogs only.",
    "DialogTask.ref_id": "The platform's reference ID, of a dialog that was imported.",
    "DialogTask.nodes": "The first node is the entry: the intent.",
    "*.id": "Name of the node: transitions lead to it, context.entities.<id> and context.<id> refer to it.",
    "*.name": "Name of the component, where it differs from id.",
    "*.label": "Name for people, by language.",
    "*.transitions": "Ways out, tried in this order; the default, without a condition, comes last.",
    "Transition.to": 'Id of a node, or "end", "not-connected", "return-to-flow".',
    "Transition.when": "Without it the transition is the default.",
    "IntentNode.utterances": "Training sentences by language; [Acme](companyName) marks the value of an entity.",
    "EntityNode.retries": "How often to ask again, 1 to 5.",
    "EntityNode.personal_data": "The value identifies a person, and is redacted in logs.",
    "EntityNode.values": "What may be chosen, for the type list-of-values.",
    "EntityNode.pattern": "Regular expression, for the type custom.",
    "ServiceNode.integration": "The installed action that the service belongs to.",
    "ServiceNode.profile": "Name of the authorization profile.",
    "ServiceNode.timeout": "Seconds.",
    "ServiceNode.body": "The request's body. What users typed goes through pre_processor, never straight in here.",
    "ServiceNode.pre_processor": "JavaScript that runs before the request; several lines are a list of lines.",
    "ServiceNode.post_processor": "JavaScript that runs after the answer; several lines are a list of lines.",
    "ServiceNode.record": "What the request does to which record, for the linter.",
    "ScriptNode.script": "JavaScript; several lines are a list of lines.",
    "Response.text": "By language. {{context.x}} is replaced by its value.",
    "Response.script": "JavaScript that prints, by language; several lines are a list of lines.",
    "ContextTest.context": "Full path: context.CreateLeadService.response.statusCode.",
    "EntityTest.entity": "Id of the entity node.",
}
"""What an editor shows for a key. ``*`` is every node."""


def dialog_task() -> Json:
    """Return the schema of ``dialogs/*.json``."""
    made = schema_of(
        DialogTask,
        SCHEMA,
        title="xogen dialog task",
        description="A dialog task: an intent, nodes and transitions. Written by generate, read by lint and render.",
    )
    made["properties"] = {"$schema": {"const": SCHEMA, "description": "Names this schema."}, **made["properties"]}
    return made


def schema_of(model: type[BaseModel], identifier: str, *, title: str, description: str) -> Json:
    """Return the JSON Schema of a model's files.

    Args:
        model: what the files are checked against.
        identifier: ``$id``.
        title: what an editor calls the files.
        description: what they are.
    """
    made = model.model_json_schema()
    definitions = made.pop("$defs", {})
    _describe(model.__name__, made)
    for name, definition in definitions.items():
        _describe(name, definition)
    for part in _parts({"$": made, **definitions}):
        _tidy(part)
    head = {"$schema": DIALECT, "$id": identifier, "title": title, "description": description}
    return {**head, "type": "object", **{key: made[key] for key in made if key not in {*head, "type"}}} | {
        "$defs": definitions
    }


def _describe(name: str, definition: Json) -> None:
    is_node = name.endswith("Node")
    for key, value in definition.get("properties", {}).items():
        value.pop("title", None)
        words = _FIELDS.get(f"{name}.{key}") or (_FIELDS.get(f"*.{key}") if is_node else None)
        if words is not None:
            value["description"] = words
        if value.get("default", 0) is None:
            del value["default"]
    if "description" in definition:
        definition["description"] = " ".join(definition["description"].replace("``", "`").split())
    if "type" in definition.get("properties", {}) and is_node:
        # A default of the class, but a node without its kind cannot be read.
        definition["required"] = ["type", *(key for key in definition.get("required", ()) if key != "type")]


def _parts(definitions: Json) -> Iterator[Json]:
    """Yield every object of a schema."""
    todo: list[Any] = [definitions]
    while todo:
        item = todo.pop()
        if isinstance(item, dict):
            yield item
            todo.extend(item.values())
        elif isinstance(item, list):
            todo.extend(item)


def _tidy(part: Json) -> None:
    # OpenAPI's word, which JSON Schema does not know; the alternatives say the same by their const.
    if isinstance(part.get("discriminator"), dict) and "oneOf" in part:
        del part["discriminator"]
