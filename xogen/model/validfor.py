"""The bitmap that says for which values of its controlling field a dependent picklist value is offered.

Base64 of bytes; bit n, counted from the highest bit of the first byte, stands for the controlling field's n-th value
(facts, salesforce section 2: decoded on a real describe).
"""

from __future__ import annotations

from base64 import b64decode


def indexes(valid_for: object) -> frozenset[int] | None:
    """Return the positions whose bit is set; ``None`` for what is no bitmap, which says nothing."""
    if not isinstance(valid_for, str) or not valid_for:
        return None
    try:
        data = b64decode(valid_for, validate=True)
    except ValueError:
        return None
    return frozenset(at for at in range(len(data) * 8) if data[at >> 3] & (0x80 >> (at & 7)))
