"""Names of kinds, types and operators on the wire, with the counts of the exports they were seen in."""

from __future__ import annotations

from collections.abc import Mapping

from xogen.formats import inferred
from xogen.model.nodes import Node, OpaqueNode

NODE_TYPES: Mapping[str, str] = {
    "intent": "intent",
    "entity": "entity",
    "service": "service",
    "message": "message",
    "script": "script",
    "logic": "logic",
    "confirmation": "dialogAct",
    "bot-action": "botAction",
    "dialog-call": "intent",
    "form": "form",
    "agent-transfer": "agentTransfer",
    "dynamic-intent": "dynamicIntent",
    "generative": "generativeai",
    "search": "searchai",
    "assist": "aiassist",
}

NODE_ABBREVIATIONS: Mapping[str, str] = {
    "intent": "int",
    "entity": "ent",
    "service": "srv",
    "message": "msg",
    "script": "scr",
    "logic": "lgc",
    "confirmation": "dac",
    "bot-action": "bac",
    "dialog-call": "dlg",
    "form": "frm",
    "agent-transfer": "agt",
    "dynamic-intent": "dyn",
    "generative": "gai",
    "search": "sai",
    "assist": "ais",
}
"""The middle of a node id, ``nd-msg-<uuid>``."""

ENTITY_TYPES: Mapping[str, str] = {
    "string": "label",
    "list-of-values": "list_of_values",
    "number": "number",
    "phone-number": "phone_number",
    "date": "date",
    "person-name": "person_name",
    "time": "time",
    "email": "email",
    "custom": "regex",
    "date-time": "datetime",
    "location": "location",
    "zip-code": "zipcode",
    "city": "city",
    "description": "description",
    "list-lookup": "list_of_items_lookup",
    **inferred.ENTITY_TYPES,
}

OPERATORS: Mapping[str, str] = {
    "eq": "eq",
    "neq": "neq",
    "gt": "gt",
    "gte": "gte",
    "lt": "lt",
    "contains": "cnt",
    "not-exists": "dne",
    "exists": "",
    **inferred.OPERATORS,
}

TARGETS: Mapping[str, str] = {"end": "end", "not-connected": "end", "return-to-flow": "retToFlow"}
"""Exits on the wire: "end" said outright, where the builder leaves "" for what is not connected."""


def wire_type(node: Node) -> str:
    """Return a node's type on the wire."""
    return node.wire_type if isinstance(node, OpaqueNode) else NODE_TYPES[node.type]
