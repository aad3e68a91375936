"""Describes as files: taken from what other tools save, written stably, and made anonymous."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from xogen.errors import InputError

Describe = Mapping[str, Any]


def describes_in(data: object, path: str) -> tuple[Describe, ...]:
    """Return the describes in what a tool saved.

    Args:
        data: parsed JSON: an answer of Salesforce as it is (curl, simple-salesforce, jsforce), the same in the
            ``{"status": 0, "result": ...}`` of the sf CLI, or a list of them.
        path: the file, as the user named it.

    Raises:
        InputError: it is none of these; what the sf CLI says went wrong is told.
    """
    found = tuple(_unwrapped(item, path) for item in (data if isinstance(data, list) else [data]))
    if not found:
        raise _no_describe(path)
    return found


def _unwrapped(data: object, path: str) -> Describe:
    if isinstance(data, Mapping) and "fields" not in data and "status" in data:
        if data.get("status") != 0:
            raise InputError(f"the sf CLI saved an error: {data.get('message') or data.get('name')}", where=path)
        data = data.get("result")
    if not isinstance(data, Mapping) or not isinstance(data.get("name"), str):
        raise _no_describe(path)
    if not isinstance(data.get("fields"), list):
        raise _no_describe(path)
    return data


def _no_describe(path: str) -> InputError:
    return InputError(
        "this is no sObject describe: it needs a name and a list of fields",
        where=path,
        hint="save one with: sf sobject describe --sobject NAME --json > NAME.json",
    )


def dump_describe(data: Describe) -> str:
    """Write a describe: keys sorted, lists as Salesforce orders them, one value a line, so that diffs are short."""
    return json.dumps(data, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
