"""Whether two dialogs say the same, whatever their nodes are called and in which order: the check of what went back."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from xogen.model.dialog import DialogTask

Ids = Mapping[str, str]
"""Each node's id in the export by its id in the dialog file."""

_MARK = re.compile(r"\]\(([^()\s]*)\)")
_NAMING = frozenset({"id", "to", "entity", "intent"})
"""Keys whose value is a node's id."""


def first_difference(
    wanted: DialogTask, found: DialogTask, *, ids: tuple[Ids, Ids], renamed: Ids, leave_out: Collection[str] = ()
) -> str | None:
    """Return the place of the first difference, its nodes by id; ``None`` for none.

    Args:
        wanted: the dialog as its file has it.
        found: the same as it was read back.
        ids: of both.
        renamed: the names that dialogs have got by new titles. A called dialog counts by its name.
        leave_out: ids in the export of nodes that do not matter.
    """
    names = {wire: own for own, wire in ids[0].items()}
    one, other = _comparable(wanted, ids[0], renamed), _comparable(found, ids[1], {})
    for data in (one, other):
        data["nodes"] = {key: node for key, node in data["nodes"].items() if key not in leave_out}
    todo: list[tuple[tuple[str, ...], Any, Any]] = [((), one, other)]
    while todo:
        keys, one, other = todo.pop()
        if isinstance(one, dict) and isinstance(other, dict):
            todo += [((*keys, key), one.get(key), other.get(key)) for key in sorted({**one, **other}, reverse=True)]
        elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
            pairs = enumerate(zip(one, other, strict=True))
            todo += [((*keys, str(index)), *pair) for index, pair in pairs][::-1]
        elif one != other and not (one is None and keys[-1] == "ref_id"):  # a new node gets its refId on the way
            return "/" + "/".join(names.get(key, key) for key in keys)
    return None


def same_nodes(one: DialogTask, other: DialogTask, *, ids: tuple[Ids, Ids], renamed: Ids) -> frozenset[str]:
    """Return the ids in the export of the nodes that are the same in two dialogs; arguments as ``first_difference``."""
    here, there = _comparable(one, ids[0], renamed)["nodes"], _comparable(other, ids[1], {})["nodes"]
    return frozenset(node_id for node_id in here if here[node_id] == there.get(node_id))


def _comparable(task: DialogTask, ids: Ids, renamed: Ids) -> dict[str, Any]:
    data = task.model_dump(mode="json", exclude={"name"})
    todo = [data]
    while todo:
        item = todo.pop()
        nodes = item.pop("nodes", None)
        if nodes is not None:
            for node in nodes:
                _unnamed(node, ids, renamed)
            todo += nodes
            item["nodes"] = {node["id"]: node for node in nodes}
    return data


def _unnamed(node: dict[str, Any], ids: Ids, renamed: Ids) -> None:
    """Put ids of the export where names stand that hang on the dialog's other nodes."""
    own = node["id"]
    node["name"] = node["name"] or own  # the component's, whatever the node is called
    node["id"] = ids.get(own, own)
    for way in node["transitions"]:
        for part in (way, way["when"] or {}):
            part.update({key: ids.get(part[key], part[key]) for key in _NAMING & part.keys()})
    if node["type"] == "dialog-call":  # it has the intent of the dialog that it calls
        node.update({"dialog": renamed.get(node["dialog"], node["dialog"]), "dialog_ref_id": None, "name": None})
        node.update({"ref_id": None, "label": None})
    for said in node.get("utterances", {}).values():
        said[:] = [_MARK.sub(lambda match: f"]({ids.get(match[1], match[1])})", each) for each in said]
