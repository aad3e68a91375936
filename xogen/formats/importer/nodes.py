"""Nodes: a stub in the dialog and the component it names, as one node of the model. Each kind has its reader here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from xogen.formats.importer.encoding import decode
from xogen.formats.importer.entities import asked, entity
from xogen.formats.importer.intents import intent
from xogen.formats.importer.reading import AGAIN, ExportError, as_text, refused, table, tables, text, text_below, texts
from xogen.formats.importer.responses import responses
from xogen.formats.importer.services import service, string_map
from xogen.formats.importer.source import Part, Source
from xogen.formats.importer.ways import transitions
from xogen.formats.wire.tables import NODE_TYPES
from xogen.model.nodes import (
    BotActionNode,
    ConfirmationNode,
    DialogCallNode,
    EntityNode,
    IntentNode,
    LogicNode,
    MessageNode,
    Node,
    NodeBase,
    OpaqueNode,
    PlatformNode,
    ScriptNode,
    ServiceNode,
)

_NOTHING = Part({}, "")

_CLASSES: Mapping[str, type[NodeBase]] = {
    "entity": EntityNode,
    "service": ServiceNode,
    "message": MessageNode,
    "script": ScriptNode,
    "logic": LogicNode,
    "dialogAct": ConfirmationNode,
}

PLATFORM: Mapping[str, str] = {
    **{
        NODE_TYPES[kind]: kind
        for kind in ("form", "agent-transfer", "dynamic-intent", "generative", "search", "assist")
    },
    "webhook": "webhook",
    "process": "process",
}
"""Types that xogen knows and otherwise leaves to the platform. No export has a webhook or a process: inferred."""

BOT_ACTION = "botAction"


class DialogReader:
    """Reads the nodes of one dialog."""

    def __init__(self, source: Source, dialog: Part) -> None:
        """Take the dialog; nothing is read yet."""
        self._source = source
        self._dialog = dialog
        self._stubs = tables(dialog.data, "nodes", dialog.at)
        self._intents: dict[int | None, Mapping[str, Any]] = {}
        self._own_ids = frozenset(value for key in ("_id", "refId") if isinstance(value := dialog.data.get(key), str))

    def nodes(self) -> tuple[Node, ...]:
        """Return the nodes, each at the index of its stub."""
        at = f"{self._dialog.at}/nodes"
        return tuple([self._node(Part(stub, f"{at}/{index}"), index) for index, stub in enumerate(self._stubs)])

    def _node(self, stub: Part, index: int) -> Node:
        place = component_place(self._source, stub)
        component = _NOTHING if place is None else self._source.components[place]
        kind = kind_of(stub, component)
        fields = self._common(stub, component)
        if kind == "intent":
            called = self._called(stub, component, index)
            if called is not None:
                return self._source.make(DialogCallNode, **fields, **self._call(stub, component, called))
            return self._source.make(IntentNode, **fields, **self._intent(place, component))
        if kind == "entity":
            fields |= asked(stub.data, stub.at)
        if kind == BOT_ACTION:
            tables(stub.data, "nodes", stub.at)
            inside = self._content(place, kind, lambda: self._inside(component, stub))
            self._source.spend(len(inside["nodes"]), stub.at)
            return self._source.make(BotActionNode, **fields, **inside)
        return self._leaf(kind, fields, place, component)

    def _intent(self, place: int | None, component: Part) -> Mapping[str, Any]:
        """Read an intent's sentences once a dialog: the entities that they mark are the dialog's own."""
        found = self._intents.get(place)
        if found is None:
            found = self._intents[place] = intent(self._source, component, self._entities)
            self._source.spend(sum(map(len, found["utterances"].values())), component.at)
        return found

    def _leaf(self, kind: str, fields: Mapping[str, Any], place: int | None, component: Part) -> Node:
        """Return a node that holds no other."""
        made = _CLASSES.get(kind)
        if made is not None:
            read = _CONTENT[kind]
            content = self._content(place, kind, lambda: read(self._source, component))
            return self._source.make(made, **fields, **content)  # type: ignore[return-value]
        if kind in PLATFORM:
            return self._source.make(PlatformNode, **fields, type=PLATFORM[kind], properties=component.data)
        return self._source.make(OpaqueNode, **fields, wire_type=kind, raw=component.data)

    def _content(self, place: int | None, kind: str, read: Callable[[], Mapping[str, Any]]) -> Mapping[str, Any]:
        """Read a component once, however many nodes use it."""
        if place is None:
            return read()
        found = self._source.contents.get((place, kind))
        if found is None:
            found = self._source.contents[place, kind] = read()
        return found

    def _common(self, stub: Part, component: Part) -> dict[str, Any]:
        data, at = component.data, component.at
        node_id = text(stub.data, "nodeId", stub.at)
        if not node_id:
            raise ExportError(stub.at, f"{stub.at} has no nodeId: nothing can lead to it", hint=AGAIN)
        name = text(data, "name", at)
        return {
            "id": node_id,
            "name": None if name in {"", node_id} else name,
            "ref_id": text(data, "refId", at) or None,
            "label": localised(self._source, component, "label"),
            "transitions": transitions(self._source, stub),
        }

    def _inside(self, component: Part, stub: Part) -> Mapping[str, Any]:
        """Return the nodes inside a bot action: the component holds their ways, the stub their options."""
        holder = component if component.data.get("nodes") else stub
        found: list[Node] = []
        for index, inner in enumerate(tables(holder.data, "nodes", holder.at)):
            part = Part(inner, f"{holder.at}/nodes/{index}")
            place = component_place(self._source, part)
            held = _NOTHING if place is None else self._source.components[place]
            kind = kind_of(part, held)
            fields = self._common(part, held)
            if kind == "entity":
                fields |= asked(inner, part.at)
            found.append(self._leaf(kind, fields, place, held))
        return {"nodes": tuple(found)}

    def _called(self, stub: Part, component: Part, index: int) -> str | None:
        """Return what names the called dialog; ``None`` for an intent of this dialog."""
        for key in ("flowTaskId", "dialogRefId"):
            named = text(stub.data, key, stub.at)
            if named:
                return named
        dialog = text(component.data, "dialogId", component.at)
        return dialog if index and dialog and dialog not in self._own_ids else None

    def _call(self, stub: Part, component: Part, called: str) -> Mapping[str, Any]:
        place = self._source.dialog_places.get(called)
        dialog = None if place is None else self._source.dialogs[place]
        name = (
            text(component.data, "name", component.at) or called if dialog is None else self._source.dialog_name(dialog)
        )
        ref_id = called if dialog is None else text(dialog.data, "refId", dialog.at)
        return {
            "dialog": name,
            "dialog_ref_id": ref_id or None,
            "inputs": _mapped(stub, "contextMap"),
            "outputs": _mapped(stub, "postContextMap"),
        }

    @cached_property
    def _entities(self) -> Mapping[str, str]:
        return {
            stub["componentId"]: stub["nodeId"]
            for stub in reversed(self._stubs)
            if stub.get("type") == "entity"
            and isinstance(stub.get("componentId"), str)
            and isinstance(stub.get("nodeId"), str)
        }


def _mapped(stub: Part, key: str) -> Mapping[str, str]:
    """Return the values that a call hands over: an object, or JSON in a text."""
    value = stub.data.get(key)
    if isinstance(value, list) and value:
        raise refused(f"{stub.at}/{key}", "an object", value)
    return string_map(value) or {}


def component_place(source: Source, stub: Part) -> int | None:
    """Return the index of the component that a node names; ``None`` when it is not there."""
    named = stub.data.get("componentId")
    if named is not None:
        known = named if type(named) is str else as_text(named, stub.at, "componentId")
        return source.component_places.get(known)
    index = stub.data.get("componentIndex")
    if type(index) is int and 0 <= index < len(source.components):
        return index
    as_text(index, stub.at, "componentIndex")
    return None


def kind_of(stub: Part, component: Part) -> str:
    """Return a node's type on the wire."""
    return text(stub.data, "type", stub.at) or text(component.data, "type", component.at) or "unknown"


