"""Record ids: 15 characters, or 18 with a checksum that makes them safe against a change of case.

The checksum is a fact (salesforce section 2: ids, checked against real ones): for each block of five characters, bit i
is set when character i is a capital letter.
"""

from __future__ import annotations

import re

_CHECK = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_FORM = re.compile(r"[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?")
_POD = "Xg0"
"""Where real ids name the instance; all of ours share one."""


def with_checksum(short: str) -> str:
    """Return the 18 characters of an id of 15."""
    return short + "".join(_sign(short[at : at + 5]) for at in (0, 5, 10))


def _sign(block: str) -> str:
    return _CHECK[sum(1 << bit for bit, sign in enumerate(block) if "A" <= sign <= "Z")]


def canonical(text: str) -> str | None:
    """Return an id as 18 characters, its case restored from the checksum; ``None`` when it is no id."""
    if not _FORM.fullmatch(text):
        return None
    if len(text) == 15:
        return with_checksum(text)
    short = _restored(text[:15], text[15:].upper())
    return with_checksum(short) if short else None


def _restored(short: str, checks: str) -> str | None:
    restored = ""
    for at, check in zip((0, 5, 10), checks, strict=True):
        if check not in _CHECK:
            return None
        bits = _CHECK.index(check)
        for bit, sign in enumerate(short[at : at + 5]):
            capital = bool(bits >> bit & 1)
            if capital and not sign.isalpha():
                return None
            restored += sign.upper() if capital else sign.lower()
    return restored


def new_id(prefix: str, number: int) -> str:
    """Return the id of the ``number``-th record of an object: equal numbers, equal ids."""
    text, rest = "", number
    while rest:
        rest, digit = divmod(rest, len(_DIGITS))
        text = _DIGITS[digit] + text
    return with_checksum(f"{prefix}{_POD}{text.rjust(9, '0')}")
