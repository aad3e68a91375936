"""What differs between two exports and means nothing: ids, positions, looks, spelling. It is counted, and said."""

from __future__ import annotations

from collections.abc import Callable

from xogen.diff.plain import Leaf, is_set
from xogen.diff.sides import FOLLOWING, IDS, ORDER_OF_SETS
from xogen.formats.importer.encoding import decode

POSITIONS = "positions on the canvas"
LOOKS = "how connections are drawn"
ENCODING = "how texts are encoded"
STAMPS = "who changed things, and when"
CHECKSUM = "the export's checksum"
ORDER_OF_LISTS = "the order of dialogs, components and other named entries"

_ID_KEYS = frozenset({"_id", "refId", "nodeId", "parentId", "componentId", "connId"})
"""Keys of an object's own id, its source's (parentId, which leads nowhere), and its component's, which is matched."""
_CHECKSUMS = frozenset({"encryptedHash", "latestEncryptedHash"})
_STAMPS = frozenset({"createdBy", "createdOn", "lMod", "lModBy", "lastModifiedBy", "lastModifiedOn", "__v"})
_DRAWN = frozenset({"color", "colorMeta", "pathsMap", "curve", "curveStyle"})


def noise(leaf: Leaf, renamed: Callable[[str], str]) -> str | None:
    """Return why a place that differs means nothing; ``None`` if it means something.

    Args:
        leaf: the place, in the JSON of two exports whose ids were made comparable.
        renamed: an old text with the names that nodes and dialogs have in the new export.
    """
    keys = tuple(str(key) for key in leaf.keys)
    by_key = _by_key(keys, keys[-1] if keys else "")
    if by_key is not None:
        return by_key
    if leaf.moved:
        return ORDER_OF_SETS if is_set(leaf.names) else _order(leaf)
    if isinstance(leaf.old, str) and isinstance(leaf.new, str):
        old, new = decode(leaf.old), decode(leaf.new)
        return ENCODING if old == new else FOLLOWING if renamed(old) == new else None
    return None


def _by_key(keys: tuple[str, ...], last: str) -> str | None:
    if last in _ID_KEYS:
        return IDS
    if last in _STAMPS:
        return STAMPS
    if last in _CHECKSUMS and len(keys) == 1:
        return CHECKSUM
    if "positionMeta" in keys or (keys[-2:-1] == ("metadata",) and last in {"left", "top"}):
        return POSITIONS
    return LOOKS if _is_look(keys) else None


def _is_look(keys: tuple[str, ...]) -> bool:
    if "transitions" in keys:
        inside = keys[keys.index("transitions") + 2 :]
        if inside[:1] == ("metadata",) and inside[1:2] != ("pathName",):
            return True
        if inside[:1] == ("userUtterance",):
            return True
    return bool(_DRAWN.intersection(keys[-2:])) and "sequences" in keys


def _order(leaf: Leaf) -> str | None:
    """Return that an order means nothing where the platform knows entries by their names, and not by their places."""
    items = [*leaf.old, *leaf.new]
    known = all(isinstance(item, dict) and ("_id" in item or "refId" in item or "key" in item) for item in items)
    return ORDER_OF_LISTS if known else None
