"""Whether every key and type of a package stands in a real export, or in ``extra_keys.toml`` with its reason."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path

from tests.tools.key_inventory import inventory

HERE = Path(__file__).parent
SEEN = json.loads((HERE / "key_inventory.json").read_text(encoding="utf-8"))
EXTRA = tomllib.loads((HERE / "extra_keys.toml").read_text(encoding="utf-8"))
DEFINITIONS = {"xo10": "botDefinition.json", "xo11": "appDefinition.json"}

Row = tuple[str, str, str]


def check_keys(files: Mapping[str, str], platform: str) -> None:
    """Assert that a package holds nothing that no real export has, but what is listed with a reason."""
    found = sorted(row for row in rows(files, platform) if not seen(row) and not listed(row))
    assert not found, "\n".join(f"{kind}: {path}: {type_}" for kind, path, type_ in found)


def rows(files: Mapping[str, str], platform: str) -> Iterator[Row]:
    """Yield each kind, key and type of a package."""
    package = (json.loads(files[DEFINITIONS[platform]]), json.loads(files["config.json"]))
    for kind, paths in inventory([package]).items():
        yield from ((kind, path, type_) for path, types in paths.items() for type_ in types)


def seen(row: Row) -> bool:
    """Whether a real export has this."""
    kind, path, type_ = row
    return type_ in SEEN.get(kind, {}).get(path, "").split(" | ")


def listed(row: Row) -> list[str]:
    """Return the entries of the list that allow this."""
    kind, path, type_ = row
    names = [
        f"key: {entry['kind']}: {key}"
        for entry in EXTRA["key"]
        for key, allowed in entry["keys"].items()
        if fnmatchcase(kind, entry["kind"])
        and key == path
        and any(fnmatchcase(type_, pattern) for pattern in allowed.split(" | "))
    ]
    for entry in EXTRA["kind"]:
        if kind in entry["names"] and kind not in SEEN:
            own_type = path == "type" and type_ == f"string:{kind.partition(' ')[2]}"
            if own_type or seen((entry["like"], path, type_)):
                names.append(f"kind: {kind}")
    return names