def localised(source: Source, part: Part, key: str) -> Mapping[str, str]:
    """Return a text of ``localeData`` in the bot's languages."""
    locale = table(part.data, "localeData", part.at)
    at = f"{part.at}/localeData"
    found = {}
    for language in source.languages:
        said = text_below(locale, language, key, at)
        if said:
            found[language] = decode(said)
    return found


def _confirmation(source: Source, component: Part) -> Mapping[str, Any]:
    locale = table(component.data, "localeData", component.at)
    at = f"{component.at}/localeData"
    synonyms: dict[str, dict[str, tuple[str, ...]]] = {"yes": {}, "no": {}}
    for language in source.languages:
        local = table(table(locale, language, at), "synonyms", f"{at}/{language}")
        for answer, found in synonyms.items():
            said = texts(local, answer, f"{at}/{language}/synonyms")
            if said:
                found[language] = said
    return {
        "prompt": responses(source, component, "message"),
        "yes_synonyms": synonyms["yes"],
        "no_synonyms": synonyms["no"],
    }


_CONTENT: Mapping[str, Callable[[Source, Part], Mapping[str, Any]]] = {
    "entity": entity,
    "service": service,
    "message": lambda source, component: {"responses": responses(source, component, "message")},
    "script": lambda _source, component: {"script": decode(text(component.data, "script", component.at))},
    "logic": lambda _source, _component: {},
    "dialogAct": _confirmation,
}
"""What each kind has of its own."""
