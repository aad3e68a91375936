"""Whether two dialogs say the same, whatever the order of their nodes: the check of what went back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from xogen.model.dialog import DialogTask


def same_nodes(one: DialogTask, other: DialogTask, renamed: Mapping[str, str] | None = None) -> frozenset[str]:
    """Return the ids of the nodes that are the same in two dialogs; ``renamed`` as for ``first_difference``."""
    here, there = _comparable(one, renamed or {})["nodes"], _comparable(other, {})["nodes"]
    return frozenset(node_id for node_id in here if here[node_id] == there.get(node_id))


def first_difference(
    wanted: DialogTask, found: DialogTask, renamed: Mapping[str, str], leave_out: Collection[str] = ()
) -> str | None:
    """Return the place of the first difference, its nodes by id; ``None`` for none.

    Args:
        wanted: the dialog as its file has it.
        found: the same as it was read back.
        renamed: the names that dialogs have got by new titles. A called dialog counts by its name.
        leave_out: ids of nodes that do not matter.
    """
    one, other = _comparable(wanted, renamed), _comparable(found, {})
    for data in (one, other):
        data["nodes"] = {key: node for key, node in data["nodes"].items() if key not in leave_out}
    todo: list[tuple[str, Any, Any]] = [("", one, other)]
    while todo:
        pointer, one, other = todo.pop()
        if isinstance(one, dict) and isinstance(other, dict):
            keys = sorted({**one, **other}, reverse=True)
            todo += [(f"{pointer}/{key}", one.get(key), other.get(key)) for key in keys]
        elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
            todo += [(f"{pointer}/{index}", *pair) for index, pair in enumerate(zip(one, other, strict=True))][::-1]
        elif one != other and not (one is None and pointer.endswith("/ref_id")):  # a new node gets its refId on the way
            return pointer or "/"
    return None


def _comparable(task: DialogTask, renamed: Mapping[str, str]) -> dict[str, Any]:
    data = task.model_dump(mode="json", exclude={"name"})
    todo = [data]
    while todo:
        item = todo.pop()
        nodes = item.pop("nodes", None)
        if nodes is not None:
            todo += nodes
            item["nodes"] = {node["id"]: node for node in nodes}
        if item.get("type") == "dialog-call":
            item["dialog"] = renamed.get(item["dialog"], item["dialog"])
            item.pop("dialog_ref_id", None)
    return data
