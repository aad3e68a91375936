"""From a place in a dialog, as the model has it, to the place in the export: worked out only for what is printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from xogen.formats.importer.entities import LOOKUP, value_places
from xogen.formats.importer.nodes import component_place
from xogen.formats.importer.source import Part, Source
from xogen.formats.pointers import split_pointer, to_pointer
from xogen.model.dialog import DialogTask

Keys = tuple[str | int, ...]


class Locator:
    """Turns pointers into one dialog into pointers into the export's file. What is not there leads to its parent."""

    def __init__(self, source: Source, dialog: Part, task: DialogTask) -> None:
        """Take the dialog in both forms; nothing is looked up yet."""
        self._source = source
        self._dialog = dialog
        self._task = task

    def __call__(self, pointer: str) -> str:
        """Return the pointer into the file. A pointer into nothing leads to the dialog."""
        part, keys = self._where(pointer)
        return part.at + to_pointer(_existing(part.data, keys))

    def place(self, pointer: str) -> str:
        """Return the pointer into the file where a value stands, or would stand if there were one."""
        part, keys = self._where(pointer)
        return part.at + to_pointer(keys)

    def _where(self, pointer: str) -> tuple[Part, Keys]:
        """Return the part of the export that holds a place, and the keys that lead there from it."""
        keys = split_pointer(pointer)
        if keys[:1] == ("nodes",):
            return self._in_node(keys[1:])
        of_dialog = _OF_DIALOG.get(keys[0]) if keys else None
        return self._dialog, of_dialog(self._source, keys[1:]) if of_dialog else ()

    def _in_node(self, keys: Sequence[str]) -> tuple[Part, Keys]:
        place = _index(keys, self._task.nodes)
        if place is None:
            return self._dialog, ("nodes",)
        node, rest = self._task.nodes[place], tuple(keys[1:])
        stub = Part(self._dialog.data["nodes"][place], f"{self._dialog.at}/nodes/{place}")
        if not rest:
            return stub, ()
        if node.type == "bot-action" and rest[:1] == ("nodes",):
            component = self._component(stub)
            inner = _index(rest[1:], node.nodes)
            holder = component if component is not None and component.data.get("nodes") else stub
            if inner is None:
                return holder, ("nodes",)
            rest = rest[2:]
            stub = Part(holder.data["nodes"][inner], f"{holder.at}/nodes/{inner}")
        return self._field(rest, stub)

    def _component(self, stub: Part) -> Part | None:
        place = component_place(self._source, stub.data)
        return None if place is None else self._source.component(place)

    def _field(self, keys: tuple[str, ...], stub: Part) -> tuple[Part, Keys]:
        if not keys:
            return stub, ()
        field, rest = keys[0], keys[1:]
        if field in _OF_STUB:
            return stub, _OF_STUB[field](stub.data, rest)
        component = self._component(stub)
        if component is None:
            return stub, ("componentId",)
        if field in _OF_SOURCE:
            found = _OF_SOURCE[field](self._source, component, rest)
            return (Part(self._source.data, self._source.at), found) if found else (component, ())
        if field == "values":
            return component, _value(self._source, component, rest)
        if field in _OF_COMPONENT:
            return component, _OF_COMPONENT[field](component.data, rest)
        return component, ()


def _existing(value: Any, keys: Keys) -> Keys:  # noqa: ANN401 - a JSON file holds anything
    """Return keys as far as they lead somewhere."""
    for count, step in enumerate(keys):
        key = str(step)
        if isinstance(value, dict) and key in value:
            value = value[key]
        elif isinstance(value, list) and key.isdecimal() and int(key) < len(value):
            value = value[int(key)]
        else:
            return keys[:count]
    return keys


def _index(keys: Sequence[str], among: Sequence[object]) -> int | None:
    return int(keys[0]) if keys and keys[0].isdecimal() and int(keys[0]) < len(among) else None


def _way(stub: Mapping[str, Any], rest: tuple[str, ...]) -> Keys:
    """Return the place of a transition, or of a part of it."""
    here: Keys = ("transitions", *rest[:1])
    if len(rest) < 2:
        return here
    field, inside = rest[1], rest[2:]
    if field == "to":
        index = int(rest[0]) if rest[0].isdecimal() else -1
        ways = stub.get("transitions") or ()
        plain = 0 <= index < len(ways) and "then" not in ways[index]
        return (*here, "default" if plain else "then")
    if field == "label":
        return (*here, "metadata", "pathName")
    return (*here, "if", *_test(inside))


_TESTS = {"entity": "field", "answer": "dialogAct", "all": "tests", "any": "tests"}


def _test(keys: tuple[str, ...]) -> Keys:
    if keys[:1] == ("raw",):
        return keys[1:]
    return tuple(_TESTS.get(key, key) for key in keys)


def _said(key: str) -> Callable[[Mapping[str, Any], tuple[str, ...]], Keys]:
    def place(component: Mapping[str, Any], rest: tuple[str, ...]) -> Keys:
        here: Keys = (key, *rest[:1])
        if len(rest) < 2:
            return here
        if rest[1] == "channel":
            return (*here, "channel")
        index = int(rest[0]) if rest[0].isdecimal() else -1
        entries = component.get(key) or ()
        if 0 <= index < len(entries) and not entries[index].get("localeData"):
            return (*here, "text")
        return (*here, "localeData", *rest[2:3], "text")

    return place


