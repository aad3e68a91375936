"""``xogen.lock``: what xogen remembers between runs. Sorted, one value a line, so that merges are easy; no secret.

JSON, because a lock of a hundred dialogs is read on every run and ``tomllib`` would take longer than all the rest.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from xogen.errors import InputError
from xogen.formats.json_source import read_json, validate
from xogen.model.action import ActionRecord
from xogen.model.base import Owned

FILE = "xogen.lock"
NOTE = "written by xogen; keep it in version control, and let xogen change it"
_NUMBERED = re.compile(r"(.*\D)(\d{4,})", re.DOTALL)
VERSION: Literal[1] = 1
_GENERATED = re.compile(r"(dialogs|canvas|package)/[^./\\][^/\\]*")
_MERGE = "keep one of the two versions whole, then run: xogen generate"
_RESTORE = "restore it from version control; without it, actions have to be authorized and enabled again"


def _generated(value: str) -> str:
    # Files that are listed here and not wanted any more are removed: a wrong lock must not reach beyond these folders.
    if not _GENERATED.fullmatch(value):
        raise ValueError("is no generated file: they lie in dialogs/, canvas/ and package/")
    return value


class PackRecord(Owned):
    """The pack that the generated files came from."""

    version: str
    digest: str


class DialogRecord(Owned):
    """What was generated for one install."""

    template: str
    drawn: str | None = None
    """Digest of what the picture was made of: while it holds, nothing is drawn again."""
    names: Mapping[str, str] = {}
    """Component name of each node, with the platform's four-digit suffix; once given, it is kept."""


class Lock(Owned):
    """The whole file.

    ``counters`` is the last number given to each base name; it never goes back, so that no name is used twice.
    ``files`` holds the digest of every file that xogen generated, by its path from the project's folder.
    """

    note: str = Field(default=NOTE, alias="//")
    version: Literal[1] = VERSION
    actions: Mapping[str, ActionRecord] = {}
    packs: Mapping[str, PackRecord] = {}
    dialogs: Mapping[str, DialogRecord] = {}
    counters: Mapping[str, int] = {}
    files: Mapping[Annotated[str, AfterValidator(_generated)], str] = {}

    def action(self, name: str) -> ActionRecord:
        """Return what is remembered of an action: nothing, for a new one."""
        return self.actions.get(name, ActionRecord())

    def last_numbers(self) -> Mapping[str, int]:
        """Return the counters, none behind a name that was given: a merge may have kept the lower one."""
        numbers = dict(self.counters)
        for record in self.dialogs.values():
            for name in record.names.values():
                numbered = _NUMBERED.fullmatch(name)
                base, number = (numbered[1], int(numbered[2])) if numbered else (name, 1)
                numbers[base.casefold()] = max(number, numbers.get(base.casefold(), 0))
        return numbers


def digest(data: bytes) -> str:
    """Return the digest of a text file. Line ends do not count, because git may change them."""
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()


def read_lock(text: str, path: str) -> Lock:
    """Read ``xogen.lock``.

    Raises:
        InputError: naming line and key; a lock that a newer xogen wrote is refused.
    """
    try:
        data = read_json(text, path)
    except InputError as error:
        hint = _MERGE if "merge" in error.message else _RESTORE
        raise InputError(error.message, where=error.where, hint=hint) from None
    version = data.get("version") if isinstance(data, dict) else None
    if isinstance(version, int) and version > VERSION:
        raise InputError(
            f"a newer xogen wrote this lock (version {version}; this one knows {VERSION})",
            where=path,
            hint="install the newer xogen",
        )
    try:
        return validate(Lock, data, text=text, path=path)
    except InputError as error:
        raise InputError(error.message, where=error.where, hint=_RESTORE) from None


def write_lock(lock: Lock) -> str:
    """Write the lock: what is empty is left out, and equal locks give equal bytes."""
    data: dict[str, Any] = lock.model_dump(mode="json", exclude_defaults=True, exclude={"actions"})
    actions = {name: record for name, record in lock.actions.items() if record != ActionRecord()}
    if actions:
        data["actions"] = {name: _action(record) for name, record in actions.items()}
    return json.dumps({**data, "//": NOTE, "version": VERSION}, indent=2, sort_keys=True) + "\n"


def _action(record: ActionRecord) -> dict[str, Any]:
    return {"state": record.state.value, **record.model_dump(mode="json", exclude_defaults=True)}
