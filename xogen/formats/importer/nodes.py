"""Nodes: a stub in the dialog and the component it names, as one node of the model. Each kind has its reader here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from xogen.formats.importer.encoding import decode
from xogen.formats.importer.entities import asked, entity
from xogen.formats.importer.faults import ExportError, refused
from xogen.formats.importer.intents import intent
from xogen.formats.importer.reading import Json, as_text, table, tables, text, text_below, texts
from xogen.formats.importer.responses import responses
from xogen.formats.importer.services import service, string_map
from xogen.formats.importer.source import Source
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

_NOTHING: Json = {}

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

    def __init__(self, source: Source, dialog: Json) -> None:
        """Take the dialog; nothing is read yet."""
        self._source = source
        self._dialog = dialog
        self._stubs = tables(dialog, "nodes")
        self._intents: dict[int | None, Mapping[str, Any]] = {}

    def nodes(self) -> tuple[Node, ...]:
        """Return the nodes, each at the index of its stub."""
        return tuple([self._node(stub, index) for index, stub in enumerate(self._stubs)])

    def _node(self, stub: Json, index: int) -> Node:
        source = self._source
        place = component_place(source, stub)
        component = _NOTHING if place is None else source.components[place]
        kind = kind_of(stub, component)
        fields = _common(source, stub, component)
        if kind == "intent":
            called = self._called(stub, component, index)
            if called is not None:
                return source.make(DialogCallNode, {**fields, **_call(source, stub, component, called)})
            return source.make(IntentNode, {**fields, **self._intent(place, component)})
        if kind == BOT_ACTION:
            tables(stub, "nodes")
            inside = _content(source, place, kind, _inside, component, stub)
            source.spend(len(inside["nodes"]), stub)
            return source.make(BotActionNode, {**fields, **inside})
        return _leaf(source, kind, fields, place, stub)

    def _intent(self, place: int | None, component: Json) -> Mapping[str, Any]:
        """Read an intent's sentences once a dialog: the entities that they mark are the dialog's own."""
        found = self._intents.get(place)
        if found is None:
            found = self._intents[place] = intent(self._source, component, self._entities)
            self._source.spend(sum(map(len, found["utterances"].values())), component)
        return found

    def _called(self, stub: Json, component: Json, index: int) -> str | None:
        """Return what names the called dialog; ``None`` for an intent of this dialog."""
        for key in ("flowTaskId", "dialogRefId"):
            named = text(stub, key)
            if named:
                return named
        dialog = text(component, "dialogId")
        own = (self._dialog.get("_id"), self._dialog.get("refId"))
        return dialog if index and dialog and dialog not in own else None

    def _entities(self) -> Mapping[str, str]:
        return {
            stub["componentId"]: stub["nodeId"]
            for stub in reversed(self._stubs)
            if stub.get("type") == "entity"
            and isinstance(stub.get("componentId"), str)
            and isinstance(stub.get("nodeId"), str)
        }


def _common(source: Source, stub: Json, component: Json) -> dict[str, Any]:
    """Return the fields that all nodes have."""
    node_id = text(stub, "nodeId")
    if not node_id:
        raise ExportError(stub, (), "{place} has no nodeId: nothing can lead to it")
    name = text(component, "name")
    return {
        "id": node_id,
        "name": None if name in {"", node_id} else name,
        "ref_id": text(component, "refId") or None,
        "label": localised(source, component, "label"),
        "transitions": transitions(stub, source.make),
    }


def _inside(source: Source, component: Json, stub: Json) -> Mapping[str, Any]:
    """Return the nodes inside a bot action: the component holds their ways, the stub their options."""
    found: list[Node] = []
    for inner in tables(component if component.get("nodes") else stub, "nodes"):
        place = component_place(source, inner)
        held = _NOTHING if place is None else source.components[place]
        kind = kind_of(inner, held)
        found.append(_leaf(source, kind, _common(source, inner, held), place, inner))
    return {"nodes": tuple(found)}


def _leaf(source: Source, kind: str, fields: dict[str, Any], place: int | None, stub: Json) -> Node:
    """Return a node that holds no other."""
    component = _NOTHING if place is None else source.components[place]
    if kind == "entity":
        fields |= asked(stub)
    known = _LEAVES.get(kind)
    if known is not None:
        made, read = known
        content = _content(source, place, kind, read, component)
        return source.make(made, {**fields, **content})  # type: ignore[return-value]
    if kind in PLATFORM:
        return source.make(PlatformNode, {**fields, "type": PLATFORM[kind], "properties": component})
    return source.make(OpaqueNode, {**fields, "wire_type": kind, "raw": component})


def _content(
    source: Source, place: int | None, kind: str, read: Callable[..., Mapping[str, Any]], *given: Json
) -> Mapping[str, Any]:
    """Read a component once, however many nodes use it."""
    found = source.contents.get((place, kind)) if place is not None else None
    if found is None:
        found = read(source, *given)
        if place is not None:
            source.contents[place, kind] = found
    return found


def _call(source: Source, stub: Json, component: Json, called: str) -> Mapping[str, Any]:
    """Return the fields of a call of another dialog."""
    place = source.dialog_places.get(called)
    dialog = None if place is None else source.dialogs[place].data
    name = text(component, "name") or called if dialog is None else source.dialog_name(dialog)
    ref_id = called if dialog is None else text(dialog, "refId")
    return {
        "dialog": name,
        "dialog_ref_id": ref_id or None,
        "inputs": _mapped(stub, "contextMap"),
        "outputs": _mapped(stub, "postContextMap"),
    }


def _mapped(stub: Json, key: str) -> Mapping[str, str]:
    """Return the values that a call hands over: an object, or JSON in a text."""
    value = stub.get(key)
    if isinstance(value, list) and value:
        raise refused(stub, (key,), "an object", value)
    return string_map(value) or {}


def component_place(source: Source, stub: Json) -> int | None:
    """Return the index of the component that a node names; ``None`` when it is not there."""
    named = stub.get("componentId")
    if named is not None:
        known = named if type(named) is str else as_text(named, stub, "componentId")
        return source.component_places.get(known)
    index = stub.get("componentIndex")
    if type(index) is int and 0 <= index < len(source.components):
        return index
    as_text(index, stub, "componentIndex")
    return None


def kind_of(stub: Json, component: Json) -> str:
    """Return a node's type on the wire."""
    return text(stub, "type") or text(component, "type") or "unknown"


