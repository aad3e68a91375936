"""The answers that describe: the list of objects, one object in short and in full, with ETag and dates."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any

from xogen.org.embedded.catalog import Catalog, Table
from xogen.org.embedded.wire import Answer, Call

_HOST = re.compile(r"https?://[^/]+")
_VERSION = re.compile(r"/services/data/v[^/]+")
_SHORT = (
    "activateable", "createable", "custom", "customSetting", "deletable", "deprecatedAndHidden", "feedEnabled",
    "keyPrefix", "label", "labelPlural", "layoutable", "mergeable", "mruEnabled", "name", "queryable", "replicateable",
    "retrieveable", "searchable", "triggerable", "undeletable", "updateable",
)  # fmt: skip


def described(table: Table, version: str, base: str) -> dict[str, Any]:
    """Return the full describe of an object, its addresses those of this org."""
    return {**table.raw, "keyPrefix": table.prefix, "urls": _urls(table, version, base)}


def short(table: Table, version: str, base: str) -> dict[str, Any]:
    """Return an object as the list of objects shows it."""
    flags = {name: table.raw.get(name, False) for name in _SHORT}
    return {**flags, "keyPrefix": table.prefix, "name": table.name, "urls": _urls(table, version, base)}


def listed(catalog: Catalog, version: str, base: str) -> dict[str, Any]:
    """Return the list of all objects."""
    return {"encoding": "UTF-8", "maxBatchSize": 200, "sobjects": [short(table, version, base) for table in catalog]}


def _urls(table: Table, version: str, base: str) -> Mapping[str, str]:
    own = f"/services/data/v{version}/sobjects/{table.name}"
    known = {
        "sobject": own,
        "describe": f"{own}/describe",
        "layouts": f"{own}/describe/layouts",
        "rowTemplate": f"{own}/{{ID}}",
    }
    given = {
        name: _VERSION.sub(f"/services/data/v{version}", _HOST.sub(base, url))
        for name, url in (table.raw.get("urls") or {}).items()
        if isinstance(url, str)
    }
    return {**given, **known}


def cached(call: Call, content: Mapping[str, Any], since: datetime) -> Answer:
    """Answer with a describe, or with 304 when the caller has it: by its ETag, or else by the date it knows.

    Args:
        call: whose ``If-None-Match`` and ``If-Modified-Since`` count.
        content: the describe.
        since: when it last changed, to the second.
    """
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Last-Modified": format_datetime(since, usegmt=True), "Cache-Control": "private"}
    if _known(call, tag, since):
        return Answer(304, None, headers)
    return Answer(200, dict(content), headers)


def _known(call: Call, tag: str, since: datetime) -> bool:
    asked = call.headers.get("if-none-match")
    if asked is not None:
        tags = {part.strip().removeprefix("W/").removesuffix('--gzip"').rstrip('"') for part in asked.split(",")}
        return tag.rstrip('"') in tags or "*" in tags
    try:
        return parsedate_to_datetime(call.headers.get("if-modified-since", "")) >= since
    except (ValueError, TypeError):
        return False
