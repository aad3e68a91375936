"""Ids of Salesforce records: 15 characters, or 18 with a checksum of their case (facts, salesforce section 2: IDs)."""

from __future__ import annotations

import re
from collections.abc import Mapping

KEY_PREFIXES: Mapping[str, str] = {
    "001": "Account",
    "003": "Contact",
    "005": "User",
    "006": "Opportunity",
    "00D": "Organization",
    "00Q": "Lead",
    "00T": "Task",
    "00U": "Event",
    "00a": "CaseComment",
    "01t": "Product2",
    "500": "Case",
    "701": "Campaign",
    "801": "Order",
}
"""What the first three characters say, in every org."""
_ID = re.compile(r"[a-zA-Z0-9]{15}([A-Z0-5]{3})?")
_CHECKS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def checksum(short: str) -> str:
    """Return the three characters that make 15 characters 18: which letters of each five are capitals."""
    blocks = [short[start : start + 5] for start in (0, 5, 10)]
    return "".join(_CHECKS[sum(char.isupper() << at for at, char in enumerate(block))] for block in blocks)


def is_record_id(text: str) -> bool:
    """Whether a text is an id; one of 18 characters needs the right checksum."""
    match = _ID.fullmatch(text)
    return match is not None and (match[1] is None or checksum(text[:15]) == match[1])