def localised(source: Source, part: Json, key: str) -> Mapping[str, str]:
    """Return a text of ``localeData`` in the bot's languages."""
    locale = table(part, "localeData")
    found = {}
    for language in source.languages:
        said = text_below(locale, language, key)
        if said:
            found[language] = decode(said)
    return found


def _confirmation(source: Source, component: Json) -> Mapping[str, Any]:
    locale = table(component, "localeData")
    synonyms: dict[str, dict[str, tuple[str, ...]]] = {"yes": {}, "no": {}}
    for language in source.languages:
        local = table(table(locale, language), "synonyms")
        for answer, found in synonyms.items():
            said = texts(local, answer)
            if said:
                found[language] = said
    return {
        "prompt": responses(source, component, "message"),
        "yes_synonyms": synonyms["yes"],
        "no_synonyms": synonyms["no"],
    }


_LEAVES: Mapping[str, tuple[type[NodeBase], Callable[[Source, Json], Mapping[str, Any]]]] = {
    "entity": (EntityNode, entity),
    "service": (ServiceNode, service),
    "message": (MessageNode, lambda source, component: {"responses": responses(source, component, "message")}),
    "script": (ScriptNode, lambda _source, component: {"script": decode(text(component, "script"))}),
    "logic": (LogicNode, lambda _source, _component: {}),
    "dialogAct": (ConfirmationNode, _confirmation),
}
"""The class of each kind that holds no other node, and what reads what it has of its own."""