def _plain(*keys: str) -> Callable[[Mapping[str, Any], tuple[str, ...]], Keys]:
    return lambda _data, _rest: keys


def _locale(key: str, *deeper: str) -> Callable[[Mapping[str, Any], tuple[str, ...]], Keys]:
    return lambda _data, rest: ("localeData", *rest[:1], key, *deeper, *rest[1:])


def _kept(_data: Mapping[str, Any], rest: tuple[str, ...]) -> Keys:
    return rest


def _values_from(component: Mapping[str, Any], _rest: tuple[str, ...]) -> Keys:
    locale = component.get("localeData") or {}
    language = next((each for each in locale if (locale[each] or {}).get("allowedValues")), "")
    return ("localeData", language, "allowedValues", "variable")


def _value(source: Source, component: Part, rest: tuple[str, ...]) -> Keys:
    """Return the place of a list's value: its title, synonyms and value stand in each language's own list."""
    if component.data.get(LOOKUP) and not any(True for _ in value_places(source, component.data)):
        return (LOOKUP, *rest[:1], *({"label": "title"}.get(key, key) for key in rest[1:2]))
    places = list(value_places(source, component.data))
    index = _index(rest, places)
    if index is None:
        first = next(iter(places[0][1]), source.languages[0]) if places else source.languages[0]
        return ("localeData", first, "allowedValues", "values")
    indexes = places[index][1]
    field, inside = rest[1] if len(rest) > 1 else "value", rest[2:]
    language = inside[0] if inside and inside[0] in indexes else next(iter(indexes))
    key = {"label": "title"}.get(field, field)
    deeper = inside[1:] if field == "synonyms" else ()
    whole = () if len(rest) == 1 else (key, *deeper)
    return ("localeData", language, "allowedValues", "values", indexes[language], *whole)


def _utterance(source: Source, component: Part, rest: tuple[str, ...]) -> Keys:
    places = source.sentences.get(str(component.data.get("_id")), {})
    language = rest[0] if rest else next(iter(places), "")
    indexes = places.get(language, ())
    index = _index(rest[1:], indexes) or 0
    return ("sentences", indexes[index], "sentence") if indexes else ()


def _pattern(source: Source, component: Part, rest: tuple[str, ...]) -> Keys:
    place = source.patterns.get(str(component.data.get("refId")))
    return () if place is None else ("patterns", place, "localeData", *rest[:1], "patterns", *rest[1:2])


_OF_DIALOG: Mapping[str, Callable[[Source, tuple[str, ...]], Keys]] = {
    "name": lambda source, _rest: ("localeData", source.languages[0], "name"),
    "title": lambda source, rest: ("localeData", rest[0] if rest else source.languages[0], "name"),
    "description": lambda source, rest: ("localeData", rest[0] if rest else source.languages[0], "shortDesc"),
    "hidden": lambda _source, _rest: ("isHidden",),
    "ref_id": lambda _source, _rest: ("refId",),
    "languages": lambda _source, _rest: ("localeData",),
}

_OF_STUB: Mapping[str, Callable[[Mapping[str, Any], tuple[str, ...]], Keys]] = {
    "id": _plain("nodeId"),
    "type": _plain("type"),
    "transitions": _way,
    "required": _plain("nodeOptions", "promptOptions"),
    "retries": _plain("nodeOptions", "eventOptions", "defaultMaxRetry", "retry_limit"),
    "dialog": _plain("flowTaskId"),
    "dialog_ref_id": _plain("flowTaskId"),
    "inputs": _plain("contextMap"),
    "outputs": _plain("postContextMap"),
}

_OF_SOURCE: Mapping[str, Callable[[Source, Part, tuple[str, ...]], Keys]] = {
    "utterances": _utterance,
    "patterns": _pattern,
}

_OF_COMPONENT: Mapping[str, Callable[[Mapping[str, Any], tuple[str, ...]], Keys]] = {
    "name": _plain("name"),
    "ref_id": _plain("refId"),
    "label": _locale("label"),
    "nodes": lambda _data, rest: ("nodes", *rest),
    "responses": _said("message"),
    "prompt": _said("message"),
    "error_prompt": _said("errorMessage"),
    "entity_type": _plain("entityType"),
    "personal_data": _plain("piiDataEnabled"),
    "multiple": _plain("isArray"),
    "pattern": _plain("regexPattern"),
    "values_from": _values_from,
    "script": _plain("script"),
    "yes_synonyms": _locale("synonyms", "yes"),
    "no_synonyms": _locale("synonyms", "no"),
    "method": _plain("endPoint", "method"),
    "protocol": _plain("endPoint", "protocol"),
    "host": _plain("endPoint", "host"),
    "path": _plain("endPoint", "path"),
    "headers": _plain("headers", "value"),
    "body": _plain("payload", "value"),
    "pre_processor": _plain("preProcessor"),
    "post_processor": _plain("postProcessor"),
    "timeout": _plain("serviceAPITimeout"),
    "close_on_timeout": _plain("timeOutError", "closeConversation"),
    "integration": _plain("integrationId"),
    "sub_type": _plain("subType"),
    "profile": _plain("idp"),
    "builtin": _plain("serviceNodeType"),
    "properties": _kept,
    "raw": _kept,
}
"""Where each field of a node stands in its component."""
