"""What a service does to which record, as data for the rules: written by the author, or plain from the request."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from xogen.packs.pieces import without_filters
from xogen.packs.specs import ServiceSpec, TaskHead

_METHODS: Mapping[str, frozenset[str]] = {
    "create": frozenset({"POST"}),
    "update": frozenset({"PATCH", "PUT"}),
    "delete": frozenset({"DELETE"}),
    "read": frozenset({"GET"}),
    "query": frozenset({"GET"}),
    "search": frozenset({"GET", "POST"}),
}


def record_of(
    spec: ServiceSpec, head: TaskHead, sobject: str, path: str, query: Mapping[str, str], body: Mapping[str, Any]
) -> dict[str, Any] | None:
    """Return the record call of a service as data, or ``None``.

    Args:
        spec: what the author wrote; ``record`` decides when it is there.
        head: the task, whose operation is the default where the method fits it.
        sobject: the task's object; the default where the path or the query names it.
        path: rendered.
        query: rendered.
        body: rendered; its fields become the record's, as text.
    """
    if spec.record is False:
        return None
    written = spec.record
    operation = written.operation if written else head.operation
    name = (written.object if written else None) or sobject
    if not operation or not name:
        return None
    if written is None:
        fits = spec.method in _METHODS[operation]
        named = re.search(rf"\b{re.escape(name)}\b", " ".join([path, *query.values()]))
        if not fits or not named:
            return None
    fields = {
        key: without_filters(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
        for key, value in body.items()
    }
    return {"object": name, "operation": operation, "fields": fields}
