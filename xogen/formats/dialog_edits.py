"""Edits of a dialog, as the model has it, in the terms of a dialog file: what has its default is not written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from xogen.formats.dialog_json import key_order
from xogen.formats.edits import LAST, AnyEdit, Edit, Insertion, Removal
from xogen.formats.pointers import split_pointer, to_pointer
from xogen.model.dialog import DialogTask

_SCRIPTS = frozenset({"script", "pre_processor", "post_processor"})


def dialog_edits(edits: Iterable[AnyEdit], task: DialogTask, data: Any) -> tuple[AnyEdit, ...] | None:  # noqa: ANN401 - any JSON
    """Return the edits of a dialog file that come to edits of its dialog.

    Args:
        edits: with pointers into the dialog.
        task: the dialog.
        data: its file as parsed JSON.

    Returns:
        ``None`` when one of them has no place in the file.
    """
    several = list(edits)
    gone = {edit.pointer for edit in several if isinstance(edit, Removal)}
    found: dict[str, AnyEdit] = {}
    for edit in several:
        written = _written(edit, task, data, gone)
        if written is None:
            return None
        found[written.pointer if not isinstance(written, Insertion) else f"{written.pointer} {len(found)}"] = written
    return tuple(found.values())


def _written(edit: AnyEdit, task: DialogTask, data: object, gone: set[str]) -> AnyEdit | None:
    keys = split_pointer(edit.pointer)
    holder, stands = _at(task, keys[:-1]), _at(data, keys[:-1])
    key = keys[-1]
    match edit:
        case Edit():
            return _set(edit, key, holder, stands)
        case Removal():
            return _removal(keys, task, data, gone)
        case Insertion() if isinstance(holder, Sequence) and stands is None:
            # The list is empty, and so is not there.
            parent = _at(task, keys[:-2])
            whole = Edit(to_pointer(keys[:-1]), [edit.value])
            return _set(whole, keys[-2], parent, _at(data, keys[:-2])) if key in {"0", LAST} else None
        case _:
            return edit if stands is not None else None


def _set(edit: Edit, key: str, holder: object, stands: object) -> AnyEdit | None:
    if isinstance(stands, list):
        return edit
    if not isinstance(stands, dict):
        return None
    is_script = key in _SCRIPTS or isinstance(stands.get(key), list)
    value = edit.value.split("\n") if is_script and isinstance(edit.value, str) and "\n" in edit.value else edit.value
    if isinstance(holder, BaseModel):
        field = type(holder).model_fields.get(key)
        if field is not None and not field.is_required() and field.get_default() == edit.value:
            return Removal(edit.pointer) if key in stands else None
    if key in stands:
        return Edit(edit.pointer, value)
    order = key_order(type(holder)) if isinstance(holder, BaseModel) else ()
    return Insertion(edit.pointer, value, order[order.index(key) + 1 :] if key in order else ())


def _removal(keys: tuple[str, ...], task: DialogTask, data: object, gone: set[str]) -> AnyEdit | None:
    """Take out a member, and with the last one its list or object: empty ones are not written."""
    if _at(data, keys) is None and keys[-1] not in _keys(_at(data, keys[:-1])):
        return None
    while len(keys) > 1 and keys[:-1] != ("nodes",):
        above = keys[:-1]
        left = [key for key in _keys(_at(data, above)) if to_pointer((*above, key)) not in gone]
        parent = _at(task, keys[:-2])
        if left or not isinstance(parent, BaseModel):
            break
        field = type(parent).model_fields.get(keys[-2])
        if field is None or field.is_required():
            break
        keys = above
    return Removal(to_pointer(keys))


def _keys(value: object) -> list[str]:
    if isinstance(value, dict):
        return list(value)
    return [str(index) for index in range(len(value))] if isinstance(value, list) else []


def _at(value: object, keys: Sequence[str]) -> Any:  # noqa: ANN401 - any part of a dialog
    """Return what stands at a key path, in a model or in JSON; ``None`` for nothing."""
    for key in keys:
        if isinstance(value, BaseModel):
            value = getattr(value, key, None)
        elif isinstance(value, Mapping):
            value = value.get(key)
        elif isinstance(value, list | tuple):
            value = value[int(key)] if key.isdecimal() and int(key) < len(value) else None
        else:
            return None
    return value
