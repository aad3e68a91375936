"""Dialog JSON: one readable file a dialog task, in an order that never changes, so that a diff shows only changes.

``type`` and ``id`` come first in a node and its ways out last; what has its default value is left out; a script of
several lines is a list of lines.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pydantic_core import to_json

from xogen.errors import InputError
from xogen.formats.json_source import read_json, validate
from xogen.formats.spans import place
from xogen.model.dialog import SCHEMA, DialogTask
from xogen.model.nodes import BotActionNode, Node, NodeBase

_FIRST = ("type", "id", "name", "label", "ref_id", "allow")


def dump_dialog(task: DialogTask) -> str:
    """Write a task as dialog JSON. ``dump_dialog(load_dialog(text, path))`` is ``text`` again, byte for byte."""
    data = task.model_dump(mode="json", exclude_defaults=True, exclude={"nodes"})
    data["nodes"] = [_node(node) for node in task.nodes]
    return to_json({"$schema": SCHEMA, **data}, indent=2).decode() + "\n"


def load_dialog(text: str, path: str, *, restore: str = "restore it") -> DialogTask:
    """Read dialog JSON.

    Args:
        text: the file's text.
        path: the file, as the user named it.
        restore: what to do about an empty file.

    Raises:
        InputError: naming file, line and key, with the nearest name for unknown keys.
    """
    data = read_json(text, path, restore=restore)
    if not isinstance(data, dict):
        raise InputError("a dialog file holds one object", where=f"{path}:1", hint="see: xogen schema dialog-task")
    schema = data.pop("$schema", SCHEMA)
    if schema != SCHEMA:
        raise InputError(
            f"this is no dialog of a version that this xogen knows: {schema!r}",
            where=f"{path}:{place(text, '/$schema')[0]}: $schema",
            hint=f'it knows "{SCHEMA}"; a newer xogen may know yours',
        )
    return validate(DialogTask, data, text=text, path=path)


def key_order(kind: type[BaseModel]) -> tuple[str, ...]:
    """Return the keys of an object of a dialog file in the order in which they are written."""
    keys = tuple(kind.model_fields)
    if not issubclass(kind, NodeBase):
        return keys
    rest = (key for key in keys if key not in _FIRST and key != "transitions")
    return (*_FIRST, *rest, "transitions")


def _node(node: Node) -> dict[str, Any]:
    data = node.model_dump(mode="json", exclude_defaults=True)
    todo: list[tuple[Node, dict[str, Any]]] = [(node, data)]
    while todo:
        current, written = todo.pop()
        # The kind is a default of its class, so pydantic leaves it out.
        rest = {**written, "type": current.type}
        transitions = rest.pop("transitions", None)
        written.clear()
        written.update({key: rest.pop(key) for key in _FIRST if key in rest}, **rest)
        if transitions:
            written["transitions"] = transitions
        if isinstance(current, BotActionNode):
            todo.extend(zip(current.nodes, written.get("nodes", ()), strict=True))
    return data
