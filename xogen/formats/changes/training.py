"""Sentences and patterns of an intent that changed: lists of the whole bot, in which only its own entries move."""

from __future__ import annotations

from typing import Any

from xogen.formats.changes.align import Pair, aligned
from xogen.formats.changes.change import Change
from xogen.formats.wire.training import Utterance, read_utterance


def put_utterances(change: Change, field: str) -> None:
    """Write the sentences that changed, and only those."""
    for language in {**change.old, **change.new}:
        old, new = change.old.get(language, ()), change.new.get(language, ())
        for pair in aligned(old, new):
            _put(change, f"{field}/{language}", language, pair, new)


def _put(change: Change, field: str, language: str, pair: Pair, new: tuple[str, ...]) -> None:
    draft = change.draft
    at = None if pair.old is None else change.place(f"{field}/{pair.old}").removesuffix("/sentence")
    if pair.new is None:
        if at is not None:
            draft.remove(at)
        return
    said = read_utterance(new[pair.new])
    if at is None:
        draft.append(f"{change.scope.prefix}/sentences", _sentence(change, language, new[pair.new], said))
    elif said.text != draft.value(f"{at}/sentence") or _marks(change, said) != draft.value(f"{at}/entities"):
        before = change.old[language][pair.old]
        if before != new[pair.new]:
            draft.put(f"{at}/sentence", said.text)
            draft.put(f"{at}/entities", _marks(change, said))


def _sentence(change: Change, language: str, marked: str, said: Utterance) -> dict[str, Any]:
    scope = change.scope
    return {
        "_id": scope.ids.digits("sentence", scope.task.ref_id or scope.task.name, change.node.id, language, marked),
        "taskId": scope.component_id(change.node),
        "sentence": said.text,
        "taskName": scope.title,
        "type": "DialogIntent",
        "entities": _marks(change, said),
        "language": language,
    }


def _marks(change: Change, said: Utterance) -> list[dict[str, Any]]:
    known = change.scope.keys
    nodes = {node.id: node for node in change.scope.task.walk()}
    return [
        {"startIndex": start, "endIndex": end, "entityId": change.scope.component_id(nodes[name])}
        for start, end, name in said.marks
        if name in known
    ]


def put_patterns(change: Change, field: str) -> None:
    """Write the patterns of each language that changed, into the intent's entry or a new one."""
    changed = [each for each in {**change.old, **change.new} if change.old.get(each) != change.new.get(each)]
    for language in changed:
        at = change.place(f"{field}/{language}")
        if "/patterns/" in at and at.startswith(f"{change.scope.prefix}/patterns/"):
            change.draft.put(at, list(change.new.get(language, ())))
            continue
        entry = {
            "localeData": {each: {"patterns": list(said)} for each, said in change.new.items()},
            "refId": change.scope.component_ref_id(change.node),
            "taskName": change.node.component,
            "taskType": "intent",
            "nodeType": "dialog",
        }
        change.draft.append(f"{change.scope.prefix}/patterns", entry)
        return
