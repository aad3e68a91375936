"""The real describes of the fixtures, and how the bundled ones are made of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

OBJECTS = Path(__file__).parents[2] / "fixtures" / "describe" / "objects"
BUNDLED = ("Account", "Case", "Contact", "Event", "Lead", "Opportunity", "OpportunityContactRole")
EMPTY = (False, None, 0, [], "")


@cache
def real(name: str) -> Mapping[str, Any]:
    return json.loads((OBJECTS / f"{name}.json").read_text(encoding="utf-8"))


def all_real() -> list[Mapping[str, Any]]:
    return [real(path.stem) for path in sorted(OBJECTS.glob("*.json"))]


def trimmed(describe: Mapping[str, Any]) -> dict[str, Any]:
    """A describe without what is one org's own: custom fields, record types, hosts, objects that are not bundled.

    What is empty is left out, but for ``nillable``, which says something by being false.
    """
    fields = [
        {key: value for key, value in field.items() if value not in EMPTY or key == "nillable"}
        for field in describe["fields"]
        if not field["custom"]
    ]
    for field in fields:
        if field.get("picklistValues"):
            field["picklistValues"] = [
                {key: value for key, value in item.items() if value not in EMPTY} for item in field["picklistValues"]
            ]
    children = [
        {key: value for key, value in child.items() if value not in EMPTY}
        for child in describe["childRelationships"]
        if child["childSObject"] in BUNDLED and child.get("relationshipName")
    ]
    flags = {key: value for key, value in describe.items() if isinstance(value, bool | str)}
    return {**flags, "childRelationships": children, "fields": fields}


def text_of(describe: Mapping[str, Any]) -> str:
    """One line a field, so that a difference shows where it is."""
    rest = {key: value for key, value in describe.items() if key != "fields"}
    fields = ",\n".join(json.dumps(field, ensure_ascii=False, sort_keys=True) for field in describe["fields"])
    return f'{json.dumps(rest, ensure_ascii=False, sort_keys=True)[:-1]},\n"fields": [\n{fields}\n]}}\n'
