"""A describe without what tells whose org it is from: hosts, ids, names and addresses of people.

Names of objects and fields stay, and so do picklist values and labels: without them it would be no describe. An
administrator may have put a person's name there, which no program can tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from xogen.formats.describes import Describe
from xogen.model.record_id import checksum, is_record_id

MASTER_RECORD_TYPE = "012000000000000AAA"
"""The id of the master record type: the same in every org."""
_HOST = re.compile(r"(?:https?:)?//[^/\s\"'<>]+", re.IGNORECASE)
_DOMAIN = re.compile(r"\b[\w-]+(?:\.[\w-]+)*\.(?:salesforce|force|site|cloudforce|documentforce)\.com\b", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WORD = re.compile(r"(?<![A-Za-z0-9_])[a-zA-Z0-9]{15}(?:[A-Z0-5]{3})?(?![A-Za-z0-9_])")
_FREE_TEXTS = frozenset({"calculatedFormula", "defaultValueFormula", "inlineHelpText", "filteredLookupInfo"})
"""What administrators write in their own words, with names and addresses in it; no rule reads it."""
_PEOPLE = re.compile(r"^(?:created|lastModified|owner|modified)(?:By|Id|Name|$)", re.IGNORECASE)
_ID_KEYS = frozenset({"recordTypeId"})


def anonymise(data: Describe) -> Describe:
    """Return a describe without hosts, ids and people; equal describes become equal.

    Each id becomes another of the same kind, counted from 1 in the order of the describe; the master record type's id
    stays. Links lose their host and keep their path.
    """
    ids = {text: _stand_in(text, number) for number, text in enumerate(_ids(data), 1)}
    result: dict[str, Any] = {}
    waiting: list[tuple[Any, str | int, Any]] = [(result, key, value) for key, value in data.items()]
    while waiting:
        holder, key, value = waiting.pop()
        made = _replaced(key, value, ids)
        holder[key] = made
        if isinstance(value, Mapping) and isinstance(made, dict):
            kept = {name: item for name, item in value.items() if not _PEOPLE.match(str(name))}
            waiting.extend((made, name, item) for name, item in kept.items())
        elif isinstance(value, list) and isinstance(made, list):
            made.extend([None] * len(value))
            waiting.extend((made, index, item) for index, item in enumerate(value))
    return {key: result[key] for key in data if not _PEOPLE.match(key)}


def _replaced(key: str | int, value: object, ids: Mapping[str, str]) -> object:
    """Return what stands in for a value; containers come back empty, to be filled."""
    if key in _FREE_TEXTS:
        return None
    if isinstance(value, Mapping):
        return {}
    if isinstance(value, list):
        return []
    if not isinstance(value, str):
        return value
    text = _EMAIL.sub("someone@example.com", value)
    text = _DOMAIN.sub("example.com", _HOST.sub("", text))
    return _WORD.sub(lambda match: ids.get(match[0], match[0]), text)


def _ids(data: Describe) -> list[str]:
    """Return the ids of a describe, each once, in its order."""
    return list(dict.fromkeys(found for found in _texts(data) if found != MASTER_RECORD_TYPE))


def _texts(data: Describe) -> Iterator[str]:
    waiting: list[tuple[str, object]] = [("", data)]
    while waiting:
        key, value = waiting.pop()
        if isinstance(value, Mapping):
            waiting.extend((str(name), item) for name, item in reversed(list(value.items())))
        elif isinstance(value, list):
            waiting.extend((key, item) for item in reversed(value))
        elif isinstance(value, str):
            for match in _WORD.finditer(value):
                if key in _ID_KEYS or _looks_like_an_id(match[0]):
                    yield match[0]


def _looks_like_an_id(text: str) -> bool:
    """An id of 18 characters has its checksum; one of 15 begins as ids do and has digits, unlike a word."""
    digits = sum(char.isdigit() for char in text)
    return is_record_id(text) if len(text) == 18 else text[0] in "0123456789a" and digits > 3


def _stand_in(text: str, number: int) -> str:
    short = f"{text[:3]}{number:012}"
    return short + checksum(short) if len(text) == 18 else short
