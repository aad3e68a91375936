"""A simple duplicate rule: records that agree in all fields of a list are held for the same.

Real rules are set in each org and match loosely; which fields count here is ours (``RULES``).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xogen.org.embedded.catalog import Table
from xogen.org.embedded.store import DELETED, Store, quoted
from xogen.org.embedded.wire import Refused

RULES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "Lead": (("LastName", "Email"), ("FirstName", "LastName", "Company")),
    "Contact": (("LastName", "Email"), ("FirstName", "LastName", "AccountId")),
}
_MESSAGE = "Use one of these records?"


def duplicate(store: Store, table: Table, key: str, values: Mapping[str, Any], version: str) -> Refused | None:
    """Return the refusal of a record that one is like already; ``values`` are all of it."""
    for names in RULES.get(table.name, ()):
        if any(table.find(name) is None or not values.get(name) for name in names):
            continue
        same = " AND ".join(f"{quoted(name)} = ?" for name in names)
        rows = store.rows(
            f'SELECT "Id" FROM {quoted(table.name)} WHERE {same} AND "Id" <> ? AND "{DELETED}" = 0 ORDER BY "Id"',
            (*(values[name] for name in names), key),
        )
        if rows:
            return _refused(table, [row["Id"] for row in rows], version)
    return None


def _refused(table: Table, keys: list[str], version: str) -> Refused:
    matches = [
        {
            "additionalInformation": [],
            "fieldDiffs": [],
            "matchConfidence": 100.0,
            "record": {
                "attributes": {"type": table.name, "url": f"/services/data/v{version}/sobjects/{table.name}/{key}"},
                "Id": key,
            },
        }
        for key in keys
    ]
    rule = f"Standard_Rule_for_{table.name}s_with_Duplicate_{table.name}s"
    result = {
        "allowSave": True,
        "duplicateRule": rule,
        "duplicateRuleEntityType": table.name,
        "errorMessage": _MESSAGE,
        "matchResults": [
            {
                "entityType": table.name,
                "errors": [],
                "matchEngine": "ExactMatchEngine",
                "matchRecords": matches,
                "rule": rule,
                "size": len(matches),
                "success": True,
            }
        ],
    }
    return Refused(400, "DUPLICATES_DETECTED", _MESSAGE, duplicateResult=result)
