"""Fields of a node that changed, each at its place in the node's stub or component."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from xogen.formats.changes.change import Change
from xogen.formats.changes.said import put_json, put_localised, put_responses, put_text
from xogen.formats.changes.training import put_patterns, put_utterances
from xogen.formats.changes.values import put_values
from xogen.formats.importer.services import NO_BODY
from xogen.formats.wire.tables import ENTITY_TYPES

_PORT = re.compile(r"(.*[^:]):(\d+)\Z", re.DOTALL)


def put_field(change: Change, field: str) -> None:
    """Write one changed field. One that has no place is left, which reading back shows."""
    writer = _WRITERS.get(field)
    if writer is not None:
        writer(change, field)


def _plain(spell: Callable[[Any], Any] = lambda value: value) -> Callable[[Change, str], None]:
    def write(change: Change, field: str) -> None:
        value = spell(change.new)
        if value is None:
            change.draft.remove(change.place(field))
        else:
            change.draft.put(change.place(field), value)

    return write


def _text(change: Change, field: str) -> None:
    if change.new is None:
        change.draft.remove(change.place(field))
    else:
        put_text(change.draft, change.place(field), change.new)


def _body(change: Change, field: str) -> None:
    if change.new is None:
        change.draft.put(change.place(field), NO_BODY)
    else:
        put_text(change.draft, change.place(field), change.new)


def _host(change: Change, field: str) -> None:
    at = change.place(field)
    match = _PORT.match(change.new)
    port = at.removesuffix("/host") + "/port"
    put_text(change.draft, at, match[1] if match else change.new)
    if match or change.draft.value(port):
        change.draft.put(port, match[2] if match else "")


def _table(change: Change, field: str) -> None:
    change.draft.put(change.place(field), json.dumps(dict(change.new), ensure_ascii=False, separators=(",", ":")))


def _labels(change: Change, field: str) -> None:
    languages = {*change.old, *change.new}
    put_localised(
        change.draft, {language: change.place(f"{field}/{language}") for language in languages}, change.old, change.new
    )


def _responses(change: Change, field: str) -> None:
    put_responses(change.draft, change.place(field), change.old, change.new, change.scope.bot.languages)


def _lists(change: Change, field: str) -> None:
    for language in {**change.old, **change.new}:
        if change.old.get(language) != change.new.get(language):
            change.draft.put(change.place(f"{field}/{language}"), list(change.new.get(language, ())))


def _kept(change: Change, field: str) -> None:
    put_json(change.draft, change.place(field), change.old, change.new)


def _personal(change: Change, field: str) -> None:
    at = change.place(field).removesuffix("/piiDataEnabled")
    keys = ("isSensitive", "piiDataEnabled")
    there = [key for key in keys if change.draft.value(f"{at}/{key}") is not None]
    if change.new:
        change.draft.put(f"{at}/{(there or ['piiDataEnabled'])[0]}", value=True)
    for key in there if not change.new else ():
        change.draft.put(f"{at}/{key}", value=False)


_PROMPTED = {"required": "required", "optional": "optional", "hidden": "hidden"}

_WRITERS: Mapping[str, Callable[[Change, str], None]] = {
    "label": _labels,
    "prompt": _responses,
    "error_prompt": _responses,
    "responses": _responses,
    "script": _text,
    "pre_processor": _text,
    "post_processor": _text,
    "path": _text,
    "body": _body,
    "host": _host,
    "headers": _table,
    "inputs": _table,
    "outputs": _table,
    "method": _plain(str.lower),
    "protocol": _plain(),
    "timeout": _plain(),
    "close_on_timeout": _plain(),
    "integration": _plain(),
    "sub_type": _plain(),
    "profile": _plain(lambda name: name or "none"),
    "entity_type": _plain(ENTITY_TYPES.get),
    "required": _plain(_PROMPTED.get),
    "retries": _plain(),
    "multiple": _plain(),
    "personal_data": _personal,
    "pattern": _plain(),
    "values": put_values,
    "values_from": _plain(),
    "yes_synonyms": _lists,
    "no_synonyms": _lists,
    "utterances": put_utterances,
    "patterns": put_patterns,
    "properties": _kept,
    "raw": _kept,
}
"""How each field is written; ``id``, ``name``, transitions and inner nodes are not among them."""
