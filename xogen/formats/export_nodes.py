"""What goes with a node that is taken out of an export: its component, where nothing else needs it, and its entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from xogen.formats.edits import Removal
from xogen.formats.pointers import split_pointer, to_pointer
from xogen.model.bot import BotDialog, BotExport


def node_removals(indexes: Iterable[int], dialog: BotDialog, bot: BotExport) -> list[Removal]:
    """Return the removals of some nodes of a dialog.

    A node's component goes with it, unless another node shows it or a training sentence marks it; so does its entry in
    ``patterns`` and, in XO 11, in the dialog's ``sequences``, which hold every node once (85 of 85 dialogs).
    """
    own = bot.data if dialog.pointer == bot.prefix else _at(bot.data, dialog.pointer.removeprefix(bot.prefix))
    stubs = _objects(own.get("nodes"))
    gone = {index: stub for index, stub in stubs if index in set(indexes)}
    removals = [Removal(f"{dialog.pointer}/nodes/{index}") for index in gone]
    removals += _of_sequences(own, {_text(stub, "nodeId") for stub in gone.values()}, dialog.pointer)
    for index, component in _unneeded(gone.values(), bot):
        removals.append(Removal(f"{bot.prefix}/dialogComponents/{index}"))
        removals += [
            Removal(f"{bot.prefix}/patterns/{place}")
            for place, entry in _objects(bot.data.get("patterns"))
            if _text(component, "refId") and _text(entry, "refId") == _text(component, "refId")
        ]
    return removals


def _unneeded(stubs: Iterable[Mapping[str, Any]], bot: BotExport) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield the components that only these nodes show, those inside a bot action with it."""
    components = _objects(bot.data.get("dialogComponents"))
    by_id = {_text(component, "_id"): component for _, component in components}
    shown = Counter(
        _text(node, "componentId")
        for _, dialog in _objects(bot.data.get("dialogs"))
        for _, stub in _objects(dialog.get("nodes"))
        for node in [stub, *_inside(stub, by_id)]
    )
    left = Counter(_text(node, "componentId") for stub in stubs for node in [stub, *_inside(stub, by_id)])
    marked = {
        _text(mark, "entityId")
        for _, sentence in _objects(bot.data.get("sentences"))
        for _, mark in _objects(sentence.get("entities"))
    }
    for index, component in components:
        key = _text(component, "_id")
        # An intent's component may start another dialog, and sentences train it.
        if 0 < left[key] == shown[key] and key and key not in marked and component.get("type") != "intent":
            yield index, component


def _inside(stub: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    component = by_id.get(_text(stub, "componentId"), {})
    return [node for _, node in _objects(component.get("nodes"))]


def _of_sequences(dialog: Mapping[str, Any], node_ids: set[str], at: str) -> list[Removal]:
    return [
        Removal(to_pointer((*split_pointer(at), "sequences", index, "nodes", place)))
        for index, sequence in _objects(dialog.get("sequences"))
        for place, node in _objects(sequence.get("nodes"))
        if _text(node, "nodeId") in node_ids
    ]


def _text(value: Mapping[str, Any], key: str) -> str:
    """Return a text, or an empty one where something else stands."""
    found = value.get(key)
    return found if isinstance(found, str) else ""


def _objects(value: object) -> Sequence[tuple[int, Mapping[str, Any]]]:
    """Return the objects of a list with their indexes; an export may hold anything."""
    if not isinstance(value, list):
        return ()
    return [(index, item) for index, item in enumerate(value) if isinstance(item, dict)]


def _at(value: Any, pointer: str) -> Any:  # noqa: ANN401 - any part of an export
    for key in split_pointer(pointer):
        value = value[int(key)] if isinstance(value, list) else value[key]
    return value
