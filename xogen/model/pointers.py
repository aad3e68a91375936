"""RFC 6901 JSON pointers, as far as whoever names a place by hand needs them; ``formats.pointers`` makes whole ones."""

from __future__ import annotations


def escape(key: str) -> str:
    """Return a key as a step of a pointer."""
    return key.replace("~", "~0").replace("/", "~1") if "~" in key or "/" in key else key
