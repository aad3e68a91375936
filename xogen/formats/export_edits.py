"""Edits of a dialog, as the model has it, in the terms of the export that it stands in.

Nothing is taken on trust: a place is changed only when what stands there is what the model read from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from xogen.formats.edits import LAST, AnyEdit, Edit, Insertion, Move, Removal
from xogen.formats.export_nodes import node_removals
from xogen.formats.importer.encoding import decode
from xogen.formats.percent import respelt
from xogen.formats.pointers import split_pointer, to_pointer
from xogen.model.bot import BotDialog, BotExport
from xogen.model.nodes import END, NOT_CONNECTED, RETURN_TO_FLOW

_TARGETS: Mapping[str, str] = {NOT_CONNECTED: "", END: "end", RETURN_TO_FLOW: "retToFlow"}
_SENSITIVE = ("isSensitive", "piiDataEnabled")
"""How an entity is marked: the first since XO 10, the second before it."""


def export_edits(edits: Iterable[AnyEdit], dialog: BotDialog, bot: BotExport) -> tuple[AnyEdit, ...] | None:
    """Return the edits of an export's file that come to edits of one of its dialogs.

    Args:
        edits: with pointers into the dialog's task.
        dialog: one of the bot's.
        bot: the export.

    Returns:
        ``None`` when one of them has no place in the export, or what stands there is not what was read.
    """
    translator = _Translator(dialog, bot)
    several = list(edits)
    nodes = [edit for edit in several if isinstance(edit, Removal) and _is_node(split_pointer(edit.pointer))]
    found: list[AnyEdit] = []
    if nodes:
        found += node_removals([int(split_pointer(edit.pointer)[1]) for edit in nodes], dialog, bot)
    for edit in several:
        if edit not in nodes:
            written = translator.written(edit)
            if written is None:
                return None
            found.append(written)
    return tuple(found)


def _is_node(keys: tuple[str, ...]) -> bool:
    return len(keys) == 2 and keys[0] == "nodes" and keys[1].isdecimal()


class _Translator:
    """Knows one dialog in both forms."""

    def __init__(self, dialog: BotDialog, bot: BotExport) -> None:
        self._dialog = dialog
        self._bot = bot

    def written(self, edit: AnyEdit) -> AnyEdit | None:
        """Return an edit in the terms of the export."""
        keys = split_pointer(edit.pointer)
        if keys[-2:-1] == ("transitions",):
            return self._of_way(edit, keys)
        if isinstance(edit, Edit):
            return self._set(edit, keys)
        if isinstance(edit, Removal):
            return self._removed(edit, keys)
        return None

    def _of_way(self, edit: AnyEdit, keys: tuple[str, ...]) -> AnyEdit | None:
        """Edit a list of transitions: each stands at the same index in both forms."""
        ways = self._ways(keys)
        if ways is None:
            return None
        at, count = ways
        match edit:
            case Removal():
                return Removal(f"{at}/{keys[-1]}")
            case Move():
                return Move(f"{at}/{keys[-1]}", f"{at}/{split_pointer(edit.to)[-1]}")
            case Insertion(value={"to": to}) if set(edit.value) == {"to"} and keys[-1] in {LAST, str(count)}:
                value: dict[str, Any] = {"default": _TARGETS.get(to, to)}
                metadata = self._metadata(at)
                return Insertion(f"{at}/{LAST}", value if metadata is None else value | {"metadata": metadata})
            case _:
                return None

    def _ways(self, keys: tuple[str, ...]) -> tuple[str, int] | None:
        """Return the pointer to a list of transitions and its length, when it is as long in both forms."""
        read = _at(self._dialog.task, keys[:-1])
        at = self._dialog.locate(to_pointer(keys[:-1]))
        there = self._value(at)
        if not isinstance(there, list) or not at.endswith("/transitions") or len(there) != len(read or ()):
            return None
        return at, len(there)

    def _metadata(self, at: str) -> dict[str, Any] | None:
        """Return what the builder keeps of a connection: as its neighbours have it, with an id of its own."""
        there = self._value(at)
        kept = [way["metadata"] for way in there if isinstance(way.get("metadata"), dict)]
        if not kept:
            return None
        taken = [each.get("connId") for each in kept]
        own = next(f"dummy{number}" for number in range(len(taken) + 1) if f"dummy{number}" not in taken)
        return {"color": "#676767", "connId": own, "pathName": "", "pathsMap": []}

    def _set(self, edit: Edit, keys: tuple[str, ...]) -> AnyEdit | None:
        old = _at(self._dialog.task, keys)
        at = self._dialog.locate(edit.pointer)
        there = self._value(at)
        if keys[-1] == "to" and keys[-3:-2] == ("transitions",):
            return Edit(at, _TARGETS.get(edit.value, edit.value)) if _TARGETS.get(old, old) == there else None
        if keys[-1] == "personal_data":
            return self._marked(edit, keys)
        if keys[-1] == "timeout" and old is None:
            return self._timed(edit, keys)
        if keys[:1] == ("title",):
            return None  # lname and the training data hold the name, too
        if isinstance(edit.value, bool | int) and type(there) is type(old) is type(edit.value) and there == old:
            return Edit(at, edit.value)
        if isinstance(edit.value, str) and isinstance(old, str) and isinstance(there, str):
            return self._said(edit.value, old, at, there)
        return None

    def _said(self, value: str, old: str, at: str, there: str) -> AnyEdit | None:
        """Change a text, encoded where the export has it so; some fields are read as they stand."""
        if there == old and (decode(there) == there or decode(there) != old):
            return Edit(at, value if decode(value) == value else respelt(there, value))
        new = respelt(there, value) if decode(there) == old else None
        return None if new is None else Edit(at, new)

    def _component(self, keys: tuple[str, ...]) -> tuple[str, Mapping[str, Any]] | None:
        """Return the pointer to a node's component, and the component."""
        at = self._dialog.locate(to_pointer((*keys[:-1], "ref_id")))
        at = at.removesuffix("/refId")
        there = self._value(at)
        is_component = isinstance(there, dict) and "nodeId" not in there and "/dialogs/" not in at
        return (at, there) if is_component else None

    def _marked(self, edit: Edit, keys: tuple[str, ...]) -> AnyEdit | None:
        component = self._component(keys)
        if component is None or edit.value is not True:
            return None
        at, there = component
        key = next((key for key in _SENSITIVE if key in there), _SENSITIVE[self._bot.generation not in {"G3", "G4"}])
        return Edit(f"{at}/{key}", value=True) if key in there else Insertion(f"{at}/{key}", value=True)

    def _timed(self, edit: Edit, keys: tuple[str, ...]) -> AnyEdit | None:
        component = self._component(keys)
        if component is None:
            return None
        at, there = component
        key = "serviceAPITimeout"
        return Edit(f"{at}/{key}", edit.value) if key in there else Insertion(f"{at}/{key}", edit.value)

    def _removed(self, edit: Removal, keys: tuple[str, ...]) -> AnyEdit | None:
        old = _at(self._dialog.task, keys)
        at = self._dialog.locate(edit.pointer)
        if keys[-3:-2] == ("utterances",) and at.endswith("/sentence"):
            return Removal(at.removesuffix("/sentence"))
        there = self._value(at)
        is_item = split_pointer(at)[-1].isdecimal() and isinstance(self._value(at.rpartition("/")[0]), list)
        if is_item and isinstance(old, str) and isinstance(there, str) and old in {there, decode(there)}:
            return Removal(at)
        if is_item and keys[-2] == "values" and len(self._bot.languages) == 1 and isinstance(there, dict):
            return Removal(at)
        is_response = keys[-2] in {"responses", "prompt", "error_prompt"} and isinstance(there, dict)
        return Removal(at) if is_item and is_response and "localeData" in there else None

    def _value(self, pointer: str) -> Any:  # noqa: ANN401 - any part of an export
        return _at(self._bot.data, split_pointer(pointer.removeprefix(self._bot.prefix)))


def _at(value: object, keys: Iterable[str]) -> Any:  # noqa: ANN401 - any part of a dialog
    """Return what stands at a key path, in a model or in JSON; ``None`` for nothing."""
    for key in keys:
        if isinstance(value, Mapping):
            value = value.get(key)
        elif isinstance(value, list | tuple):
            value = value[int(key)] if key.isdecimal() and int(key) < len(value) else None
        else:
            value = getattr(value, key, None)
    return value
