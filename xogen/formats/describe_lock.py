"""``describe/describe.lock``: where the describes of a project come from. Beside them, and no ``*.json``: no describe.

A describe says nothing of its date, and names its org by links only. ``xogen describe pull`` writes down what it knows.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from xogen.formats.json_source import read_json, validate
from xogen.model.base import Owned

FILE = "describe.lock"
NOTE = "written by xogen describe pull; keep it in version control beside the describes"


def _day(value: str) -> str:
    try:
        date.fromisoformat(value)
    except ValueError:
        raise ValueError("is no day like 2026-11-23") from None
    return value


Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$"), AfterValidator(_day)]


class DescribeOrigin(Owned):
    """Where one describe comes from. What is not known, or was removed to keep it private, is ``None``.

    ``pulled`` is the day, ``2026-11-23``; ``digest`` that of the file, so that one that was changed is pulled again.
    ``layout`` are the fields in the order of the page layout, which is no part of a describe.
    """

    organization_id: str | None = None
    instance_url: str | None = None
    api_version: str | None = None
    pulled: Day | None = None
    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None
    layout: tuple[str, ...] | None = None
    layout_etag: str | None = None
    anonymised: bool = False


class DescribeLock(Owned):
    """The whole file. ``objects`` are the names of all objects that the org shows its user; ``None``: not known."""

    note: str = Field(default=NOTE, alias="//")
    version: Literal[1] = 1
    objects: tuple[str, ...] | None = None
    describes: Mapping[str, DescribeOrigin] = {}


def read_describe_lock(text: str, path: str) -> DescribeLock:
    """Read the file.

    Raises:
        InputError: naming line and key.
    """
    return validate(DescribeLock, read_json(text, path), text=text, path=path)


def write_describe_lock(lock: DescribeLock) -> str:
    """Write the file: sorted, what is not known left out, equal locks to equal bytes."""
    data = lock.model_dump(mode="json", exclude_defaults=True)
    if lock.objects is not None:
        data["objects"] = sorted(set(lock.objects))
    return json.dumps({**data, "//": NOTE, "version": lock.version}, indent=2, sort_keys=True) + "\n"
