"""Makes ``tests/formats/key_inventory.json``: every key of the eleven real exports, by kind of object, with its types.

    python tests/tools/key_inventory.py

Keys that are data (languages, events, synonyms) are written ``*``. A path ends where another kind of object begins. Of
keys that say a kind (``type``, ``op``, ...) the values are noted too: ``string:uxmap``.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parent.parent
EXPORTS = TESTS / "fixtures" / "exports"
TARGET = TESTS / "formats" / "key_inventory.json"

DATA = {"localeData", "languageConfigurations", "multiLingualConfigurations", "botEvents", "synonyms", "integrations"}
"""Objects whose keys are data. ``synonyms`` of a confirmation (yes, no) and of a value (a list) are none."""

KINDS = {
    "type",
    "entityType",
    "op",
    "serviceNodeType",
    "serviceType",
    "conjoin",
    "dialogAct",
    "promptOptions",
    "action",
}
KINDS |= {"sso_type", "authType", "variableType", "scope", "taskType", "nodeType", "method", "protocol"}
"""Keys whose values are names of kinds."""

Inventory = Mapping[str, Mapping[str, list[str]]]


def json_type(key: str, value: Any) -> str:
    """Return the JSON type of a value, with the value itself where the key says a kind."""
    if key in KINDS and isinstance(value, str):
        return f"string:{value}"
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case str():
            return "string"
        case int() | float():
            return "number"
        case list():
            return "array"
    return "object"


def inventory(exports: list[tuple[dict[str, Any], dict[str, Any]]]) -> Inventory:
    """Return kind -> path -> types of definitions and configs."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for definition, config in exports:
        for kind, value in [("bot", definition), ("config", config)]:
            for where, path, type_ in _keys(kind, value):
                found[where][path].add(type_)
    return {
        kind: {path: sorted(types) for path, types in sorted(paths.items())} for kind, paths in sorted(found.items())
    }


def _keys(kind: str, value: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    todo: list[tuple[str, str, Any]] = [(kind, "", value)]
    while todo:
        kind, path, item = todo.pop()
        if isinstance(item, list):
            todo.extend((*kind_of(kind, path, child), child) for child in item)
        elif isinstance(item, dict):
            data = path.rpartition(".")[2] in DATA and not (path.endswith("synonyms") and set(item) == {"yes", "no"})
            for key, child in item.items():
                below = f"{path}.{'*' if data else key}".removeprefix(".")
                yield kind, below, json_type(key, child)
                todo.append((kind, below, child))


def kind_of(kind: str, path: str, item: Any) -> tuple[str, str]:
    """Say what an item of a list is: an object of its own kind, or a part of the one around it."""
    type_ = item.get("type") if isinstance(item, dict) else None
    first = kind.partition(" ")[0]
    own = {
        ("bot", "dialogs"): "dialog",
        ("bot", "dialogComponents"): f"component {type_}",
        ("bot", "sentences"): "sentence",
        ("bot", "patterns"): "pattern",
        ("bot", "namespaces"): "namespace",
        ("bot", "preBuiltIntegrations"): "integration",
        ("bot", "idpConfigurations"): "profile",
        ("config", "envVariables"): "variable",
        ("dialog", "nodes"): f"node {type_}",
        ("dialog", "sequences"): "sequence",
        ("node", "nodes"): f"use {type_}",
        ("component", "nodes"): f"step {type_}",
        ("node", "transitions"): "transition",
        ("step", "transitions"): "transition",
    }.get((first, path))
    return (own, "") if own else (kind, f"{path}[]")


def read_exports() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Read the eleven exports."""
    return [
        tuple(json.loads((folder / name).read_text(encoding="utf-8")) for name in ("botDefinition.json", "config.json"))
        for folder in sorted(EXPORTS.iterdir())
        if folder.is_dir()
    ]  # type: ignore[return-value]


def written(found: Inventory) -> str:
    """Return the inventory as the file has it: one line a key."""
    kinds = []
    for kind, paths in found.items():
        lines = ",\n".join(f"    {json.dumps(path)}: {json.dumps(' | '.join(types))}" for path, types in paths.items())
        kinds.append(f"  {json.dumps(kind)}: {{\n{lines}\n  }}")
    return "{\n" + ",\n".join(kinds) + "\n}\n"


if __name__ == "__main__":
    TARGET.write_text(written(inventory(read_exports())), encoding="utf-8")
